using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BranchBot.Host.WakeUps;

/// <summary>Adds the wake-ups.</summary>
internal static class WakeUpSetup
{
    /// <summary>Adds what wakes branches and reminds people.</summary>
    public static IServiceCollection AddWakeUps(this IServiceCollection services) => services
        .AddWaking()
        .AddSingleton<DayEnd>()
        .AddSingleton<Waking>()
        .AddSingleton<WakeUpWorker>()
        .AddSingleton<RepairSweep>()
        .AddHostedService(s => s.GetRequiredService<WakeUpWorker>())
        .AddHostedService(s => s.GetRequiredService<RepairSweep>());

    /// <summary>Puts what wakes a branch in front of the storage that is there: for whoever only writes, such as an import.</summary>
    public static IServiceCollection AddWaking(this IServiceCollection services)
    {
        services.TryAddSingleton(s => s.GetService<IConfiguration>()?.GetSection("WakeUps").Get<WakeUpTimes>() ?? new());
        services.AddSingleton<WakeUpQueue>();
        var inner = services.Last(s => s.ServiceType == typeof(IStorage));
        IStorage Inner(IServiceProvider s) => (IStorage)(inner.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, inner.ImplementationType!));
        services.Replace(ServiceDescriptor.Singleton<IStorage>(s => ActivatorUtilities.CreateInstance<WakingStorage>(s, Inner(s))));
        return services;
    }
}
