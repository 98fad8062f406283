using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BranchBot.Host.Jobs;

/// <summary>Adds the jobs.</summary>
internal static class JobSetup
{
    /// <summary>Adds what carries out jobs, and the storage that starts them. It wants the outbox beside it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(s => s.GetService<IConfiguration>()?.GetSection("Jobs").Get<JobTimes>() ?? new());
        services.AddSingleton<JobQueue>();
        services.AddSingleton<IWorker, StepWorker>();
        services.AddSingleton<IWorker, PictureWorker>();

        // The workers write through the storage that starts jobs: asked for when the first job runs.
        services.AddSingleton(s => new Lazy<IEnumerable<IWorker>>(s.GetServices<IWorker>));
        services.AddSingleton<JobRunner>();
        services.AddSingleton<IStorage, JobStorage>();
        services.AddSingleton<JobSweep>();
        services.AddHostedService(s => s.GetRequiredService<JobSweep>());
        return services;
    }
}
