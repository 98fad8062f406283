using System.Diagnostics;

namespace BranchBot.Setup;

/// <summary>A process that local mode started; what it writes goes to a log file.</summary>
public sealed class Child : IDisposable
{
    private const int LastLines = 20;
    private readonly StreamWriter log;
    private readonly Process process;

    /// <summary>Starts a program in a session of its own, so that Ctrl+C reaches only who started it, and he ends it in order.</summary>
    public Child(string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string logFolder)
    {
        Name = name;
        LogFile = Path.Combine(logFolder, $"{name}.log");
        log = new StreamWriter(LogFile, append: false) { AutoFlush = true };
        var start = new ProcessStartInfo("setsid", command) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = logFolder };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        process = Process.Start(start) ?? throw new SetupException($"{command[0]} did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>With what it has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>The end of what it wrote.</summary>
    public string Tail()
    {
        process.WaitForExit();
        lock (log)
        {
            return string.Join('\n', File.ReadLines(LogFile).TakeLast(LastLines));
        }
    }

    /// <summary>Ends it: asked first, killed when it does not listen.</summary>
    public void Stop(TimeSpan patience)
    {
        Machine.Terminate(process);
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Dispose();
        lock (log)
        {
            log.Dispose();
        }
    }

    private void Keep(string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
            {
                log.WriteLine(line);
            }
        }
    }
}
