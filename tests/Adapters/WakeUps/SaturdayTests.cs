using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.WakeUps;

/// <summary>Saturday 10 October 2026, a make-up workday, with a bot process, Azurite and the local Teams: what comes by itself.</summary>
public sealed class SaturdayTests
{
    private static readonly DateOnly Saturday = new(2026, 10, 10);
    private static readonly int[] WithList = [1, 2, 3, 4, 6, 7, 8, 9, 10];
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task Cards_nudges_and_the_managers_list_come_by_themselves_once_and_who_cannot_be_reached_is_named()
    {
        await using var stage = await Stage.Set("2026-10-10T07:50");
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync(cancel));
        await Until(() => WithList.Append(5).Append(11).All(p => Got(stage, p) == 1), stage);
        await Leave(stage, 5);
        stage.Teams.Installations.Block(stage.Person(8));
        stage.Teams.Calls.Clear();

        await stage.ClockShows("07:59");
        await stage.ClockShows("08:00");
        await Until(() => WithList.Except([8]).All(p => Got(stage, p) == 1), stage);
        Assert.Equal((0, 0), (Got(stage, 5), Got(stage, 11)));

        foreach (var person in WithList.Except([7, 8]))
        {
            for (var items = person is 9 ? 6 : 3; items > 0; items--)
            {
                await stage.Teams.Client.Say(stage.Person(person), "完成");
            }
        }

        stage.Teams.Calls.Clear();
        await stage.ClockShows("08:20");
        await Until(() => Got(stage, 7) == 1, stage);
        Assert.All(WithList.Except([7]), p => Assert.Equal(0, Got(stage, p)));

        stage.Teams.Calls.Clear();
        await stage.ClockShows("08:30");
        await Until(() => Got(stage, 1) == 1, stage);
        Assert.All(WithList.Except([1]), p => Assert.Equal(0, Got(stage, p)));
        var said = stage.Teams.Calls.Of(Operation.Send, Chat(stage, 1)).Single(c => c.TookEffect).Body!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("9 人 · 7 完成 · 赵敏 未开始 · 吴磊 未开始", said);
        Assert.Contains("吴磊 · 屏蔽了机器人", said);

        await stage.ClockShows("18:30");
        await stage.ClockShows("19:30");
        await NextMorning(stage);
        var totals = await Totals(stage);
        Assert.NotNull(totals.Over);
        Assert.Equal(totals.Planned, totals.Sent + totals.Refused + totals.Expired + totals.Unknown);
    }

    private static async Task NextMorning(Stage stage)
    {
        var now = stage.Teams.Clock.GetUtcNow();
        await stage.Teams.MoveClockAsync(DemoBranch.At("06:00", "2026-10-11") - now);
    }

    private async Task<ReminderTotals> Totals(Stage stage)
    {
        var at = ReminderTotals.At(DemoBranch.Branch.Id, Saturday);
        var entity = await new TableClient(stage.Azurite.ConnectionString, "branchbotreminders").GetEntityAsync<TableEntity>(at.Partition.Key, at.Key, cancellationToken: cancel);
        return JsonSerializer.Deserialize<ReminderTotals>(entity.Value.GetString("Data"), Catalogue.Json)!;
    }

    // As 休假 writes it.
    private async Task Leave(Stage stage, int person)
    {
        var table = new TableClient(stage.Azurite.ConnectionString, "branchbotpeople");
        var at = BranchFacts.At(DemoBranch.Branch.Id);
        var entity = (await table.GetEntityAsync<TableEntity>(at.Partition.Key, at.Key, cancellationToken: cancel)).Value;
        var facts = JsonSerializer.Deserialize<BranchFacts>(entity.GetString("Data"), Catalogue.Json)!;
        facts = facts with { Duty = [new("leave", DutyKind.Leave, DemoBranch.Id(person), Saturday, new(2026, 10, 14), DemoBranch.Id(person), DemoBranch.At("09:00", "2026-10-09"))] };
        entity["Data"] = JsonSerializer.Serialize(facts, Catalogue.Json);
        await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancel);
    }

    private static string Chat(Stage stage, int person) => stage.Teams.Conversations.Personal(stage.Person(person)).Id;

    private static int Got(Stage stage, int person) => stage.Teams.Calls.Effects(Operation.Send, Chat(stage, person));

    private async Task Until(Func<bool> condition, Stage stage)
    {
        for (var waited = 0; !condition(); waited++)
        {
            Assert.True(waited < 300, $"It did not come about:\n{string.Join('\n', stage.Teams.Calls.All)}\n{stage.Bot.Output}");
            await Task.Delay(100, cancel);
        }
    }
}
