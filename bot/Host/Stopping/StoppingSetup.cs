using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Stopping;

/// <summary>
/// Adds how the program ends. Asked to (SIGTERM), it first says that it is not ready and takes nothing more from the queues; after the notice it takes no
/// requests; turns that run are finished and answered; what is on its way to Teams arrives; what waits goes back to where others find it at once; last the
/// share of the rate is given up. Services stop in the opposite order of their registration, one after the other, so that order is <c>Bot.cs</c>.
/// </summary>
internal static class StoppingSetup
{
    /// <summary>Adds it.</summary>
    public static void AddStopping(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var usual = builder.Environment.IsDevelopment() ? new StoppingTimes { Notice = TimeSpan.Zero } : new();
        services.TryAddSingleton(s =>
        {
            var section = s.GetRequiredService<IConfiguration>().GetSection("Stopping");
            return new StoppingTimes { Notice = section.GetValue("Notice", usual.Notice), Limit = section.GetValue("Limit", usual.Limit) };
        });
        services.AddSingleton<IConfigureOptions<HostOptions>>(s => new ConfigureOptions<HostOptions>(host => host.ShutdownTimeout = s.GetRequiredService<StoppingTimes>().Limit));
        services.AddHostedService<Notice>();
        services.AddHealthChecks().AddCheck<Readiness>("stopping");
    }
}

/// <summary>Whether more may be sent here: not once the program is asked to end.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime) : IHealthCheck
{
    // Degraded, for nothing is broken: it is told as a warning and not as an error. To be ready it is too little (Bot.cs).
    private static readonly Task<HealthCheckResult> Ending = Task.FromResult(HealthCheckResult.Degraded("The instance is ending."));
    private static readonly Task<HealthCheckResult> Running = Task.FromResult(HealthCheckResult.Healthy());

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? Ending : Running;
}

/// <summary>Waits, before anything is stopped, until nobody sends more requests here.</summary>
internal sealed class Notice(StoppingTimes times) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(times.Notice, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
