namespace BranchBot.Setup;

/// <summary>Microsoft 365 Agents Playground, installed from npm at the user's side: a peer that is not ours.</summary>
public static class Playground
{
    /// <summary>Its folder, with a package file and a lock of its own.</summary>
    public static string Folder { get; } = Path.Combine(Machine.Root, "infra", "local", "playground");

    /// <summary>Starts one for the person that its settings file names.</summary>
    public static Child Start(Func<string, IReadOnlyList<string>, IReadOnlyDictionary<string, string>, Child> spawn, string workFolder, int port, int botPort)
    {
        Machine.NeedPackages(Folder);
        File.Copy(Path.Combine(Folder, Settings), Path.Combine(workFolder, Settings), overwrite: true);
        return spawn("playground", Command(port, $"http://127.0.0.1:{botPort}/api/messages"), Environment);
    }

    /// <summary>The file that it reads in the folder in which it is started.</summary>
    public const string Settings = ".m365agentsplayground.yml";

    /// <summary>What keeps its telemetry off.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["APPLICATION_INSIGHTS_NO_STATSBEAT"] = "1" };

    /// <summary>The command line; a small script loaded before it keeps it on the loopback.</summary>
    public static IReadOnlyList<string> Command(int port, string endpoint) =>
    [
        "node", "--require", Path.Combine(Folder, "loopback.cjs"), Path.Combine(Folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"),
        "start", "--app-endpoint", endpoint, "--channel-id", "msteams", "--port", $"{port}", "--disable-telemetry",
    ];
}
