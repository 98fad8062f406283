using BranchBot.Host.Telemetry;

namespace BranchBot.Host.WakeUps;

/// <summary>
/// The storage that wakes a branch when something may fall due earlier: its facts or its roster were written, or the decision says so. It reads nothing:
/// a message is put down before the batch, hidden for longer than a commit may take, and shown when the batch stands.
/// </summary>
internal sealed class WakingStorage(IStorage storage, WakeUpQueue queue, WakeUpTimes times, TimeProvider clock, ILogger<WakingStorage> log) : IStorage
{
    /// <inheritdoc/>
    public Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel) => storage.Load(reads, cancel);

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        if (commit.Partition.Owner != Owner.Branch || !(commit.Wakes || commit.Rows.Any(r => r.Row is BranchFacts or Roster)))
        {
            return await storage.Commit(commit, cancel);
        }

        var branch = new BranchId(commit.Partition.OwnerId);
        var wakeUp = new WakeUp(branch, clock.GetUtcNow(), Trace: Traces.Here);
        var message = await queue.Put(wakeUp, times.Net, cancel);
        var result = await storage.Commit(commit, cancel);
        if (result == CommitResult.Committed)
        {
            await queue.ShowInTime(message, wakeUp, clock.GetUtcNow(), log);
        }

        return result;
    }
}
