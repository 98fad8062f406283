namespace BranchBot.LocalTeams;

/// <summary>
/// Refuses what does not come from this machine's own pages and programs: a foreign Host header (a name that was
/// rebound to 127.0.0.1) or a foreign Origin.
/// </summary>
internal static class LocalOnly
{
    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "[::1]"];

    public static void UseLocalOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        if (!Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)
            || (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("This server answers to its own machine only.");
            return;
        }

        await next(context);
    });
}
