using BranchBot.Host.Jobs;

namespace BranchBot.Host.Planning;

/// <summary>Carries out jobs that arrange appointments: reads, solves, commits; anew where something has changed meanwhile.</summary>
internal sealed class AppointmentWorker(IStorage storage, IAppointmentPlanner planner, ICalendars calendars, TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public bool Takes(Job job) => job is AppointmentJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (AppointmentJob)run.Job;
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var (rows, now) = (await storage.Load(job.Needs(), cancel), clock.GetUtcNow());
            var seen = calendars.IsConnected && job.Asks(rows) is { } question ? await calendars.Look(question, cancel) : null;
            if (job.Problem(rows, seen, now) is not { } problem)
            {
                return JobResult.Finished;
            }

            var plan = await Task.Run(() => planner.Arrange(problem, cancel), cancel);
            var done = job.Do(plan, rows, seen, now);
            if (done.Rows is not [var first, ..]
                || await storage.Commit(new(first.Address.Partition, [.. done.Rows.Select(r => (r, rows.VersionOf(r.Address)))], [], done.Tells), cancel) == CommitResult.Committed)
            {
                return JobResult.Finished;
            }
        }

        throw new TimeoutException($"What {job.GetType().Name} arranged could not be committed in {CommandHandler.Deadline.TotalSeconds:0} s.");
    }
}
