using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using BranchBot.Host;
using BranchBot.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BranchBot.Adapters.Tests.Security;

/// <summary>One bot with all its doors open.</summary>
public sealed class OpenDoors : IAsyncLifetime
{
    public Stage Stage { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stage = await Stage.Set("2026-11-24T09:05", graph: true, beside: TimeSpan.FromHours(1));
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Stage.Bot.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Stage.DisposeAsync();
    }
}

/// <summary>Every door of the bot: who comes in without a token, what an answer tells browsers, how much a request may bring and how slowly.</summary>
public sealed class DoorTests(OpenDoors doors) : IClassFixture<OpenDoors>
{
    // What answers without a token, and why: a sealed link or token stands in its place, or it shows nothing of anybody.
    private static readonly string[] Anonymous =
    [
        "GET /about", "GET /addin/config.json", "GET /health/live", "GET /health/ready", "GET /health/storage", "GET /pages/style.css", "GET /pages/{token}", "GET /wall/api/content", "POST /graph/lifecycle",
        "POST /graph/notifications", "POST /pages/{token}", "POST /wall/api/pairings",
    ];

    // Built pages and fonts are files, not endpoints.
    private static readonly string[] Files = ["/addin/excel/", "/addin/outlook/", "/wall/", "/addin/excel/index.html", "/pages/fonts/400.css", "/nowhere", "/api/v1/nowhere"];

