using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.Tests.Support;

/// <summary>One person's morning: what he did, and what he was told of it.</summary>
public sealed class BankPerson(BankMorning bank, int branch, int number)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private const int Items = 3;

    // A request waits 8 s for its turn, which then goes on alone.
    private static readonly TimeSpan GoesOn = TimeSpan.FromSeconds(7.5);

    private readonly Random chance = new((bank.Habits.Seed * 1_000_003) + (branch * 1_009) + number);
    private readonly ConcurrentBag<string> sent = [];
    private readonly ConcurrentBag<string> done = [];
    private readonly HashSet<int> presses = [];
    private int turns;
    private int unanswered;
    private bool doubtful;

    /// <summary>Who.</summary>
    public PersonId Id { get; } = new(Guid.Parse($"{(branch < 0 ? 3 : 2)}0000000-0000-0000-{number:D4}-{Math.Abs(branch):D12}"));

    /// <summary>His post: the first is the manager.</summary>
    public Position Position => number == 0 ? Position.BranchManager : Position.PersonalTeller;

    /// <summary>His chat with the bot.</summary>
    public string Conversation => $"a:{branch}-{number}";

    /// <summary>The activities by which he did something, whatever came of them.</summary>
    public IReadOnlyCollection<string> Sent => sent;

    /// <summary>Those of them that were acknowledged, where each counts for itself (完成, 撤销).</summary>
    public IReadOnlyCollection<string> Acknowledged => done;

    /// <summary>The items whose button he was told is done.</summary>
    public IReadOnlyCollection<int> Presses => presses;

    /// <summary>How many answers in his chat he had to get.</summary>
    public int Answers { get; private set; }

    /// <summary>Whether his tallies were acknowledged.</summary>
    public bool Tallied { get; private set; }

    /// <summary>How many turns he made.</summary>
    public int Turns => turns;

    /// <summary>How many turns were not answered as he had to expect, or so late that it went on behind his back: after one he counts nothing as acknowledged.</summary>
    public int Unanswered => unanswered;

    /// <summary>The item's id on his list.</summary>
    public string Item(int item) => $"{Position}.Opening.{item}";

    /// <summary>His morning.</summary>
    /// <param name="nudged">Ends when nudges fall due: who has no card by then opens by himself.</param>
    /// <param name="opened">Ends when the branch opens.</param>
    public async Task Play(Task nudged, Task opened)
    {
        var chat = bank.Connector.Chat(Conversation);
        var late = Often(bank.Habits.Late);
        await (late ? Task.WhenAny(chat.Second, opened) : Task.WhenAny(chat.First, nudged));
        await Task.Delay(bank.Habits.Begins * chance.NextDouble());
        if (Often(bank.Habits.Nonsense))
        {
            await Say("今天天气怎么样啊");
        }

        await (Often(bank.Habits.Type) ? Types() : Taps());
        if (Often(bank.Habits.Regret))
        {
            await Does("撤销", "2/3");
            await Does("完成", "3/3");
        }

        if (Often(bank.Habits.Tally))
        {
            await Tallies();
        }

        if (number == 0 && Often(bank.Habits.Board))
        {
            await opened;
            await Task.Delay(bank.Habits.Begins * chance.NextDouble());
            await Say("看板");
        }
    }

    private bool Often(double share) => chance.NextDouble() < share;

    private Task Think() => Task.Delay(bank.Habits.Thinks * chance.NextDouble());

    private async Task Types()
    {
        await Say("开门");
        for (var item = 1; item <= Items; item++)
        {
            await Does("完成", $"{item}/3");
        }
    }

    private async Task Taps()
    {
        for (var item = 1; item <= Items; item++)
        {
            await Think();
            var again = Often(bank.Habits.PressTwice) ? Press(item) : Task.FromResult(true);
            if (await Press(item) && await again)
            {
                presses.Add(item);
            }
        }
    }

    private async Task<bool> Press(int item)
    {
        var data = new { verb = "tasks.tick", branch = BankMorning.BranchId(branch).Value, day = "2026-11-24", item = Item(item), view = "Opening" };
        var (_, body) = await Send(op => Activity(op, "invoke", "adaptiveCard/action", null, Execute("tasks.tick", JsonSerializer.SerializeToNode(data)!)));
        return Expect(body.Contains($"{item}/3", StringComparison.Ordinal));
    }

    // 完成 and 撤销: what came of it stands in the chat.
    private async Task Does(string words, string expected)
    {
        var operation = await Say(words);
        if (Expect(operation is not null && bank.Connector.Chat(Conversation).Last.Contains(expected, StringComparison.Ordinal)))
        {
            done.Add(operation!);
        }
    }

    private async Task Tallies()
    {
        await Say("信用卡+3");
        if (JsonNode.Parse(bank.Connector.Chat(Conversation).Last) is { } card && Find(card, "sales.enter") is { } enter)
        {
            var again = Often(bank.Habits.PressTwice) ? Enter(enter) : Task.FromResult(true);
            Tallied = await Enter(enter) & await again;
        }
        else
        {
            Expect(false);
        }
    }

    private async Task<bool> Enter(JsonNode data)
    {
        var (_, body) = await Send(op => Activity(op, "invoke", "adaptiveCard/action", null, Execute("sales.enter", data.DeepClone())));
        return Expect(body.Contains("信用卡", StringComparison.Ordinal));
    }

    private bool Expect(bool such)
    {
        unanswered += such && !doubtful ? 0 : 1;
        doubtful |= !such;
        return such && !doubtful;
    }

    /// <summary>He writes a line.</summary>
    /// <returns>The activity by which he did.</returns>
    public async Task<string?> Say(string words)
    {
        await (branch < 0 ? Task.CompletedTask : Think());
        Answers++;
        var (operation, _) = await Send(op => Activity(op, "message", null, words, null));
        return operation;
    }

    private async Task<(string Operation, string Body)> Send(Func<string, string> activity)
    {
        var operation = $"{branch}-{number}-{Interlocked.Increment(ref turns)}";
        sent.Add(operation);
        var began = Stopwatch.GetTimestamp();
        var body = await bank.Send(activity(operation));
        doubtful |= Stopwatch.GetElapsedTime(began) > GoesOn;
        return (operation, body);
    }

    private static object Execute(string verb, JsonNode data) => new { action = new { type = "Action.Execute", verb, data }, trigger = "manual" };

    private static JsonNode? Find(JsonNode? node, string verb) => node switch
    {
        JsonObject found when found["verb"] is JsonValue value && value.TryGetValue<string>(out var its) && its == verb && found["data"] is { } data => data,
        JsonObject inside => inside.Select(p => Find(p.Value, verb)).FirstOrDefault(f => f is not null),
        JsonArray array => array.Select(n => Find(n, verb)).FirstOrDefault(f => f is not null),
        _ => null,
    };

    private string Activity(string operation, string type, string? name, string? text, object? value) => JsonSerializer.Serialize(
        new
        {
            type,
            name,
            text,
            value,
            id = operation,
            timestamp = "2026-11-24T00:10:00.000Z",
            localTimestamp = "2026-11-24T08:10:00.000+08:00",
            channelId = "msteams",
            serviceUrl = bank.Connector.ServiceUrl,
            from = new { id = $"29:{Id}", name = "员工", aadObjectId = $"{Id}" },
            recipient = new { id = $"28:{Stage.AppId}", name = "BranchBot" },
            conversation = new { id = Conversation, conversationType = "personal", tenantId = Stage.Tenant },
            channelData = new { tenant = new { id = Stage.Tenant } },
            entities = new[] { new { type = "clientInfo", locale = "zh-CN", country = "CN", platform = "iOS", timezone = "Asia/Shanghai" } },
            locale = "zh-CN",
        },
        Json);
}
