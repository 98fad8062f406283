using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>How bad the days are.</summary>
/// <param name="Seed">What decides all luck; what runs at once still meets in its own order.</param>
/// <param name="Branches">How many branches of seven people.</param>
/// <param name="Days">How many working days.</param>
/// <param name="Things">How many things each person does in the hours in between.</param>
/// <param name="Share">How many of a thousand requests to the storage fail.</param>
/// <param name="BetweenDeaths">The longest time between two deaths of a bot.</param>
/// <param name="MostDeaths">How many deaths there are at most.</param>
/// <param name="Hang">How long a request that hangs goes unanswered.</param>
/// <param name="Talks">Whether the talks of the quarter are arranged on the first day.</param>
internal sealed record BadDays(int Seed, int Branches, int Days, int Things, int Share, TimeSpan BetweenDeaths, int MostDeaths, TimeSpan Hang, bool Talks);

/// <summary>A bank with two bots that die and are started again, a storage that fails, a Teams and a Graph that refuse: all by one seed.</summary>
internal sealed class Chaos : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(40) };
    private readonly Lock gate = new();
    private readonly BotProcess?[] bots = new BotProcess?[2];
    private readonly Random luck;
    private readonly CancellationTokenSource peace = new();
    private readonly ConcurrentBag<string> lines = [];
    private Task killing = Task.CompletedTask;
    private bool storm;

    private Chaos(Stage stage, BadDays bad, StorageWeather weather)
    {
        (Stage, Bad, Weather) = (stage, bad, weather);
        luck = new(bad.Seed);
        Staff = Bank.Staff(bad.Branches, stage.Teams.People.All);
        Doors = new(stage, bots, Ledger);
    }

    public Stage Stage { get; }

    public BadDays Bad { get; }

    public StorageWeather Weather { get; }

    public IReadOnlyList<Banker> Staff { get; }

    public Ledger Ledger { get; } = new();

    public Doors Doors { get; }

    /// <summary>When bots were killed, by the machine's time.</summary>
    public ConcurrentQueue<DateTimeOffset> Deaths { get; } = new();

    /// <summary>How many bots ended by themselves: none should.</summary>
    public int Collapses { get; private set; }

    /// <summary>How many failures Teams and Graph were asked for.</summary>
    public ConcurrentDictionary<string, int> Refusals { get; } = new();

    /// <summary>How long what took, by the machine's time.</summary>
    public ConcurrentQueue<string> Timings { get; } = new();

    /// <summary>What the bots wrote that is worse than a warning, and how often each.</summary>
    public IEnumerable<string> Lines => lines;

    public static async Task<Chaos> Begin(BadDays bad, string at)
    {
        var weather = new StorageWeather { Hang = bad.Hang, Slowest = bad.Hang / 4 };
        var stage = await Stage.Set(at, bots: 0, graph: true, files: Bank.Lists(bad.Branches), weather: weather, change: o => o with { RateLimits = false, OperationTime = TimeSpan.FromMilliseconds(5) });
        var chaos = new Chaos(stage, bad, weather);
        await Task.WhenAll(chaos.Start(0), chaos.Start(1));
        stage.Teams.ConnectBot(chaos.bots[0]!.Address);
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync());
        await chaos.Drains(TestContext.Current.CancellationToken);
        return chaos;
    }

    /// <summary>From now on everything fails now and then.</summary>
    public void Breaks()
    {
        Weather.Turns(Bad.Share, Bad.Seed);
        Stage.Teams.Faults.Weather(operation => Refuse("Teams", storm ? 250 : 60, operation is Operation.Send or Operation.Update));
        Stage.Teams.Graph.Faults.Weather(() => Refuse("Graph", storm ? 250 : 100, true));
        killing = Task.Run(() => Kill(new Random(Bad.Seed + 1)));
    }

    /// <summary>For a while Teams and Graph refuse a quarter of what they are asked.</summary>
    public void Storms(bool now) => storm = now;

    /// <summary>From now on all is well.</summary>
    public async Task Calms()
    {
        await peace.CancelAsync();
        await killing;
        Weather.Turns(0);
        Stage.Teams.Faults.Weather(null);
        Stage.Teams.Graph.Faults.Weather(null);
    }

    /// <summary>Sets the clocks on the wall and of all bots; before that, what is being sent is awaited, for leases go by the clock.</summary>
    public async Task ClockShows(DateTimeOffset to, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var waited = 0; waited < 80 && (await Books.Open(Stage.Azurite.ConnectionString, underWay: true, cancel)).Leased > 0; waited++)
        {
            await Task.Delay(500, cancel);
        }

        var quiet = TimeProvider.System.GetElapsedTime(began);
        Stage.Teams.Clock.MoveTo(to - TimeProvider.System.GetUtcNow());
        for (var slot = 0; slot < bots.Length; slot++)
        {
            while (bots[slot] is not { } bot || !await Moves(bot))
            {
                await Task.Delay(100, cancel);
            }
        }

        Timings.Enqueue($"{to.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm} after {quiet.TotalSeconds:0.0} s in {(TimeProvider.System.GetElapsedTime(began) - quiet).TotalSeconds:0.0} s");
    }

    /// <summary>All that stands, at a moment when nothing was left to send or to carry out: what rests looks again now and then.</summary>
    public async Task<Books> Drained(CancellationToken cancel)
    {
        Books books;
        var looks = 0;
        do
        {
            await Drains(cancel);
            books = await Books.Open(Stage.Azurite.ConnectionString, underWay: false, cancel);
        }
        while (books.StillOpen.Count > 0 && ++looks < 10);
        return books;
    }

    /// <summary>Waits until nothing is left to send or to carry out.</summary>
    public async Task Drains(CancellationToken cancel)
    {
        IReadOnlyList<string> open = [];
        for (var waited = 0; waited < 300; waited++)
        {
            open = (await Books.Open(Stage.Azurite.ConnectionString, underWay: true, cancel)).StillOpen;
            if (open.Count == 0)
            {
                return;
            }

            await Task.Delay(500, cancel);
        }

        Assert.Fail($"It does not become quiet:\n{string.Join('\n', open)}\n{bots[0]?.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        await peace.CancelAsync();
        await killing;
        foreach (var bot in bots.OfType<BotProcess>())
        {
            Keep(bot);
            await bot.DisposeAsync();
        }

        peace.Dispose();
        await Stage.DisposeAsync();
    }

    private Fault? Refuse(string who, int share, bool changes)
    {
        lock (gate)
        {
            if (luck.Next(1000) >= share)
            {
                return null;
            }

            var (name, fault) = luck.Next(8) switch
            {
                0 or 1 or 2 => ("429", Fault.Throttled(TimeSpan.FromSeconds(1))),
                3 when who == "Teams" => ("412", Fault.PreconditionFailed),
                4 => ("503", Fault.ServiceUnavailable),
                5 => ("reset", Fault.ConnectionReset),
                6 when changes => ("lost answer", Fault.AcceptedWithoutAnswer),
                7 when changes => ("504 after it was done", Fault.AcceptedThen(504)),
                _ => ("502", Fault.BadGateway),
            };
            Refusals.AddOrUpdate($"{who} {name}", 1, (_, n) => n + 1);
            return fault;
        }
    }

    private async Task Kill(Random random)
    {
        while (!peace.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1) + (Bad.BetweenDeaths * random.NextDouble()), peace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (peace.IsCancellationRequested || Deaths.Count >= Bad.MostDeaths)
            {
                return;
            }

            var slot = random.Next(bots.Length);
            for (var other = 0; other < bots.Length; other++)
            {
                if (bots[other] is { HasExited: true } gone)
                {
                    Collapses++;
                    lines.Add($"collapsed: {gone.Output}");
                    slot = other;
                }
            }

            var victim = bots[slot]!;
            bots[slot] = null;
            Keep(victim);
            await victim.DisposeAsync();
            Deaths.Enqueue(TimeProvider.System.GetUtcNow());
            await Start(slot);
        }
    }

    private async Task Start(int slot)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            try
            {
                bots[slot] = await BotProcess.Start(Settings(), TimeSpan.FromSeconds(90));
                return;
            }
            catch (InvalidOperationException notReady)
            {
                // The storage failed while it started: whoever runs it starts it again.
                lines.Add($"not started: {notReady.Message}");
                Refusals.AddOrUpdate("start failed", 1, (_, n) => n + 1);
            }
        }
    }

    // Longer than a commit may take, as the usual ones are; else as short as can be.
    private Dictionary<string, string> Settings()
    {
        var settings = Stage.Settings();
        var net = Bad.Hang > TimeSpan.FromSeconds(5) ? 25 : 12;
        foreach (var (name, seconds) in new[]
        {
            ("Outbox:Net", net), ("Outbox:Send", 6), ("Outbox:Lease", 9), ("Outbox:Hidden", 10), ("Outbox:LongestPause", 3), ("Jobs:Net", net), ("Jobs:Lease", 12), ("Jobs:Hidden", 10), ("Jobs:Pause", 1), ("Jobs:LongestPause", 3),
            ("WakeUps:Hidden", 8), ("WakeUps:Net", net), ("WakeUps:Grace", 2), ("WakeUps:Repair", 5), ("Calendars:Look", 15),
        })
        {
            settings[name] = TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture);
        }

        return settings;
    }

    private async Task<bool> Moves(BotProcess bot)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(bot.Address, "/local/clock")) { Content = JsonContent.Create(new { offset = Stage.Teams.Clock.Offset.ToString("c", CultureInfo.InvariantCulture) }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Stage.Teams.Bot.Token());
        try
        {
            using var answer = await Http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    private void Keep(BotProcess bot) => lines.Add(bot.Output);
}
