using System.Collections.Concurrent;

namespace BranchBot.Host.WakeUps;

/// <summary>
/// Finds branches whose wake-up was lost: the index says that they are overdue and nobody has woken them. One instance at a time looks, once in a while,
/// by as many queries as the index has shards.
/// </summary>
internal sealed class RepairSweep(IStorage storage, Waking waking, WakeUpWorker worker, WakeUpTimes times, TimeProvider clock, ILogger<RepairSweep> log) : BackgroundService
{
    private const int AtOnce = 8;
    private const int MostRounds = 50;

    /// <summary>Looks once, unless somebody looked a while ago; answers with how many wake-ups were put down again.</summary>
    public async Task<int> RepairOnce(CancellationToken cancel)
    {
        if (!await Lease(cancel))
        {
            return 0;
        }

        var overdue = await DueBy(clock.GetUtcNow() - times.Grace, cancel);
        var repaired = 0;
        await Parallel.ForEachAsync(overdue, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (late, _) =>
        {
            // Due stays what it was, so that what was missed meanwhile is seen as missed.
            Log.Lost(log, late.Row.Branch.Value, late.Row.Due);
            try
            {
                if (await waking.Arm(late.Row with { Nonce = Guid.NewGuid().ToString("N") }, late.Version, clock.GetUtcNow(), cancel))
                {
                    Interlocked.Increment(ref repaired);
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The other branches do not wait for it.
                Log.NotRepaired(log, late.Row.Branch.Value, e);
            }
        });
        return repaired;
    }

    /// <summary>In a rehearsal whose clock was set forward: wakes all that have changed or are due by the new time.</summary>
    public async Task WakeDue(CancellationToken cancel)
    {
        while (await worker.SweepOnce(cancel) > 0)
        {
            // Changes that nobody has looked at yet.
        }

        for (var rounds = 0; rounds < MostRounds && await DueBy(clock.GetUtcNow(), cancel) is { Count: > 0 } due; rounds++)
        {
            foreach (var (row, _) in due)
            {
                await waking.Wake(row.Branch, row.Nonce, cancel);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RepairOnce(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.RepairFailed(log, e);
            }
            catch (Exception)
            {
                // Asked to end.
                return;
            }

            // The machine's own time: a rehearsal's clock must not hurry or hold it.
            await Task.Delay(times.Repair, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Who holds the lease looks; until it is over nobody else does, so that many instances do no more work than one.
    private async Task<bool> Lease(CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<RepairLease>(RepairLease.Place)], cancel);
        var now = clock.GetUtcNow();
        return !(rows.Find<RepairLease>(RepairLease.Place)?.Until > now)
            && await storage.Commit(new(RepairLease.Place.Partition, [(new RepairLease(now + (times.Repair * 0.9)), rows.VersionOf(RepairLease.Place))], [], []), cancel) == CommitResult.Committed;
    }

    private async Task<IReadOnlyCollection<(Armed Row, string Version)>> DueBy(DateTimeOffset instant, CancellationToken cancel)
    {
        var (due, unread) = (new ConcurrentBag<(Armed, string)>(), new ConcurrentBag<Exception>());
        await Parallel.ForEachAsync(Enumerable.Range(0, Armed.Shards), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (shard, _) =>
        {
            try
            {
                var rows = await storage.Load([Armed.All(shard)], cancel);
                foreach (var row in rows.All<Armed>().Where(a => a.Due <= instant))
                {
                    due.Add((row, rows.VersionOf(row.Address)!));
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The other shards do not wait for it.
                unread.Add(e);
            }
        });
        if (unread.TryPeek(out var why))
        {
            // One line however many: storage that is down for a moment is no alert.
            Log.RepairFailed(log, why);
        }

        return due;
    }
}

/// <summary>Until when nobody else looks for lost wake-ups.</summary>
[MadeAnew]
internal sealed record RepairLease(DateTimeOffset Until) : Row
{
    /// <summary>Where it stands.</summary>
    public static readonly RowAddress Place = new(Partition.OfTenant("wakeups", "repair"), "lease");

    /// <inheritdoc/>
    public override RowAddress Address => Place;
}
