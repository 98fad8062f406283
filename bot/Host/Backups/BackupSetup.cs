using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BranchBot.Host.Backups;

/// <summary>Adds what copies the tables and pictures and brings them back, on the command line.</summary>
internal static class BackupSetup
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services) => services.AddPlaces().AddSingleton<PictureCopies>().AddSingleton<Backup>().AddSingleton<RestoredReminders>().AddSingleton<Restore>();

    /// <summary>Adds the places that files of the command line are read from and written to.</summary>
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.TryAddSingleton<BackupPlaces>();
        return services;
    }
}
