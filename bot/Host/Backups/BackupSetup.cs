namespace BranchBot.Host.Backups;

/// <summary>Adds what copies the tables and pictures and brings them back, on the command line.</summary>
internal static class BackupSetup
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services) => services.AddSingleton<PictureCopies>().AddSingleton<Backup>().AddSingleton<RestoredReminders>().AddSingleton<Restore>();
}
