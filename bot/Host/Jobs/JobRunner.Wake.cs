namespace BranchBot.Host.Jobs;

/// <summary>Jobs that rest are woken when something has happened for them.</summary>
internal sealed partial class JobRunner
{
    /// <summary>
    /// Carries a job out now, though it rests. While it is being carried out it has one more turn, for what has happened may have come too late for this one.
    /// However often it is woken meanwhile, it is one turn; a job that is over, or was given up, stays so.
    /// </summary>
    public async Task Wake(Partition partition, string key, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await Find(new(partition, JobRow.Keys + key), cancel) is not ({ IsOpen: true } row, var version))
            {
                return;
            }

            if (await BecomesDue(row, version, cancel))
            {
                RunSoon(partition);
                return;
            }
        }

        throw new TimeoutException($"The job {key} could not be woken.");
    }

    // False: somebody else wrote the row.
    private async Task<bool> BecomesDue(JobRow row, string version, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (row.Lease is null ? row.Due <= now : row.Woken)
        {
            return true;
        }

        // The net under a crash, as before a commit that starts one.
        await queue.Announce(row.Partition, times.Net, cancel);
        return await Write(row.Lease is null ? row with { Due = now, Rests = false } : row with { Woken = true }, version) == CommitResult.Committed;
    }
}
