namespace BranchBot.LocalTeams;

/// <summary>
/// Refuses what does not come from this machine's own pages and programs: a foreign Host header (a name that was
/// rebound to 127.0.0.1) or a foreign Origin.
/// </summary>
internal static class LocalOnly
{
    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Refuses it; what lies below <c>/local</c> the bot's own pages may ask for, too.</summary>
    public static void UseLocalOnly(this WebApplication app, BotDoor bot) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin == bot.Origin && request.Path.StartsWithSegments("/local"))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowHeaders = "content-type";
            context.Response.Headers.Vary = "Origin";
            if (HttpMethods.IsOptions(request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            await next(context);
            return;
        }

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
