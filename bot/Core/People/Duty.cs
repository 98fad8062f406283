using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>What an entry changes about somebody's days.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DutyKind>))]
public enum DutyKind
{
    /// <summary>休假: not expected to do anything.</summary>
    Leave,

    /// <summary>轮休 on days that are none of his weekly rest days.</summary>
    Rest,

    /// <summary>上班 on days on which he would rest.</summary>
    Works,

    /// <summary>Another shift than his own.</summary>
    Shift,

    /// <summary>代: acts for a post (P-2).</summary>
    Deputy,

    /// <summary>Stands in as lobby manager (P-1).</summary>
    Lobby,
}

/// <summary>An exception to somebody's days, for a span of dates, both included.</summary>
/// <param name="Id">What tells it apart in the branch.</param>
/// <param name="Kind">What it changes.</param>
/// <param name="Person">Whose days; of a deputy: who acts.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record DutyEntry(string Id, DutyKind Kind, PersonId Person, DateOnly From, DateOnly To, PersonId By, DateTimeOffset At)
{
    /// <summary>The post that a deputy acts for: the branch manager's or a supervisor's.</summary>
    public Position? Post { get; init; }

    /// <summary>The shift, by its name.</summary>
    public string? Shift { get; init; }

    /// <summary>Taken back, or ended early: counts from that instant on no more. Days before it stay as they were.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Its days.</summary>
    [JsonIgnore]
    public DaySpan Span => new(From, To);

    /// <summary>Whether it holds on some day from today on.</summary>
    public bool Lasts(DateOnly today, BranchTime time) => To >= today && Holds(From > today ? From : today, time);

    /// <summary>Whether it holds on a day. One that was ended counts only for the days that were over by then.</summary>
    public bool Holds(DateOnly day, BranchTime time) => From <= day && day <= To && (Ended is not { } ended || day < time.DayOf(ended));
}

/// <summary>Why somebody is not expected to do anything on a day (P-4).</summary>
public enum Absence
{
    /// <summary>The branch is closed.</summary>
    BranchClosed,

    /// <summary>On leave (休假).</summary>
    Leave,

    /// <summary>His rest day (轮休).</summary>
    Rest,

    /// <summary>Not employed on that date.</summary>
    NotEmployed,
}

/// <summary>Somebody's day in his branch (P-4).</summary>
/// <param name="Entry">Who.</param>
/// <param name="Absent">Why he is not on duty; null: he is.</param>
/// <param name="Hours">When he works: his shift's hours or the branch's; null where the branch is closed.</param>
/// <param name="OnLobby">Whether he is on lobby duty that day (P-1).</param>
/// <param name="ActsFor">The posts that he acts for that day (P-2).</param>
public sealed record PersonDay(RosterEntry Entry, Absence? Absent, Hours? Hours, bool OnLobby, IReadOnlyList<Position> ActsFor)
{
    /// <summary>Whether anything is expected of him.</summary>
    public bool OnDuty => Absent is null;
}

/// <summary>Who is on duty, on lobby duty, and acts for whom; pure, of the facts and the roster.</summary>
public static class Duty
{
    /// <summary>The day of everybody on the roster.</summary>
    public static IReadOnlyList<PersonDay> On(BranchFacts facts, Roster roster, DateOnly day)
    {
        var branchDay = facts.On(day);
        var present = roster.Staff.Where(s => Of(facts, s, branchDay) is null).Select(s => s.Id).ToHashSet();
        var lobby = LobbyOn(facts, roster, day, present);
        return [.. roster.Staff.Select(s => Of(facts, s, branchDay, s.Id == lobby))];
    }

    /// <summary>One person's day. Whether he is on lobby duty depends on the others: it takes the roster, and is left out without one.</summary>
    public static PersonDay On(BranchFacts facts, RosterEntry person, DateOnly day, Roster? roster = null) =>
        roster is null ? Of(facts, person, facts.On(day), false) : On(facts, roster, day).FirstOrDefault(p => p.Entry.Id == person.Id) ?? Of(facts, person, facts.On(day), false);

    /// <summary>Why somebody is not expected to do anything on a day; null: he is on duty (P-4).</summary>
    public static Absence? AbsenceOf(BranchFacts facts, RosterEntry person, DateOnly day) => Of(facts, person, facts.On(day));

