using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;

namespace BranchBot.Host.Teams;

/// <summary>The token that the bot shows to the connector, and to nobody else. The credential keeps it until it is nearly over.</summary>
internal sealed class ConnectorToken(TokenCredential? credential, TeamsCloud cloud)
{
    private readonly TokenRequestContext request = new([cloud.Scope]);

    /// <summary>What to show; null without authentication.</summary>
    /// <exception cref="AuthenticationFailedException">There is no token to be had.</exception>
    public async Task<AuthenticationHeaderValue?> Header(CancellationToken cancel) =>
        credential is null ? null : new("Bearer", (await credential.GetTokenAsync(request, cancel)).Token);

    /// <summary>The credential that the settings describe; null without authentication.</summary>
    public static TokenCredential? CredentialOf(TeamsSettings settings)
    {
        if (settings.AppId is not { } app)
        {
            return null;
        }

        var (appId, tenant, login) = (app.ToString("D"), settings.TenantId?.ToString("D"), settings.Cloud.Login);
        return settings switch
        {
            { AppType: AppType.UserAssignedMSI } => new ManagedIdentityCredential(new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(appId)) { AuthorityHost = login }),
            { Secret: { } secret } => new ClientSecretCredential(tenant, appId, secret, new ClientSecretCredentialOptions { AuthorityHost = login }),
            _ => new ClientCertificateCredential(tenant, appId, settings.CertificatePath, new ClientCertificateCredentialOptions { AuthorityHost = login }),
        };
    }
}
