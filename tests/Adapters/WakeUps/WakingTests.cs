using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Adapters.Tests.Telemetry;
using BranchBot.Features;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.WakeUps;

/// <summary>Branches are woken whatever fails beside it.</summary>
public sealed class WakingTests(AzuriteFixture azurite)
{
    private static readonly BranchId Branch = DemoBranch.Branch.Id;
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:03", "2026-11-25"));
    private readonly Wire wire = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task A_day_that_cannot_be_summed_up_keeps_no_card_of_the_next_back_and_is_tried_again()
    {
        await using var room = await Open("unsummed", new([.. AllFeatures.List, new UnsummableFeature()]));
        using var measured = new Measured(room.Meters);
        var before = new Armed(Branch, DemoBranch.At("08:00", "2026-11-25"), "n", Summed: new(2026, 11, 23));
        await room.Storage.Commit(new(before.Address.Partition, [(before, null)], [], []), cancel);

        await room.Waking.Wake(Branch, "n", cancel);

        Assert.Equal(10, measured.Sum("branchbot.prompts.due"));
        var armed = (await room.Storage.Load([Read.One<Armed>(before.Address)], cancel)).Find<Armed>(before.Address)!;
        Assert.Equal((clock.GetUtcNow() + DayEnd.Pause, before.Summed), (armed.Due, armed.Summed));
    }

    [Fact]
    public async Task A_lost_wake_up_that_cannot_be_put_down_again_keeps_no_other_back()
    {
        await using var room = await Open("unrepaired");
        foreach (var branch in new[] { "broken", "one", "two" })
        {
            var lost = new Armed(new(branch), clock.GetUtcNow().AddHours(-1), "n", new(2026, 11, 24));
            await room.Storage.Commit(new(lost.Address.Partition, [(lost, null)], [], []), cancel);
        }

        wire.At = (request, _) =>
        {
            if (request.StartsWith("PUT", StringComparison.Ordinal) && request.Contains("broken", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("This row cannot be written.");
            }
        };

        Assert.Equal(2, await room.Get<RepairSweep>().RepairOnce(cancel));
    }

    [Fact]
    public async Task A_part_of_the_index_that_cannot_be_read_keeps_no_other_back()
    {
        await using var room = await Open("unread");
        foreach (var branch in new[] { "one", "two", "three" })
        {
            var lost = new Armed(new(branch), clock.GetUtcNow().AddHours(-1), "n", new(2026, 11, 24));
            await room.Storage.Commit(new(lost.Address.Partition, [(lost, null)], [], []), cancel);
        }

        var unreadable = 0;
        wire.At = (request, _) =>
        {
            if (request.EndsWith("wakeups()", StringComparison.Ordinal) && Interlocked.Increment(ref unreadable) == 1)
            {
                throw new InvalidOperationException("This part cannot be read.");
            }
        };

        Assert.InRange(await room.Get<RepairSweep>().RepairOnce(cancel), 2, 3);
        Assert.True(unreadable > Armed.Shards);
    }

    [Fact]
    public async Task A_change_whose_message_was_taken_before_it_stood_is_looked_at_again_at_once()
    {
        await using var room = await Open("early");
        var queue = room.Get<WakeUpQueue>();
        wire.At = (request, after) =>
        {
            if (!after && request.StartsWith("PUT", StringComparison.Ordinal) && request.Contains("people", StringComparison.Ordinal))
            {
                // Somebody was faster, saw what stood before, and is done with the message.
                new QueueClient(azurite.ConnectionString, queue.Name).ClearMessages(cancel);
            }
        };
        var at = DemoBranch.Facts.Address;
        var rows = await room.Storage.Load([Read.One<BranchFacts>(at)], cancel);
        Assert.Equal(CommitResult.Committed, await room.Storage.Commit(new(at.Partition, [(rows.Find<BranchFacts>(at)!, rows.VersionOf(at))], [], []), cancel));

        Assert.Null(WakeUpQueue.Read(Assert.Single(await queue.Take(8, TimeSpan.FromMinutes(1), cancel))).Nonce);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(0.5)]
    public async Task A_wake_up_that_is_due_at_once_cannot_be_taken_before_the_index_names_it(double seconds)
    {
        await using var room = await Open($"named{seconds > 0}");
        var queue = room.Get<WakeUpQueue>();
        var armed = new Armed(new("late"), clock.GetUtcNow().AddSeconds(seconds), "n", new(2026, 11, 24));
        var taken = -1;
        wire.At = (request, after) =>
        {
            if (!after && request.StartsWith("POST", StringComparison.Ordinal) && request.EndsWith("wakeups", StringComparison.Ordinal))
            {
                // Another instance looks into the queue just now, a while after half a second by the queue's own clock, and would take the message for superseded.
                Thread.Sleep(TimeSpan.FromSeconds(1));
                taken = new QueueClient(azurite.ConnectionString, queue.Name).ReceiveMessages(8, TimeSpan.FromMinutes(1), cancel).Value.Count(m => m.MessageText.Contains("late", StringComparison.Ordinal));
            }
        };
        Assert.True(await room.Waking.Arm(armed, null, clock.GetUtcNow(), cancel));

        Assert.Equal(0, taken);
        Assert.Equal("n", WakeUpQueue.Read((await queue.Take(8, TimeSpan.FromMinutes(1), cancel)).Single(m => m.MessageText.Contains("late", StringComparison.Ordinal))).Nonce);
    }

    [Fact]
    public async Task How_late_a_branch_is_woken_is_measured()
    {
        await using var room = await Open("late");
        using var measured = new Measured(room.Meters);
        await new QueueClient(azurite.ConnectionString, room.Get<WakeUpQueue>().Name).ClearMessagesAsync(cancel);
        await room.Get<WakeUpQueue>().Put(new(Branch, clock.GetUtcNow().AddMinutes(-12), "superseded"), TimeSpan.Zero, cancel);

        Assert.Equal(1, await room.Get<WakeUpWorker>().SweepOnce(cancel));
        Assert.Equal([720], measured.All("branchbot.wakeups.late"));
    }

    private async Task<StorageRoom> Open(string name, Catalogue? catalogue = null)
    {
        var room = new StorageRoom(azurite, prefix: $"waking{name}", clock: clock, wakeUps: true, watch: wire, catalogue: catalogue);
        await room.Storage.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        return room;
    }

    // Something of the day is such that its sum breaks.
    private sealed class UnsummableFeature : IFeature, ISummary
    {
        public void Describe(FeatureBuilder feature) => feature.Sums(this);

        public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => [Read.One<BranchFacts>(BranchFacts.At(facts.Branch.Id))];

        public Row? Sum(ReminderDay day, Rows rows, DateTimeOffset asOf) => throw new InvalidOperationException("This day cannot be summed up.");
    }
}
