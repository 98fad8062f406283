using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Events.Item.Cancel;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace BranchBot.Host.Graph;

/// <summary>
/// Outlook by Microsoft Graph. Application permissions: Calendars.ReadWrite, limited to the branches' mailboxes (RBAC for Applications in Exchange Online), and
/// User.ReadBasic.All for people's addresses. Events bear a property of their own (<see cref="Mark"/>) by which they are found again, for how long Graph
/// remembers a transactionId is not published.
/// </summary>
internal sealed partial class GraphCalendars(GraphServiceClient graph, Guid? addin, ILogger<GraphCalendars> log) : ICalendars
{
    /// <summary>The extended property that names a talk's event.</summary>
    public const string Mark = "String {5b6b2f0e-6d5c-4c0a-9e0e-2a7f0f6d1c11} Name BranchBotTalk";

    private const string Category = "季度谈话";

    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <inheritdoc/>
    public async Task<CalendarResult> Do(CalendarWish wish, CancellationToken cancel)
    {
        var id = wish.Id;
        if (id is null && wish.Retried)
        {
            var (found, problem) = await GraphFailures.Ask(() => Find(wish.Meeting, cancel), cancel);
            id = problem is null ? found?.Value?.FirstOrDefault()?.Id : null;
            if (problem is not null)
            {
                return new(null, problem);
            }
        }

        return wish.Cancels ? await CallOff(wish.Meeting, id, cancel) : id is null ? await Invite(wish.Meeting, cancel) : await Change(wish.Meeting, id, cancel);
    }

    private Task<EventCollectionResponse?> Find(Meeting wanted, CancellationToken cancel) => graph.Users[wanted.Organizer.ToString()].Events.GetAsync(
        request => (request.QueryParameters.Filter, request.QueryParameters.Select) = ($"singleValueExtendedProperties/Any(ep: ep/id eq '{Mark}' and ep/value eq '{wanted.Key}')", ["id"]),
        cancel);

    private async Task<CalendarResult> Invite(Meeting wanted, CancellationToken cancel)
    {
        var (address, unknown) = (await Addresses([wanted.Attendee], cancel))[wanted.Attendee];
        if (address is null)
        {
            return unknown is CalendarProblem.Throttled or CalendarProblem.NoAnswer
                ? throw new CalendarBusyException(unknown.Value, null, new InvalidOperationException("The address of whom to invite is not known."))
                : new(null, unknown);
        }

        // The client repeats a POST of itself; here whoever asks again looks first.
        var (made, problem) = await GraphFailures.Ask(
            () => graph.Users[wanted.Organizer.ToString()].Events.PostAsync(EventOf(wanted, address), request => request.Options.Add(new RetryHandlerOption { MaxRetry = 0 }), cancel),
            cancel);
        return new(made?.Id, problem);
    }

    private async Task<CalendarResult> Change(Meeting wanted, string id, CancellationToken cancel)
    {
        try
        {
            var change = new Event { Start = At(wanted, wanted.Start), End = At(wanted, wanted.Start + wanted.Length), Location = new() { DisplayName = wanted.Place }, IsOnlineMeeting = wanted.Online ? true : null, OnlineMeetingProvider = wanted.Online ? OnlineMeetingProviderType.TeamsForBusiness : null };
            var (_, problem) = await GraphFailures.Ask(() => Unless(graph.Users[wanted.Organizer.ToString()].Events[id].PatchAsync(change, cancellationToken: cancel)), cancel);
            return new(id, problem);
        }
        catch (GoneException)
        {
            // The manager deleted it by hand: who was invited hears of the new time by a new one, that may have been made already.
            return await Do(new(wanted with { Key = $"{wanted.Key}-{wanted.Start:yyyyMMddHHmm}" }, null, false, true), cancel);
        }
    }

    private async Task<CalendarResult> CallOff(Meeting wanted, string? id, CancellationToken cancel)
    {
        if (id is null)
        {
            return new(null);
        }

        try
        {
            var (_, problem) = await GraphFailures.Ask(
                () => Unless(Cancelled(graph.Users[wanted.Organizer.ToString()].Events[id].Cancel.PostAsync(new CancelPostRequestBody(), cancellationToken: cancel))),
                cancel);
            return new(problem is null ? null : id, problem);
        }
        catch (GoneException)
        {
            return new(null);
        }
    }

    private static async Task<string?> Cancelled(Task asked)
    {
        await asked;
        return null;
    }

    private static async Task<T> Unless<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (ApiException e) when (GraphFailures.IsGone(e))
        {
            throw new GoneException(e);
        }
    }

    private Event EventOf(Meeting wanted, string address) => new()
    {
        TransactionId = wanted.Key,
        Subject = wanted.Subject,
        Start = At(wanted, wanted.Start),
        End = At(wanted, wanted.Start + wanted.Length),
        Location = new() { DisplayName = wanted.Place },
        Attendees = [new() { EmailAddress = new() { Address = address }, Type = AttendeeType.Required }],
        Sensitivity = Sensitivity.Private,
        ShowAs = FreeBusyStatus.Busy,
        IsOnlineMeeting = wanted.Online ? true : null,
        OnlineMeetingProvider = wanted.Online ? OnlineMeetingProviderType.TeamsForBusiness : null,
        Categories = [Category],
        IsReminderOn = true,
        ReminderMinutesBeforeStart = 15,
        ResponseRequested = true,
        AllowNewTimeProposals = true,
        SingleValueExtendedProperties =
        [
            new() { Id = Mark, Value = wanted.Key },

            // The custom properties of an add-in (learn.microsoft.com, "Get and set add-in metadata for an Outlook add-in").
            .. addin is null ? Array.Empty<SingleValueLegacyExtendedProperty>() : [new() { Id = $"String {{00020329-0000-0000-C000-000000000046}} Name cecp-{addin}", Value = $$"""{"talk":"{{wanted.Attendee}}"}""" }],
        ],
    };

    private static DateTimeTimeZone At(Meeting wanted, DateTimeOffset instant) => new()
    {
        DateTime = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(wanted.ZoneId)).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        TimeZone = wanted.ZoneId,
    };

    private static DateTimeOffset Instant(DateTimeTimeZone at) => new(DateTime.Parse(at.DateTime!, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.Zero);

    private sealed class GoneException(Exception inner) : Exception("The event is gone.", inner);
}
