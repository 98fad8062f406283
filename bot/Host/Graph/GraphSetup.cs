using System.Threading.RateLimiting;
using BranchBot.Host.Teams;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace BranchBot.Host.Graph;

/// <summary>Adds the calendars.</summary>
internal static class GraphSetup
{
    private const string NoticeRate = "notices";

    /// <summary>Adds Outlook by Microsoft Graph where it is connected.</summary>
    public static void AddGraph(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(s => GraphSettings.Read(builder.Configuration, builder.Environment, s.GetRequiredService<TeamsSettings>()));
        builder.Services.AddSingleton(s => new GraphConnection(s.GetRequiredService<GraphSettings>(), s.GetRequiredService<TeamsSettings>()));
        builder.Services.AddSingleton<ICalendars>(s => s.GetRequiredService<GraphSettings>().BaseUrl is null ? new NoCalendars() : Calendars(s));
        builder.Services.AddSingleton(s => new Subscriptions(
            s.GetRequiredService<GraphSettings>().NotificationUrl is { } own ? Notices(s, own) : null,
            s.GetRequiredService<IStorage>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<Subscriptions>>()));
        builder.Services.AddSingleton<NotificationDoor>();
        builder.Services.AddRateLimiter(options => options.AddPolicy(NoticeRate, http => RateLimitPartition.GetTokenBucketLimiter($"{http.Connection.RemoteIpAddress}", _ => new()
        {
            TokenLimit = 500,
            TokensPerPeriod = 100,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })));
    }

    /// <summary>Maps where Graph tells of changes, where it is asked to.</summary>
    public static void MapNotifications(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GraphSettings>().NotificationUrl is null)
        {
            return;
        }

        var door = app.Services.GetRequiredService<NotificationDoor>();
        var graph = app.MapGroup("/").AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(NoticeRate).WithMetadata(new RequestSizeLimitAttribute(NotificationDoor.LargestBody));
        graph.MapPost(GraphSubscriptions.Notifications, (Delegate)door.Changed);
        graph.MapPost(GraphSubscriptions.Lifecycle, (Delegate)door.Endangered);
    }

    // Apart, so that the library of Graph, which knows tens of thousands of types, is not even looked at where no calendars are connected.
    private static GraphCalendars Calendars(IServiceProvider services) =>
        new(services.GetRequiredService<GraphConnection>().Client, services.GetRequiredService<GraphSettings>().AddinId, services.GetRequiredService<ILogger<GraphCalendars>>());

    private static GraphSubscriptions Notices(IServiceProvider services, Uri own) => new(services.GetRequiredService<GraphConnection>().Client, own);
}

/// <summary>The one client of Graph in the process, made when it is first asked for.</summary>
/// <param name="settings">Where Graph is.</param>
/// <param name="teams">Whose identity it is called with.</param>
internal sealed class GraphConnection(GraphSettings settings, TeamsSettings teams)
{
    // Graph answers within seconds; whoever waits longer may hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // So long the client may pause by itself before it tries again; where Graph asks for more, whoever asked has to know.
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(6);
    private readonly Lazy<GraphServiceClient> client = new(() => ClientOf(settings, teams));

    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">Graph is not connected, or has no credential.</exception>
    public GraphServiceClient Client => client.Value;

    private static GraphServiceClient ClientOf(GraphSettings settings, TeamsSettings teams)
    {
        var url = settings.BaseUrl ?? throw new InvalidOperationException("Graph is not connected.");
        var http = GraphClientFactory.Create([.. GraphClientFactory.CreateDefaultHandlers().Select(h => h is RetryHandler ? new RetryHandler(new() { RetriesTimeLimit = Pauses }) : h)]);
        http.Timeout = Patience;
        var credential = ConnectorToken.CredentialOf(teams) ?? throw new InvalidOperationException("Graph is connected without a credential.");
        IAuthenticationProvider tokens = new BaseBearerTokenAuthenticationProvider(new AzureIdentityAccessTokenProvider(credential, [url.Host], null, true, settings.Scope));
        return new(http, tokens, url.AbsoluteUri);
    }
}

/// <summary>No calendars: before the bank has given its consent.</summary>
internal sealed class NoCalendars : ICalendars
{
    /// <inheritdoc/>
    public bool IsConnected => false;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SeenCalendar>> Look(CalendarQuestion question, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SeenCalendar>>([.. question.People.Select(p => new SeenCalendar(p, [], CalendarProblem.NotConnected))]);

    /// <inheritdoc/>
    public Task<CalendarChanges> Changes(CalendarWatch watch, CancellationToken cancel) => Task.FromResult(new CalendarChanges([], null));

    /// <inheritdoc/>
    public Task<CalendarResult> Do(CalendarWish wish, CancellationToken cancel) => Task.FromResult(new CalendarResult(wish.Id, CalendarProblem.NotConnected));
}
