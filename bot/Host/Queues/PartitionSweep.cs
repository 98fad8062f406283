using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Queues;

/// <summary>The net under crashes: looks at partitions that may have something to do. Any number of instances share the work.</summary>
/// <param name="queue">Where the messages come from.</param>
/// <param name="storage">Where dead letters go.</param>
/// <param name="atOnce">How many messages are looked at together.</param>
/// <param name="hidden">How long a message is hidden from others meanwhile, and when one that failed comes again.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
internal abstract class PartitionSweep(PartitionQueue queue, TableStorage storage, int atOnce, TimeSpan hidden, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>How often a message may fail before it becomes a dead letter.</summary>
    public const int MostFailures = 5;

    private const int LongestBody = 4096;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Takes what is due once; answers with how many messages that were.</summary>
    public async Task<int> SweepOnce(CancellationToken cancel)
    {
        var messages = await queue.Take(atOnce, hidden, cancel);
        await Task.WhenAll(messages.Select(message => Take(message, cancel)));
        return messages.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = ShortestPause; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                var taken = await SweepOnce(stoppingToken);
                pause = taken == atOnce ? TimeSpan.Zero : taken > 0 ? ShortestPause : Min(Max(pause, ShortestPause) * 2, LongestPause);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SweepFailed(log, queue.Name, e);
                pause = LongestPause;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // The machine's own time: a rehearsal's clock must not hurry or hold the polling.
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does what is due in a partition; answers with when the next of it is, null where nothing is left.</summary>
    protected abstract Task<DateTimeOffset?> Look(Partition partition, CancellationToken cancel);

    private async Task Take(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            var partition = PartitionQueue.PartitionOf(message);
            if (await Look(partition, cancel) is { } next)
            {
                var wait = next - clock.GetUtcNow();
                await queue.Announce(partition, Max(wait, ShortestPause), cancel);
            }

            await queue.Delete(message, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.MessageFailed(log, message.MessageId, message.DequeueCount, e);
            if (message.DequeueCount >= MostFailures)
            {
                await Bury(message, e, cancel);
            }
        }
    }

    private async Task Bury(QueueMessage message, Exception why, CancellationToken cancel)
    {
        var body = message.MessageText.Length > LongestBody ? message.MessageText[..LongestBody] : message.MessageText;
        var letter = new DeadLetter(queue.Name, message.MessageId, body, why.GetType().Name, clock.GetUtcNow());
        var result = await storage.Commit(new(letter.Address.Partition, [(letter, null)], [], []), cancel);

        // Where the answer was lost, the message is kept until the letter is known to stand.
        if (result == CommitResult.Committed || (await storage.Load([Read.One<DeadLetter>(letter.Address)], cancel)).Find<DeadLetter>(letter.Address) is not null)
        {
            await queue.Delete(message, cancel);
            Log.Buried(log, message.MessageId);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>A queue message that failed too often, kept for the operator.</summary>
internal sealed record DeadLetter(string Queue, string MessageId, string Body, string Error, DateTimeOffset At) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => new(new("deadletters", Owner.Region, Queue, ""), MessageId);
}
