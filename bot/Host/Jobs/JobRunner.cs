using System.Collections.Concurrent;
using BranchBot.Host.Outbox;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Jobs;

/// <summary>
/// Carries out what stands in job rows. A lease on the row keeps two instances apart; when whoever holds it dies, it runs out and another one goes on
/// where the row says. A job that fails again and again is given up, and who wanted it is told.
/// </summary>
internal sealed partial class JobRunner(
    OutboxStorage storage, JobQueue queue, Catalogue catalogue, Lazy<IEnumerable<IWorker>> workers, JobTimes times, Measures measures, TimeProvider clock, ILogger<JobRunner> log) : IDisposable
{
    /// <summary>How often a job may fail without getting on before the operator hears of it; one whose end somebody waits for is given up then (<see cref="Job.IsAwaited"/>).</summary>
    public const int Patience = 5;

    /// <summary>How long a job that this program does not know is left to a newer one, for an update rolls; after it the job is given up.</summary>
    public static readonly TimeSpan LongestUpdate = TimeSpan.FromDays(1);

    private const int Tries = 5;

    // The clocks of two instances may differ by so much: one that is behind must not take the message that wakes a job for one that has nothing to do.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, byte> underWay = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Carries out the jobs of a partition without holding up who started them.</summary>
    public void RunSoon(Partition partition)
    {
        var task = Task.Run(() => RunQuietly(partition));
        underWay[task] = 0;
        task.ContinueWith(done => underWay.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>What is being carried out in this process now, without a sweep.</summary>
    public Task Drain() => Task.WhenAll(underWay.Keys);

    /// <summary>Stops after the steps that are being taken; the next instance goes on.</summary>
    public async Task Stop()
    {
        await stopping.CancelAsync();
        await Drain();
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    /// <summary>Gives each due job of a partition a turn; answers with when the next turn is, null where nothing is left.</summary>
    public async Task<DateTimeOffset?> RunDue(Partition partition, CancellationToken cancel)
    {
        var newer = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in await Open(partition, cancel))
        {
            try
            {
                await Run(row.Address, cancel);
            }
            catch (NewerRowException)
            {
                // The others of the partition do not wait for it.
                Log.LeftToNewer(log, row.Key, row.Name);
                newer.Add(row.Key);
            }
        }

        // One that rests has a message of its own; it is not put down again by each that looks here.
        var now = clock.GetUtcNow();
        return (await Open(partition, cancel)).Where(r => !r.Rests || r.Due <= now + Soon)
            .Min(r => (DateTimeOffset?)(r.Due <= now && (newer.Contains(r.Key) || Find(r) is null) ? now + times.UntilUpdated : r.Due));
    }

    private async Task RunQuietly(Partition partition)
    {
        try
        {
            while (await RunDue(partition, stopping.Token) is { } next && next <= clock.GetUtcNow())
            {
                stopping.Token.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e)
        {
            // The queue message is the net: the sweep goes on.
            Log.LeftToTheSweep(log, partition.Key, e);
        }
    }

    private async Task Run(RowAddress address, CancellationToken cancel)
    {
        if (await Find(address, cancel) is not ({ IsOpen: true } row, var version) || row.Due > clock.GetUtcNow())
        {
            return;
        }

        cancel.ThrowIfCancellationRequested();
        var found = Find(row);
        if (found is null && clock.GetUtcNow() - row.Due < LongestUpdate)
        {
            Log.LeftToNewer(log, row.Key, row.Name);
            return;
        }

        var leased = row with { Lease = Guid.NewGuid().ToString("N"), Rests = false, Woken = false, Due = clock.GetUtcNow() + times.Lease };
        if (await Write(leased, version) != CommitResult.Committed && (await Find(address, cancel))?.Row.Lease != leased.Lease)
        {
            return;
        }

        if (found is not var (job, worker))
        {
            await Conclude(leased, r => r with { Lease = null, GivenUp = "UnknownJob" });
            Log.GivenUp(log, row.Key, row.Name);
            measures.Worked("given_up");
            return;
        }

        await Run(leased, job, worker, cancel);
    }

    private async Task Run(JobRow leased, Job job, IWorker worker, CancellationToken cancel)
    {
        using var span = Traces.Follow("job", leased.Trace, System.Diagnostics.ActivityKind.Consumer)?.SetTag("branchbot.job", leased.Name);
        var started = clock.GetTimestamp();
        var run = new JobRun(leased.Partition, leased.Key, job, leased.After, (after, done) => Save(leased, after, done), () => clock.GetElapsedTime(started) > times.Slice);
        try
        {
            var result = await worker.Run(run, cancel);
            var rests = result.Pause > TimeSpan.Zero;
            measures.Worked(result.Over ? "over" : rests ? "rests" : "more");
            if (rests)
            {
                await queue.Announce(leased.Partition, result.Pause + Late, CancellationToken.None);
            }

            await Conclude(leased, row => result.Over && !row.Woken ? null : row with { Lease = null, Rests = rests && !row.Woken, Failures = rests ? 0 : row.Failures, Due = clock.GetUtcNow() + (row.Woken ? TimeSpan.Zero : result.Pause) }, result.Tells ? job : null, result.Whole);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(log, leased.Key, leased.Name);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            await Conclude(leased, row => row with { Lease = null, Due = clock.GetUtcNow() });
            await queue.Announce(leased.Partition, TimeSpan.Zero, CancellationToken.None);
            throw;
        }
        catch (NewerRowException)
        {
            Log.LeftToNewer(log, leased.Key, leased.Name);
            await Conclude(leased, row => row with { Lease = null, Due = clock.GetUtcNow() + times.UntilUpdated });
        }
        catch (Exception e)
        {
            await Failed(leased, job, worker, e);
        }
    }

    // Writes the row as long as the lease is ours, or takes it away and tells that the job is over in the same batch. Again where the answer was lost.
    private async Task<JobRow?> Conclude(JobRow leased, Func<JobRow, JobRow?> change, Job? job = null, bool whole = true)
    {
        JobRow? tried = null;
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await Find(leased.Address, CancellationToken.None) is not ({ } row, var version))
            {
                return null;
            }

            if (row.Lease != leased.Lease)
            {
                // It may be what was written here, and only the answer was lost: what follows of it, such as that it is given up, is still to be done here.
                return row.Lease is null && (row.Due, row.Failures) == (tried?.Due, tried?.Failures) ? tried : null;
            }

            var changed = change(row);
            tried = changed;
            IReadOnlyList<Effect> tells = changed is not { IsOpen: true } && job?.Ended($"ended|{row.Key}", whole) is { } effect ? [effect] : [];
            var commit = changed is null
                ? new Commit(row.Partition, [], [], tells) { Removes = [(row.Address, version)] }
                : new Commit(row.Partition, [(changed, version)], [], tells);
            if (await storage.Commit(commit, CancellationToken.None) == CommitResult.Committed)
            {
                return changed;
            }
        }

        throw new TimeoutException($"How far the job {leased.Key} is could not be written.");
    }
}
