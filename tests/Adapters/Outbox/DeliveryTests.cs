using Azure.Data.Tables;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>How effects reach people, and what is kept of those that do not.</summary>
public sealed class DeliveryTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly OutboxHouse house = new(azurite);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_told_arrives_at_once_and_leaves_nothing_behind()
    {
        var world = new RecordingSender();
        var process = house.Process(world);
        Assert.Equal("cheered", await house.Cheer(process, new(Delivery.Certain, Effects: 3)));
        await process.Delivery.Drain();

        Assert.Equal(["op-1|1", "op-1|2", "op-1|3"], world.Sent.Select(e => e.Key));
        Assert.All(world.Sent, effect => Assert.Equal((house.Who, Delivery.Certain, (Command)new ShowCheers()), (effect.To, effect.Delivery, effect.Show)));
        Assert.Empty(await house.Waiting(process));

        await house.SweepUntilQuiet(process);
        Assert.Equal(3, world.Sent.Count);
    }

    [Fact]
    public async Task A_refused_message_is_kept_with_its_reason_and_the_same_key_holds_nobody_up()
    {
        var world = new RecordingSender(_ => new SendOutcome.Refused("MessageWritesBlocked"));
        var wire = new Wire();
        var process = house.Process(world, wire);
        await house.Cheer(process, new(Delivery.Certain, Key: "report"));
        await process.Delivery.Drain();
        await house.SweepUntilQuiet(process);

        var kept = Assert.Single(await house.Waiting(process));
        Assert.Equal((DeliveryState.Refused, "MessageWritesBlocked"), (kept.State, kept.Reason));

        wire.Forget();
        Assert.Equal("cheered", await house.Cheer(process, new(Delivery.Certain, Key: "report"), "op-2"));
        await process.Delivery.Drain();

        // Each of the two batches had a net of its own.
        Assert.Equal(2, wire.Requests.Count(r => r.EndsWith("outbox/messages", StringComparison.Ordinal)));
        await house.SweepUntilQuiet(process);
        Assert.Equal(["op-1", "op-2"], await house.Operations(process));
        Assert.Single(world.Sent);
    }

    [Theory]
    [InlineData(Delivery.Certain)]
    [InlineData(Delivery.AtMostOnce)]
    public async Task What_Teams_did_not_take_is_tried_again_not_before_it_asks_for(Delivery delivery)
    {
        var tries = 0;
        var world = new RecordingSender(_ => ++tries < 3 ? new SendOutcome.Later(TimeSpan.FromMinutes(40)) : new SendOutcome.Sent());
        var process = house.Process(world);
        await house.Cheer(process, new(delivery));
        await process.Delivery.Drain();

        for (var repeat = 1; repeat <= 2; repeat++)
        {
            var row = Assert.Single(await house.Waiting(process));
            Assert.Equal((DeliveryState.Pending, repeat, house.Clock.GetUtcNow().AddMinutes(40)), (row.State, row.Attempts, row.Due));
            house.Clock.Advance(TimeSpan.FromMinutes(39));
            await process.Delivery.DeliverDue(row.Partition, cancel);
            Assert.Equal(repeat, world.Sent.Count);
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await process.Delivery.DeliverDue(row.Partition, cancel);
            Assert.Equal(repeat + 1, world.Sent.Count);
        }

        Assert.Empty(await house.Waiting(process));
    }

    [Fact]
    public async Task A_lost_answer_of_Teams_repeats_a_certain_message_and_gives_up_one_that_goes_at_most_once()
    {
        var answers = 0;
        var world = new RecordingSender(_ => ++answers <= 2 ? new SendOutcome.Unknown() : new SendOutcome.Sent());
        var process = house.Process(world);
        await house.Cheer(process, new(Delivery.Certain), "certain");
        await process.Delivery.Drain();
        await house.Cheer(process, new(Delivery.AtMostOnce), "nudge");
        await process.Delivery.Drain();
        await house.SweepUntilQuiet(process);

        Assert.Equal(["certain|1", "nudge|1", "certain|1"], world.Sent.Select(e => e.Key));
        var kept = Assert.Single(await house.Waiting(process));
        Assert.Equal(("nudge|1", DeliveryState.Unknown), (kept.Key, kept.State));
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_holds_up_no_other()
    {
        var broken = true;
        var world = new RecordingSender(e => broken && e.Key == "op-1|1" ? throw new InvalidOperationException("A card that cannot be drawn.") : new SendOutcome.Sent());
        var process = house.Process(world);
        await house.Cheer(process, new(Delivery.Certain, Effects: 2));
        await process.Delivery.Drain();
        Assert.Equal("op-1|1", Assert.Single(await house.Waiting(process)).Key);

        broken = false;
        await house.SweepUntilQuiet(process);
        Assert.Equal(["op-1|1", "op-1|2", "op-1|1"], world.Sent.Select(e => e.Key));
        Assert.Empty(await house.Waiting(process));
    }

    [Fact]
    public async Task A_message_that_is_left_to_a_newer_program_holds_up_no_other()
    {
        var waits = true;
        var world = new RecordingSender(_ => waits ? new SendOutcome.Later(null) : new SendOutcome.Sent());
        var process = house.Process(world);
        await house.Cheer(process, new(Delivery.Certain, Effects: 2));
        await process.Delivery.Drain();
        var newer = (await house.Waiting(process))[0].Address;
        await process.Get<Tables>().Of("cheers").UpdateEntityAsync(new TableEntity(newer.Partition.Key, newer.Key) { [RowEntity.Schema] = 2 }, Azure.ETag.All, TableUpdateMode.Merge, cancel);

        waits = false;
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<NewerRowException>(() => process.Delivery.DeliverDue(newer.Partition, cancel));
        Assert.Equal(newer.Key, Assert.Single(await house.Waiting(process)).Address.Key);
    }

    [Fact]
    public async Task However_often_a_message_is_put_off_its_queue_messages_do_not_multiply()
    {
        var patience = 5;
        var world = new RecordingSender(_ => --patience > 0 ? new SendOutcome.Later(null) : new SendOutcome.Sent());
        var process = house.Process(world);
        await house.Cheer(process, new(Delivery.Certain));
        await process.Delivery.Drain();
        for (var most = await house.Messages(); patience > 1;)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(2));
            await process.Sweep.SweepOnce(cancel);
            Assert.InRange(await house.Messages(), 1, most);
            await Task.Delay(200, cancel);
        }

        await house.SweepUntilQuiet(process);
        Assert.Equal(5, world.Sent.Count);
    }

    [Fact]
    public async Task Two_processes_on_the_same_storage_never_send_the_same_twice()
    {
        var world = new RecordingSender(_ =>
        {
            Thread.Sleep(5);
            return new SendOutcome.Sent();
        });
        var (one, other) = (house.Process(world), house.Process(world));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sweeps = new[] { one, other }.Select(process => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await process.Sweep.SweepOnce(cancel);
            }
        })).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(100, 24), cancel, async (n, _) =>
            await house.Cheer(n % 2 == 0 ? one : other, new(Delivery.Certain, Effects: 3), $"op-{n}", DemoBranch.Id(n)));
        await Task.WhenAll(one.Delivery.Drain(), other.Delivery.Drain());
        await over.CancelAsync();
        await Task.WhenAll(sweeps);
        await house.SweepUntilQuiet(one);

        Assert.Equal(72, world.Sent.Count);
        Assert.Equal(72, world.Sent.Select(e => e.Key).Distinct().Count());
    }

    [Fact]
    public async Task What_an_older_program_does_not_know_is_left_to_a_newer_one()
    {
        var (world, older) = await Stranded();
        for (var looks = 0; looks < 3; looks++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await older.Delivery.DeliverDue(Cheers.At(house.Who).Partition, cancel);
        }

        Assert.Empty(world.Sent);
        Assert.Equal(DeliveryState.Pending, Assert.Single(await house.Waiting(older)).State);

        house.Clock.Advance(TimeSpan.FromHours(1));
        var newer = house.Process(world);
        await newer.Delivery.DeliverDue(Cheers.At(house.Who).Partition, cancel);
        Assert.Single(world.Sent);
        Assert.Empty(await house.Waiting(newer));
    }

    [Fact]
    public async Task What_no_program_knows_is_kept_as_refused_after_about_a_day()
    {
        var (world, older) = await Stranded();
        for (var looks = 0; looks < Sends.MostUnknown; looks++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await older.Delivery.DeliverDue(Cheers.At(house.Who).Partition, cancel);
        }

        Assert.Empty(world.Sent);
        Assert.Equal("UnknownVerb", Assert.Single(await house.Waiting(older)).Reason);
    }

    private async Task<(RecordingSender World, StorageRoom Older)> Stranded()
    {
        var process = house.Process(new RecordingSender(_ => new SendOutcome.Later(null)));
        await house.Cheer(process, new(Delivery.Certain));
        await process.Delivery.Drain();
        var world = new RecordingSender();
        return (world, house.Process(world, catalogue: Rehearsal.Catalogue));
    }

    [Fact]
    public async Task A_feature_that_reads_a_whole_partition_does_not_see_its_outbox()
    {
        var process = house.Process(new RecordingSender(_ => new SendOutcome.Refused("Blocked")));
        await house.Cheer(process, new(Delivery.Certain));
        await process.Delivery.Drain();

        var rows = await process.Storage.Load([Read.All<Cheers>(Cheers.At(house.Who).Partition, "")], cancel);
        Assert.Equal(["op-1"], Assert.Single(rows.All<Cheers>()).Operations);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
