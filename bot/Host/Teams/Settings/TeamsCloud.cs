namespace BranchBot.Host.Teams;

/// <summary>All that differs between Microsoft's clouds, in one place. A registration of one cloud cannot be used in another.</summary>
/// <param name="Name">As it stands in the settings.</param>
/// <param name="Issuer">Who signs the channel's tokens.</param>
/// <param name="MetadataAddress">The OpenID document that leads to the keys of these tokens.</param>
/// <param name="Scope">What the bot asks a token for, to call the connector.</param>
/// <param name="Login">Where it asks for it.</param>
/// <param name="ServiceUrls">How the addresses of Teams' connectors begin: nothing else is believed, or called.</param>
/// <param name="FileHosts">Where files that people send lie: OneDrive for Business. Nothing else is fetched.</param>
internal sealed record TeamsCloud(string Name, string Issuer, Uri MetadataAddress, string Scope, Uri Login, IReadOnlyList<Uri> ServiceUrls, IReadOnlyList<FileHost> FileHosts)
{
    /// <summary>The worldwide cloud, with the United States' GCC, which is a part of it.</summary>
    public static readonly TeamsCloud Public = new(
        "Public",
        "https://api.botframework.com",
        new("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        "https://api.botframework.com/.default",
        new("https://login.microsoftonline.com/"),
        // trafficmanager.net belongs to all customers of Azure: the host is exact, never "ends with".
        [new("https://smba.trafficmanager.net/"), new("https://smba.infra.gcc.teams.microsoft.com/")],
        [FileHost.Below("sharepoint.com")]);

    /// <summary>The United States' government: GCC High and DoD.</summary>
    public static readonly TeamsCloud UsGov = new(
        "UsGov",
        "https://api.botframework.us",
        new("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        "https://api.botframework.us/.default",
        new("https://login.microsoftonline.us/"),
        [new("https://smba.infra.gov.teams.microsoft.us/"), new("https://smba.infra.dod.teams.microsoft.us/")],
        [FileHost.Below("sharepoint.us"), FileHost.Below("sharepoint-mil.us")]);

    /// <summary>China, run by 21Vianet. Microsoft publishes no address of its connector; the one here is what others have seen.</summary>
    public static readonly TeamsCloud China = new(
        "China",
        "https://api.botframework.azure.cn",
        new("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        "https://api.botframework.azure.cn/.default",
        new("https://login.partner.microsoftonline.cn/"),
        [new("https://smba.trafficmanager.cn/")],
        [FileHost.Below("sharepoint.cn")]);

    /// <summary>Every cloud.</summary>
    public static readonly IReadOnlyList<TeamsCloud> All = [Public, China, UsGov];

    /// <summary>Whether an address is one of this cloud's connectors: scheme, host and port are equal and the path begins alike.</summary>
    public bool Trusts(Uri serviceUrl) => serviceUrl.UserInfo.Length == 0 && ServiceUrls.Any(trusted =>
        trusted.Scheme == serviceUrl.Scheme
        && string.Equals(trusted.IdnHost, serviceUrl.IdnHost, StringComparison.OrdinalIgnoreCase)
        && trusted.Port == serviceUrl.Port
        && WithSlash(serviceUrl).StartsWith(WithSlash(trusted), StringComparison.OrdinalIgnoreCase));

    private static string WithSlash(Uri url) => url.AbsolutePath.TrimEnd('/') + "/";
}
