using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Crash;

/// <summary>
/// Two bot processes on one storage while everybody is busy, one of them killed with SIGKILL at random moments and started again. A message that was not
/// answered is sent again with the same id to the other bot, as Teams does; some are sent to both at once.
/// </summary>
public sealed class TwoBotsTests
{
    // Nine people with a list; every one has his own row.
    private static readonly int[] People = [1, 2, 3, 4, 5, 6, 7, 8, 10];
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static int Rounds => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? 10 : 1;

    [Fact]
    [Trait("Rule", "T-3")]
    public async Task Every_tick_that_was_acknowledged_is_there_once_though_bots_are_killed()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await Rush(new Random(round), messages: 40, kills: 4);
        }
    }

    private async Task Rush(Random random, int messages, int kills)
    {
        await using var stage = await Stage.Set(bots: 1, change: o => o with { RateLimits = false, OperationTime = TimeSpan.Zero });
        var bots = new BotProcess?[] { stage.Bot, await stage.StartBot() };
        var rush = Task.WhenAll(People.Select(person => Busy(stage, bots, person, messages, random.Next())));
        var killed = 0;
        while (!rush.IsCompleted && killed < kills)
        {
            await Task.Delay(random.Next(50, 600), cancel);
            var victim = random.Next(2);
            await bots[victim]!.Kill();
            killed++;
            bots[victim] = null;
            bots[victim] = await stage.StartBot();
        }

        await rush;
        Assert.True(killed > 0, "Nobody was killed: the rush was over too soon.");
        foreach (var person in People)
        {
            var history = await History(stage, person);
            Assert.Equal(Enumerable.Range(0, messages).Select(n => Operation(person, n)), history.Select(t => t.Operation));
            Assert.Equal(Enumerable.Range(0, messages).Select(n => n % 2 == 0 ? TickKind.Done : TickKind.TakenBack), history.Select(t => t.Kind));
        }
    }

    private async Task Busy(Stage stage, BotProcess?[] bots, int person, int messages, int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < messages; n++)
        {
            var activity = Message(stage, person, Operation(person, n), n % 2 == 0 ? "完成" : "撤销");
            for (var first = random.Next(2); ; first = 1 - first)
            {
                var both = random.Next(4) == 0;
                var answers = await Task.WhenAll(Send(stage, bots[first], activity), both ? Send(stage, bots[1 - first], activity) : Task.FromResult(false));
                if (answers.Any(acknowledged => acknowledged))
                {
                    break;
                }

                await Task.Delay(20, cancel);
            }
        }
    }

    private async Task<bool> Send(Stage stage, BotProcess? bot, object activity)
    {
        if (bot is null)
        {
            return false;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, "/api/messages")) { Content = JsonContent.Create(activity) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Teams.Bot.Token());
        try
        {
            using var answer = await Http.SendAsync(request, cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Operation(int person, int number) => $"{person:D3}-{number:D4}";

    private static object Message(Stage stage, int number, string id, string text)
    {
        var person = stage.Person(number);
        return new
        {
            type = "message",
            id,
            text,
            textFormat = "plain",
            channelId = "msteams",
            serviceUrl = stage.Teams.ServiceUrl,
            from = new { id = person.Mri, name = person.Name, aadObjectId = person.Id },
            recipient = new { id = $"28:{Stage.AppId}", name = "BranchBot" },
            conversation = new { id = stage.Teams.Conversations.Personal(person).Id, conversationType = "personal", tenantId = Stage.Tenant },
            channelData = new { tenant = new { id = Stage.Tenant } },
        };
    }

    private async Task<IReadOnlyList<Tick>> History(Stage stage, int person)
    {
        var table = new TableClient(stage.Azurite.ConnectionString, "branchbottasks");
        var address = TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Id(person));
        var entity = await table.GetEntityAsync<TableEntity>(address.Partition.Key, address.Key, cancellationToken: cancel);
        return JsonSerializer.Deserialize<TaskDay>(entity.Value.GetString("Data"), Catalogue.Json)!.History;
    }
}
