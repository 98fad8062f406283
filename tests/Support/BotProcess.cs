using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BranchBot.Tests.Support;

/// <summary>The bot as a process of its own, as an operator starts it; killed as an operating system kills it.</summary>
public sealed class BotProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Process process;
    private readonly StringBuilder output = new();

    private BotProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>What it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>The program that the test was built with.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "BranchBot.dll");

    /// <summary>What the image sets of the runtime (<c>BranchBot.csproj</c>), for who measures; tests start the bot without the counting of calls.</summary>
    public static readonly IReadOnlyDictionary<string, string> AsInImage = new Dictionary<string, string>
    {
        ["DOTNET_GCgen0size"] = "0x300000",
        ["DOTNET_TC_CallCounting"] = "1",
        ["DOTNET_TC_CallCountingDelayMs"] = "1000",
        ["DOTNET_TieredPGO"] = "0",
    };

    private const int FirstPort = 15000;
    private const int LastPort = 32000;
    private static int ports = Random.Shared.Next(LastPort - FirstPort);

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        // Below the ports that the machine gives to calls of its own, and each once in this process: between choosing a port and listening on it nobody takes it.
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref ports) % (LastPort - FirstPort));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    /// <summary>Starts the bot and waits until it is ready.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="patience">How long it is waited for; null: a minute.</param>
    /// <param name="address">Where it listens; null: anywhere.</param>
    /// <param name="program">Another program that was built beside the tests, with its arguments; null: the bot.</param>
    public static async Task<BotProcess> Start(IReadOnlyDictionary<string, string> settings, TimeSpan? patience = null, Uri? address = null, string[]? program = null)
    {
        var bot = Launch(settings, address, program);
        await bot.BecomeReady(patience ?? TimeSpan.FromSeconds(60));
        return bot;
    }

    /// <summary>Starts the bot without waiting.</summary>
    public static BotProcess Launch(IReadOnlyDictionary<string, string> settings, Uri? address = null, string[]? program = null)
    {
        address ??= new Uri($"http://127.0.0.1:{FreePort()}");
        return new(Spawn([], settings, address, program), address);
    }

    /// <summary>Runs the program's command line to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        await using var bot = new BotProcess(Spawn(arguments, settings, null), new("http://127.0.0.1"));
        await bot.process.WaitForExitAsync();
        return (bot.ExitCode, bot.Output);
    }

    /// <summary>SIGKILL: nothing is finished, nothing is told.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: the platform asks it to end.</summary>
    public void AskToEnd()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task WaitForExit() => process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private async Task BecomeReady(TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience && !process.HasExited; await Task.Delay(100))
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(Address, "/health/ready"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // It is not listening yet.
            }
        }

        throw new InvalidOperationException($"The bot did not become ready:\n{Output}");
    }

    private static Process Spawn(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings, Uri? address, string[]? program = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in program is [var dll, .. var rest] ? [Path.Combine(AppContext.BaseDirectory, dll), .. rest, .. arguments] : new[] { Program }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        // It lives for seconds: what is counted while it runs, to be compiled better later, never pays.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        if (address is not null)
        {
            start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}
