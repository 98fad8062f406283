using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using BranchBot.Host.Jobs;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Releases;

/// <summary>
/// An update rolls: a process of the release before and one of the next stand side by side on one storage, behind one Teams. The next one (of
/// <c>tests/Releases</c>) knows more of a row, and a job and a message that the one before does not know.
/// </summary>
public sealed class RollingUpdateTests : IAsyncLifetime
{
    private static readonly Partition Notices = Partition.OfBranch("notices", DemoBranch.Branch.Id);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private Stage stage = null!;
    private BotProcess first = null!;

    private TeamsUser Li => stage.Person(3);

    public async ValueTask InitializeAsync()
    {
        stage = await Stage.Set(bots: 0, quick: true);
        first = await Release("first");
    }

    [Fact]
    public async Task What_the_next_release_has_written_is_read_by_the_one_before_and_not_spoilt()
    {
        await using var second = await Release("second");

        Assert.Contains("贴好了", await Says(first, "贴公告 今天盘点"), StringComparison.Ordinal);
        Assert.Contains("第1次:今天盘点", await Says(second, "看公告"), StringComparison.Ordinal);
        Assert.Contains("加急了", await Says(second, "公告加急"), StringComparison.Ordinal);
        await Until(async () => (await Row()).GetProperty("passedOn").GetBoolean(), "The job did not run.");

        Assert.Contains("系统正在更新", await Says(first, "看公告"), StringComparison.Ordinal);
        Assert.True((await Row()).GetProperty("urgent").GetBoolean());

        Assert.Contains("第2次急:今天盘点", await Says(second, "看公告"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_both_releases_know_alike_are_written_by_both_in_turn()
    {
        await using var second = await Release("second");

        Assert.Contains("1/3", await Says(first, "完成"), StringComparison.Ordinal);
        Assert.Contains("2/3", await Says(second, "完成"), StringComparison.Ordinal);
        Assert.Contains("1/3", await Says(first, "撤销"), StringComparison.Ordinal);
        Assert.Contains("2/3", await Says(second, "完成"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_the_next_release_that_comes_to_the_one_before_says_that_an_update_may_be_under_way()
    {
        await Says(first, "帮助");
        stage.Teams.ConnectBot(first.Address);
        var message = stage.Teams.Calls.Of(Operation.Send)[^1].ActivityId!;

        var answer = await stage.Teams.Cards.PressExecute(Li, message, new JsonObject { ["type"] = "Action.Execute", ["verb"] = "notice.urgent", ["data"] = new JsonObject { ["verb"] = "notice.urgent" } });

        Assert.Contains("可能正在更新", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_and_a_message_of_the_next_release_wait_for_it()
    {
        await Says(first, "贴公告 今天盘点");
        var now = stage.Teams.Clock.GetUtcNow();
        await Strand(new JobRow(Notices, "pass-on", "notice.pass-on", JsonSerializer.SerializeToElement(new { branch = DemoBranch.Branch.Id, by = DemoBranch.Id(3) }, Catalogue.Json), now), "jobs");
        await Strand(new Host.Outbox.OutboxRow(Notices, "told", DemoBranch.Id(3), Core.Delivery.Certain, "notice.tell", JsonElement.Parse("{}"), DeliveryState.Pending, now, 0), "outbox");

        await Until(() => Task.FromResult(first.Output.Contains("is left to a newer program", StringComparison.Ordinal)), "Nobody looked at the job.");
        Assert.False((await Row()).TryGetProperty("passedOn", out _));

        // The update goes on: the one before stops. Beside it the next one would come to the job too, by chance.
        await using var second = await Release("second");
        await first.Kill();
        await Until(async () => (await Row()).TryGetProperty("passedOn", out var passed) && passed.GetBoolean(), "The job did not run.");
        await Until(() => Task.FromResult(Told() == 2), "The two messages did not come: that of the job, and the one that waited.");
        Assert.DoesNotContain("given up", first.Output, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await stage.DisposeAsync();
    }

    private Task<BotProcess> Release(string which)
    {
        var settings = stage.Settings();
        (settings["Jobs:UntilUpdated"], settings["Outbox:UntilUpdated"]) = ("00:00:02", "00:00:02");
        return BotProcess.Start(settings, program: ["BranchBot.Releases.dll", which]);
    }

    private async Task<string> Says(BotProcess bot, string words)
    {
        stage.Teams.ConnectBot(bot.Address);
        var before = stage.Teams.Calls.All.Count;
        await stage.Teams.Client.Say(Li, words);
        return string.Join('\n', stage.Teams.Calls.All.Skip(before).Where(c => c.TookEffect).Select(Words));
    }

    private int Told() => stage.Teams.Calls.Of(Operation.Send).Count(c => c.TookEffect && Words(c).Contains("加急公告已转发", StringComparison.Ordinal));

    private static string Words(BotCall call) => call.Body?.ToJsonString(Catalogue.Json) ?? "";

    private async Task Strand(Row row, string queue)
    {
        var table = new TableClient(stage.Azurite.ConnectionString, "branchbotnotices");
        await table.AddEntityAsync(new TableEntity(row.Address.Partition.Key, row.Address.Key) { ["Data"] = JsonSerializer.Serialize(row, row.GetType(), Catalogue.Json), ["Schema"] = 1 }, cancel);
        var messages = new QueueClient(stage.Azurite.ConnectionString, $"branchbot-{queue}");
        await messages.CreateIfNotExistsAsync(cancellationToken: cancel);
        await messages.SendMessageAsync(JsonSerializer.Serialize(row.Address.Partition, Catalogue.Json), cancel);
    }

    private async Task<JsonElement> Row()
    {
        var entity = await new TableClient(stage.Azurite.ConnectionString, "branchbotnotices").GetEntityAsync<TableEntity>(Notices.Key, "notice", cancellationToken: cancel);
        return JsonElement.Parse(entity.Value.GetString("Data"));
    }

    private async Task Until(Func<Task<bool>> condition, string what)
    {
        for (var waited = 0; !await condition(); waited++)
        {
            Assert.True(waited < 600, $"{what}\n{first.Output}\n{string.Join('\n', stage.Teams.Calls.All.Select(Words))}");
            await Task.Delay(100, cancel);
        }
    }
}
