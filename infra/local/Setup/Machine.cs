using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace BranchBot.Setup;

/// <summary>Something that the person at the machine has to do; the message says what.</summary>
public sealed class SetupException(string message) : Exception(message);

/// <summary>What local mode and the tests need of the machine, installed from the ordinary registries where it is missing.</summary>
public static partial class Machine
{
    private const int OldestNode = 20;

    /// <summary>The repository's folder: the one with BranchBot.sln, here or above.</summary>
    /// <exception cref="SetupException">There is none.</exception>
    public static string Root { get; } = FindRoot();

    /// <summary>Sees to Node and npm.</summary>
    /// <exception cref="SetupException">They are missing or too old and cannot be installed from here.</exception>
    public static void NeedNode()
    {
        if (NodeVersion() is null)
        {
            Install("Node", ["nodejs", "npm"]);
        }

        if (NodeVersion() is not { } version || version < OldestNode)
        {
            throw new SetupException($"Node {OldestNode} or newer is needed and this machine has {NodeVersion()?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}. Install Node {OldestNode} (nodejs.org) and npm, then try again.");
        }

        if (Try("npm", ["--version"]) is null)
        {
            throw new SetupException("npm is needed and missing: install the package npm, then try again.");
        }
    }

    /// <summary>Installs the npm packages of a folder exactly as its lock file has them, unless they stand there already.</summary>
    public static void NeedPackages(string folder, CancellationToken cancel = default)
    {
        var (locked, installed) = (Path.Combine(folder, "package-lock.json"), Path.Combine(folder, "node_modules", ".installed-lock.json"));
        if (File.Exists(installed) && File.ReadAllText(installed) == File.ReadAllText(locked))
        {
            return;
        }

        Console.WriteLine($"Installing npm packages in {Path.GetRelativePath(Root, folder)} …");
        Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder, cancel);
        File.Copy(locked, installed, overwrite: true);
    }

    /// <summary>The fonts that cards are printed with, as npm has them.</summary>
    public static string Fonts { get; } = Path.Combine(Root, "addin", "fonts", "node_modules", "@fontsource", "noto-serif-sc");

    /// <summary>Builds the pane for Excel, unless it stands there built of what is there now.</summary>
    public static void NeedPane(CancellationToken cancel = default)
    {
        foreach (var pane in new[] { "excel", "outlook" })
        {
            NeedBuilt(pane, [$"{pane}/src", $"{pane}/standin", "shared/api", "shared/icons", "shared/office", "shared/pane", "shared/signIn"], cancel);
        }
    }

    /// <summary>Builds the page of the spirit wall, unless it stands there built of what is there now, and sees to the fonts that cards are printed with.</summary>
    public static void NeedWall(CancellationToken cancel = default)
    {
        NeedBuilt("wall", ["wall/src", "shared/signIn"], cancel);
        NeedPackages(Path.Combine(Root, "addin", "fonts"), cancel);
    }

    private static void NeedBuilt(string addin, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        var folder = Path.Combine(Root, "addin", addin);
        NeedPackages(folder, cancel);
        var built = Path.Combine(folder, "dist", "index.html");
        var newest = sources.SelectMany(source => Directory.EnumerateFiles(Path.Combine(Root, "addin", source), "*", SearchOption.AllDirectories))
            .Concat([Path.Combine(folder, "index.html"), Path.Combine(folder, "vite.config.ts"), Path.Combine(folder, "package-lock.json")])
            .Max(File.GetLastWriteTimeUtc);
        if (!File.Exists(built) || File.GetLastWriteTimeUtc(built) < newest)
        {
            Run("npm", ["run", "build"], folder, cancel);
        }
    }

    /// <summary>Sees to Debian's packages.</summary>
    /// <param name="what">What they are for a person.</param>
    /// <param name="packages">Their names.</param>
    /// <exception cref="SetupException">They cannot be installed from here.</exception>
    public static void Install(string what, IReadOnlyList<string> packages)
    {
        var advice = $"{what} is needed. Install: {string.Join(' ', packages)}, then try again.";
        if (!OperatingSystem.IsLinux() || Try("apt-get", ["--version"]) is null)
        {
            throw new SetupException(advice);
        }

        IReadOnlyList<string> sudo = Environment.IsPrivilegedProcess ? [] : Try("sudo", ["-n", "true"]) is not null ? ["sudo", "-n"] : throw new SetupException(advice);
        Console.WriteLine($"Installing {what} …");
        foreach (var arguments in new IReadOnlyList<string>[] { ["update", "-qq"], ["install", "-y", "-qq", .. packages] })
        {
            string[] command = [.. sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", .. arguments];
            Run(command[0], command[1..], Root);
        }
    }

    /// <summary>Runs a program to its end, or until cancelled.</summary>
    /// <exception cref="SetupException">It failed; the message has the end of what it wrote.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled and has been ended.</exception>
    public static void Run(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancel = default)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start) ?? throw new SetupException($"{program} did not start.");
        process.StandardInput.Close();
        using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new SetupException($"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}:\n{string.Join('\n', output.Split('\n').TakeLast(40))}");
        }
    }

    /// <summary>The wanted port, or a free one where it is taken or somebody else's. All on the loopback.</summary>
    public static int FreePort(int wanted, int notThis = 0)
    {
        foreach (var port in new[] { wanted == notThis ? 0 : wanted, 0 })
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (port != 0)
            {
                // Taken: another one then.
            }
        }

        throw new SetupException("There is no free port on the loopback.");
    }

    /// <summary>Asks a process to end (SIGTERM), so that it can finish what it has begun.</summary>
    public static void Terminate(Process process)
    {
        const int Sigterm = 15;
        if (!process.HasExited && Kill(process.Id, Sigterm) != 0 && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static int? NodeVersion() =>
        Try("node", ["--version"]) is ['v', .. var version] && int.TryParse(version.Split('.')[0], out var major) ? major : null;

    private static string? Try(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "BranchBot.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new SetupException("Run this inside the repository: BranchBot.sln is neither here nor above.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