    /// <summary>The posts that somebody acts for on a day (P-2): not on a day on which he is on leave himself.</summary>
    public static IReadOnlyList<Position> ActingFor(BranchFacts facts, PersonId person, DateOnly day) => Holds(facts, person, DutyKind.Leave, day) is not null
        ? []
        : [.. facts.Duty.Where(d => d is { Kind: DutyKind.Deputy, Post: not null } && d.Person == person && d.Holds(day, facts.Branch.Time)).Select(d => d.Post!.Value).Distinct()];

    /// <summary>Who acts for a post on a day; null: nobody does.</summary>
    public static PersonId? DeputyFor(BranchFacts facts, Position post, DateOnly day) =>
        facts.Duty.LastOrDefault(d => d.Kind == DutyKind.Deputy && d.Post == post && d.Holds(day, facts.Branch.Time) && Holds(facts, d.Person, DutyKind.Leave, day) is null)?.Person;

    /// <summary>When somebody works on a day: his shift's hours or the branch's; null where the branch is closed. On a half-day the day's hours count for all.</summary>
    public static Hours? HoursOf(BranchFacts facts, PersonId person, WorkPattern? pattern, BranchDay day)
    {
        if (day.Hours is null || day.HasOwnHours)
        {
            return day.Hours;
        }

        var shift = Holds(facts, person, DutyKind.Shift, day.Date)?.Shift ?? pattern?.Shift;
        return facts.Branch.Shifts.FirstOrDefault(s => s.Name == shift)?.Hours ?? day.Hours;
    }

    /// <summary>The last day of the leave on which somebody is on a day, leave that follows on it included; null: he is on none.</summary>
    public static DateOnly? LeaveUntil(BranchFacts facts, PersonId person, DateOnly day)
    {
        DateOnly? last = null;
        for (; Holds(facts, person, DutyKind.Leave, day) is not null; day = day.AddDays(1))
        {
            last = day;
        }

        return last;
    }

    /// <summary>Whether an employee is one on a day (P-4).</summary>
    public static bool Employs(WorkPattern? pattern, DateOnly day) => !(pattern?.Joined > day) && !(pattern?.Left < day);

    private static PersonDay Of(BranchFacts facts, RosterEntry person, BranchDay day, bool onLobby) =>
        new(person, Of(facts, person, day), HoursOf(facts, person.Id, person.Pattern, day), onLobby, ActingFor(facts, person.Id, day.Date));

    private static Absence? Of(BranchFacts facts, RosterEntry person, BranchDay day) =>
        !Employs(person.Pattern, day.Date) ? Absence.NotEmployed
        : Holds(facts, person.Id, DutyKind.Leave, day.Date) is not null ? Absence.Leave
        : day.Hours is null ? Absence.BranchClosed
        : facts.Duty.LastOrDefault(d => d.Kind is DutyKind.Rest or DutyKind.Works && d.Person == person.Id && d.Holds(day.Date, facts.Branch.Time)) is { } exception
            ? (exception.Kind == DutyKind.Rest ? Absence.Rest : null)
        : person.Pattern?.Rest?.Contains(day.Date.DayOfWeek) == true ? Absence.Rest
        : null;

    // The primary unless a backup stands in; where he is away, the first backup who is there (P-1).
    private static PersonId? LobbyOn(BranchFacts facts, Roster roster, DateOnly day, HashSet<PersonId> present) =>
        facts.Duty.LastOrDefault(d => d.Kind == DutyKind.Lobby && d.Holds(day, facts.Branch.Time) && present.Contains(d.Person))?.Person
        ?? roster.Staff.FirstOrDefault(s => s.Lobby == LobbyRole.Primary && present.Contains(s.Id))?.Id
        ?? roster.Staff.FirstOrDefault(s => s.Lobby == LobbyRole.Backup && present.Contains(s.Id))?.Id;

    // The entry that was made last decides.
    private static DutyEntry? Holds(BranchFacts facts, PersonId person, DutyKind kind, DateOnly day) =>
        facts.Duty.LastOrDefault(d => d.Kind == kind && d.Person == person && d.Holds(day, facts.Branch.Time));
}
