using BranchBot.Host.Teams;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;

namespace BranchBot.Host.Graph;

/// <summary>Adds the calendars.</summary>
internal static class GraphSetup
{
    // Graph answers within seconds; whoever waits longer may hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds Outlook by Microsoft Graph where it is connected.</summary>
    public static void AddGraph(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(s => GraphSettings.Read(builder.Configuration, builder.Environment, s.GetRequiredService<TeamsSettings>()));
        builder.Services.AddSingleton<ICalendars>(s => s.GetRequiredService<GraphSettings>() is { BaseUrl: { } url } settings
            ? new GraphCalendars(ClientOf(url, settings, s.GetRequiredService<TeamsSettings>()), settings.AddinId, s.GetRequiredService<ILogger<GraphCalendars>>())
            : new NoCalendars());
    }

    private static GraphServiceClient ClientOf(Uri url, GraphSettings settings, TeamsSettings teams)
    {
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
