using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Queues;

/// <summary>
/// Takes a queue's messages when they come and deals with each; one that is taken five times and not dealt with becomes a dead letter. The queue counts: it fails, or
/// whoever took it dies, or is too slow. What is put off or given back begins anew. Any number of instances share the work.
/// </summary>
/// <param name="queue">Where the messages come from.</param>
/// <param name="storage">Where dead letters go.</param>
/// <param name="most">How many messages are looked at together at most.</param>
/// <param name="hidden">How long a message is hidden from others meanwhile, and when one that failed comes again.</param>
/// <param name="measures">For the operator.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
internal abstract class QueueWorker(WorkQueue queue, TableStorage storage, int most, TimeSpan hidden, Measures measures, TimeProvider clock, ILogger log) : BackgroundService, IHostedLifecycleService
{
    /// <summary>How often a message may be taken before it becomes a dead letter where it fails.</summary>
    public const int MostFailures = 5;

    private const int LongestBody = 4096;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Counting = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource closing = new();

    /// <summary>
    /// Takes what is due once; answers with how many messages that were. Asked to stop, it has some seconds to finish what it took; the rest it gives back, so
    /// that others have it at once and not when it would have come again.
    /// </summary>
    public async Task<int> SweepOnce(CancellationToken cancel)
    {
        using var late = new CancellationTokenSource();
        await using var heard = cancel.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).CancelAfter(Finishing), late);
        var looks = await Begin(AtOnce, late.Token);
        await Task.WhenAll(looks);
        return looks.Count;
    }

    /// <summary>Nothing more is taken from the moment on at which the program is asked to end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => closing.CancelAsync();

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Dispose()
    {
        closing.Dispose();
        base.Dispose();
    }

    /// <summary>How many messages are looked at together now: what is in hand here nobody else can take.</summary>
    protected virtual int AtOnce => most;

    /// <summary>Deals with a message. Null: it is dealt with. A time: it comes again after that.</summary>
    protected abstract Task<TimeSpan?> Handle(QueueMessage message, CancellationToken cancel);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, closing.Token);
        var (ending, counted, looks) = (either.Token, long.MinValue, new List<Task>());
        using var late = new CancellationTokenSource();
        await using var heard = ending.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).CancelAfter(Finishing), late);
        for (var pause = ShortestPause; !ending.IsCancellationRequested;)
        {
            var sooner = queue.PutDown;
            try
            {
                if (counted == long.MinValue || TimeProvider.System.GetElapsedTime(counted) > Counting)
                {
                    measures.Holds(queue.Kind, await queue.Count(ending));
                    counted = TimeProvider.System.GetTimestamp();
                }

                await HalfDone(looks, ending);
                var free = AtOnce - looks.Count;
                var begun = await Begin(free, late.Token);
                looks.AddRange(begun);
                pause = begun.Count == free ? TimeSpan.Zero
                    : begun.Count > 0 ? ShortestPause
                    : TimeSpan.FromTicks(Math.Min(Math.Max(pause.Ticks, ShortestPause.Ticks) * 2, LongestPause.Ticks));
            }
            catch (Exception e) when (!ending.IsCancellationRequested)
            {
                Log.SweepFailed(log, queue.Name, e);
                (pause, sooner) = (LongestPause, Task.Delay(LongestPause, ending));
            }
            catch (Exception)
            {
                // Asked to end.
                break;
            }

            // The machine's own time: a rehearsal's clock must not hurry or hold the polling.
            await Task.WhenAny(Task.Delay(pause, ending), sooner);
        }

        // What is not dealt with in time is given back.
        await Task.WhenAll(looks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<IReadOnlyList<Task>> Begin(int count, CancellationToken cancel) => [.. (await queue.Take(count, hidden, cancel)).Select(message => Look(message, cancel))];

    // More is taken when half of it is done: so there is always something in hand, and one request takes many.
    private async Task HalfDone(List<Task> looks, CancellationToken ending)
    {
        while (looks.Where(l => !l.IsCompleted).ToList() is var left && left.Count * 2 > AtOnce)
        {
            await Task.WhenAny(left).WaitAsync(ending);
        }

        var done = looks.Where(l => l.IsCompleted).ToList();
        looks.RemoveAll(done.Contains);
        await Task.WhenAll(done);
    }

    private async Task Look(QueueMessage message, CancellationToken cancel)
    {
        using var span = Traces.Start("process", queue.Kind, System.Diagnostics.ActivityKind.Consumer)?.SetTag("messaging.destination.name", queue.Kind);
        try
        {
            var again = await Handle(message, cancel);
            await (again is { } wait ? queue.PutOff(message, wait, cancel) : queue.Delete(message, cancel));
            measures.Handled(queue.Kind, again is null ? "done" : "early");
        }
        catch (NewerRowException e)
        {
            measures.Handled(queue.Kind, "early");
            Log.LeftToNewer(log, message.MessageId, e.Message);
            await queue.PutOff(message, hidden, cancel);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            measures.Handled(queue.Kind, "given_back");
            await GiveBack(message);
            throw;
        }
        catch (Exception e)
        {
            span.Fail(e);
            measures.Handled(queue.Kind, "failed");
            Log.MessageFailed(log, message.MessageId, message.DequeueCount, e);
            if (message.DequeueCount >= MostFailures)
            {
                await Bury(message, e, cancel);
            }
        }
    }

    private async Task GiveBack(QueueMessage message)
    {
        using var limit = new CancellationTokenSource(Finishing);
        try
        {
            await queue.PutOff(message, TimeSpan.Zero, limit.Token);
        }
        catch (Exception e)
        {
            // It comes again by itself, a little later.
            Log.NotGivenBack(log, message.MessageId, e);
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
            measures.Handled(queue.Kind, "buried");
        }
    }
}

/// <summary>A queue message that failed too often, kept for the operator.</summary>
internal sealed record DeadLetter(string Queue, string MessageId, string Body, string Error, DateTimeOffset At) : Row
{
    /// <summary>The table in which all of them stand.</summary>
    public const string Table = "deadletters";

    /// <inheritdoc/>
    public override RowAddress Address => new(new(Table, Owner.Region, Queue, ""), MessageId);
}
