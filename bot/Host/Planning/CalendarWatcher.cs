using BranchBot.Host.Graph;
using BranchBot.Host.Jobs;

namespace BranchBot.Host.Planning;

/// <summary>
/// Follows calendars: looks, writes what has changed, and looks again later. A look that fails loses nothing, for the next one begins where the last ended.
/// Where Graph tells of changes it wakes the job, and there is little to look for beside; what it did not tell of is found then.
/// </summary>
internal sealed class CalendarWatcher(IStorage storage, ICalendars calendars, Subscriptions subscriptions, CalendarTimes times, TimeProvider clock, ILogger<CalendarWatcher> log) : IWorker
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool Takes(Job job) => job is CalendarWatchJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (CalendarWatchJob)run.Job;
        DateTimeOffset? told = null;
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await storage.Load(job.Needs(), cancel);
            if (!calendars.IsConnected || job.Watch(rows, clock.GetUtcNow()) is not { } watch)
            {
                await subscriptions.End(run.Partition, run.Key, cancel);
                return JobResult.Finished;
            }

            CalendarChanges changes;
            try
            {
                // Before the look: what changes behind it is told.
                told ??= await subscriptions.Keep(run.Partition, run.Key, watch.Organizer, cancel);
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
                return JobResult.Later(told is { } until && !job.IsUnderWay(rows) ? Beside(until) : times.Look);
            }
        }

        return JobResult.Later(times.Look);
    }

    private TimeSpan Beside(DateTimeOffset until)
    {
        var left = until - clock.GetUtcNow();
        return left > times.LookBeside ? times.LookBeside : left > Shortest ? left : Shortest;
    }
}

/// <summary>How long calendars wait for what.</summary>
internal sealed record CalendarTimes
{
    /// <summary>How long after a look the next one is.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same where Graph tells of changes: what it did not tell of is found so late.</summary>
    public TimeSpan LookBeside { get; init; } = TimeSpan.FromMinutes(30);
}
