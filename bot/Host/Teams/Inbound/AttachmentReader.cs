using System.Buffers;
using Azure.Identity;

namespace BranchBot.Host.Teams;

/// <summary>
/// Fetches what people send. Where a message says that something lies is a claim: only a connector of the cloud, which alone is shown the bot's token, and
/// OneDrive's hosts, which are shown none, are ever called. Nothing is followed elsewhere, and no more is read than is taken.
/// </summary>
internal sealed class AttachmentReader(IHttpClientFactory http, ConnectorToken token, TeamsSettings settings, TimeProvider clock, ILogger<AttachmentReader> log)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClient = "Attachments";

    /// <summary>The most bytes of a picture.</summary>
    public const int LargestPicture = 10 * 1024 * 1024;

    /// <summary>The most bytes of a file.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>How long one may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private const int Chunk = 64 * 1024;

    /// <summary>Fetches the bytes.</summary>
    /// <returns>The bytes, or why there are none, for the sender.</returns>
    public async Task<(byte[]? Content, Text? Refusal)> Fetch(Enclosed enclosed, CancellationToken cancel)
    {
        var picture = enclosed is EnclosedPicture;
        if (!Uri.TryCreate(enclosed.Url, UriKind.Absolute, out var url) || !(picture ? settings.Trusts(url) : settings.TrustsFile(url)))
        {
            log.AttachmentRefused("it lies on no trusted host");
            return (null, AttachmentSentences.UnknownPlace);
        }

        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await Get(url, picture, either.Token);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or AuthenticationFailedException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.AttachmentRefused(lost.GetType().Name);
            return (null, AttachmentSentences.NotFetched);
        }
    }

    private async Task<(byte[]? Content, Text? Refusal)> Get(Uri url, bool picture, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (picture)
        {
            request.Headers.Authorization = await token.Header(cancel);
        }

        using var client = http.CreateClient(HttpClient);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode != System.Net.HttpStatusCode.OK)
        {
            // A redirect ends here too: it could lead anywhere.
            log.AttachmentRefused($"status {(int)response.StatusCode}");
            return (null, AttachmentSentences.NotFetched);
        }

        var most = picture ? LargestPicture : LargestFile;
        var content = response.Content.Headers.ContentLength > most ? null : await Read(await response.Content.ReadAsStreamAsync(cancel), most, cancel);
        if (content is null)
        {
            log.AttachmentRefused("it is too large");
        }

        return content switch
        {
            null => (null, AttachmentSentences.TooLarge),
            { Length: 0 } => (null, AttachmentSentences.Empty),
            _ => (content, null),
        };
    }

    // Null where there is more than is taken, whatever the headers said.
    private static async Task<byte[]?> Read(Stream body, int most, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (int read; (read = await body.ReadAsync(chunk, cancel)) > 0;)
            {
                if (content.Length + read > most)
                {
                    return null;
                }

                content.Write(chunk, 0, read);
            }

            return content.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
