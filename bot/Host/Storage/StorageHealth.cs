using Azure;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BranchBot.Host.Storage;

/// <summary>Whether a part of the storage account can be reached.</summary>
/// <param name="what">The part, as it is told.</param>
/// <param name="reaches">What reaches it.</param>
internal sealed class StorageHealth(string what, params IReadOnlyList<Func<CancellationToken, Task>> reaches) : IHealthCheck
{
    /// <summary>The check of what an instance is left in its place without: ticks and answers go on.</summary>
    public const string Beside = "queues and blobs";

    /// <summary>Whether an instance that fails a check is to get no requests.</summary>
    public static bool IsNeeded(HealthCheckRegistration check) => check.Name != Beside;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.WhenAll(reaches.Select(reach => reach(cancellationToken)));
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"{what} cannot be reached; see Storage:Account or Storage:ConnectionString.", e);
        }
    }
}
