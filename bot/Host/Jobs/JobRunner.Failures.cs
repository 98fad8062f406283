namespace BranchBot.Host.Jobs;

/// <summary>Jobs that fail: tried again after pauses that grow, then given up.</summary>
internal sealed partial class JobRunner
{
    private async Task Failed(JobRow leased, Job job, IWorker worker, Exception why)
    {
        Log.Failed(log, leased.Key, leased.Name, why);
        measures.Worked("failed");
        if (await Find(leased.Address, CancellationToken.None) is not ({ } row, _) || row.Lease != leased.Lease)
        {
            return;
        }

        // Before the row says so: whoever dies between the two leaves it to the next one, who does it again.
        var failures = row.Failures + 1;
        var pause = why is CalendarBusyException { RetryAfter: { } asked } && asked > times.PauseAfter(failures) ? asked : times.PauseAfter(failures);
        var gives = failures >= (job.IsAwaited() ? Patience : times.MostFailures) && await GivesUp(leased, job, worker);
        if (await Conclude(leased, r => r with { Lease = null, Failures = failures, Due = clock.GetUtcNow() + pause, GivenUp = gives ? why.GetType().Name : null }, job, whole: false) is not { } ended)
        {
            return;
        }

        if (!ended.IsOpen)
        {
            Log.GivenUp(log, row.Key, row.Name);
            measures.Worked("given_up");
        }
        else if (failures == Patience)
        {
            Log.FailsOn(log, row.Key, row.Name, failures);
        }
    }

    // Where even that fails, the job is tried on.
    private async Task<bool> GivesUp(JobRow leased, Job job, IWorker worker)
    {
        try
        {
            await worker.GivenUp(job, CancellationToken.None);
            return true;
        }
        catch (Exception e)
        {
            Log.Failed(log, leased.Key, leased.Name, e);
            return false;
        }
    }
}
