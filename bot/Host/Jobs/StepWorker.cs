namespace BranchBot.Host.Jobs;

/// <summary>Carries out the jobs of features: pure steps, some at a time.</summary>
internal sealed class StepWorker(IStorage storage, TimeProvider clock) : IWorker
{
    /// <summary>How many steps go together.</summary>
    public const int AtOnce = 16;

    /// <inheritdoc/>
    public bool Takes(Job job) => job is SteppedJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (SteppedJob)run.Job;
        var rows = await storage.Load(job.Needs(), cancel);
        var left = job.Steps(rows).Order(StringComparer.Ordinal).Where(s => run.After is null || string.CompareOrdinal(s, run.After) > 0);
        foreach (var steps in left.GroupBy(job.Stage).SelectMany(stage => stage.Chunk(AtOnce)))
        {
            if (run.IsOver)
            {
                return JobResult.More;
            }

            cancel.ThrowIfCancellationRequested();
            await Task.WhenAll(steps.Select(step => Do(job, step, cancel)));
            await run.Save(steps[^1], steps.Length);
        }

        return JobResult.Finished;
    }

    // What is written is read before what it is made of: a copy that stands is then never newer than its source as it was read, and one that
    // somebody writes meanwhile is noticed. Read at once, an old source could take the place of a newer copy.
    private async Task<Rows> Load(IReadOnlyList<Read> needs, CancellationToken cancel) =>
        (await storage.Load([.. needs.TakeLast(1)], cancel)).And(await storage.Load([.. needs.SkipLast(1)], cancel));

    private async Task Do(SteppedJob job, string step, CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await Load(job.Needs(step), cancel);
            var done = job.Do(step, rows, clock.GetUtcNow());
            if (done.Rows is not [var first, ..]
                || await storage.Commit(new(first.Address.Partition, [.. done.Rows.Select(r => (r, rows.VersionOf(r.Address)))], [], done.Tells), cancel) == CommitResult.Committed)
            {
                return;
            }
        }

        throw new TimeoutException($"A step of {job.GetType().Name} could not be committed in {CommandHandler.Deadline.TotalSeconds:0} s.");
    }
}
