using System.Threading.RateLimiting;
using BranchBot.Host.Teams;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;

namespace BranchBot.Host.Graph;

/// <summary>Adds the calendars.</summary>
internal static class GraphSetup
{
    private const string Notices = "notices";

    // Graph answers within seconds; whoever waits longer may hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds Outlook by Microsoft Graph where it is connected.</summary>
    public static void AddGraph(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(s => GraphSettings.Read(builder.Configuration, builder.Environment, s.GetRequiredService<TeamsSettings>()));
        builder.Services.AddSingleton(s => new Lazy<GraphServiceClient>(() => ClientOf(s.GetRequiredService<GraphSettings>(), s.GetRequiredService<TeamsSettings>())));
        builder.Services.AddSingleton<ICalendars>(s => s.GetRequiredService<GraphSettings>().BaseUrl is not null
            ? new GraphCalendars(s.GetRequiredService<Lazy<GraphServiceClient>>().Value, s.GetRequiredService<GraphSettings>().AddinId, s.GetRequiredService<ILogger<GraphCalendars>>())
            : new NoCalendars());
        builder.Services.AddSingleton(s => new Subscriptions(
            s.GetRequiredService<GraphSettings>().NotificationUrl is { } own ? new GraphSubscriptions(s.GetRequiredService<Lazy<GraphServiceClient>>().Value, own) : null,
            s.GetRequiredService<IStorage>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<Subscriptions>>()));
        builder.Services.AddSingleton<NotificationDoor>();
        builder.Services.AddRateLimiter(options => options.AddPolicy(Notices, http => RateLimitPartition.GetTokenBucketLimiter($"{http.Connection.RemoteIpAddress}", _ => new()
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
        var graph = app.MapGroup("/").AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(Notices).WithMetadata(new RequestSizeLimitAttribute(NotificationDoor.LargestBody));
        graph.MapPost(GraphSubscriptions.Notifications, (Delegate)door.Changed);
        graph.MapPost(GraphSubscriptions.Lifecycle, (Delegate)door.Endangered);
    }

    private static GraphServiceClient ClientOf(GraphSettings settings, TeamsSettings teams)
    {
        var url = settings.BaseUrl ?? throw new InvalidOperationException("Graph is not connected.");
        var http = GraphClientFactory.Create();
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
