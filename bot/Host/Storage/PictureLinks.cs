using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace BranchBot.Host.Storage;

/// <summary>Makes links to pictures for cards.</summary>
internal interface IPictureLinks
{
    /// <summary>A link that shows the picture for some hours to whoever has it; null while none can be made: the card then has the words for it.</summary>
    Uri? LinkTo(string picture);
}

/// <summary>
/// Links signed for reading one picture. They are made anew whenever a card is rendered, so they need not live longer than a working day. Signed with the
/// account's key where the settings have one, else with a key of the bot's own identity (user delegation), which is fetched here from time to time: a card
/// costs no round trip. Times are the machine's, for the storage goes by them, and not a rehearsal's.
/// </summary>
internal sealed class PictureLinks(BlobServiceClient service, Blobs blobs, ILogger<PictureLinks> log) : BackgroundService, IPictureLinks
{
    /// <summary>How long a link is good, at least.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // Azure lets such a key live for seven days.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(2);
    private static readonly TimeSpan KeyRenewal = TimeSpan.FromHours(6);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private UserDelegationKey? delegation;

    /// <summary>Whether the account's own key signs.</summary>
    private bool HasAccountKey => service.CanGenerateAccountSasUri;

    /// <inheritdoc/>
    public Uri? LinkTo(string picture)
    {
        // Counted from the full hour: a card that is refreshed within it has the same link, and clients need not fetch the picture again.
        var now = TimeProvider.System.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var blob = blobs.ContainerOf(BlobKind.Pictures).GetBlobClient(picture);
        var sas = new BlobSasBuilder(BlobSasPermissions.Read, hour + Lifetime + TimeSpan.FromHours(1))
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = hour - Skew,
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        if (HasAccountKey)
        {
            return blob.GenerateSasUri(sas);
        }

        return delegation is { } key && key.SignedExpiresOn > sas.ExpiresOn
            ? new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key, service.AccountName) }.ToUri()
            : null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!HasAccountKey && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(await Renew(stoppingToken) ? KeyRenewal : AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Renew(CancellationToken cancel)
    {
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            delegation = (await service.GetUserDelegationKeyAsync(now - Skew, now + KeyLifetime, cancel)).Value;
            return true;
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException && !cancel.IsCancellationRequested)
        {
            Log.NoLinkKey(log, e);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
