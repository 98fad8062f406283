using BranchBot.Features.Issues;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Storage;

/// <summary>Round trips to the tables, counted on the wire: none grows with the roster or the history.</summary>
public sealed class RoundTripTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:10"));

    [Fact]
    public async Task A_tick_is_three_point_reads_and_one_write_a_repeated_press_no_write_and_the_board_a_query_for_the_day_one_for_what_is_broken_one_for_cards_to_sign_and_one_for_whom_reminders_do_not_reach()
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: "trips", clock: clock, watch: wire);
        await Load(room, DemoBranch.Roster.Staff.Count);
        var press = new TickItem(DemoBranch.Branch.Id, new(2026, 11, 24), "PersonalTeller.Opening.1", TaskView.Opening);
        await Count(room, wire, DemoBranch.Manager, new ShowBoard());
        await Count(room, wire, DemoBranch.Manager, new TickNext());

        Assert.Equal(["GET", "GET", "GET", "POST"], await Count(room, wire, DemoBranch.Teller, press));
        Assert.Equal(["GET", "GET", "GET"], await Count(room, wire, DemoBranch.Teller, press));
        Assert.Equal(["GET", "GET", "GET", "PUT"], await Count(room, wire, DemoBranch.Teller, new TickNext()));
        Assert.Equal(["GET", "GET", "GET", "PUT"], await Count(room, wire, DemoBranch.Teller, new UndoLast()));
        Assert.Equal(["GET", "GET", "GET", "QUERY", "QUERY", "QUERY", "QUERY"], await Count(room, wire, DemoBranch.Manager, new ShowBoard()));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(200, 90)]
    public async Task The_count_is_the_same_for_a_large_branch_with_a_long_history(int staff, int history)
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: $"trips{staff}", clock: clock, watch: wire);
        await Load(room, staff);
        for (var i = 0; i < history / 2; i++)
        {
            await Count(room, wire, DemoBranch.Teller, new TickNext());
            await Count(room, wire, DemoBranch.Teller, new UndoLast());
        }

        await Count(room, wire, DemoBranch.Teller, new TickNext());
        Assert.Equal(["GET", "GET", "GET", "PUT"], await Count(room, wire, DemoBranch.Teller, new TickNext()));
        Assert.Equal(["GET", "GET", "GET", "QUERY", "QUERY", "QUERY", "QUERY"], await Count(room, wire, DemoBranch.Manager, new ShowBoard()));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public async Task A_report_a_step_and_a_list_cost_the_same_whatever_the_branch(int staff)
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: $"issues{staff}", clock: clock, watch: wire, times: new() { Net = TimeSpan.FromHours(1) });
        await Load(room, staff);
        await Count(room, wire, DemoBranch.Manager, new TickNext());
        for (var i = 0; i < 3; i++)
        {
            await Count(room, wire, DemoBranch.Teller, new ReportIssue(Id: $"20261124-{i:x16}", Kind: IssueKind.Security, What: $"门锁 {i}"));
            await room.Delivery.Drain();
        }

        var report = new ReportIssue(DemoBranch.Branch.Id, "20261124-0123456789abcdef", IssueKind.Security, "后门没锁", Day: new(2026, 11, 24), Item: "PersonalTeller.Opening.3");
        await Count(room, wire, DemoBranch.Teller, report);
        await room.Delivery.Drain();

        // The turn's 2 reads; roster, day, waiting picture, the issue at either key; the queue's net and the batch. Then the day, the issue at either key,
        // and the mark. What tells the owner: 2 reads, the lease, its end; and a look at what follows, which is not due any more.
        Assert.Equal([.. Enumerable.Repeat("DELETE", 1), .. Enumerable.Repeat("GET", 2 + 5 + 3 + 3), .. Enumerable.Repeat("POST", 3), "PUT"], Trips(wire));
        Assert.Equal(["GET", "GET", "GET", "GET", "PUT"], await Count(room, wire, DemoBranch.Manager, new TakeIssue(DemoBranch.Branch.Id, report.Id!)));
        Assert.Equal(["GET", "GET", "QUERY"], await Count(room, wire, DemoBranch.Manager, new ShowMyIssues()));
        Assert.Equal(["GET", "GET", "QUERY"], await Count(room, wire, DemoBranch.Teller, new ShowMyIssues()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 150)]
    [Trait("Rule", "T-4")]
    public async Task A_wake_up_costs_the_same_however_many_branches_there_are(int others, int staff)
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: $"wakes{others}", clock: clock, watch: wire, wakeUps: true);
        clock.SetUtcNow(DemoBranch.At("07:30", "2026-11-25"));
        await Load(room, staff);
        for (var n = 0; n < others; n++)
        {
            var branch = DemoBranch.Branch with { Id = new($"other{n}") };
            await room.Storage.Commit(new(BranchFacts.At(branch.Id).Partition, [(new BranchFacts(branch), null), (new Roster(branch.Id, []), null)], [], []), TestContext.Current.CancellationToken);
            await room.Waking.Wake(branch.Id, null, TestContext.Current.CancellationToken);
        }

        await room.Waking.Wake(DemoBranch.Branch.Id, null, TestContext.Current.CancellationToken);
        wire.Forget();
        await room.Waking.Wake(DemoBranch.Branch.Id, null, TestContext.Current.CancellationToken);
        Assert.Equal(["GET", "GET", "GET", "GET", "GET", "POST", "PUT", "QUERY", "QUERY", "QUERY", "QUERY", "QUERY"], Trips(wire));
    }

    private static async Task Load(StorageRoom room, int staff)
    {
        var cancel = TestContext.Current.CancellationToken;
        var others = Enumerable.Range(1000, staff).Select(n => new RosterEntry(DemoBranch.Id(n), $"同事{n}", Position.PersonalTeller));
        var roster = DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. others] };
        await room.Storage.Commit(new(roster.Address.Partition, [(roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var member in new[] { DemoBranch.Teller, DemoBranch.Manager })
        {
            var person = DemoBranch.Row(member);
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }
    }

    private int operations;

    private async Task<IEnumerable<string>> Count(StorageRoom room, Wire wire, Member who, Command command)
    {
        wire.Forget();
        await room.Handler(clock).Handle(new(who.Id, Language.Chinese, $"op-{operations++}", null), command, TestContext.Current.CancellationToken);
        return Trips(wire);
    }

    private static IEnumerable<string> Trips(Wire wire) =>
        wire.Requests.Select(r => r.StartsWith("GET", StringComparison.Ordinal) && r.EndsWith("()", StringComparison.Ordinal) ? "QUERY" : r[..r.IndexOf(' ')]).Order();
}
