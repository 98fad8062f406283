using BranchBot.Host;
using BranchBot.Host.Api;
using BranchBot.Host.Backups;
using BranchBot.Host.Local;
using BranchBot.Host.People;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

const int WrongSetting = 2;
const int ClockTooEarly = 3;

var builder = WebApplication.CreateBuilder(args);
try
{
    if (args is ["import", .. var files])
    {
        return await CommandLine.Run<StaffImport>(builder, "import", import => import.Run(files, Console.In, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["verify", .. var trail])
    {
        return await TrailCheck.Run(trail, Console.Out, Console.Error);
    }

    if (args is ["erase", .. var who])
    {
        return await CommandLine.Run<CardErasure>(builder, "erase", erasure => erasure.Run(who, Console.In, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["export", .. var whose])
    {
        return await CommandLine.Run<PersonExport>(builder, "export", export => export.Run(whose, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["forget", .. var whom])
    {
        return await CommandLine.Run<PersonForgetting>(builder, "forget", forgetting => forgetting.Run(whom, Console.In, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["backup", .. var to])
    {
        return await CommandLine.Run<Backup>(builder, "backup", backup => backup.Run(to, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["restore", .. var from])
    {
        return await CommandLine.Run<Restore>(builder, "restore", restore => restore.Run(from, Console.Out, Console.Error, CancellationToken.None));
    }

    if (args is ["again", .. var what])
    {
        return await CommandLine.Run<Again>(builder, "again", again => again.Run(what, Console.Out, Console.Error, CancellationToken.None));
    }

    if (ApiDocument.IsBeingMade)
    {
        await ApiDocument.Build(builder).RunAsync();
        return 0;
    }

    // A command that is mistyped must not become one more bot. Settings begin with a dash or a slash, or have an equals sign.
    if (args is [[not ('-' or '/'), ..] unknown, ..] && !unknown.Contains('='))
    {
        await Console.Error.WriteLineAsync($"There is no command {unknown}. docs/operator.md, \"The command line\", says which there are.");
        return WrongSetting;
    }

    builder.AddBot();
    await using var app = builder.Build();
    _ = app.Services.GetRequiredService<IOptions<StorageSettings>>().Value;
    app.MapBot();
    if (app.Services.GetService<LocalClock>() is { } clock)
    {
        await ClockMarking.RefuseTooEarly(app.Services.GetRequiredService<IStorage>(), clock);
    }

    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return WrongSetting;
}
catch (ClockTooEarlyException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ClockTooEarly;
}
