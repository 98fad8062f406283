using System.Security.Cryptography;

namespace BranchBot.Setup;

/// <summary>Everything that local mode starts, in order, and ends, in the opposite order.</summary>
public sealed class Stage(UpOptions options) : IDisposable
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string Administrator = "10000000-0000-0000-0000-000000000090";
    private const string AppId = "00000000-0000-0000-0000-0000000000b0";
    private const string ApiClientId = "00000000-0000-0000-0000-0000000000a1";
    private const string Account = "devstoreaccount1";

    // Azurite's published development key: the same on every machine, a secret of nobody.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Local = Path.Combine(Machine.Root, "infra", "local");
    private static readonly string Bot = Path.Combine(Machine.Root, "bot", "Host", "bin", "Release", "net10.0", "BranchBot.dll");
    private static readonly string Teams = Path.Combine(Local, "Teams", "bin", "Release", "net10.0", "BranchBot.LocalTeams.dll");
    private static readonly string[] DemoFiles = [.. new[] { "regions.csv", "branches.csv", "staff.csv" }.Select(f => Path.Combine(Local, "demo", f))];

    private readonly List<Child> children = [];
    private readonly DataFolder data = new(options.Data);
    private readonly string identityHeader = RandomNumberGenerator.GetHexString(32);
    private readonly TimeSpan offset = options.At is { } at ? at - TimeProvider.System.GetUtcNow() : TimeSpan.Zero;
    private int table, queue, blob, botPort, pagePort;

    /// <summary>Installs, builds and starts all of it.</summary>
    /// <exception cref="SetupException">Something is missing or did not start; the message says what.</exception>
    public async Task Start(CancellationToken cancel)
    {
        Machine.NeedNode();
        Machine.NeedPackages(Local, cancel);
        Console.WriteLine("Building …");
        Machine.NeedPane(cancel);
        Machine.NeedWall(cancel);
        Machine.Run("dotnet", ["build", Path.Combine(Machine.Root, "bot", "Host"), "-c", "Release", "--nologo", "-v", "quiet"], Machine.Root, cancel);
        Machine.Run("dotnet", ["build", Path.Combine(Local, "Teams"), "-c", "Release", "--nologo", "-v", "quiet"], Machine.Root, cancel);
        data.Take(options.Fresh);
        await StartAzurite(cancel);
        botPort = options.BotPort ?? Machine.FreePort(3978);
        pagePort = Machine.FreePort(3979, notThis: botPort);
        if (options.BotPort is { } wanted && Machine.FreePort(wanted) != wanted)
        {
            throw new SetupException($"The port {wanted} is taken; leave --bot-port out, or name another.");
        }

        var import = Spawn("import", ["dotnet", Bot, "import", "--if-empty", .. DemoFiles, Path.Combine(Local, "demo", "products.csv"), Path.Combine(Local, "demo", "cards.csv")], BotSettings());
        while (!import.HasExited)
        {
            await Task.Delay(50, cancel);
        }

        if (import.ExitCode != 0)
        {
            throw new SetupException($"The demo branches could not be loaded:\n{import.Tail()}");
        }

        children.Remove(import);
        var bot = Spawn("bot", ["dotnet", Bot], BotSettings());
        await Answers(bot, new($"http://127.0.0.1:{botPort}/health/ready"), cancel);
        await StartClient(cancel);
        Console.WriteLine($"Azurite: tables http://127.0.0.1:{table}, queues http://127.0.0.1:{queue}, blobs http://127.0.0.1:{blob}; data and logs in {options.Data}");
        if (!options.WithoutAuthentication)
        {
            Console.WriteLine($"The pane for Excel: http://127.0.0.1:{botPort}/addin/excel/ (a file to download), http://127.0.0.1:{botPort}/addin/excel/?standin=1 (beside a workbook in the browser)");
            Console.WriteLine($"The pane for Outlook: http://127.0.0.1:{botPort}/addin/outlook/?standin=1 (beside a calendar in the browser)");
        }

        Console.WriteLine($"The spirit wall for a screen: http://127.0.0.1:{botPort}/wall/");
        Console.WriteLine("Ctrl+C ends it.");
        Console.WriteLine($"BranchBot is ready: http://127.0.0.1:{botPort}");
    }

    /// <summary>A child that has ended though nobody ended it; null while all run.</summary>
    public Child? Ended() => children.FirstOrDefault(c => c.HasExited);

    /// <summary>Ends all, the storage last.</summary>
    public void Dispose()
    {
        foreach (var child in children.AsEnumerable().Reverse())
        {
            child.Stop(TimeSpan.FromSeconds(15));
            child.Dispose();
        }

        data.Dispose();
    }

    private async Task StartAzurite(CancellationToken cancel)
    {
        (blob, queue, table) = (Machine.FreePort(10000), Machine.FreePort(10001), Machine.FreePort(10002));
        var azurite = Spawn(
            "azurite",
            [
                "node", Path.Combine(Local, "node_modules", "azurite", "dist", "src", "azurite.js"), "--location", data.Azurite,
                "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", $"{blob}", "--queuePort", $"{queue}", "--tablePort", $"{table}",
            ],
            new Dictionary<string, string>());
        await Answers(azurite, new($"http://127.0.0.1:{table}"), cancel, anyStatus: true);
    }

    private async Task StartClient(CancellationToken cancel)
    {
        if (options.NoClient)
        {
            return;
        }

        var page = options.Playground
            ? Playground.Start(Spawn, data.Logs, pagePort, botPort)
            : Spawn(
                "teams",
                [
                    "dotnet", Teams, "--urls", $"http://127.0.0.1:{pagePort}", "--bot", $"http://127.0.0.1:{botPort}", "--app-id", AppId, "--api-client-id", ApiClientId, "--tenant", Tenant,
                    "--staff", DemoFiles[2], "--teams", Path.Combine(Local, "demo", "teams.csv"), "--places:0", DemoFiles[0], "--places:1", DemoFiles[1], "--administrators", Administrator, "--data", data.Teams,
                    "--npm", Path.Combine(Local, "node_modules"), "--clock-offset", offset.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
                ],
                new Dictionary<string, string> { ["IDENTITY_HEADER"] = identityHeader });
        await Answers(page, new($"http://127.0.0.1:{pagePort}/"), cancel, anyStatus: options.Playground);
        Console.WriteLine($"{(options.Playground ? "Agents Playground" : "Teams on this machine")}: http://127.0.0.1:{pagePort}");
        if (!options.Playground && !options.NoGraph)
        {
            Console.WriteLine($"Everybody's calendar: http://127.0.0.1:{pagePort}/calendar.html");
        }
    }

    private Dictionary<string, string> BotSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{botPort}",
            ["Storage__ConnectionString"] = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
                + $"BlobEndpoint=http://127.0.0.1:{blob}/{Account};QueueEndpoint=http://127.0.0.1:{queue}/{Account};TableEndpoint=http://127.0.0.1:{table}/{Account};",
            ["Clock__Offset"] = offset.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
            ["Bot__Administrators"] = Administrator,
            ["Bot__Cards"] = options.TextOnly ? "Text" : "Adaptive",
            ["Web__Wall"] = Path.Combine(Machine.Root, "addin", "wall", "dist"),
            ["Web__Fonts"] = Machine.Fonts,
        };
        if (options.WithoutAuthentication)
        {
            settings["Bot__WithoutAuthentication"] = "true";
            return settings;
        }

        settings["Bot__AppId"] = AppId;
        settings["Bot__AppType"] = "UserAssignedMSI";
        settings["Bot__Tenants"] = Tenant;
        settings["Bot__Cloud__MetadataAddress"] = $"http://127.0.0.1:{pagePort}/botframework/v1/.well-known/openidconfiguration";
        settings["Bot__Cloud__ServiceUrls"] = $"http://127.0.0.1:{pagePort}/";
        settings["Bot__Cloud__FileHosts"] = $"http://127.0.0.1:{pagePort}/";
        settings["Api__ClientId"] = ApiClientId;
        settings["Api__Login"] = $"http://127.0.0.1:{pagePort}/entra/";
        settings["Api__LocalTokens"] = $"http://127.0.0.1:{pagePort}/local";
        settings["Api__Pane"] = Path.Combine(Machine.Root, "addin", "excel", "dist");
        settings["Api__OutlookPane"] = Path.Combine(Machine.Root, "addin", "outlook", "dist");
        settings["IDENTITY_ENDPOINT"] = $"http://127.0.0.1:{pagePort}/identity/token";
        settings["IDENTITY_HEADER"] = identityHeader;
        settings["Graph__BaseUrl"] = options.NoGraph ? "" : $"http://127.0.0.1:{pagePort}/v1.0";
        settings["Graph__NotificationUrl"] = options.NoGraph ? "" : $"http://127.0.0.1:{botPort}";

        // Where nothing was told of a change, and after the clock was set forward by days, it is found so soon.
        settings["Calendars__Look"] = "00:00:10";
        settings["Calendars__LookBeside"] = "00:01:00";
        return settings;
    }

    private Child Spawn(string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var child = new Child(name, command, environment, data.Logs);
        children.Add(child);
        return child;
    }

    private static async Task Answers(Child child, Uri address, CancellationToken cancel, bool anyStatus = false)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        while (!child.HasExited && !deadline.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(address, deadline.Token);
                if (anyStatus || answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // It is not listening yet.
            }

            await Task.Delay(100, cancel);
        }

        cancel.ThrowIfCancellationRequested();
        throw new SetupException(child.HasExited ? $"{child.Name} has ended; its log is {child.LogFile}:\n{child.Tail()}" : $"{child.Name} does not answer; its log is {child.LogFile}.");
    }
}
