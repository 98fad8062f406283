using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>How far a talk is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TalkState>))]
public enum TalkState
{
    /// <summary>Proposed to the manager; nobody is invited.</summary>
    Proposed,

    /// <summary>The employee is invited.</summary>
    Invited,

    /// <summary>He accepted.</summary>
    Accepted,

    /// <summary>He cannot then: another time is to be found .</summary>
    Declined,

    /// <summary>The talk was held.</summary>
    Held,
}

/// <summary>A talk.</summary>
/// <param name="Person">With whom.</param>
/// <param name="Name">His name.</param>
/// <param name="Position">His position.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="State">How far it is.</param>
/// <param name="Sequence">How many times its invitation has changed: an answer to an earlier one counts no more.</param>
/// <param name="Problem">Why it could not be put into Outlook; null: it could, or was not tried.</param>
/// <param name="Edition">How many times what stands in his calendar file has changed: put in, moved, called off (<see cref="TalkPlan.With"/>).</param>
/// <param name="Mail">His mail address when it was arranged; null: not known.</param>
/// <param name="Holder">Who holds it in the manager's place (P-2); null: who holds all.</param>
/// <param name="HolderName">His name.</param>
/// <param name="Wanted">When the employee proposes in Outlook that it begins instead, UTC; null: he proposes nothing.</param>
public sealed record Talk(
    PersonId Person,
    string Name,
    Position Position,
    DateTimeOffset Start,
    TalkState State = TalkState.Proposed,
    int Sequence = 0,
    CalendarProblem? Problem = null,
    int Edition = 0,
    string? Mail = null,
    PersonId? Holder = null,
    string? HolderName = null,
    DateTimeOffset? Wanted = null)
{
    /// <summary>Whether he was promised this time, so that it may stand in his calendar.</summary>
    [JsonIgnore]
    public bool Binds => State is TalkState.Invited or TalkState.Accepted or TalkState.Held;
}

/// <summary>Somebody who had a talk in the quarter's plan and has none now: when he gets one again, it goes on from there.</summary>
/// <param name="Person">Who.</param>
/// <param name="Sequence">The last <see cref="Talk.Sequence"/>.</param>
/// <param name="Edition">The last <see cref="Talk.Edition"/>.</param>
public sealed record Former(PersonId Person, int Sequence, int Edition);

/// <summary>Somebody whose calendar could not be looked at.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">His name.</param>
/// <param name="Problem">Why.</param>
public sealed record Unseen(PersonId Person, string Name, CalendarProblem Problem);

/// <summary>Somebody who has no talk, with what stands in the way .</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">His name.</param>
/// <param name="Obstacle">What.</param>
/// <param name="LeaveUntil">The last day of the leave that is in the way.</param>
public sealed record Unplaced(PersonId Person, string Name, Obstacle Obstacle, DateOnly? LeaveUntil = null);

