using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Issues;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Crash;

/// <summary>A press hangs, is made again and answered, and what follows of it is done, before the first one comes to its end; on a real Azurite.</summary>
public sealed class HangingPressTests(AzuriteFixture azurite)
{
    private const string Id = "20261124-0123456789abcdef";
    private static readonly PersonId Operations = DemoBranch.Id(3);
    private static readonly Partition Issues = Partition.OfBranch("issues", DemoBranch.Branch.Id);
    private static readonly ReportIssue Report = new(DemoBranch.Branch.Id, Id, IssueKind.Device, "叫号器不打印", null, IssueWeight.Harmless, new(2026, 11, 24), "none");
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:20"));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private int operations;

    [Fact]
    [Trait("Rule", "T-2")]
    public async Task A_report_that_hangs_until_the_issue_is_solved_finds_it_and_reports_nothing_again()
    {
        await using var room = new StorageRoom(azurite, prefix: "reports", clock: clock);
        await Load(room);
        var hangs = new Hanging(room.Storage, async () =>
        {
            await Says(room.Storage, DemoBranch.Teller.Id, Report);
            await Says(room.Storage, Operations, new SolveIssue(DemoBranch.Branch.Id, Id, "换了打印纸"));
        });

        var said = await Says(hangs, DemoBranch.Teller.Id, Report);

        var stand = (await room.Storage.Load([Read.All<Issue>(Issues, "open|"), Read.All<Issue>(Issues, "closed|")], cancel)).All<Issue>();
        Assert.Equal([IssueStep.Reported, IssueStep.Solved], Assert.Single(stand).History.Select(h => h.Step));
        Assert.Contains("换了打印纸", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "T-3")]
    public async Task A_tick_that_hangs_until_the_item_was_taken_back_does_not_tick_it_again(bool hangsAtOnce)
    {
        await using var room = new StorageRoom(azurite, prefix: $"ticks{hangsAtOnce}", clock: clock);
        await Load(room);
        var day = new DateOnly(2026, 11, 24);
        var tick = new TickItem(DemoBranch.Branch.Id, day, "PersonalTeller.Opening.1", TaskView.Opening);
        var hangs = new Hanging(room.Storage, async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Says(room.Storage, DemoBranch.Teller.Id, tick);
            await Says(room.Storage, DemoBranch.Teller.Id, new TakeBack(DemoBranch.Branch.Id, day, 1, TaskView.Opening));
            clock.Advance(TimeSpan.FromSeconds(1));
        }) { AtOnce = hangsAtOnce };

        Assert.Contains("没有再记", await Says(hangs, DemoBranch.Teller.Id, tick), StringComparison.Ordinal);
        Assert.Equal([TickKind.Done, TickKind.TakenBack], await Stands());

        await Says(room.Storage, DemoBranch.Teller.Id, tick);
        Assert.Equal([TickKind.Done, TickKind.TakenBack, TickKind.Done], await Stands());

        async Task<IEnumerable<TickKind>> Stands()
        {
            var address = TaskDay.At(DemoBranch.Branch.Id, day, DemoBranch.Teller.Id);
            return (await room.Storage.Load([Read.One<TaskDay>(address)], cancel)).Find<TaskDay>(address)!.History.Select(t => t.Kind);
        }
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public async Task An_issue_that_is_solved_while_somebody_looks_for_it_is_found()
    {
        await using var room = new StorageRoom(azurite, prefix: "moves", clock: clock);
        await Load(room);
        await Says(room.Storage, DemoBranch.Teller.Id, Report);
        var between = new Between(room.Storage, () => Says(room.Storage, Operations, new SolveIssue(DemoBranch.Branch.Id, Id, "换了打印纸")));

        Assert.Contains("换了打印纸", await Says(between, DemoBranch.Teller.Id, new ShowIssue(DemoBranch.Branch.Id, Id)), StringComparison.Ordinal);
    }

    private async Task<string> Says(IStorage storage, PersonId who, Command command) => TextRenderer.Render(
        (await new CommandHandler(storage, Rehearsal.Catalogue, new HashSet<PersonId>(), clock).Handle(new(who, Language.Chinese, $"op-{Interlocked.Increment(ref operations)}", null), command, cancel)).Answer,
        Language.Chinese);

    private async Task Load(StorageRoom room)
    {
        await room.Storage.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var person in DemoBranch.People)
        {
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }
    }

    // The first batch waits for what others do meanwhile.
    private sealed class Hanging(IStorage storage, Func<Task> meanwhile) : IStorage
    {
        private bool hung;

        /// <summary>Whether it hangs when who presses is read; else when what it comes to is written.</summary>
        public bool AtOnce { get; init; }

        public async Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
        {
            await Hang(AtOnce);
            return await storage.Load(reads, cancel);
        }

        public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
        {
            await Hang(!AtOnce);
            return await storage.Commit(commit, cancel);
        }

        private Task Hang(bool now)
        {
            var hangs = now && !hung;
            hung |= now;
            return hangs ? meanwhile() : Task.CompletedTask;
        }
    }

    // Of the two keys at which an issue may stand the second is read before something happens, the first after it.
    private sealed class Between(IStorage storage, Func<Task> happens) : IStorage
    {
        private bool happened;

        public async Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
        {
            if (happened || reads.FirstOrDefault(r => r.Address.Key.StartsWith("open|", StringComparison.Ordinal)) is not { } first)
            {
                return await storage.Load(reads, cancel);
            }

            happened = true;
            var before = await storage.Load([.. reads.Where(r => r != first)], cancel);
            await happens();
            return before.And(await storage.Load([first], cancel));
        }

        public Task<CommitResult> Commit(Commit commit, CancellationToken cancel) => storage.Commit(commit, cancel);
    }
}
