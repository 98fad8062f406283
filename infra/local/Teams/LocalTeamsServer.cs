using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;

namespace BranchBot.LocalTeams;

/// <summary>
/// The other side of the protocol on one machine: authority, managed identity, connector, and the app of every
/// person. It refuses whatever Teams refuses.
/// </summary>
public sealed class LocalTeamsServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ClientEvents events;
    private readonly Envelope envelope;
    private readonly SemaphoreSlim clockGate = new(1, 1);
    private ChatFile? file;

    private LocalTeamsServer(LocalTeamsOptions options)
    {
        Options = options;
        Clock = new ShiftedClock(options.ClockOffset);
        People = new People(options);
        Conversations = new Conversations(options);
        Authority = new Authority(options.AppId);
        Users = new UserAuthority(options, People, () => Url);
        Identity = new ManagedIdentity(options, () => Url);
        Graph = new Graph(People, Identity, options, () => Url, Clock);
        Bot = new BotDoor(Authority, options);
        envelope = new Envelope(options, () => ServiceUrl, People.TeamName, Clock);
        events = new ClientEvents(People, Conversations);
        Installations = new Installations(Bot, People, Conversations, envelope);
        Teams = new Teams(Bot, People, Conversations, events, envelope);
        Uploads = new Uploads(Identity, options);
        Client = new TeamsClient(Bot, People, Conversations, Installations, events, envelope, Uploads, () => Url, Clock);
        Cards = new Cards(Bot, People, Conversations, events, envelope, Clock);
        Extensions = new Extensions(Bot, People, Conversations, Cards, envelope, options);
        Drive = new OneDrive(Uploads, () => Url);
        Files = new Files(Bot, Conversations, Drive, envelope);
        app = Build(events);
    }

    /// <summary>How it was set up.</summary>
    public LocalTeamsOptions Options { get; }

    /// <summary>Its clock; tokens go by the machine's.</summary>
    public ShiftedClock Clock { get; }

    /// <summary>Everybody with an account.</summary>
    public People People { get; }

    /// <summary>Every conversation.</summary>
    public Conversations Conversations { get; }

    /// <summary>Issues the tokens shown to the bot.</summary>
    public Authority Authority { get; }

    /// <summary>Issues the tokens that people show to the bot's API.</summary>
    public UserAuthority Users { get; }

    /// <summary>Issues the tokens the bot shows.</summary>
    public ManagedIdentity Identity { get; }

    /// <summary>Everybody's calendars.</summary>
    public Graph Graph { get; }

    /// <summary>The way to the bot.</summary>
    public BotDoor Bot { get; }

    /// <summary>Who has the app.</summary>
    public Installations Installations { get; }

    /// <summary>Teams, their members, and whether the bot is in them.</summary>
    public Teams Teams { get; }

    /// <summary>Messages people write.</summary>
    public TeamsClient Client { get; }

    /// <summary>Pictures and files people send.</summary>
    public Uploads Uploads { get; }

    /// <summary>Cards people press.</summary>
    public Cards Cards { get; }

    /// <summary>Dialogs of the message extension and of cards.</summary>
    public Extensions Extensions { get; }

    /// <summary>Files the bot hands over.</summary>
    public Files Files { get; }

    /// <summary>Where those files go.</summary>
    internal OneDrive Drive { get; }

    /// <summary>Failures to come.</summary>
    public Faults Faults { get; } = new();

    /// <summary>What the bot asked of the connector.</summary>
    public Calls Calls { get; } = new();

    /// <summary>The address, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The service URL all activities name.</summary>
    public string ServiceUrl => $"{Url}/amer/{Options.Tenant}/";

    /// <summary>The OpenID document of the channel's authority.</summary>
    public string MetadataAddress => $"{Url}/botframework/v1/.well-known/openidconfiguration";

    /// <summary>What the bot gets as IDENTITY_ENDPOINT.</summary>
    public string IdentityEndpoint => $"{Url}/identity/token";

    /// <summary>Ends when the process is told to stop.</summary>
    public CancellationToken Stopping => app.Lifetime.ApplicationStopping;

    /// <summary>Starts listening.</summary>
    public static async Task<LocalTeamsServer> StartAsync(LocalTeamsOptions? options = null)
    {
        var teams = new LocalTeamsServer(options ?? new LocalTeamsOptions());
        if (teams.Options.DataFolder is { } folder)
        {
            teams.file = ChatFile.Open(folder, teams.Conversations, teams.People);
            _ = new CalendarFile(folder, teams.Graph);
        }

        teams.Installations.ApplyPolicy();
        await teams.app.StartAsync();
        teams.Url = teams.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        teams.Authority.ServiceUrl = teams.ServiceUrl;
        if (teams.Options.Bot is { } bot)
        {
            teams.ConnectBot(bot);
        }

        return teams;
    }

    /// <summary>Says where the bot is.</summary>
    /// <param name="bot">Its address.</param>
    /// <param name="handler">A way to a bot in this process that has no socket.</param>
    public void ConnectBot(Uri bot, HttpMessageHandler? handler = null) => Bot.Connect(bot, handler);

    /// <summary>Moves this clock and then the bot's forward, so that what the bot sends at once stands under the new time.</summary>
    /// <returns>The bot's answer; null if none is connected. If it refused, nothing stays moved.</returns>
    public async Task<BotAnswer?> MoveClockAsync(TimeSpan forward)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(forward, TimeSpan.Zero);
        await clockGate.WaitAsync();
        try
        {
            var (before, offset) = (Clock.Offset, Clock.Offset + forward);
            Clock.MoveTo(offset);
            var answer = Bot.Connected ? await Bot.MoveClockAsync(offset) : null;
            if (answer is { Taken: false })
            {
                Clock.TurnBack(before);
                return answer;
            }

            events.ClockMoved(Clock.GetUtcNow());

            return answer;
        }
        finally
        {
            clockGate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (file is not null)
        {
            await file.DisposeAsync();
        }

        Bot.Dispose();
        Graph.Notices.Dispose();
        Authority.Dispose();
        Users.Dispose();
        Identity.Dispose();
        clockGate.Dispose();
    }

    private WebApplication Build(ClientEvents events)
    {
        var page = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = Directory.Exists(page) ? page : null });

        // In a test's process the environment and appsettings.json are the bot's, not ours.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{Options.Port}");
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = TeamsJson.Options.Encoder;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });

        var app = builder.Build();
        app.UseLocalOnly(Bot);
        if (Directory.Exists(page))
        {
            app.UseDefaultFiles();
            app.UseStaticFiles();
        }

        if (Options.NpmFolder is { } npm)
        {
            app.UseStaticFiles(new StaticFileOptions { RequestPath = "/npm", FileProvider = new PhysicalFileProvider(Path.GetFullPath(npm)) });
        }

        Authority.Map(app);
        Users.Map(app);
        Identity.Map(app);
        Graph.Map(app);
        var gate = new ConnectorGate(Identity, new RateLimits(Options.RateLimits), Faults, Calls, Options.OperationTime);
        var connector = new Connector(Options, Conversations, gate, events, Clock);
        connector.Map(app);
        new ConnectorMembers(Options, People, Conversations, connector, gate).Map(app);
        Uploads.Map(app);
        Drive.Map(app);
        new ClientEndpoints(this, events).Map(app);
        new ChannelEndpoints(this).Map(app);
        new DialogEndpoints(this).Map(app);
        new TeamEndpoints(this).Map(app);
        new CalendarEndpoints(this).Map(app);
        return app;
    }
}
