namespace BranchBot.Host.Teams;

/// <summary>Where files that people send may lie: hosts below a domain, or one exact address.</summary>
/// <param name="Domain">Such as <c>sharepoint.com</c>: any host below it, by https on its usual port; null: only <paramref name="Exactly"/>.</param>
/// <param name="Exactly">Scheme, host and port, as a rehearsal on one machine has them.</param>
internal sealed record FileHost(string? Domain, Uri? Exactly)
{
    private const int HttpsPort = 443;

    /// <summary>All hosts below a domain.</summary>
    public static FileHost Below(string domain) => new(domain, null);

    /// <summary>
    /// Whether an address may be fetched. Nobody can be named in it (<c>https://good.host@evil</c>), and only names count: an address in digits is never
    /// below a domain.
    /// </summary>
    public bool Trusts(Uri url) => url.UserInfo.Length == 0 && (Domain is { } domain
        ? url.Scheme == Uri.UriSchemeHttps && url.Port == HttpsPort && url.HostNameType == UriHostNameType.Dns
            && url.IdnHost.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)
        : Exactly is { } exactly && url.Scheme == exactly.Scheme && url.Port == exactly.Port && string.Equals(url.IdnHost, exactly.IdnHost, StringComparison.OrdinalIgnoreCase));
}
