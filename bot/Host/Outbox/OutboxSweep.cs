using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Outbox;

/// <summary>Sends what was left unsent.</summary>
internal sealed class OutboxSweep(OutboxQueue queue, OutboxDelivery delivery, TableStorage storage, OutboxTimes times, Measures measures, TimeProvider clock, ILogger<OutboxSweep> log)
    : PartitionSweep(queue, storage, Most, times.Hidden, measures, clock, log)
{
    // As many as a queue gives at a time.
    private const int Most = 32;
    private const int Least = 4;

    // Each sends one message after the other: enough that the line never runs empty, and no more, for what is in hand here waits for this instance's share of the
    // rate though another one's may lie idle.
    private const int OfRate = 2;

    /// <inheritdoc/>
    protected override int AtOnce => Math.Clamp(delivery.Rate / OfRate, Least, Most);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.Stop().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override Task<DateTimeOffset?> Look(Partition partition, CancellationToken cancel) => delivery.DeliverDue(partition, cancel);
}
