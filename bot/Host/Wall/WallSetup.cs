using System.Globalization;
using System.Threading.RateLimiting;
using BranchBot.Host.Pages;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Wall;

/// <summary>The spirit wall's two lines in <c>Bot.cs</c>.</summary>
internal static class WallSetup
{
    private const string PerAddress = "screen";

    /// <summary>Adds the door of screens.</summary>
    public static void AddWall(this IServiceCollection services)
    {
        services.AddSingleton<WallDoor>();
        services.AddRateLimiter(options => options.AddPolicy(PerAddress, http => RateLimitPartition.GetTokenBucketLimiter($"{http.Request.Path}|{http.Connection.RemoteIpAddress}", _ => new()
        {
            // Codes are guessed in vain: some in ten minutes, of 32 to the power of seven. A branch's screens share one address.
            TokenLimit = 20,
            TokensPerPeriod = http.Request.Path.Value?.EndsWith("/pairings", StringComparison.Ordinal) == true ? 2 : 20,
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        })));
    }

    /// <summary>Maps the page and what it asks.</summary>
    public static void MapWall(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<WallDoor>();
        var wall = app.MapGroup("/wall/api").AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(PerAddress);
        wall.MapPost("/pairings", () => door.Pair());
        wall.MapGet("/content", (Delegate)door.Content);
        var folder = Path.GetFullPath(app.Services.GetRequiredService<PageSettings>().Wall);
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.Services.GetRequiredService<ILogger<WallDoor>>().NoWall(folder);
            return;
        }

        var photos = app.Services.GetRequiredService<IPictureLinks>().LinkTo("0.jpg")?.GetLeftPart(UriPartial.Authority);
        var policy = string.Create(CultureInfo.InvariantCulture, $"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {photos}; connect-src 'self' {photos}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {Api.PaneFiles.Frames}");
        app.MapAddin("/wall", folder, policy);
    }
}
