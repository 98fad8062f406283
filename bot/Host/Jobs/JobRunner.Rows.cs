namespace BranchBot.Host.Jobs;

/// <summary>The rows that jobs stand in.</summary>
internal sealed partial class JobRunner
{
    // Null: no part of this program knows the job, or not in this form.
    private (Job Job, IWorker Worker)? Find(JobRow row) =>
        catalogue.ParseJob(row.Name, row.Data) is { } job && workers.Value.FirstOrDefault(w => w.Takes(job)) is { } worker ? (job, worker) : null;

    private async Task<IReadOnlyList<JobRow>> Open(Partition partition, CancellationToken cancel) =>
        [.. (await storage.Load([Read.All<JobRow>(partition, JobRow.Keys)], cancel)).All<JobRow>().Where(r => r.IsOpen)];

    private async Task<(JobRow Row, string Version)?> Find(RowAddress address, CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<JobRow>(address)], cancel);
        return rows.Find<JobRow>(address) is { } row ? (row, rows.VersionOf(address)!) : null;
    }

    private Task<CommitResult> Write(JobRow row, string version) => storage.Commit(new(row.Partition, [(row, version)], [], []), CancellationToken.None);

    private async Task Save(JobRow leased, string after, int done)
    {
        if (await Conclude(leased, row => row with { After = after, Done = row.Done + done, Failures = done > 0 ? 0 : row.Failures, Due = clock.GetUtcNow() + times.Lease }) is null)
        {
            throw new LeaseLostException(leased.Name);
        }
    }
}
