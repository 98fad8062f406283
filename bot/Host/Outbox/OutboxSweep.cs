using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Outbox;

/// <summary>Sends what was left unsent.</summary>
internal sealed class OutboxSweep(OutboxQueue queue, OutboxDelivery delivery, TableStorage storage, OutboxTimes times, Measures measures, TimeProvider clock, ILogger<OutboxSweep> log)
    : PartitionSweep(queue, storage, AtOnce, times.Hidden, measures, clock, log)
{
    // As many as a queue gives at a time: what waits for Teams' rate costs nothing, and the line never runs empty while one lot follows another.
    private const int AtOnce = 32;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.Stop().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override Task<DateTimeOffset?> Look(Partition partition, CancellationToken cancel) => delivery.DeliverDue(partition, cancel);
}
