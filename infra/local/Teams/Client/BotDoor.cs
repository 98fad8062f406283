using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What the bot answered to one request of Teams.</summary>
/// <param name="Status">The HTTP status; 0 if it was not reached, 504 if it did not answer in time.</param>
/// <param name="Text">The body.</param>
public sealed record BotAnswer(int Status, string Text)
{
    /// <summary>Whether it was taken.</summary>
    public bool Taken => Status is >= 200 and < 300;

    /// <summary>The body as JSON, or null.</summary>
    public JsonNode? Json
    {
        get
        {
            try
            {
                return Text.Length == 0 ? null : JsonNode.Parse(Text);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>Carries activities to the bot's messaging endpoint, with the token and headers of the real channel.</summary>
public sealed class BotDoor : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly Authority authority;
    private readonly LocalTeamsOptions options;
    private readonly Lock gate = new();
    private HttpClient? http;
    private (string Token, SigningKey Key, DateTimeOffset Until) cached;

    internal BotDoor(Authority authority, LocalTeamsOptions options)
    {
        this.authority = authority;
        this.options = options;
    }

    /// <summary>The origin of the bot's own pages, as a browser names it; null: no bot is known.</summary>
    public string? Origin => http?.BaseAddress?.GetLeftPart(UriPartial.Authority);

    /// <summary>Whether a bot is known.</summary>
    public bool Connected => http is not null;

    /// <summary>The last activity that was delivered, for repeats.</summary>
    public JsonObject? LastActivity { get; private set; }

    /// <summary>Delivers an activity; a second call with the same object is a repeat, as Teams makes after 15 s.</summary>
    /// <param name="activity">The activity, sent as it is.</param>
    /// <param name="token">Another token than the good one.</param>
    /// <param name="limit">A shorter time to wait than <see cref="LocalTeamsOptions.AnswerLimit"/>.</param>
    public Task<BotAnswer> DeliverAsync(JsonObject activity, string? token = null, TimeSpan? limit = null)
    {
        LastActivity = activity;
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = "Bearer " + (token ?? Token()),
            ["Content-Type"] = "application/json; charset=utf-8",
            ["MS-CV"] = Guid.NewGuid().ToString("N")[..22] + ".1.1",
            ["x-ms-conversation-id"] = CardRules.Text(activity["conversation"]?["id"]) ?? "",
            ["x-ms-tenant-id"] = options.Tenant,
            ["User-Agent"] = "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
        };
        return PostAsync(Encoding.UTF8.GetBytes(activity.ToJsonString(TeamsJson.Options)), headers, limit);
    }

    /// <summary>Posts any bytes with exactly these headers to <c>/api/messages</c>.</summary>
    public Task<BotAnswer> PostRawAsync(byte[] body, IReadOnlyDictionary<string, string> headers) => PostAsync(body, headers, null);

    private Task<BotAnswer> PostAsync(byte[] body, IReadOnlyDictionary<string, string> headers, TimeSpan? limit)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return SendAsync(request, limit);
    }

    /// <summary>A good token, kept until shortly before its end, as the channel does.</summary>
    public string Token()
    {
        lock (gate)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (cached.Key != authority.Key || cached.Until - RenewBefore < now)
            {
                cached = (authority.Mint(t => t with { Expires = now.AddHours(1) }), authority.Key, now.AddHours(1));
            }

            return cached.Token;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http?.Dispose();

    internal void Connect(Uri bot, HttpMessageHandler? handler)
    {
        http?.Dispose();
        http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        http.BaseAddress = bot;
        http.Timeout = options.AnswerLimit;
    }

    /// <summary>Tells the bot's clock where to go.</summary>
    internal Task<BotAnswer> MoveClockAsync(TimeSpan offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/local/clock")
        {
            Content = JsonContent.Create(new { Offset = offset.ToString("c") }, options: TeamsJson.Options),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return SendAsync(request);
    }

    private async Task<BotAnswer> SendAsync(HttpRequestMessage request, TimeSpan? limit = null)
    {
        if (http is null)
        {
            throw new InvalidOperationException("No bot is connected: give its address first.");
        }

        using (request)
        using (var late = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan))
        {
            try
            {
                using var response = await http.SendAsync(request, late.Token);
                return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(late.Token));
            }
            catch (HttpRequestException unreachable)
            {
                return new(0, unreachable.Message);
            }
            catch (TaskCanceledException)
            {
                return new(504, $"No answer within {(limit ?? options.AnswerLimit).TotalSeconds} s.");
            }
        }
    }
}
