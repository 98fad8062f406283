using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Queues;

/// <summary>The net under crashes: looks at partitions that may have something to do.</summary>
/// <param name="queue">Where the messages come from.</param>
/// <param name="storage">Where dead letters go.</param>
/// <param name="most">How many messages are looked at together at most.</param>
/// <param name="hidden">How long a message is hidden from others meanwhile, and when one that failed comes again.</param>
/// <param name="measures">For the operator.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
internal abstract class PartitionSweep(PartitionQueue queue, TableStorage storage, int most, TimeSpan hidden, Measures measures, TimeProvider clock, ILogger log)
    : QueueWorker(queue, storage, most, hidden, measures, clock, log)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private readonly TimeProvider clock = clock;

    /// <summary>Does what is due in a partition; answers with when the next of it is, null where nothing is left.</summary>
    protected abstract Task<DateTimeOffset?> Look(Partition partition, CancellationToken cancel);

    /// <inheritdoc/>
    protected sealed override async Task<TimeSpan?> Handle(QueueMessage message, CancellationToken cancel)
    {
        var partition = PartitionQueue.PartitionOf(message);
        if (await Look(partition, cancel) is { } next)
        {
            // A new one, not this one hidden again: a message that is put off often has not failed often.
            var wait = next - clock.GetUtcNow();
            await queue.Announce(partition, wait > ShortestWait ? wait : ShortestWait, cancel);
        }

        return null;
    }
}
