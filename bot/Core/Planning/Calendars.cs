using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>When somebody is busy, by his calendar, UTC.</summary>
public sealed record Busy(DateTimeOffset From, DateTimeOffset To);

/// <summary>Why a calendar could not be read, or an invitation not be put into it. An error is never taken for "free".</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalendarProblem>))]
public enum CalendarProblem
{
    /// <summary>The bot has no permission for this mailbox (403).</summary>
    NotAllowed,

    /// <summary>There is no such mailbox (404).</summary>
    NoMailbox,

    /// <summary>Too much was asked of the service (429).</summary>
    Throttled,

    /// <summary>The service did not answer, or with an error of its own (time-out, 5xx).</summary>
    NoAnswer,

    /// <summary>The service does not take what it was asked (other 4xx).</summary>
    Refused,

    /// <summary>The bot is connected to no calendars.</summary>
    NotConnected,
}

/// <summary>Whose calendars are looked at.</summary>
/// <param name="Organizer">Who looks.</param>
/// <param name="People">Whose.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="To">Until when, UTC; less than 62 days later (docs of getSchedule).</param>
public sealed record CalendarQuestion(PersonId Organizer, IReadOnlyList<PersonId> People, DateTimeOffset From, DateTimeOffset To);

/// <summary>What was seen of somebody's calendar.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Busy">When he is busy; none where there is a problem.</param>
/// <param name="Problem">Why it could not be seen; null: it was.</param>
public sealed record SeenCalendar(PersonId Person, IReadOnlyList<Busy> Busy, CalendarProblem? Problem = null);

/// <summary>An appointment of two people as it is to stand in their calendars. It is private, and says nothing of what it is about .</summary>
/// <param name="Key">What tells it apart for ever: the service makes one of it, whatever happens on the way.</param>
/// <param name="Organizer">Who invites.</param>
/// <param name="Attendee">Who is invited.</param>
/// <param name="Subject">What it is called.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Length">How long it is.</param>
/// <param name="ZoneId">The time zone of its place, by its IANA name.</param>
/// <param name="Place">Where.</param>
/// <param name="Online">Whether it is a meeting in Teams too.</param>
public sealed record Meeting(string Key, PersonId Organizer, PersonId Attendee, string Subject, DateTimeOffset Start, TimeSpan Length, string ZoneId, string Place, bool Online = false);

/// <summary>What is to be done in calendars.</summary>
/// <param name="Meeting">The appointment.</param>
/// <param name="Id">Its id there; null: not known.</param>
/// <param name="Cancels">Whether it is called off.</param>
/// <param name="Retried">Whether it may have been asked for before: then it is looked for first.</param>
public sealed record CalendarWish(Meeting Meeting, string? Id, bool Cancels, bool Retried);

/// <summary>What came of it.</summary>
/// <param name="Id">The appointment's id; null: there is none, or it is not known.</param>
/// <param name="Problem">Why it was not done; null: it was.</param>
public sealed record CalendarResult(string? Id, CalendarProblem? Problem = null);

/// <summary>A meeting that has changed in a calendar.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">When it begins, UTC; null: it is gone.</param>
/// <param name="Answer">What who is invited has answered; null: nothing, or nothing definite.</param>
/// <param name="Proposed">When he proposes that it begins instead, UTC; null: he proposes nothing.</param>
public sealed record ChangedMeeting(string Id, DateTimeOffset? Start, bool? Answer, DateTimeOffset? Proposed = null);

/// <summary>Whose meetings are followed.</summary>
/// <param name="Organizer">Whose.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="To">Until when, UTC.</param>
/// <param name="Link">Where the last look ended; null: the first look.</param>
public sealed record CalendarWatch(PersonId Organizer, DateTimeOffset From, DateTimeOffset To, string? Link);

/// <summary>What has changed since the last look.</summary>
/// <param name="Meetings">The meetings; at a first look all.</param>
/// <param name="Link">Where this look ended; null: it could not be looked.</param>
public sealed record CalendarChanges(IReadOnlyList<ChangedMeeting> Meetings, string? Link);

/// <summary>The wall to the calendars.</summary>
public interface ICalendars
{
    /// <summary>Whether there are any.</summary>
    bool IsConnected { get; }

    /// <summary>Looks when people are busy: one answer for each who was asked about.</summary>
    Task<IReadOnlyList<SeenCalendar>> Look(CalendarQuestion question, CancellationToken cancel);

    /// <summary>What has changed in a calendar.</summary>
    /// <exception cref="CalendarBusyException">Not now; nothing is lost by asking later.</exception>
    Task<CalendarChanges> Changes(CalendarWatch watch, CancellationToken cancel);

    /// <summary>Makes, changes or cancels an appointment.</summary>
    /// <exception cref="CalendarBusyException">Not now: it is not known whether it was done; to be tried again.</exception>
    Task<CalendarResult> Do(CalendarWish wish, CancellationToken cancel);
}

/// <summary>The calendars cannot now: to be tried again.</summary>
/// <param name="problem">Why.</param>
/// <param name="retryAfter">How long to wait; null: nothing was said.</param>
/// <param name="inner">What happened.</param>
public sealed class CalendarBusyException(CalendarProblem problem, TimeSpan? retryAfter, Exception inner) : Exception($"The calendars cannot now: {problem}.", inner)
{
    /// <summary>Why.</summary>
    public CalendarProblem Problem => problem;

    /// <summary>How long to wait; null: nothing was said.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
