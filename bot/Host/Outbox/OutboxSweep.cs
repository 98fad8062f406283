using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Outbox;

/// <summary>The net under crashes: looks at partitions that may have something to send. Any number of instances share the work.</summary>
internal sealed class OutboxSweep(OutboxQueue queue, OutboxDelivery delivery, TableStorage storage, OutboxTimes times, TimeProvider clock, ILogger<OutboxSweep> log) : BackgroundService
{
    /// <summary>How often a message may fail before it becomes a dead letter.</summary>
    public const int MostFailures = 5;

    private const int AtOnce = 16;
    private const int LongestBody = 4096;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.Drain().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes what is due once; answers with how many messages that were.</summary>
    public async Task<int> SweepOnce(CancellationToken cancel)
    {
        var messages = await queue.Take(AtOnce, times.Hidden, cancel);
        await Task.WhenAll(messages.Select(message => Look(message, cancel)));
        return messages.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = ShortestPause; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                pause = await SweepOnce(stoppingToken) switch
                {
                    AtOnce => TimeSpan.Zero,
                    > 0 => ShortestPause,
                    _ => Min(Max(pause, ShortestPause) * 2, LongestPause),
                };
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SweepFailed(log, e);
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

    private async Task Look(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            var partition = OutboxQueue.PartitionOf(message);
            if (await delivery.DeliverDue(partition, cancel) is { } next)
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
