using BranchBot.Features;
using BranchBot.Host.Backups;
using BranchBot.Host.Jobs;
using BranchBot.Host.Local;
using BranchBot.Host.Outbox;
using BranchBot.Host.People;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;
using BranchBot.Host.WakeUps;

namespace BranchBot.Host;

/// <summary>What the commands of the program's command line consist of: the storage and what is written there, and nothing that listens or sends.</summary>
internal static class CommandLine
{
    /// <summary>Adds all that a command may ask for.</summary>
    public static void AddCommandLine(this WebApplicationBuilder builder)
    {
        builder.AddClock();
        builder.Services.AddDiscreetLoggers();
        builder.Services.AddStorage(builder.Configuration).AddOutbox().AddJobs().AddWaking().AddPeople().AddRecords();
        builder.Services.AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender, LeftToTheBots>().AddSingleton<ProductImport>().AddSingleton<CardNumbers>().AddSingleton<StaffImport>().AddSingleton<CardErasure>().AddPersonCommands().AddBackups().AddSingleton<Again>();
    }
}
