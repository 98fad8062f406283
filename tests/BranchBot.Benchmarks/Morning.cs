using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>The six turns of one person: 开门, the first item by button, 完成, 撤销, 完成, the third item by button.</summary>
internal sealed class Morning(Bench bench, HttpClient http)
{
    public const int Turns = 6;

    /// <summary>Plays everybody of some branches; answers with how long each turn took, in milliseconds.</summary>
    public async Task<IReadOnlyList<double>> Play(Measured bot, int first, int branches, int atOnce, bool check)
    {
        var times = new ConcurrentBag<double>();
        var people = from branch in Enumerable.Range(first, branches) from person in Enumerable.Range(0, Town.People) select (branch, person);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (who, _) =>
        {
            foreach (var (number, activity, expected) in TurnsOf(who.branch, who.person))
            {
                var (body, took) = await bot.Send(http, bench.Token, activity);
                times.Add(took);
                if (check)
                {
                    var said = body.Length > 0 ? body : Encoding.UTF8.GetString(bench.LastTo(Conversation(who.branch, who.person)) ?? []);
                    if (!said.Contains(expected, StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException($"Turn {number} of {who}: expected {expected} in {said}");
                    }
                }
            }
        });
        return [.. times.Order()];
    }

    /// <summary>Plays the manager of the first branch; answers with the bot's last card and last message.</summary>
    public async Task<(string Invoke, byte[] Message)> Last(Measured bot)
    {
        var body = "";
        foreach (var (_, activity, _) in TurnsOf(0, 0))
        {
            (body, _) = await bot.Send(http, bench.Token, activity);
        }

        return (body, bench.LastTo(Conversation(0, 0)) ?? throw new InvalidOperationException("The bot sent nothing."));
    }

    private IEnumerable<(int Number, string Activity, string Expected)> TurnsOf(int branch, int person)
    {
        var list = Town.PositionOf(person);
        yield return (1, Message(branch, person, 1, "开门"), "0/3");
        yield return (2, Press(branch, person, 2, $"{list}.Opening.1"), "1/3");
        yield return (3, Message(branch, person, 3, "完成"), "2/3");
        yield return (4, Message(branch, person, 4, "撤销"), "1/3");
        yield return (5, Message(branch, person, 5, "完成"), "2/3");
        yield return (6, Press(branch, person, 6, $"{list}.Opening.3"), "3/3");
    }

    private static string Conversation(int branch, int person) => $"a:{branch}-{person}";

    private string Message(int branch, int person, int turn, string text) => Activity(branch, person, turn, "message", null, text, null);

    private string Press(int branch, int person, int turn, string item) => Activity(branch, person, turn, "invoke", "adaptiveCard/action", null, new
    {
        action = new { type = "Action.Execute", verb = "tasks.tick", data = new { verb = "tasks.tick", branch = $"b{branch}", day = "2026-11-24", item, view = "Opening" } },
        trigger = "manual",
    });

    private string Activity(int branch, int person, int turn, string type, string? name, string? text, object? value)
    {
        var id = Town.Person(branch, person).ToString();
        return JsonSerializer.Serialize(new
        {
            type,
            name,
            text,
            value,
            id = $"{branch}-{person}-{turn}",
            timestamp = "2026-11-24T00:10:00.000Z",
            localTimestamp = "2026-11-24T08:10:00.000+08:00",
            channelId = "msteams",
            serviceUrl = bench.ServiceUrl,
            from = new { id = $"29:{id}", name = "员工", aadObjectId = id },
            recipient = new { id = $"28:{Stage.AppId}", name = "BranchBot" },
            conversation = new { id = Conversation(branch, person), conversationType = "personal", tenantId = Stage.Tenant },
            channelData = new { tenant = new { id = Stage.Tenant } },
            entities = new[] { new { type = "clientInfo", locale = "zh-CN", country = "CN", platform = "iOS", timezone = "Asia/Shanghai" } },
            locale = "zh-CN",
        }, Options);
    }

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
