using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Jobs;

/// <summary>Goes on with jobs that nobody carries out.</summary>
internal sealed class JobSweep(JobQueue queue, JobRunner runner, TableStorage storage, JobTimes times, Measures measures, TimeProvider clock, ILogger<JobSweep> log)
    : PartitionSweep(queue, storage, Most, times.Hidden, measures, clock, log)
{
    private const int Most = 4;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = runner.Stop();
        await base.StopAsync(cancellationToken);
        await stopped.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override Task<DateTimeOffset?> Look(Partition partition, CancellationToken cancel) => runner.RunDue(partition, cancel);
}
