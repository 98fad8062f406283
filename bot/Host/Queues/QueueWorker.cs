using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Queues;

/// <summary>
/// Takes a queue's messages when they come and deals with each; one that fails five times becomes a dead letter. Any number of instances share the work.
/// </summary>
/// <param name="queue">Where the messages come from.</param>
/// <param name="storage">Where dead letters go.</param>
/// <param name="atOnce">How many messages are looked at together.</param>
/// <param name="hidden">How long a message is hidden from others meanwhile, and when one that failed comes again.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
internal abstract class QueueWorker(WorkQueue queue, TableStorage storage, int atOnce, TimeSpan hidden, TimeProvider clock, ILogger log) : BackgroundService
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
        await Task.WhenAll(messages.Select(message => Look(message, cancel)));
        return messages.Count;
    }

    /// <summary>Deals with a message. Null: it is dealt with. A time: it comes again after that.</summary>
    protected abstract Task<TimeSpan?> Handle(QueueMessage message, CancellationToken cancel);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = ShortestPause; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                var taken = await SweepOnce(stoppingToken);
                pause = taken == atOnce ? TimeSpan.Zero
                    : taken > 0 ? ShortestPause
                    : TimeSpan.FromTicks(Math.Min(Math.Max(pause.Ticks, ShortestPause.Ticks) * 2, LongestPause.Ticks));
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

    private async Task Look(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            await (await Handle(message, cancel) is { } again ? queue.Hide(message, again, cancel) : queue.Delete(message, cancel));
        }
        catch (NewerRowException e)
        {
            Log.LeftToNewer(log, message.MessageId, e.Message);
            await queue.PutOff(message, hidden, cancel);
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
}

/// <summary>A queue message that failed too often, kept for the operator.</summary>
internal sealed record DeadLetter(string Queue, string MessageId, string Body, string Error, DateTimeOffset At) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => new(new("deadletters", Owner.Region, Queue, ""), MessageId);
}
