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
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
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
        var said = stage.Teams.Calls.Of(Operation.Send, Chat(stage, 1)).Single(c => c.TookEffect).Body!.ToJsonString(Readable);
        Assert.Contains("9 人 · 7 完成 · 赵敏 未开始 · 吴磊 未开始", said);
        Assert.Contains("屏蔽了机器人: 吴磊", said);

        await stage.ClockShows("18:30");
        await stage.ClockShows("19:30");
        await NextMorning(stage);
        var totals = await Totals(stage);
        Assert.NotNull(totals.Over);
        Assert.Equal(totals.Planned, totals.Sent + totals.Refused + totals.Expired + totals.Unknown);
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task Whatever_Teams_answers_each_card_ends_in_its_state_and_the_totals_reconcile()
    {
        await using var stage = await Stage.Set("2026-10-10T07:50");
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync(cancel));
        await Until(() => WithList.Append(5).Append(11).All(p => Got(stage, p) == 1), stage);
        stage.Teams.Calls.Clear();
        (int Person, Fault Fault, DeliveryState State, int Came)[] faults =
        [
            (1, Fault.Throttled(TimeSpan.FromSeconds(1)), DeliveryState.Sent, 1),
            (2, Fault.Refused(429, "Throttled"), DeliveryState.Sent, 1),
            (3, Fault.PreconditionFailed, DeliveryState.Sent, 1),
            (4, Fault.BadGateway, DeliveryState.Unknown, 0),
            (5, Fault.AcceptedWithoutAnswer, DeliveryState.Unknown, 1),
            (6, Fault.AcceptedThen(504), DeliveryState.Unknown, 1),
            (7, Fault.BlockedByUser, DeliveryState.Refused, 0),
            (8, Fault.NotInRoster, DeliveryState.Refused, 0),
        ];
        foreach (var (person, fault, _, _) in faults)
        {
            stage.Teams.Faults.Next(Operation.Send, fault, 1, Chat(stage, person));
        }

        await stage.ClockShows("08:00");
        await Until(() => faults.All(f => StateOf(stage, f.Person) == f.State), stage);
        await stage.ClockShows("12:50");
        Assert.All(faults, f => Assert.Equal(f.Came, stage.Teams.Calls.Of(Operation.Send, Chat(stage, f.Person)).Count(c => c.TookEffect && c.Body!.ToJsonString().Contains("0/", StringComparison.Ordinal) && !IsList(c))));

        await Until(() => StateOf(stage, "limit|Opening|08:30") == DeliveryState.Sent, stage);

        // Put off beyond the limit, it makes no sense any more. Some seconds later, lest two conversations that Teams slows down count as the whole app.
        await Task.Delay(TimeSpan.FromSeconds(6), cancel);
        var late = $"card|Closing|{DemoBranch.Id(9)}";
        stage.Teams.Faults.Next(Operation.Send, Fault.Throttled(TimeSpan.FromHours(6)), 1, Chat(stage, 9));
        await stage.ClockShows("17:00");
        await Until(() => StateOf(stage, late) == DeliveryState.Pending && stage.Teams.Faults.IsEmpty, stage);
        await stage.ClockShows("18:05");
        await Until(() => StateOf(stage, late) == DeliveryState.Expired && StateOf(stage, "limit|Closing|18:00") == DeliveryState.Sent, stage);

        await NextMorning(stage);
        var totals = await Totals(stage);
        Assert.NotNull(totals.Over);
        Assert.Equal(totals.Planned, totals.Sent + totals.Refused + totals.Expired + totals.Unknown);
        Assert.Equal((2, 3), (totals.Refused, totals.Unknown));
    }

    private static bool IsList(BotCall call) => call.Body!.ToJsonString(Readable).Contains("截止", StringComparison.Ordinal);

    private static DeliveryState? StateOf(Stage stage, int person) => StateOf(stage, $"card|Opening|{DemoBranch.Id(person)}");

    private static DeliveryState? StateOf(Stage stage, string key)
    {
        var at = new Told(ReminderDay.Log(DemoBranch.Branch.Id, Saturday), key, default, default).Address;
        try
        {
            var entity = new TableClient(stage.Azurite.ConnectionString, "branchbotreminders").GetEntityIfExists<TableEntity>(at.Partition.Key, at.Key);
            return entity.HasValue ? JsonSerializer.Deserialize<Told>(entity.Value!.GetString("Data"), Catalogue.Json)!.State : null;
        }
        catch (Azure.RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
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
