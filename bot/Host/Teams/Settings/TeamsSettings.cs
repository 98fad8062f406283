using Microsoft.Extensions.Options;

namespace BranchBot.Host.Teams;

/// <summary>How the bot proves to the connector who it is.</summary>
internal enum AppType
{
    /// <summary>By the managed identity that the registration is bound to: nothing to keep secret.</summary>
    UserAssignedMSI,

    /// <summary>By a secret or a certificate of a registration in one tenant.</summary>
    SingleTenant,
}

/// <summary>
/// The section <c>Bot</c> of the configuration, checked. A class and not a record, so that nothing prints the secret.
/// </summary>
internal sealed class TeamsSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Bot";

    private TeamsSettings()
    {
    }

    /// <summary>The app registration: the audience of tokens; null only <see cref="WithoutAuthentication"/>.</summary>
    public Guid? AppId { get; private init; }

    /// <summary>How the bot proves who it is.</summary>
    public AppType AppType { get; private init; }

    /// <summary>The registration's tenant; only for <see cref="AppType.SingleTenant"/>.</summary>
    public Guid? TenantId { get; private init; }

    /// <summary>The tenants whose people are served; empty only <see cref="WithoutAuthentication"/>, where it means all.</summary>
    public IReadOnlySet<Guid> Tenants { get; private init; } = new HashSet<Guid>();

    /// <summary>The registration's secret; only for <see cref="AppType.SingleTenant"/>.</summary>
    public string? Secret { get; private init; }

    /// <summary>The file of the registration's certificate; only for <see cref="AppType.SingleTenant"/>.</summary>
    public string? CertificatePath { get; private init; }

    /// <summary>The tenant's administrators (P-7).</summary>
    public IReadOnlySet<PersonId> Administrators { get; private init; } = new HashSet<PersonId>();

    /// <summary>The cloud, with what the settings change of it.</summary>
    public TeamsCloud Cloud { get; private init; } = TeamsCloud.Public;

    /// <summary>Whether everything goes by words: no card is sent.</summary>
    public bool TextOnly { get; private init; }

    /// <summary>Whether requests need no token: only for development on one machine.</summary>
    public bool WithoutAuthentication { get; private init; }

    /// <summary>Whether plain HTTP on the loopback is allowed: only for development.</summary>
    public bool Development { get; private init; }

    /// <summary>Calls of the connector a second that Teams allows the app in a tenant, over all instances.</summary>
    public int Rate { get; private init; } = 50;

    /// <summary>Whether an address is a connector that may be believed and called.</summary>
    public bool Trusts(Uri serviceUrl) =>
        WithoutAuthentication ? serviceUrl.Scheme is "http" or "https" && serviceUrl.IsLoopback : Cloud.Trusts(serviceUrl);

    /// <summary>Whether a file that somebody sent may be fetched from an address; no token is shown to it.</summary>
    public bool TrustsFile(Uri url) =>
        Cloud.FileHosts.Any(host => host.Trusts(url)) || (WithoutAuthentication && url.Scheme is "http" or "https" && url.IsLoopback && url.UserInfo.Length == 0);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong or missing; the message is a sentence that names it.</exception>
    public static TeamsSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var read = new SettingsReader(configuration.GetSection(Section), environment.IsDevelopment());
        var cloud = Overridden(read, read.OneOf("Cloud:Name", TeamsCloud.All.Select(c => (c.Name, c)), TeamsCloud.Public));
        var textOnly = IsTextOnly(read, cloud);
        var administrators = read.Guids("Administrators").Select(g => new PersonId(g)).ToHashSet();
        var tenants = read.Guids("Tenants");
        var rate = read.Number("Rate", 1, 1000, 50);
        if (read.Flag("WithoutAuthentication"))
        {
            OnlyOnOneMachine(read, configuration);
            return new() { WithoutAuthentication = true, Development = true, Rate = rate, Tenants = tenants, Administrators = administrators, Cloud = cloud, TextOnly = textOnly };
        }

        var appId = read.Guid("AppId") ?? throw read.Wrong("AppId", "is missing: it is the id of the bot's app registration");
        var type = read.OneOf<AppType?>("AppType", Enum.GetValues<AppType>().Select(t => (t.ToString(), (AppType?)t)), null)
            ?? throw read.Wrong("AppType", "is missing: it is UserAssignedMSI or SingleTenant");
        if (tenants.Count == 0)
        {
            throw read.Wrong("Tenants", "is missing: it lists the tenants whose people the bot serves");
        }

        var (tenant, secret, certificate) = Credentials(read, type);
        return new()
        {
            AppId = appId,
            AppType = type,
            TenantId = tenant,
            Tenants = tenants,
            Secret = secret,
            CertificatePath = certificate,
            Administrators = administrators,
            Cloud = cloud,
            Rate = rate,
            TextOnly = textOnly,
            Development = environment.IsDevelopment(),
        };
    }

    // Teams of 21Vianet was documented to show no cards at all; a card that nobody sees is a bot that says nothing, so there words are what is usual.
    private static bool IsTextOnly(SettingsReader read, TeamsCloud cloud) =>
        read.OneOf("Cards", [("Adaptive", false), ("Text", true)], otherwise: cloud.Name == TeamsCloud.China.Name);

    private static TeamsCloud Overridden(SettingsReader read, TeamsCloud cloud)
    {
        var serviceUrls = read.List("Cloud:ServiceUrls").Select(url => read.Url("Cloud:ServiceUrls", url)).ToList();
        var fileHosts = read.List("Cloud:FileHosts").Select(host => FileHostOf(read, host)).ToList();
        return cloud with
        {
            MetadataAddress = read.Text("Cloud:MetadataAddress") is { } metadata ? read.Url("Cloud:MetadataAddress", metadata) : cloud.MetadataAddress,
            ServiceUrls = serviceUrls.Count > 0 ? serviceUrls : cloud.ServiceUrls,
            FileHosts = fileHosts.Count > 0 ? fileHosts : cloud.FileHosts,
        };
    }

    // A domain that all hosts below are meant of (*.sharepoint.com), or an address.
    private static FileHost FileHostOf(SettingsReader read, string text) => text.StartsWith("*.", StringComparison.Ordinal)
        ? Uri.CheckHostName(text[2..]) == UriHostNameType.Dns ? FileHost.Below(text[2..]) : throw read.Wrong("Cloud:FileHosts", "must consist of domains such as *.sharepoint.com, or of addresses")
        : new(null, read.Url("Cloud:FileHosts", text));

    private static (Guid? Tenant, string? Secret, string? Certificate) Credentials(SettingsReader read, AppType type)
    {
        if (type == AppType.UserAssignedMSI)
        {
            read.Absent(["TenantId", "Secret", "CertificatePath"], "belongs to the app type SingleTenant; a managed identity has none");
            return default;
        }

        var tenant = read.Guid("TenantId") ?? throw read.Wrong("TenantId", "is missing: an app of the type SingleTenant needs its tenant");
        var (secret, certificate) = (read.Text("Secret"), read.Text("CertificatePath"));
        if (secret is null == certificate is null)
        {
            throw read.Wrong("Secret", "or Bot:CertificatePath must be set for the app type SingleTenant: one of the two");
        }

        if (certificate is not null && !File.Exists(certificate))
        {
            throw read.Wrong("CertificatePath", "names a file that does not exist");
        }

        return (tenant, secret, certificate);
    }

    private static void OnlyOnOneMachine(SettingsReader read, IConfiguration configuration)
    {
        const string name = "WithoutAuthentication";
        if (!read.Development)
        {
            throw read.Wrong(name, "is allowed in the environment Development only");
        }

        read.Absent(["AppId", "AppType", "TenantId", "Secret", "CertificatePath"], "and Bot:WithoutAuthentication exclude one another");
        if (ListeningAddresses.Configured(configuration).FirstOrDefault(a => !ListeningAddresses.IsLoopback(a)) is { } open)
        {
            throw read.Wrong(name, $"is allowed on the loopback only, and the bot would listen on {open}");
        }
    }
}
