using BranchBot.Host.Pages;

namespace BranchBot.Host.Api;

/// <summary>The panes for Excel and Outlook as static files, with a content security policy that lets only the hosts of Office and Teams frame it.</summary>
internal static class PaneFiles
{
    // Tabs: learn.microsoft.com, "Tab requirements". For Office add-ins Microsoft documents no list; these are the hosts of Office on the web.
    internal const string Frames = "'self' https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com https://*.microsoft365.com https://*.office.com"
        + " https://outlook.office.com https://outlook.office365.com https://*.officeapps.live.com https://*.sharepoint.com https://*.officeapps-df.live.com https://*.partner.officewebapps.cn https://*.sharepoint.cn";

    /// <summary>What a pane needs to know before anybody has signed in.</summary>
    /// <param name="Mode"><c>entra</c>, or on one machine <c>local</c>.</param>
    /// <param name="ClientId">The app registration.</param>
    /// <param name="Authority">Where people sign in.</param>
    /// <param name="Scope">What the pane asks for.</param>
    /// <param name="OfficeScript">From where Office's own script comes.</param>
    /// <param name="LocalTokens">Where it gets a token of somebody of the demo branches.</param>
    internal sealed record PaneConfig(string Mode, Guid ClientId, string Authority, string Scope, string OfficeScript, string? LocalTokens);

    /// <summary>Maps the files and their configuration.</summary>
    public static void MapPane(this WebApplication app, ApiSettings settings)
    {
        var config = new PaneConfig(
            settings.LocalTokens is null ? "entra" : "local",
            settings.ClientId!.Value,
            new Uri(settings.Login, "organizations").AbsoluteUri,
            settings.FullScope,
            settings.OfficeScript.AbsoluteUri,
            settings.LocalTokens?.AbsoluteUri.TrimEnd('/'));
        app.MapGet("/addin/config.json", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Json(config);
        }).AllowAnonymous().ExcludeFromDescription();

        foreach (var (name, at) in new[] { ("excel", settings.Pane), ("outlook", settings.OutlookPane) })
        {
            var folder = Path.GetFullPath(at);
            if (File.Exists(Path.Combine(folder, "index.html")))
            {
                app.MapAddin($"/addin/{name}", folder, Policy(settings));
            }
            else
            {
                app.Services.GetRequiredService<ILogger<ApiDoor>>().NoPane(name, folder);
            }
        }
    }

    private static string Policy(ApiSettings settings)
    {
        var office = settings.OfficeScript.GetLeftPart(UriPartial.Authority);
        var connect = string.Join(' ', new[] { "'self'", settings.Login.GetLeftPart(UriPartial.Authority), office, settings.LocalTokens?.GetLeftPart(UriPartial.Authority) }.OfType<string>().Distinct());

        // Fluent UI writes its styles at run time.
        return $"default-src 'self'; script-src 'self' {office}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src {connect}; frame-src {settings.Login.GetLeftPart(UriPartial.Authority)};"
            + $" object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {Frames}";
    }
}
