using BranchBot.Host.Jobs;

namespace BranchBot.Host.Planning;

/// <summary>Carries out what is to be done in calendars: claims, asks the service, writes what came of it; four at once, as many as a mailbox may be asked for (Graph's limits).</summary>
internal sealed class CalendarWorker(IStorage storage, ICalendars calendars, JobTimes times, TimeProvider clock) : IWorker
{
    private const int AtOnce = 4;
    private const int MostTries = 4;
    private const int Rounds = 2;

    // The part of a claim in which something is asked for: the rest is for what is still on its way.
    private const double Asking = 0.6;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public bool Takes(Job job) => job is CalendarJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (CalendarJob)run.Job;

        // A second round for what needs two: called off in one calendar, made in another; or changed while it was sent.
        CalendarBusyException? busy = null;
        for (var round = 0; round < Rounds; round++)
        {
            busy = null;
            foreach (var steps in job.Steps(await storage.Load(job.Needs(), cancel)).Chunk(AtOnce))
            {
                if (run.IsOver)
                {
                    return JobResult.More;
                }

                // One that cannot now does not hold up the others; the job is given up only when nothing gets on any more.
                var failed = (await Task.WhenAll(steps.Select(step => Try(job, step, cancel)))).OfType<CalendarBusyException>().ToList();
                busy = failed.LastOrDefault() ?? busy;
                await run.Save(steps[^1], steps.Length - failed.Count);
            }
        }

        return busy is null ? JobResult.Finished : throw busy;
    }

    /// <inheritdoc/>
    public async Task GivenUp(Job job, CancellationToken cancel)
    {
        var given = (CalendarJob)job;
        foreach (var step in given.Steps(await storage.Load(given.Needs(), cancel)))
        {
            await Do(given, step, 0, cancel);
        }
    }

    private async Task<CalendarBusyException?> Try(CalendarJob job, string step, CancellationToken cancel)
    {
        try
        {
            await Do(job, step, MostTries, cancel);
            return null;
        }
        catch (CalendarBusyException busy)
        {
            return busy;
        }
    }

    // With no tries left it is written down that nothing came of it.
    private async Task Do(CalendarJob job, string step, int tries, CancellationToken cancel)
    {
        var claim = Guid.NewGuid().ToString("N");
        if (!await Claim(job, step, claim, cancel))
        {
            return;
        }

        CalendarWish? wish = null;
        CalendarResult? result = null;
        try
        {
            wish = job.Wish(step, await storage.Load(job.Needs(step), cancel));
            result = wish is null ? null : tries == 0 ? new(wish.Id, CalendarProblem.NoAnswer) : await AskWhileClaimed(wish, tries, cancel);
        }
        finally
        {
            await Write(job, step, claim, wish, result);
        }
    }

    // Nothing is asked for under a claim that may be somebody else's by then: he could have looked already, and there would be two.
    private async Task<CalendarResult> AskWhileClaimed(CalendarWish wish, int tries, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(times.Lease * Asking, clock);
        using var claimed = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await Ask(wish, tries, claimed.Token);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new CalendarBusyException(CalendarProblem.NoAnswer, null, e);
        }
    }

    private async Task<CalendarResult> Ask(CalendarWish wish, int tries, CancellationToken cancel)
    {
        if (!calendars.IsConnected)
        {
            return new(wish.Id, CalendarProblem.NotConnected);
        }

        for (var failures = 0; ; failures++)
        {
            try
            {
                return await calendars.Do(wish with { Retried = wish.Retried || failures > 0 }, cancel);
            }
            catch (CalendarBusyException busy) when (failures + 1 < tries && (busy.RetryAfter ?? Pause) < LongestPause)
            {
                await Task.Delay(busy.RetryAfter ?? (Pause * Math.Pow(2, failures)), clock, cancel);
            }
        }
    }

    private async Task<bool> Claim(CalendarJob job, string step, string claim, CancellationToken cancel)
    {
        while (true)
        {
            var (rows, now) = (await storage.Load(job.Needs(step), cancel), clock.GetUtcNow());
            var claimed = job.Claim(step, rows, claim, now, now + times.Lease);
            if (claimed.Wait is { })
            {
                await Task.Delay(Pause, clock, cancel);
                continue;
            }

            if (claimed.Row is not { } row)
            {
                return false;
            }

            if (await storage.Commit(new(row.Address.Partition, [(row, rows.VersionOf(row.Address))], [], []), cancel) == CommitResult.Committed)
            {
                return true;
            }
        }
    }

    // Not given up with the request: what the service did is to be known.
    private async Task Write(CalendarJob job, string step, string claim, CalendarWish? wish, CalendarResult? result)
    {
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await storage.Load(job.Needs(step), CancellationToken.None);
            var done = job.Done(step, rows, claim, wish, result);
            if (done.Rows is not [var first, ..]
                || await storage.Commit(new(first.Address.Partition, [.. done.Rows.Select(r => (r, rows.VersionOf(r.Address)))], [], done.Tells), CancellationToken.None) == CommitResult.Committed)
            {
                return;
            }
        }

        throw new TimeoutException($"What became of a step of {job.GetType().Name} could not be committed in {CommandHandler.Deadline.TotalSeconds:0} s.");
    }
}
