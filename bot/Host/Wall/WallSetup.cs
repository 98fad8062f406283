using System.Threading.RateLimiting;
using BranchBot.Host.Api;
using BranchBot.Host.Pages;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Wall;

/// <summary>The spirit wall's two lines in <c>Bot.cs</c>.</summary>
internal static class WallSetup
{
    private const string Pairings = "pairings";
    private const string Screens = "screens";

    // Where TeamsJS looks up which hosts may frame a tab; without it, it goes by the list that it was built with.
    private const string TeamsDomains = "https://res.cdn.office.net/teams-js/";

    /// <summary>Adds the door of screens.</summary>
    public static void AddWall(this IServiceCollection services)
    {
        services.AddSingleton<WallDoor>();
        services.AddRateLimiter(options => options
            .AddPolicy(Pairings, http => Bucket($"{http.Connection.RemoteIpAddress}", 2))
            .AddPolicy(Screens, http => Bucket(RowKeys.Of(http.Request.Headers.Authorization.ToString()), 20)));
    }

    /// <summary>Maps the page and what it asks.</summary>
    public static void MapWall(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<WallDoor>();
        var wall = app.MapGroup("/wall/api").AllowAnonymous().ExcludeFromDescription();
        wall.MapPost("/pairings", () => door.Pair()).RequireRateLimiting(Pairings);
        wall.MapGet("/content", (Delegate)door.Content).RequireRateLimiting(Screens);
        var settings = app.Services.GetRequiredService<ApiSettings>();
        if (settings.ClientId is not null)
        {
            app.MapGet("/wall/api/tab", (HttpContext http, string? branch) => door.ContentFor(http, branch)).ExcludeFromDescription()
                .AddEndpointFilter(app.Services.GetRequiredService<ApiDoor>().Guard).RequireAuthorization(ApiAuthentication.Scheme).RequireRateLimiting(ApiSetup.PerPerson);
        }

        var folder = Path.GetFullPath(app.Services.GetRequiredService<PageSettings>().Wall);
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.Services.GetRequiredService<ILogger<WallDoor>>().NoWall(folder);
            return;
        }

        var photos = app.Services.GetRequiredService<Blobs>().ContainerOf(BlobKind.Pictures).Uri.GetLeftPart(UriPartial.Authority);
        var local = settings.LocalTokens?.GetLeftPart(UriPartial.Authority);

        // On one machine the local Teams page frames the tab, and signs people in.
        var policy = $"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {photos}; connect-src 'self' {photos} {(settings.ClientId is null ? null : TeamsDomains)} {local}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {PaneFiles.Frames} {local}";
        app.MapAddin("/wall", folder, policy);
    }

    // A screen has a bucket of its own, wherever it asks from: a whole bank may come by one proxy. Whoever makes up tokens is answered before anything is read.
    // New codes are given slowly to an address; they are guessed in vain: some in ten minutes, of 32 to the power of seven.
    private static RateLimitPartition<string> Bucket(string of, int inTenSeconds) => RateLimitPartition.GetTokenBucketLimiter(of, _ => new()
    {
        TokenLimit = 20,
        TokensPerPeriod = inTenSeconds,
        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
        QueueLimit = 0,
    });
}
