using BranchBot.Host;
using BranchBot.Host.People;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BranchBot.Tests.Support;

/// <summary>
/// Everything real but Teams: a bot process, Azurite, and the local Teams that plays the other side. Settings are those of <c>infra/local/up.cs</c>.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string AppId = "00000000-0000-0000-0000-0000000000b0";
    public const string ApiClientId = "00000000-0000-0000-0000-0000000000a1";
    public const string AddinId = "00000000-0000-0000-0000-0000000000ad";
    private readonly List<BotProcess> bots = [];
    private readonly bool textOnly;
    private readonly bool quick;
    private readonly bool graph;
    private readonly TimeSpan? beside;
    private readonly IReadOnlyDictionary<string, string> more;
    private readonly StorageProxy? proxy;
    private readonly Uri front = new($"http://127.0.0.1:{BotProcess.FreePort()}");

    private Stage(AzuriteProcess azurite, LocalTeamsServer teams, bool textOnly, bool quick, bool graph, TimeSpan? beside, StorageProxy? proxy, IReadOnlyDictionary<string, string> more)
    {
        this.more = more;
        this.proxy = proxy;
        this.graph = graph;
        this.beside = beside;
        this.quick = quick;
        this.textOnly = textOnly;
        Azurite = azurite;
        Teams = teams;
    }

    public AzuriteProcess Azurite { get; }

    public LocalTeamsServer Teams { get; }

    public BotProcess Bot => bots[0];

    /// <summary>Sets the stage with the demo branches loaded.</summary>
    /// <param name="at">What the clock on the demo branch's wall shows, on 24 November 2026 unless a day is given.</param>
    /// <param name="bots">How many bot processes share the storage; people are connected to the first.</param>
    /// <param name="change">What is different of the local Teams.</param>
    /// <param name="quick">Whether the outbox takes a sender for dead within seconds, so that a test need not wait for minutes.</param>
    /// <param name="graph">Whether the bot is connected to Outlook.</param>
    /// <param name="beside">Where Graph tells the first bot of changes in calendars: how long it rests between looks beside that, while without it it would rest for an hour; null: it looks every two seconds.</param>
    /// <param name="tellers">How many tellers the demo branch has beside its people.</param>
    /// <param name="files">The lists of regions, branches and staff, where they are not the demo's.</param>
    /// <param name="weather">What fails of the storage, once the lists are loaded; null: the bots are in front of it themselves.</param>
    /// <param name="more">Settings of the bots beside the usual ones, or in their place.</param>
    /// <param name="textOnly">Whether everything goes by words, as where Teams shows no cards.</param>
    public static async Task<Stage> Set(string at = "2026-11-24T08:10", int bots = 1, Func<LocalTeamsOptions, LocalTeamsOptions>? change = null, bool textOnly = false, bool quick = false, bool graph = false, int tellers = 0, TimeSpan? beside = null, IReadOnlyList<string>? files = null, StorageWeather? weather = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var offset = DateTimeOffset.Parse(at + "+08:00", System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        var lists = files ?? (tellers == 0 ? Repository.DemoFiles : [.. Repository.DemoFiles.Take(2), WithTellers(tellers)]);
        var azurite = await StoragePool.Take();
        var options = new LocalTeamsOptions
        {
            AppId = AppId,
            ApiClientId = ApiClientId,
            Tenant = Tenant,
            StaffFile = lists[2],
            TeamFile = Repository.At("infra", "local", "demo", "teams.csv"),
            Administrators = [DemoBranch.Administrator.ToString()],
            NpmFolder = Repository.At("infra", "local", "node_modules"),
            ClockOffset = offset,
        };
        var stage = new Stage(azurite, await LocalTeamsServer.StartAsync(change?.Invoke(options) ?? options), textOnly, quick, graph, beside, weather is null ? null : await StorageProxy.Start(azurite.ConnectionString, weather), more ?? new Dictionary<string, string>());
        await stage.Import([.. lists, .. files is null ? new[] { Repository.DemoCards } : []]);
        for (var i = 0; i < bots; i++)
        {
            await stage.StartBot();
        }

        return stage;
    }

    /// <summary>Starts one more bot on the same storage.</summary>
    public async Task<BotProcess> StartBot()
    {
        var bot = await BotProcess.Start(Settings(), address: bots.Count == 0 ? front : null);
        bots.Add(bot);
        if (bots.Count == 1)
        {
            Teams.ConnectBot(bot.Address);
        }

        return bot;
    }

    /// <summary>The bot's settings.</summary>
    public Dictionary<string, string> Settings() => new(Usual().Concat(more).GroupBy(s => s.Key).Select(g => g.Last()));

    private Dictionary<string, string> Usual() => new()
    {
        ["Storage:ConnectionString"] = proxy?.ConnectionString ?? Azurite.ConnectionString,
        ["Bot:AppId"] = AppId,
        ["Bot:AppType"] = "UserAssignedMSI",
        ["Bot:Tenants"] = Tenant,
        ["Bot:Administrators"] = DemoBranch.Administrator.ToString(),
        ["Bot:Cards"] = textOnly ? "Text" : "Adaptive",
        ["Bot:Cloud:MetadataAddress"] = Teams.MetadataAddress,
        ["Bot:Cloud:ServiceUrls"] = Teams.Url + "/",
        ["Bot:Cloud:FileHosts"] = Teams.Url + "/",
        ["Api:ClientId"] = ApiClientId,
        ["Api:Login"] = Teams.Users.Login,
        ["Api:LocalTokens"] = Teams.Users.Tokens,
        ["Web:Wall"] = Repository.At("addin", "wall", "dist"),
        ["Web:Fonts"] = Repository.At("addin", "fonts", "node_modules", "@fontsource", "noto-serif-sc"),
        ["Api:Pane"] = Repository.At("addin", "excel", "dist"),
        ["Api:OutlookPane"] = Repository.At("addin", "outlook", "dist"),
        ["Graph:BaseUrl"] = graph ? Teams.Graph.BaseUrl : "",
        ["Graph:AddinId"] = AddinId,
        ["IDENTITY_ENDPOINT"] = Teams.IdentityEndpoint,
        ["IDENTITY_HEADER"] = Teams.Identity.Header,
        ["Outbox:Net"] = quick ? "00:00:02" : "00:01:00",
        ["Outbox:Send"] = quick ? "00:00:05" : "00:01:00",
        ["Outbox:Lease"] = quick ? "00:00:06" : "00:02:00",
        ["Outbox:Hidden"] = quick ? "00:00:08" : "00:03:00",
        ["Jobs:Net"] = quick ? "00:00:02" : "00:01:00",
        ["Jobs:Lease"] = quick ? "00:00:10" : "00:02:00",
        ["Jobs:Hidden"] = quick ? "00:00:08" : "00:03:00",
        ["Graph:NotificationUrl"] = beside is null ? "" : front.AbsoluteUri,
        ["Calendars:Look"] = beside is null ? "00:00:02" : "01:00:00",
        ["Calendars:LookBeside"] = (beside ?? TimeSpan.FromHours(1)).ToString("c", System.Globalization.CultureInfo.InvariantCulture),
        ["Clock:Offset"] = Teams.Clock.Offset.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Somebody of the demo branches by the last digits of the object id.</summary>
    public TeamsUser Person(int number) => Teams.People[DemoBranch.Id(number).ToString()];

    /// <summary>Sets the clock on the wall forward to a time of the same day; 1.09:00 is nine of the next.</summary>
    public async Task ClockShows(string time)
    {
        var now = Teams.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var to = new DateTimeOffset(now.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture), now.Offset);
        await Teams.MoveClockAsync(to - now);
    }

    /// <summary>A person leaves the branch by the list of staff.</summary>
    public async Task Leaves(int who)
    {
        var folder = Directory.CreateTempSubdirectory("staff").FullName;
        var staff = Path.Combine(folder, "staff.csv");
        await File.WriteAllLinesAsync(staff, (await File.ReadAllLinesAsync(Repository.DemoFiles[2])).Where(l => !l.StartsWith(DemoBranch.Id(who).ToString(), StringComparison.Ordinal)));
        await Import([Repository.DemoFiles[0], Repository.DemoFiles[1], staff]);
    }

    /// <summary>Loads lists as the program's command line does, without a process for it; tests of the command line itself start one.</summary>
    private async Task Import(IReadOnlyList<string> files)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings()!);
        builder.AddCommandLine();
        await using var app = builder.Build();
        await using var output = new StringWriter();
        if (await app.Services.GetRequiredService<StaffImport>().Run(["--yes", .. files], TextReader.Null, output, output, CancellationToken.None) != 0)
        {
            throw new InvalidOperationException(output.ToString());
        }
    }

    private static string WithTellers(int tellers)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("branchbot-").FullName, "staff.csv");
        var lines = File.ReadAllLines(Repository.DemoFiles[2]).Concat(Enumerable.Range(0, tellers).Select(n => $"10000000-0000-0000-0000-0000000005{n:00},柜员{n:00},,demo,个人业务柜员,,,"));
        File.WriteAllLines(file, lines);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots)
        {
            await bot.DisposeAsync();
        }

        await Teams.DisposeAsync();
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        await StoragePool.GiveBack(Azurite);
    }
}
