using System.Text.Json;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Jobs;

/// <summary>
/// The storage as features see it, jobs too: they become rows of the same batch. Before the batch a queue message is put down that points at them, the
/// net under a crash; after it they are carried out at once.
/// </summary>
internal sealed class JobStorage(OutboxStorage storage, JobQueue queue, JobRunner runner, Catalogue catalogue, JobTimes times, TimeProvider clock, ILogger<JobStorage> log) : IStorage
{
    /// <inheritdoc/>
    public Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel) => storage.Load(reads, cancel);

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        if (commit.Starts.Count == 0)
        {
            return await storage.Commit(commit, cancel);
        }

        if (!await PutNet(commit.Partition, cancel))
        {
            return CommitResult.Conflict;
        }

        var rows = commit.Starts.Select(start => RowOf(commit.Partition, start)).ToList();
        var result = await Commit(commit, [.. rows.Select(r => (r, (string?)null))], cancel);
        if (result == CommitResult.Conflict && await BesideKnown(rows, [.. commit.Starts.Where(s => s.Job.Follows()).Select(s => s.Key)], cancel) is { } beside && await PutNet(commit.Partition, cancel))
        {
            // With a net of its own: the first one may be looked at before this batch stands.
            result = await Commit(commit, beside, cancel);
        }

        if (result == CommitResult.Committed)
        {
            runner.RunSoon(commit.Partition);
        }

        return result;
    }

    private Task<CommitResult> Commit(Commit commit, IReadOnlyList<(JobRow Row, string? Version)> rows, CancellationToken cancel) =>
        storage.Commit(commit with { Rows = [.. commit.Rows, .. rows.Select(r => ((Row)r.Row, r.Version))], Starts = [] }, cancel);

    // A job that runs already is not started again, and one that was given up gives way to a new start: without this, nobody could ever decide what starts the
    // same. Safe to try: the commit's own rows are still conditional. Null: none of them stands.
    private async Task<IReadOnlyList<(JobRow Row, string? Version)>?> BesideKnown(List<JobRow> rows, HashSet<string> following, CancellationToken cancel)
    {
        var known = await storage.Load([.. rows.Select(r => Read.One<JobRow>(r.Address))], cancel);
        var running = rows.Where(r => known.Find<JobRow>(r.Address) is { IsOpen: true }).ToList();
        running.ForEach(r => Log.StartedAlready(log, r.Key, r.Name));
        return rows.All(r => known.VersionOf(r.Address) is null) ? null
            : [.. rows.Except(running).Concat(running.Where(r => following.Contains(r.Key)).Select(r => known.Find<JobRow>(r.Address)! with { Woken = true })).Select(r => (r, known.VersionOf(r.Address)))];
    }

    // Without the net nothing is committed, and nothing was: it may be tried again.
    private async Task<bool> PutNet(Partition partition, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(TableStorage.Deadline, clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await queue.Announce(partition, times.Net, deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private JobRow RowOf(Partition partition, Start start) => new(
        partition, start.Key, catalogue.NameOf(start.Job), JsonSerializer.SerializeToElement(start.Job, start.Job.GetType(), Catalogue.Json), clock.GetUtcNow(), Trace: Traces.Here);
}
