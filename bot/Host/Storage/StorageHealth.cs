using Azure;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BranchBot.Host.Storage;

/// <summary>Whether tables, the queues and blobs can be reached.</summary>
internal sealed class StorageHealth(Tables tables, OutboxQueue queue, JobQueue jobs, Blobs blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await tables.Reach(cancellationToken);
            await queue.Reach(cancellationToken);
            await blobs.Reach(cancellationToken);
            await jobs.Reach(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("Tables, queue or blobs cannot be reached; see Storage:Account or Storage:ConnectionString.", e);
        }
    }
}
