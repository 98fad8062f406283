using BranchBot.Host.Jobs;

namespace BranchBot.Host.Planning;

/// <summary>Follows calendars: looks, writes what has changed, and looks again later. A look that fails loses nothing, for the next one begins where the last ended.</summary>
internal sealed class CalendarWatcher(IStorage storage, ICalendars calendars, CalendarTimes times, TimeProvider clock, ILogger<CalendarWatcher> log) : IWorker
{
    /// <inheritdoc/>
    public bool Takes(Job job) => job is CalendarWatchJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (CalendarWatchJob)run.Job;
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await storage.Load(job.Needs(), cancel);
            if (!calendars.IsConnected || job.Watch(rows, clock.GetUtcNow()) is not { } watch)
            {
                return JobResult.Finished;
            }

            CalendarChanges changes;
            try
            {
                changes = await calendars.Changes(watch, cancel);
            }
            catch (CalendarBusyException busy)
            {
                Log.NotFollowed(log, busy.Problem, busy);
                return JobResult.Later(busy.RetryAfter > times.Look ? busy.RetryAfter.Value : times.Look);
            }

            var done = job.Take(changes, rows, clock.GetUtcNow());
            if (done.Rows is not [var first, ..]
                || await storage.Commit(new(first.Address.Partition, [.. done.Rows.Select(r => (r, rows.VersionOf(r.Address)))], [], done.Tells), cancel) == CommitResult.Committed)
            {
                return JobResult.Later(times.Look);
            }
        }

        return JobResult.Later(times.Look);
    }
}

/// <summary>How long calendars wait for what.</summary>
internal sealed record CalendarTimes
{
    /// <summary>How long after a look the next one is.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMinutes(1);
}
