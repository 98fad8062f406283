using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Features.HighlightCards;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>
/// The manager and who acts for her press 签字 again and again, on two bot processes at once, one of which is killed with SIGKILL: one signature, one number,
/// one announcement.
/// </summary>
public sealed class TwoSignersTests
{
    private const int Presses = 50;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private int doubles;

    private static int Rounds => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? 100 : 1;

    [Fact]
    [Trait("Rule", "H-5")]
    public async Task Fifty_signatures_at_once_over_two_bots_one_of_them_killed_are_one()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", change: o => o with { RateLimits = false, OperationTime = TimeSpan.Zero }, quick: true);
        var bots = new BotProcess?[] { stage.Bot, await stage.StartBot() };
        await HighlightBranch.HasTeam(stage);
        await stage.Teams.Client.Say(stage.Person(1), "代 刘强 今天");
        await stage.Teams.Client.Say(stage.Person(2), "帮助");
        for (var round = 0; round < Rounds; round++)
        {
            await Sign(stage, bots, new Random(round), 147 + round);
        }

        TestContext.Current.SendDiagnosticMessage($"{Rounds} signatures, each told in three places; {doubles} of them twice.");
    }

    private async Task Sign(Stage stage, BotProcess?[] bots, Random random, int serial)
    {
        stage.Teams.ConnectBot(bots[0]!.Address);
        await HighlightBranch.Gives(stage, 9, "李静", $"第 {serial} 件好事。");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains($"第 {serial} 件好事", StringComparison.Ordinal) && HighlightBranch.Words(m).Contains("highlights.sign", StringComparison.Ordinal));
        var data = HighlightBranch.Button(stage, 1, "签字").Action["data"]!.ToJsonString();
        var pressing = Task.WhenAll(Enumerable.Range(0, Presses).Select(n => Press(stage, bots, n % 2 == 0 ? 1 : 2, $"f:{serial}-{n}", data, random.Next(2), random.Next(30))));
        await Task.Delay(random.Next(5, 120), cancel);
        var victim = random.Next(2);
        await bots[victim]!.Kill();
        var number = $"demo-2026-{serial:D4}";
        var atKill = Told(stage, number);
        bots[victim] = null;
        bots[victim] = await stage.StartBot();
        await pressing;

        await stage.Teams.Client.WaitForInChannel(stage.Person(6), m => HighlightBranch.Words(m).Contains(number, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await stage.Teams.Client.WaitFor(stage.Person(6), m => HighlightBranch.Words(m).Contains(number, StringComparison.Ordinal) && HighlightBranch.Words(m).Contains("祝贺您", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await stage.Teams.Client.WaitFor(stage.Person(9), m => HighlightBranch.Words(m).Contains(number, StringComparison.Ordinal) && HighlightBranch.Words(m).Contains("谢谢您", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        var events = await Events(stage);
        Assert.Single(events, e => e.Deed == HighlightDeed.Signed && e.Number == number);
        Assert.Equal(Enumerable.Range(147, serial - 146), events.Where(e => e.Deed == HighlightDeed.Signed).Select(e => int.Parse(e.Number![^4..], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.Serial));
        foreach (var (to, count) in Told(stage, number))
        {
            // A second one only for a send that Teams had when the bot was killed, and whose end was not written yet.
            Assert.True(count >= 1 && count <= 1 + Math.Min(1, atKill[to]), $"{to} was told {count} times, {atKill[to]} of them before the kill.");
            doubles += count - 1;
        }
    }

    private static Dictionary<string, int> Told(Stage stage, string number)
    {
        int Of(IEnumerable<ChatMessage> chat, string word) => chat.Count(m => HighlightBranch.Words(m) is var words && words.Contains(number, StringComparison.Ordinal) && words.Contains(word, StringComparison.Ordinal));
        return new()
        {
            ["channel"] = Of(stage.Teams.Client.Channel(stage.Person(6)), ""),
            ["receiver"] = Of(stage.Teams.Client.Chat(stage.Person(6)), "祝贺您"),
            ["giver"] = Of(stage.Teams.Client.Chat(stage.Person(9)), "谢谢您"),
        };
    }

    // Until somebody answers, as Teams and an impatient thumb do.
    private async Task Press(Stage stage, BotProcess?[] bots, int who, string id, string data, int first, int pause)
    {
        await Task.Delay(pause, cancel);
        for (; ; first = 1 - first)
        {
            if (bots[first] is { } bot && await Send(stage, bot, who, id, data))
            {
                return;
            }

            await Task.Delay(20, cancel);
        }
    }

    private async Task<bool> Send(Stage stage, BotProcess bot, int number, string id, string data)
    {
        var person = stage.Person(number);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, "/api/messages"))
        {
            Content = JsonContent.Create(new
            {
                type = "invoke",
                name = "adaptiveCard/action",
                id,
                channelId = "msteams",
                serviceUrl = stage.Teams.ServiceUrl,
                from = new { id = person.Mri, name = person.Name, aadObjectId = person.Id },
                recipient = new { id = $"28:{Stage.AppId}", name = "BranchBot" },
                conversation = new { id = stage.Teams.Conversations.Personal(person).Id, conversationType = "personal", tenantId = Stage.Tenant },
                channelData = new { tenant = new { id = Stage.Tenant } },
                value = new { action = new { type = "Action.Execute", verb = "highlights.sign", data = JsonDocument.Parse(data).RootElement }, trigger = "manual" },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Teams.Bot.Token());
        try
        {
            using var answer = await Http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<HighlightEvent>> Events(Stage stage)
    {
        var table = new TableClient(stage.Azurite.ConnectionString, "branchbothighlights");
        var events = new List<HighlightEvent>();
        await foreach (var entity in table.QueryAsync<TableEntity>(e => e.PartitionKey == "b|demo", cancellationToken: cancel))
        {
            if (entity.RowKey.StartsWith("event|", StringComparison.Ordinal))
            {
                events.Add(JsonSerializer.Deserialize<HighlightEvent>(entity.GetString("Data"), Catalogue.Json)!);
            }
        }

        return [.. events.OrderBy(e => e.Serial)];
    }
}
