#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project Setup/BranchBot.Setup.csproj

// One command: the whole product on this machine, with demo data. See UpOptions.Usage.
using System.Runtime.InteropServices;
using BranchBot.Setup;

using var end = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    var options = UpOptions.Read(args, Machine.Root);
    if (options.Help)
    {
        Console.WriteLine(UpOptions.Usage);
        return 0;
    }

    using var stage = new Stage(options);
    await stage.Start(end.Token);
    var parent = Parent();
    while (!end.IsCancellationRequested)
    {
        await Task.Delay(500, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stage.Ended() is { } child && !end.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{child.Name} has ended; its log is {child.LogFile}:\n{child.Tail()}\nEnding the rest …");
            return 2;
        }

        // 'dotnet run' was killed without passing the signal on.
        if (Parent() != parent)
        {
            break;
        }
    }

    Console.WriteLine("Ending …");
    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (SetupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}

static string Parent() => File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal)) : "";
