using BranchBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Api;

/// <summary>The section <c>Api</c> of the configuration, checked: the door for the panes in Excel and Outlook. Without a client id there is no such door.</summary>
internal sealed class ApiSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>The permission that a token must carry, as the app registration exposes it.</summary>
    public const string Scope = "access_as_user";

    private ApiSettings()
    {
    }

    /// <summary>The app registration whose API it is: the audience of tokens; null: there is no API.</summary>
    public Guid? ClientId { get; private init; }

    /// <summary>The tenants whose people are served: the bot's own.</summary>
    public IReadOnlySet<Guid> Tenants { get; private init; } = new HashSet<Guid>();

    /// <summary>Where people sign in: the cloud's, in development also an authority on the loopback.</summary>
    public Uri Login { get; private init; } = TeamsCloud.Public.Login;

    /// <summary>Where the pane gets a token for a person of the demo branches; only in development on the loopback.</summary>
    public Uri? LocalTokens { get; private init; }

    /// <summary>The folder of the built pane for Excel.</summary>
    public string Pane { get; private init; } = "";

    /// <summary>The folder of the built pane for Outlook.</summary>
    public string OutlookPane { get; private init; } = "";

    /// <summary>From where Office's own script comes; its host may be named in the pane's content security policy.</summary>
    public Uri OfficeScript { get; private init; } = Office(TeamsCloud.Public);

    /// <summary>The scope as a client asks for it.</summary>
    public string FullScope => $"api://{ClientId}/{Scope}";

    /// <summary>Where the keys of tokens are announced. Keys are the same for all tenants of a cloud.</summary>
    public Uri MetadataAddress => new(Login, $"{Tenants.Order().First()}/v2.0/.well-known/openid-configuration");

    /// <summary>Who issues the tokens of a tenant (access tokens, version 2.0).</summary>
    public string IssuerOf(string tenant) => new Uri(Login, $"{tenant}/v2.0").AbsoluteUri;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message is a sentence that names it.</exception>
    public static ApiSettings Read(IConfiguration configuration, IHostEnvironment environment, TeamsSettings teams)
    {
        var read = new SettingsReader(configuration.GetSection(Section), environment.IsDevelopment());
        var client = read.Guid("ClientId");
        if (client is not null && (teams.WithoutAuthentication || teams.Tenants.Count == 0))
        {
            throw read.Wrong("ClientId", "needs Bot:Tenants, and excludes Bot:WithoutAuthentication: the API believes tokens only");
        }

        var local = read.Text("LocalTokens") is { } tokens ? read.Url("LocalTokens", tokens) : null;
        if (local is not null && (!environment.IsDevelopment() || !local.IsLoopback))
        {
            throw read.Wrong("LocalTokens", "is allowed in the environment Development and on the loopback only");
        }

        return new()
        {
            ClientId = client,
            Tenants = teams.Tenants,
            Login = read.Text("Login") is { } login ? read.Url("Login", login.TrimEnd('/') + "/") : teams.Cloud.Login,
            LocalTokens = local,
            Pane = read.Text("Pane") ?? Path.Combine(AppContext.BaseDirectory, "addin", "excel"),
            OutlookPane = read.Text("OutlookPane") ?? Path.Combine(AppContext.BaseDirectory, "addin", "outlook"),
            OfficeScript = read.Text("OfficeScript") is { } script ? read.Url("OfficeScript", script) : Office(teams.Cloud),
        };
    }

    // learn.microsoft.com, "Referencing the Office JavaScript API library"; 21Vianet has an address of its own.
    private static Uri Office(TeamsCloud cloud) => new(cloud == TeamsCloud.China
        ? "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js"
        : "https://appsforoffice.microsoft.com/lib/1/hosted/office.js");
}