    // Whoever may frame a pane or the wall: Microsoft's own, in the public cloud and in China (learn.microsoft.com, "Tab requirements").
    private static readonly string[] Framers = [".cloud.microsoft", "teams.microsoft.com", ".microsoft365.com", ".office.com", "outlook.office365.com", ".officeapps.live.com", ".sharepoint.com", ".officeapps-df.live.com", ".partner.officewebapps.cn", ".sharepoint.cn"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Threat", "TM-10")]
    public async Task Whatever_is_not_on_the_short_list_is_closed_without_a_token()
    {
        var open = new List<string>();
        foreach (var (method, pattern, declared) in Endpoints())
        {
            using var answer = await Send(method, pattern);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || declared)
            {
                open.Add($"{method} {pattern}");
            }

            using var forged = await Send(method, pattern, "eyJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.");
            Assert.True(declared || forged.StatusCode == HttpStatusCode.Unauthorized, $"{method} {pattern}");
        }

        Assert.Equal(Anonymous, open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-11")]
    public async Task Every_answer_tells_browsers_to_be_strict_and_none_sets_a_cookie()
    {
        foreach (var (method, pattern) in Endpoints().Select(e => (e.Method, e.Pattern)).Concat(Files.Select(f => (HttpMethod.Get, f))))
        {
            using var answer = await Send(method, pattern);
            string? Of(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
            var at = $"{method} {pattern} {(int)answer.StatusCode}";
            Assert.True(Of("X-Content-Type-Options") == "nosniff", at);
            Assert.True(Of("Referrer-Policy") == "no-referrer", at);
            Assert.True(Of("Permissions-Policy")?.Contains("camera=()", StringComparison.Ordinal) == true, at);
            Assert.True(Of("Content-Security-Policy")?.Contains("frame-ancestors ", StringComparison.Ordinal) == true, at);
            Assert.True(Of("Cache-Control") is not null, at);
            Assert.True(Of("Set-Cookie") is null && Of("Server") is null && Of("X-Powered-By") is null, at);
            Assert.True(Of("Cross-Origin-Resource-Policy") == "same-origin" || pattern.StartsWith("/addin", StringComparison.Ordinal) || pattern.StartsWith("/wall", StringComparison.Ordinal), at);
        }
    }

    [Theory]
    [Trait("Threat", "TM-11")]
    [InlineData("/addin/excel/")]
    [InlineData("/addin/outlook/")]
    [InlineData("/wall/")]
    public async Task Only_Teams_and_Office_may_frame_a_pane(string page)
    {
        using var answer = await doors.Http.GetAsync(page, Cancel);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src *", policy, StringComparison.Ordinal);
        var framers = policy.Split(';').Single(p => p.Trim().StartsWith("frame-ancestors", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.All(framers.Where(f => f != "'self'" && !new Uri(f.Replace("*.", "", StringComparison.Ordinal)).IsLoopback), framer =>
        {
            Assert.StartsWith("https://", framer, StringComparison.Ordinal);
            Assert.Contains(Framers, known => framer.EndsWith(known, StringComparison.Ordinal));
        });
    }

    [Fact]
    [Trait("Threat", "TM-12")]
    public async Task No_door_reads_more_than_it_needs()
    {
        foreach (var (method, pattern, _) in Endpoints().Where(e => e.Method != HttpMethod.Get))
        {
            // Who has a token is told that it is too much, before a byte of it has come; who has none that he has none.
            var status = await Announces(method, pattern, TokenFor(pattern), 11 * 1024 * 1024);
            Assert.True(status is 413 or 401 or 400 or 410 or 415 or 403 or 404 or 422 or 428 || pattern == "/wall/api/pairings", $"{method} {pattern} {status}");
            Assert.True(status == 413 || !pattern.StartsWith("/graph", StringComparison.Ordinal), pattern);
        }

        using var header = new HttpRequestMessage(HttpMethod.Get, "/about");
        header.Headers.TryAddWithoutValidation("X-Long", new string('x', 40_000));
        using var refused = await doors.Http.SendAsync(header, Cancel);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, refused.StatusCode);
    }

    [Fact]
    [Trait("Threat", "TM-12")]
    public async Task Whoever_sends_drop_by_drop_is_hung_up_on()
    {
        var slow = await Task.WhenAll(
            Drips("POST /api/messages HTTP/1.1\r\nHost: x\r\n", "A: b\r\n"),
            Drips($"POST /graph/notifications HTTP/1.1\r\nHost: {doors.Stage.Bot.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{{", " "));
        Assert.All(slow, after => Assert.InRange(after, TimeSpan.Zero, TimeSpan.FromSeconds(25)));
    }

    [Fact]
    [Trait("Threat", "TM-13")]
    public async Task Who_asks_whether_the_bot_is_well_again_and_again_is_told_to_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => doors.Http.GetAsync("/health/ready", Cancel)));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await doors.Http.GetAsync("/health/live", Cancel)).StatusCode);
    }

    [Fact]
    [Trait("Threat", "TM-13")]
    public async Task Who_opens_a_link_again_and_again_is_told_to_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => doors.Http.GetAsync("/pages/madeup", Cancel)));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.Gone, (await doors.Http.GetAsync("/pages/another", Cancel)).StatusCode);
    }

    /// <summary>Until the connection is closed, one drop every half second.</summary>
    private async Task<TimeSpan> Drips(string beginning, string drop)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var socket = new TcpClient();
        await socket.ConnectAsync(doors.Stage.Bot.Address.Host, doors.Stage.Bot.Address.Port, Cancel);
        var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), Cancel);
            var hungUp = Task.Run(async () =>
            {
                var buffer = new byte[1024];
                while (await stream.ReadAsync(buffer, Cancel) > 0)
                {
                    // What it says about it does not matter.
                }
            }, Cancel);
            while (!hungUp.IsCompleted && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), Cancel);
                await Task.WhenAny(hungUp, Task.Delay(500, Cancel));
            }
        }
        catch (IOException)
        {
            // Hung up while a drop was on its way.
        }

        return TimeProvider.System.GetElapsedTime(started);
    }

    private List<(HttpMethod Method, string Pattern, bool Anonymous)> Endpoints()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(doors.Stage.Settings().Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Configuration["urls"] = doors.Stage.Bot.Address.GetLeftPart(UriPartial.Authority);
        builder.AddBot();
        using var app = (IDisposable)builder.Build();
        var bot = (WebApplication)app;
        bot.MapBot();
        var found = ((IEndpointRouteBuilder)bot).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (new HttpMethod(m), "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<IAllowAnonymous>() is not null || e.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0)))
            .ToList();
        Assert.True(found.Count > 20, $"{found.Count} endpoints");
        return found;
    }

    private string? TokenFor(string pattern) => pattern.StartsWith("/api/v1", StringComparison.Ordinal) ? doors.Stage.Teams.Users.Mint(DemoBranch.Manager.Id.ToString()) : pattern == "/api/messages" ? doors.Stage.Teams.Client.Bot.Token() : null;

    private Task<HttpResponseMessage> Send(HttpMethod method, string pattern, string? token = null)
    {
        var request = new HttpRequestMessage(method, Filled(pattern)) { Content = method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return doors.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private static string Filled(string pattern) => pattern
        .Replace("{branch}", "demo", StringComparison.Ordinal).Replace("{sheet}", "products", StringComparison.Ordinal).Replace("{quarter}", "2026-10-01", StringComparison.Ordinal)
        .Replace("{person}", DemoBranch.Teller.Id.ToString(), StringComparison.Ordinal).Replace("{token}", "made-up" + Guid.NewGuid().ToString("N"), StringComparison.Ordinal);

    /// <summary>The answer to a body that is only announced.</summary>
    private async Task<int> Announces(HttpMethod method, string pattern, string? token, int length)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(doors.Stage.Bot.Address.Host, doors.Stage.Bot.Address.Port, Cancel);
        var stream = socket.GetStream();
        var head = $"{method} {Filled(pattern)} HTTP/1.1\r\nHost: {doors.Stage.Bot.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancel);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
