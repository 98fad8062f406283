namespace BranchBot.Host.Doors;

/// <summary>
/// What every answer says to browsers, refusals too: whatever a door does not say itself is added here, at its strictest. Nothing of the bot is framed, kept,
/// or told to others unless the door that answers wants it so; there are no cookies (OWASP Secure Headers Project).
/// </summary>
internal sealed class DoorHeaders(IHostEnvironment environment) : IStartupFilter
{
    /// <summary>The policy of an answer that is no page.</summary>
    public const string NoPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Unneeded = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    private const string OneYear = "max-age=31536000";

    // Office fetches a pane's icons from its own pages, and a pane signs people in by a window that answers it.
    private static readonly string[] Framed = ["/addin", "/wall"];

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Before routing and authentication, which answer by themselves.
        app.Use((http, following) =>
        {
            http.Response.OnStarting(Complete, http);
            return following(http);
        });
        next(app);
    };

    private Task Complete(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        Add("X-Content-Type-Options", "nosniff");
        Add("Referrer-Policy", "no-referrer");
        Add("Content-Security-Policy", NoPage);
        Add("Permissions-Policy", Unneeded);
        Add("Cache-Control", "no-store");
        if (!Framed.Any(path => http.Request.Path.StartsWithSegments(path)))
        {
            Add("Cross-Origin-Resource-Policy", "same-origin");
            Add("Cross-Origin-Opener-Policy", "same-origin");
        }

        // What speaks plain HTTP is a developer's machine, or a probe behind the ingress.
        if (http.Request.IsHttps && !environment.IsDevelopment())
        {
            Add("Strict-Transport-Security", OneYear);
        }

        return Task.CompletedTask;

        void Add(string name, string value)
        {
            if (!headers.ContainsKey(name))
            {
                headers[name] = value;
            }
        }
    }
}
