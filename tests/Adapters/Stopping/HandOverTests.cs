using System.Diagnostics;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Outbox;

namespace BranchBot.Adapters.Tests.Stopping;

/// <summary>What a process has in hand when it is asked to end is with another one at once, and not when a lease or a message would have come again.</summary>
public sealed class HandOverTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_waits_for_its_turn_when_the_process_ends_is_sent_by_another_at_once()
    {
        // The net under a crash would come after an hour.
        await using var house = new OutboxHouse(azurite) { Times = Hours };
        var waiting = new WaitingSender();
        var ending = house.Process(waiting);
        await house.Cheer(ending, new Cheer(Delivery.Certain));
        await waiting.Waits.WaitAsync(Patience, cancel);

        var watch = Stopwatch.StartNew();
        await ending.Delivery.Stop();
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15));
        await SentByAnother(house);
    }

    [Fact]
    public async Task A_queue_message_in_hand_is_given_back_when_the_process_ends()
    {
        await using var house = new OutboxHouse(azurite) { Times = Hours };
        var waiting = new WaitingSender();
        var ending = house.Process(waiting);
        await house.Cheer(ending, new Cheer(Delivery.Certain));
        await ending.Delivery.Stop();

        // It is taken from the queue, and will not be ready before the process ends.
        using var stop = new CancellationTokenSource();
        var again = house.Process(new WaitingSender());
        var sweep = again.Sweep.SweepOnce(stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweep).WaitAsync(TimeSpan.FromSeconds(15), cancel);

        // It has not failed: however often that happens, it is no dead letter.
        Assert.Equal(0, (await house.QueueOf().PeekMessageAsync(cancel)).Value.DequeueCount);
        await SentByAnother(house);
    }

    private static OutboxTimes Hours => new() { Net = TimeSpan.FromHours(1), Lease = TimeSpan.FromHours(1), Hidden = TimeSpan.FromHours(1), Send = TimeSpan.FromHours(1) };

    private async Task SentByAnother(OutboxHouse house)
    {
        var sender = new RecordingSender();
        var other = house.Process(sender);
        for (var watch = Stopwatch.StartNew(); sender.Sent.Count == 0;)
        {
            Assert.True(watch.Elapsed < Patience, "Nobody took it over.");
            await other.Sweep.SweepOnce(cancel);
        }

        Assert.Single(sender.Sent);
        Assert.Empty(await house.Waiting(other));
    }

    // Never ready: its turn does not come.
    private sealed class WaitingSender : ISender
    {
        private readonly TaskCompletionSource waits = new();

        public Task Waits => waits.Task;

        public async Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel)
        {
            waits.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException("It never comes.");
        }
    }
}
