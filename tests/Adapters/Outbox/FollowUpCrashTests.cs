using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Issues;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>
/// An issue stands in one partition, the mark at the item in another. The process is killed after each of its steps in turn: afterwards either nothing
/// happened or all of it did, and at no step is there a mark without an issue.
/// </summary>
public sealed class FollowUpCrashTests(AzuriteFixture azurite)
{
    private const int FewestSteps = 20;
    private const string Item = "PersonalTeller.Opening.1";
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly ReportIssue Report = new(DemoBranch.Branch.Id, "20261124-0123456789abcdef", IssueKind.Device, "叫号器不打印", Day: Day, Item: Item);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "T-2")]
    public async Task Whatever_step_it_is_killed_at_the_issue_and_its_mark_agree(bool pressedAgain)
    {
        var (with, without) = (0, 0);
        for (var step = 1; ; step++)
        {
            await using var house = new OutboxHouse(azurite);
            var world = new RecordingSender();
            await Staff(house);
            var mortal = new Mortal((n, _) => n == step, world);
            await Survive(Process(house, mortal, mortal.Wire));
            if (mortal.KilledAt is null)
            {
                Assert.True(step > FewestSteps, $"Only {step} steps were seen.");
                Assert.True(with > 0, "It was never killed after the issue stood.");
                Assert.True(pressedAgain || without > 0, "It was never killed before the issue stood.");
                return;
            }

            var successor = Process(house, world);
            await AssertNoMarkWithoutIssue(successor);
            if (pressedAgain)
            {
                await successor.Handler(house.Clock).Handle(new(DemoBranch.Teller.Id, Language.Chinese, "op-2", null), Report, cancel);
            }

            await successor.Delivery.Drain();
            await house.SweepUntilQuiet(successor);
            var stands = await Issues(successor) is [_];
            Assert.True(stands || !pressedAgain);
            Assert.Equal(stands ? [(TickKind.Issue, Report.Id)] : [], await Ticks(successor));
            Assert.Empty((await successor.Tables.Load([Read.All<OutboxRow>(Issue.AllOpen(DemoBranch.Branch.Id).Address.Partition, OutboxRow.Keys)], cancel)).All<OutboxRow>());
            Assert.True(stands ? world.Sent.Count >= 1 && world.Sent.Count <= 1 + mortal.InFlight : world.Sent.Count == 0, $"Sent {world.Sent.Count} times when killed {mortal.KilledAt}.");
            Assert.All(world.Sent, e => Assert.Equal(DemoBranch.Staff[2].Id, e.To));
            _ = stands ? with++ : without++;
        }
    }

    private static StorageRoom Process(OutboxHouse house, ISender channel, Wire? watch = null)
    {
        var late = new LateSender();
        var room = house.Process(late, watch, Rehearsal.Catalogue);
        late.Sender = new FollowUps(room.Handler(house.Clock), channel);
        return room;
    }

    private async Task Survive(StorageRoom process)
    {
        try
        {
            await process.Handler(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DemoBranch.At("08:12"))).Handle(new(DemoBranch.Teller.Id, Language.Chinese, "op-1", null), Report, cancel);
        }
        catch (ProcessKilledException)
        {
            // That is what the test is about.
        }

        await process.Delivery.Drain();
    }

    private async Task AssertNoMarkWithoutIssue(StorageRoom process)
    {
        if ((await Ticks(process)).Count > 0)
        {
            Assert.Single(await Issues(process));
        }
    }

    private async Task<IReadOnlyList<Issue>> Issues(StorageRoom process) => [.. (await process.Tables.Load([Issue.AllOpen(DemoBranch.Branch.Id)], cancel)).All<Issue>()];

    private async Task<IReadOnlyList<(TickKind, string?)>> Ticks(StorageRoom process) =>
        [.. (await process.Tables.Load([TaskDay.All(DemoBranch.Branch.Id, Day)], cancel)).All<TaskDay>().SelectMany(d => d.History).Select(t => (t.Kind, t.Fault))];

    private async Task Staff(OutboxHouse house)
    {
        var room = house.Process(new RecordingSender(), catalogue: Rehearsal.Catalogue);
        await room.Tables.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        var teller = DemoBranch.Row(DemoBranch.Teller);
        await room.Tables.Commit(new(teller.Address.Partition, [(teller, null)], [], []), cancel);
    }

    private sealed class LateSender : ISender
    {
        public FollowUps? Sender { get; set; }

        public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => Sender!.Prepare(effect, partition, cancel);
    }
}
