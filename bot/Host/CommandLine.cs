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
internal static partial class CommandLine
{
    // Azure sets it for each execution of a job (learn.microsoft.com, "Manage environment variables on Azure Container Apps"); the activity log knows who started that one.
    private const string Execution = "CONTAINER_APP_JOB_EXECUTION_NAME";

    /// <summary>Carries a command out, and tells the log that it began, who runs it as far as the machine knows, and how it ended; never its arguments, for they name people.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> Run<T>(WebApplicationBuilder builder, string command, Func<T, Task<int>> carryOut)
        where T : notnull
    {
        builder.AddCommandLine();
        await using var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(CommandLine).FullName!);
        Began(log, command, builder.Configuration[Execution] ?? $"{Environment.UserName} on {Environment.MachineName}");
        try
        {
            var exitCode = await carryOut(app.Services.GetRequiredService<T>());
            if (exitCode == 0)
            {
                Done(log, command);
            }
            else
            {
                Failed(log, command, exitCode);
            }

            return exitCode;
        }
        catch (Exception e) when (e is not Microsoft.Extensions.Options.OptionsValidationException)
        {
            Broke(log, command, e);
            throw;
        }
    }

    /// <summary>Adds all that a command may ask for.</summary>
    public static void AddCommandLine(this WebApplicationBuilder builder)
    {
        builder.AddClock();
        builder.AddTelemetry();
        builder.Services.AddStorage(builder.Configuration).AddOutbox().AddJobs().AddWaking().AddPeople().AddRecords();
        builder.Services.AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender, LeftToTheBots>().AddSingleton<ProductImport>().AddSingleton<CardNumbers>().AddSingleton<StaffImport>().AddSingleton<CardErasure>().AddPersonCommands().AddBackups().AddSingleton<Again>();
    }
    [LoggerMessage(8001, LogLevel.Information, "The command {Command} began; {Who} runs it.")]
    private static partial void Began(ILogger log, string command, string who);

    [LoggerMessage(8002, LogLevel.Information, "The command {Command} is done.")]
    private static partial void Done(ILogger log, string command);

    [LoggerMessage(8003, LogLevel.Error, "The command {Command} ended with {ExitCode}; what it says itself has more.")]
    private static partial void Failed(ILogger log, string command, int exitCode);

    [LoggerMessage(8004, LogLevel.Error, "The command {Command} broke off.")]
    private static partial void Broke(ILogger log, string command, Exception exception);
}