/// <summary>The talks of a branch in a quarter, in one row: who is to be met, when, how far it is.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The first day of the quarter in which they are held .</param>
/// <param name="Holder">Who holds them.</param>
/// <param name="Version">How many times times were arranged or moved: nobody confirms what he has not seen.</param>
/// <param name="Talks">The talks, in the order of time.</param>
/// <param name="Unplaced">Who has none.</param>
/// <param name="Optimal">Whether it is proven that nobody more can be placed.</param>
/// <param name="Arranging">The operation that is being arranged just now; null: none.</param>
/// <param name="Minutes">How long each is: the branch's setting when the first ones were arranged.</param>
/// <param name="Outlook">Whether the calendars were looked at, and invitations go into them.</param>
/// <param name="Unseen">Whose calendar could not be looked at.</param>
/// <param name="Former">Who had a talk here and has none now.</param>
/// <param name="Online">Whether invitations are meetings in Teams too.</param>
/// <param name="Stuck">Whose meeting stands in Outlook still though it is over, for it could not be called off.</param>
public sealed record TalkPlan(
    BranchId Branch,
    DateOnly Quarter,
    PersonId Holder,
    int Version,
    IReadOnlyList<Talk> Talks,
    IReadOnlyList<Unplaced> Unplaced,
    bool Optimal = true,
    string? Arranging = null,
    int Minutes = 60,
    bool Outlook = false,
    IReadOnlyList<Unseen>? Unseen = null,
    IReadOnlyList<Former>? Former = null,
    bool Online = false,
    IReadOnlyList<Unseen>? Stuck = null) : Row
{
    /// <summary>How long a talk may be .</summary>
    public const int MostMinutes = 120;

    /// <summary>How long each is.</summary>
    [JsonIgnore]
    public TimeSpan Length => TimeSpan.FromMinutes(Minutes);

    /// <summary>Where a quarter's talks stand.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter) => new(Partition.OfBranch("talks", branch, Periods.QuarterOf(quarter)), "plan");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter);

    /// <summary>Somebody's talk; null: he has none.</summary>
    public Talk? Of(PersonId person) => Talks.FirstOrDefault(t => t.Person == person);

    /// <summary>Who holds somebody's talk.</summary>
    public PersonId HolderOf(PersonId person) => Of(person)?.Holder ?? Holder;

    /// <summary>Up to where somebody's invitation and file were counted, talk or none.</summary>
    public Former Counted(PersonId person) =>
        Of(person) is { } talk ? new(person, talk.Sequence, Math.Max(talk.Edition, talk.Sequence)) : Former?.FirstOrDefault(f => f.Person == person) ?? new(person, 0, 0);

    /// <summary>Who came to the branch since it was arranged .</summary>
    public IReadOnlyList<RosterEntry> Joined(Roster roster) =>
        [.. roster.Staff.Where(s => s.Id != Holder && TalkTimes.Window(Quarter).Each().Any(d => Duty.Employs(s.Pattern, d)) && Of(s.Id) is null && Unplaced.All(u => u.Person != s.Id))];

    /// <summary>The talks of people who have left the branch since.</summary>
    public IReadOnlyList<Talk> Left(Roster roster) => [.. Talks.Where(t => t.State != TalkState.Held && roster.Find(t.Person) is null)];

    /// <summary>Whether the branch has another manager than the one who is to hold them .</summary>
    public bool HasNewManager(Roster roster) => roster.Staff.Any(s => s.Position == Position.BranchManager) && roster.Find(Holder)?.Position != Position.BranchManager;

    /// <summary>How many people are not settled: without a time, not invited, declined, or come since.</summary>
    public int Unsettled(Roster roster) => Unplaced.Count(u => roster.Find(u.Person) is not null) + Talks.Count(t => t.State is TalkState.Proposed or TalkState.Declined) + Joined(roster).Count;

    /// <summary>The same with a talk changed; its calendar file is counted on where what stands in a calendar is another time, with somebody else, or something no more, or again.</summary>
    public TalkPlan With(Talk talk)
    {
        (DateTimeOffset, PersonId)? Stands(Talk? of) => of is { Binds: true } ? (of.Start, of.Holder ?? Holder) : null;
        var (before, after) = (Stands(Of(talk.Person)), Stands(talk));
        talk = talk with { Edition = Counted(talk.Person).Edition + (before == after ? 0 : 1) };
        return this with
        {
            Talks = [.. Talks.Where(t => t.Person != talk.Person).Append(talk).OrderBy(t => t.Start)],
            Unplaced = [.. Unplaced.Where(u => u.Person != talk.Person)],
        };
    }
}

/// <summary>Which quarter's talks a day is about.</summary>
public static class TalkQuarter
{
    /// <summary>How many days before the quarter's end the next one's talks are planned .</summary>
    public const int PlannedBefore = 7;

    /// <summary>The first day of the quarter whose talks are planned or held on a day: in its last week the next one, else its own.</summary>
    public static DateOnly On(DateOnly day)
    {
        var next = Periods.FirstOfQuarter(day).AddMonths(3);
        return day.AddDays(PlannedBefore) >= next ? next : Periods.FirstOfQuarter(day);
    }

    /// <summary>Whether a quarter's talks can be arranged on a day: from the week before it to the end of the window.</summary>
    public static bool IsOpen(DateOnly quarter, DateOnly day) => day.AddDays(PlannedBefore) >= quarter && day <= TalkTimes.Window(quarter).To;
}
