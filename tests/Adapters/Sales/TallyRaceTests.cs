using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Sales;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Sales;

/// <summary>The day's tallies on a real Azurite: what they cost, and what becomes of them when everybody presses at once.</summary>
public sealed class TallyRaceTests(AzuriteFixture azurite)
{
    private static readonly Member Supervisor = DemoBranch.Staff[1];
    private static readonly DateOnly Day = new(2026, 11, 24);
    private readonly FakeTimeProvider clock = new(DemoBranch.At("17:05"));
    private int operations;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(40, 200)]
    [Trait("Rule", "S-3")]
    public async Task An_entry_is_two_point_reads_and_one_batch_whatever_the_history(int history, int staff)
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: $"tally{history}", clock: clock, watch: wire);
        await Load(room, staff);
        for (var i = 0; i <= history; i++)
        {
            await Gives(room, DemoBranch.Wealth, Enter("insurance", 1));
        }

        await Gives(room, Supervisor, new ReportNothing());
        wire.Forget();
        await Gives(room, DemoBranch.Wealth, Enter("insurance", 1));

        // Beside the turn's two reads.
        Assert.Equal(["GET", "GET", "GET", "GET", "POST"], Trips(wire));
        wire.Forget();
        await Gives(room, DemoBranch.Wealth, new RecordTallies("保险1"));
        Assert.Equal(["GET", "GET", "GET", "GET"], Trips(wire));
        wire.Forget();
        await Gives(room, Supervisor, new ShowSales());

        // Catalogue and roster, the days of the month, the targets: the latter two a query each.
        Assert.Equal(["GET", "GET", "GET", "GET", "QUERY", "QUERY"], Trips(wire).Order());
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public async Task Two_who_close_and_one_who_enters_at_the_same_moment_lose_nothing()
    {
        var sender = new RecordingSender();
        await using var room = new StorageRoom(azurite, sender, prefix: "tallyrace", clock: clock);
        await Load(room, 0);
        var rounds = Environment.GetEnvironmentVariable("BRANCHBOT_LONG") is null ? 20 : 300;
        for (var round = 0; round < rounds; round++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            var day = DemoBranch.Facts.Today(clock.GetUtcNow());
            var despite = DemoBranch.Staff.Select(s => s.Id).ToList();
            var enter = Enter("fund", 1, 0.01m, day);
            var answers = await Task.WhenAll(
                Gives(room, Supervisor, new CloseSales(DemoBranch.Branch.Id, day, despite)),
                Gives(room, DemoBranch.Wealth, enter),
                Gives(room, DemoBranch.Manager, new CloseSales(DemoBranch.Branch.Id, day, despite)));

            var stands = await Stands(room, day);
            Assert.Single(stands.Steps);
            var entered = stands.ReportOf(DemoBranch.Wealth.Id)?.Figures.Of("fund");

            // Either it stood before the close, or she was asked why and nothing was entered; never a silent change of what was reported.
            Assert.Empty(stands.Corrections);
            if (entered is null)
            {
                Assert.Contains("请写明原因", TextRenderer.Render(answers[1], Language.Chinese), StringComparison.Ordinal);
                await Gives(room, DemoBranch.Wealth, enter with { Why = "晚了一步" });
                stands = await Stands(room, day);
                Assert.Equal(new Figure("fund", 0), Assert.Single(stands.Corrections).Before);
            }

            Assert.Equal(new Figure("fund", 1, 0.01m), stands.Total.Of("fund"));
        }

        await room.Delivery.Drain();
        var closed = sender.Sent.Where(e => e.Key.StartsWith("sales-closed|", StringComparison.Ordinal)).ToList();
        Assert.Equal(closed.Count, closed.DistinctBy(e => e.Key).Count());
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public async Task Ten_who_enter_at_the_same_moment_are_all_in_the_table_to_the_last_cent()
    {
        await using var room = new StorageRoom(azurite, prefix: "tallyten", clock: clock);
        await Load(room, 0);
        await Task.WhenAll(DemoBranch.Staff.SelectMany(who => Enumerable.Range(0, 3).Select(_ => Gives(room, who, Enter("fund", 1, 1234.56m)))));

        var day = await Stands(room, Day);
        Assert.Equal(new Figure("fund", 33, 33 * 1234.56m), day.Total.Of("fund"));
        var entries = await room.Storage.Load([SalesEntry.All(DemoBranch.Branch.Id, Day)], TestContext.Current.CancellationToken);
        Assert.Equal(33, entries.All<SalesEntry>().Count());
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public async Task Another_branch_gets_nothing_by_any_id()
    {
        await using var room = new StorageRoom(azurite, prefix: "tallyforeign", clock: clock);
        await Load(room, 0);
        var cancel = TestContext.Current.CancellationToken;
        var other = DemoBranch.Branch with { Id = new("other"), Name = "别的支行" };
        var manager = DemoBranch.Manager with { Id = DemoBranch.Id(70), Branch = other };
        await room.Storage.Commit(new(BranchFacts.At(other.Id).Partition, [(new BranchFacts(other), null), (new Roster(other.Id, [manager.Entry]), null)], [], []), cancel);
        await room.Storage.Commit(new(Person.At(manager.Id).Partition, [(DemoBranch.Row(manager), null)], [], []), cancel);
        await Gives(room, DemoBranch.Wealth, Enter("fund", 1, 1234.56m));
        var before = await Stands(room, Day);

        Command[] all =
        [
            new ShowSales(DemoBranch.Branch.Id), new ShowEntries(DemoBranch.Branch.Id, Day), new CloseSales(DemoBranch.Branch.Id, Day, [DemoBranch.Wealth.Id]), new AskMissing(DemoBranch.Branch.Id),
            new ShowTallyForm(DemoBranch.Branch.Id, Person: DemoBranch.Wealth.Id), Enter("fund", 1, 1m) with { Person = DemoBranch.Wealth.Id }, new ReportNothing(DemoBranch.Branch.Id),
            new ShowOwnSales(DemoBranch.Branch.Id), new ReviewSales(DemoBranch.Branch.Id), new LeaveTallies(DemoBranch.Branch.Id, Day),
            new SubmitTallies(DemoBranch.Branch.Id, Day, [], false, "k", DemoBranch.Wealth.Id),
            new ShowTargets(Branch: DemoBranch.Branch.Id), new ShowTargetForm(DemoBranch.Branch.Id, Day), new SubmitTargets(DemoBranch.Branch.Id, Day, []), new TakeTargetFile(DemoBranch.Branch.Id, Day, "00ff"),
            new ShowPace(Branch: DemoBranch.Branch.Id), new ShowCauseForm(DemoBranch.Branch.Id, Period.Month, Day), new NoteCause(DemoBranch.Branch.Id, Period.Month, Day, "fund", "a", "b"),
            new ShowSalesYear(Branch: DemoBranch.Branch.Id), new ShowSalesPeriod(Period.Month, Branch: DemoBranch.Branch.Id), new ReadSalesBook(DemoBranch.Branch.Id, Day, Day),
            new ReadSalesSheet(DemoBranch.Branch.Id, "products", Day, Day), new ReadTargets(DemoBranch.Branch.Id, Day), new SendTargets(DemoBranch.Branch.Id, new(Day, ["id"], [], ""), true),
        ];
        foreach (var command in all)
        {
            Assert.Equal(new Said(Refusals.ForeignBranch), await Gives(room, manager, command));
        }

        Assert.Equal(before.Total, (await Stands(room, Day)).Total);
        Assert.Contains("还没有业绩", TextRenderer.Render(await Gives(room, manager, new ShowSales()), Language.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public async Task Of_two_tables_of_targets_over_the_same_state_one_is_taken_and_the_other_told()
    {
        await using var room = new StorageRoom(azurite, prefix: "targets", clock: clock);
        await Load(room, 0);
        var table = (TargetTable)((Given)await Gives(room, Supervisor, new ReadTargets(DemoBranch.Branch.Id, Day, Period.Month))).Document;
        SendTargets Sent(int count) => new(DemoBranch.Branch.Id, new(Day, ["id", "insurance"], [[new("branch"), new(count)]], table.Version, Period.Month), Apply: true);
        var answers = await Task.WhenAll(Gives(room, Supervisor, Sent(10)), Gives(room, DemoBranch.Manager, Sent(20)));

        Assert.Single(answers.OfType<Given>());
        Assert.Contains("目标已经变了", TextRenderer.Render(answers.OfType<Said>().Single(), Language.Chinese), StringComparison.Ordinal);
        var after = (TargetTable)((Given)await Gives(room, Supervisor, new ReadTargets(DemoBranch.Branch.Id, Day, Period.Month))).Document;
        Assert.NotEqual(table.Version, after.Version);
        Assert.Single((await room.Storage.Load([TargetsChanged.All(DemoBranch.Branch.Id, Day)], TestContext.Current.CancellationToken)).All<TargetsChanged>());
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task The_workbooks_version_moves_with_every_figure_target_and_cause_and_stays_with_none()
    {
        await using var room = new StorageRoom(azurite, prefix: "book", clock: clock);
        await Load(room, 0);
        async Task<string> Version() => ((Workbook)((Given)await Gives(room, Supervisor, new ReadSalesBook(DemoBranch.Branch.Id, new(2026, 10, 1), new(2026, 12, 31)))).Document).Version;
        var empty = await Version();
        await Gives(room, DemoBranch.Wealth, Enter("fund", 1, 0.01m));
        var entered = await Version();
        Assert.Equal(entered, await Version());
        await Gives(room, Supervisor, new SendTargets(DemoBranch.Branch.Id, new(Day, ["id", "insurance"], [[new("branch"), new(5m)]], ((TargetTable)((Given)await Gives(room, Supervisor, new ReadTargets(DemoBranch.Branch.Id, Day, Period.Month))).Document).Version, Period.Month), Apply: true));
        var aimed = await Version();
        await Gives(room, Supervisor, new NoteCause(DemoBranch.Branch.Id, Period.Month, Day, "insurance", "到店客户少", "电话邀约"));
        Assert.Equal(4, new HashSet<string> { empty, entered, aimed, await Version() }.Count);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task A_regions_day_of_500_branches_is_two_queries_and_a_point_read()
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: "region", clock: clock, watch: wire);
        var cancel = TestContext.Current.CancellationToken;
        var leader = new Person(DemoBranch.Id(80), new("徐刚", null, null, LobbyRole.None, new(new("R01"), "示范二级分行"), null, null));
        await room.Storage.Commit(new(leader.Address.Partition, [(leader, null)], [], []), cancel);
        foreach (var some in Enumerable.Range(0, 500).Chunk(100))
        {
            await room.Storage.Commit(new(RegionBranch.At(new("R01"), new("b")).Partition, [.. some.Select(n => ((Row)new RegionBranch(new("R01"), new($"b{n}"), $"第{n}支行"), (string?)null))], [], []), cancel);
            await room.Storage.Commit(new(RegionSales.At(new("R01"), Day, new("b")).Partition, [.. some.Select(n => ((Row)new RegionSales(new("R01"), Day, new($"b{n}"), $"第{n}支行", [new("fund", 1, 0.01m), new("insurance", 2)], 9) { Closed = clock.GetUtcNow() }, (string?)null))], [], []), cancel);
        }

        wire.Forget();
        var answer = (await room.Handler(clock).Handle(new(leader.Id, Language.Chinese, "op", null), new ShowRegionSales(), cancel)).Answer;
        Assert.Contains("500/500", TextRenderer.Render(answer, Language.Chinese), StringComparison.Ordinal);
        Assert.Contains("1000 笔", TextRenderer.Render(answer, Language.Chinese), StringComparison.Ordinal);

        // Beside the turn's one read.
        Assert.Equal(["GET", "GET", "QUERY", "QUERY"], Trips(wire).Order());
    }

    private EnterTallies Enter(string item, int count, decimal amount = 0, DateOnly? day = null) =>
        new(DemoBranch.Branch.Id, day ?? Day, EntryKind.Added, [new(item, count, amount)], $"key{Interlocked.Increment(ref operations)}");

    private async Task<Answer> Gives(StorageRoom room, Member who, Command command) =>
        (await room.Handler(clock).Handle(new(who.Id, Language.Chinese, $"op-{Interlocked.Increment(ref operations)}", null), command, TestContext.Current.CancellationToken)).Answer;

    private static async Task<SalesDay> Stands(StorageRoom room, DateOnly day)
    {
        var address = SalesDay.At(DemoBranch.Branch.Id, day);
        return (await room.Storage.Load([Read.One<SalesDay>(address)], TestContext.Current.CancellationToken)).Find<SalesDay>(address)!;
    }

    private static async Task Load(StorageRoom room, int staff)
    {
        var cancel = TestContext.Current.CancellationToken;
        var others = Enumerable.Range(1000, staff).Select(n => new RosterEntry(DemoBranch.Id(n), $"同事{n}", Position.PersonalTeller));
        var roster = DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. others] };
        await room.Storage.Commit(new(roster.Address.Partition, [(roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var person in DemoBranch.People)
        {
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }
    }

    private static IEnumerable<string> Trips(Wire wire) =>
        wire.Requests.Select(r => r.StartsWith("GET", StringComparison.Ordinal) && r.EndsWith("()", StringComparison.Ordinal) ? "QUERY" : r[..r.IndexOf(' ')]).Order();
}
