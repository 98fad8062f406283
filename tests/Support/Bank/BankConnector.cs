using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BranchBot.Tests.Support;

/// <summary>One chat as the connector sees it.</summary>
public sealed class BankChat
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int busy;
    private int count;

    /// <summary>How many messages arrived.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>The last message.</summary>
    public string Last { get; private set; } = "";

    /// <summary>When the first one arrived, as a timestamp of <see cref="Stopwatch"/>; 0: none has.</summary>
    public long FirstAt { get; private set; }

    /// <summary>Ends with the first message, which is the opening card.</summary>
    public Task First => first.Task;

    /// <summary>Ends with the second, which is the nudge for whoever has done nothing.</summary>
    public Task Second => second.Task;

    internal bool Enter() => Interlocked.CompareExchange(ref busy, 1, 0) == 0;

    internal void Leave() => Volatile.Write(ref busy, 0);

    internal void Took(string body, long at)
    {
        Last = body;
        FirstAt = FirstAt == 0 ? at : FirstAt;
        var number = Interlocked.Increment(ref count);
        (number == 1 ? first : number == 2 ? second : null)?.TrySetResult();
    }
}

/// <summary>
/// The connector for a whole bank: as strict as the local Teams with tokens, bodies, Teams' limits and two calls at once in a conversation, but it keeps only
/// the last message of each chat and counts.
/// </summary>
public sealed class BankConnector : IAsyncDisposable
{
    private const int WarmUps = 40;
    private static readonly TimeSpan OperationTime = TimeSpan.FromMilliseconds(5);
    private readonly LocalTeamsServer authority;
    private readonly WebApplication app;
    private readonly RateLimits limits;
    private readonly ConcurrentDictionary<string, BankChat> chats = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<long> taken = new();
    private readonly ConcurrentQueue<long> throttled = new();
    private readonly ConcurrentDictionary<int, int> refusals = new();

    private BankConnector(LocalTeamsServer authority, int rate)
    {
        this.authority = authority;
        limits = new RateLimits(enforced: true, rate);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{BotProcess.FreePort()}");
        app.MapPost("/v3/conversations/{id}/activities", (string id, HttpContext http) => Take(id, http));
    }

    /// <summary>The service URL that all activities name.</summary>
    public string ServiceUrl => app.Urls.Single() + "/";

    /// <summary>What the bot is shown with each activity.</summary>
    public string Token { get; private set; } = "";

    /// <summary>When each message that was taken arrived, as timestamps of <see cref="Stopwatch"/>.</summary>
    public IReadOnlyCollection<long> Taken => taken;

    /// <summary>When each 429 was given, likewise.</summary>
    public IReadOnlyCollection<long> Throttled => throttled;

    /// <summary>How many calls were refused, by status.</summary>
    public IReadOnlyDictionary<int, int> Refusals => refusals;

    /// <summary>Starts listening.</summary>
    /// <param name="rate">What Teams allows the app in the tenant, calls a second.</param>
    public static async Task<BankConnector> Start(int rate)
    {
        var connector = new BankConnector(await LocalTeamsServer.StartAsync(new() { AppId = Stage.AppId, Tenant = Stage.Tenant }), rate);
        await connector.app.StartAsync();
        connector.Token = connector.authority.Authority.Mint(t => t with { ServiceUrl = connector.ServiceUrl });
        await connector.WarmUp();
        return connector;
    }

    /// <summary>A chat, which need not have had a message.</summary>
    public BankChat Chat(string id) => chats.GetOrAdd(id, _ => new());

    /// <summary>The settings of a bot that speaks with this connector.</summary>
    public Dictionary<string, string> Settings(string storage, string prefix, TimeSpan offset) => new()
    {
        ["Storage:ConnectionString"] = storage,
        ["Storage:Prefix"] = prefix,
        ["Bot:AppId"] = Stage.AppId,
        ["Bot:AppType"] = "UserAssignedMSI",
        ["Bot:Tenants"] = Stage.Tenant,
        ["Bot:Rate"] = limits.Rate.ToString(CultureInfo.InvariantCulture),
        ["Bot:Cloud:MetadataAddress"] = authority.MetadataAddress,
        ["Bot:Cloud:ServiceUrls"] = ServiceUrl,
        ["IDENTITY_ENDPOINT"] = authority.IdentityEndpoint,
        ["IDENTITY_HEADER"] = authority.Identity.Header,
        ["Clock:Offset"] = offset.ToString("c", CultureInfo.InvariantCulture),
    };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await authority.DisposeAsync();
    }

    // What this process compiles at its first calls would make the bot's arrive in heaps.
    private async Task WarmUp()
    {
        using var http = new HttpClient { BaseAddress = new(ServiceUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", authority.Identity.Mint());
        for (var n = 0; n < Math.Min(WarmUps, limits.Rate); n++)
        {
            using var body = new StringContent("""{"type":"message","text":"热"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"v3/conversations/warm{n}/activities", body);
            answer.EnsureSuccessStatusCode();
        }

        taken.Clear();
    }

    private async Task<IResult> Take(string id, HttpContext http)
    {
        // Counted as it comes in: what this process does with it must not look like the bot's pace.
        var wait = limits.Exceeded(id, reads: false);
        if (!await authority.Identity.AllowsAsync(http.Request))
        {
            return Refuse(http, Refusal.Unauthorized);
        }

        if (wait is not null)
        {
            throttled.Enqueue(Stopwatch.GetTimestamp());
            return Refuse(http, Refusal.Throttled(wait.Value));
        }

        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        var (body, broken) = ActivityRules.Parse(http.Request.ContentType, text);
        if ((broken ?? ActivityRules.Check(body!, personal: true)) is { } wrong)
        {
            return Refuse(http, wrong);
        }

        var chat = Chat(id);
        if (!chat.Enter())
        {
            return Refuse(http, Refusal.Precondition);
        }

        try
        {
            await Task.Delay(OperationTime);
            var now = Stopwatch.GetTimestamp();
            taken.Enqueue(now);
            chat.Took(text, now);
            return Results.Json(new JsonObject { ["id"] = now.ToString(CultureInfo.InvariantCulture) }, statusCode: 201);
        }
        finally
        {
            chat.Leave();
        }
    }

    private IResult Refuse(HttpContext http, Refusal refusal)
    {
        refusals.AddOrUpdate(refusal.Status, 1, (_, n) => n + 1);
        return refusal.ToResult(http);
    }
}
