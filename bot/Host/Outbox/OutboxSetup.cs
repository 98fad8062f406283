using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BranchBot.Host.Outbox;

/// <summary>Adds the outbox.</summary>
internal static class OutboxSetup
{
    /// <summary>Adds what delivers effects; an <see cref="ISender"/> comes from the channel, the storage that features see from the jobs.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(s => s.GetService<IConfiguration>()?.GetSection("Outbox").Get<OutboxTimes>() ?? new());
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<Sends>();
        services.AddSingleton<OutboxRows>();
        services.AddSingleton<OutboxDelivery>();
        services.AddSingleton<OutboxStorage>();

        // The sender runs commands, which need the storage, which needs the outbox: asked for when the first message goes.
        services.AddSingleton(s => new Lazy<ISender>(s.GetRequiredService<ISender>));
        services.AddSingleton<OutboxSweep>();
        services.AddHostedService(s => s.GetRequiredService<OutboxSweep>());
        return services;
    }
}
