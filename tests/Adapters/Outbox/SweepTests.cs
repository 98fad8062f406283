using System.Text.Json;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>How the sweep stops, and what becomes of messages that it cannot read.</summary>
public sealed class SweepTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly OutboxHouse house = new(azurite);
    private readonly SlowSender slow = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shutdown_waits_for_what_is_being_delivered()
    {
        var process = house.Process(slow);
        await process.Sweep.StartAsync(cancel);
        await house.Cheer(process, new(Delivery.Certain));
        await slow.Begun;

        var stopping = process.Sweep.StopAsync(cancel);
        await Task.Delay(200, cancel);
        Assert.False(stopping.IsCompleted);
        slow.Finish();
        await stopping;
        Assert.Empty(await house.Waiting(process));
    }

    [Fact]
    public async Task A_sweep_that_is_stopped_finishes_the_send_that_it_began_so_that_nobody_repeats_it()
    {
        var first = house.Process(new RecordingSender(_ => new SendOutcome.Later(null)));
        await house.Cheer(first, new(Delivery.Certain));
        await first.Delivery.Drain();
        house.Clock.Advance(TimeSpan.FromSeconds(10));

        var process = house.Process(slow);
        using var stop = new CancellationTokenSource();
        var sweep = Task.Run(() => process.Delivery.DeliverDue(Cheers.At(house.Who).Partition, stop.Token), cancel);
        await slow.Begun;
        await stop.CancelAsync();
        slow.Finish();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweep);
        Assert.Empty(await house.Waiting(process));
    }

    [Fact]
    public async Task More_reminders_than_can_wait_for_their_turn_are_left_to_the_sweep_by_one_message_and_what_somebody_waits_for_is_not()
    {
        var process = house.Process(new RecordingSender());
        async Task<int> MessagesAfter(int rows, bool counted)
        {
            process.Delivery.DeliverSoon([.. Enumerable.Range(0, rows).Select(n => new OutboxRow(
                Cheers.At(house.Who).Partition, $"gone{n}", house.Who, Delivery.AtMostOnce, "cheer", JsonSerializer.SerializeToElement(new { }), DeliveryState.Pending, house.Clock.GetUtcNow(), 0) { Counted = counted })]);
            await process.Delivery.Drain();
            return await house.Messages();
        }

        await house.QueueOf().CreateIfNotExistsAsync(cancellationToken: cancel);
        var most = process.Delivery.MostReminders;
        Assert.Equal(300, most);
        Assert.Equal(0, await MessagesAfter(most, counted: true));
        Assert.Equal(0, await MessagesAfter(most + 1, counted: false));
        Assert.Equal(1, await MessagesAfter(most + 1, counted: true));
    }

    [Fact]
    public async Task A_long_partition_is_left_to_the_next_message_before_others_would_take_the_same()
    {
        // It is hidden for a minute, and each waits a quarter of one for its turn.
        await using var branch = new OutboxHouse(azurite) { Times = house.Times with { Hidden = TimeSpan.FromMinutes(1) } };
        var ending = branch.Process(new RecordingSender(_ => new SendOutcome.Later(null)));
        await branch.Cheer(ending, new(Delivery.Certain, Effects: 5));
        await ending.Delivery.Drain();
        branch.Clock.Advance(TimeSpan.FromSeconds(10));
        var turns = 0;
        var sent = new RecordingSender(_ =>
        {
            branch.Clock.Advance(TimeSpan.FromSeconds(15));
            return ++turns <= 2 ? new SendOutcome.Later(null) : new SendOutcome.Sent();
        });
        var process = branch.Process(sent);

        Assert.True(await process.Delivery.DeliverDue(Cheers.At(branch.Who).Partition, cancel) <= branch.Clock.GetUtcNow());
        Assert.Equal(2, sent.Sent.Count);

        // Those that were put off wait behind the others.
        await process.Delivery.DeliverDue(Cheers.At(branch.Who).Partition, cancel);
        Assert.Equal(4, sent.Sent.DistinctBy(e => e.Key).Count());
        await process.Delivery.DeliverDue(Cheers.At(branch.Who).Partition, cancel);
        Assert.Null(await process.Delivery.DeliverDue(Cheers.At(branch.Who).Partition, cancel));
        Assert.Equal(7, sent.Sent.Count);
    }

    [Fact]
    [Trait("Threat", "TM-38")]
    public async Task A_message_that_fails_five_times_becomes_a_dead_letter()
    {
        var process = house.Process(new RecordingSender());
        await house.Cheer(process, new(Delivery.Certain));
        await process.Delivery.Drain();
        await house.SweepUntilQuiet(process);
        var bad = await house.QueueOf().SendMessageAsync("[]", cancel);

        for (var failures = 0; failures < OutboxSweep.MostFailures;)
        {
            Assert.Equal(1, await house.Messages());
            failures += await process.Sweep.SweepOnce(cancel);
            await Task.Delay(100, cancel);
        }

        Assert.Equal(0, await house.Messages());
        var address = new DeadLetter(process.Queue.Name, bad.Value.MessageId, "", "", default).Address;
        var letter = (await process.Storage.Load([Read.One<DeadLetter>(address)], cancel)).Find<DeadLetter>(address);
        Assert.Equal("[]", letter!.Body);
    }

    public async ValueTask DisposeAsync()
    {
        slow.Finish();
        await house.DisposeAsync();
    }

    /// <summary>A sender that takes as long as the test wishes and does not hear when it is told to stop.</summary>
    private sealed class SlowSender : ISender
    {
        private readonly TaskCompletionSource begun = new();
        private readonly TaskCompletionSource finish = new();

        public Task Begun => begun.Task;

        public void Finish() => finish.TrySetResult();

        public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => Task.FromResult<Prepared>(new Prepared.Ready(_ => Send()));

        private async Task<SendOutcome> Send()
        {
            begun.TrySetResult();
            await finish.Task;
            return new SendOutcome.Sent();
        }
    }
}
