using System.Text.Json.Serialization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>What stands in the way of a talk .</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Obstacle>))]
public enum Obstacle
{
    /// <summary>No time is left in the window of the talks at which the branch and who holds them could.</summary>
    NoTime,

    /// <summary>Who holds them is away.</summary>
    HolderAway,

    /// <summary>Who holds them is busy in Outlook.</summary>
    HolderBusy,

    /// <summary>On leave.</summary>
    Leave,

    /// <summary>Rest days, a shift at other hours, not employed then.</summary>
    OffDuty,

    /// <summary>Busy in Outlook.</summary>
    Busy,

    /// <summary>Nobody else of his would be at the counters, or in the lobby.</summary>
    Cover,

    /// <summary>The times that fit are taken by others.</summary>
    Taken,
}

/// <summary>When somebody can be spoken to.</summary>
/// <param name="Person">Who.</param>
/// <param name="Starts">When his talk can begin, by the clock on the branch's wall.</param>
/// <param name="Obstacle">What stands most in the way, where no time fits.</param>
/// <param name="LeaveUntil">The last day of the leave that is in the way.</param>
public sealed record TalkChoice(RosterEntry Person, IReadOnlyList<DateTime> Starts, Obstacle? Obstacle = null, DateOnly? LeaveUntil = null);

/// <summary>
/// When the talks of a quarter can be: on days 1 to 15 of its first month, on workdays, inside the hours and not over the three tasks nor lunch, while
/// both are on duty and not busy, and while somebody else is at the counters and in the lobby. Pure.
/// </summary>
public static class TalkTimes
{
    /// <summary>The last day of the window .</summary>
    public const int LastDay = 15;

    private static readonly TimeSpan Grid = TimeSpan.FromMinutes(30);

    // The three tasks of the opening run into the first half hour, those of the closing begin in the last.
    private static readonly TimeSpan Tasks = TimeSpan.FromMinutes(30);

    // Until the roster says who covers whom.
    private static readonly (TimeOnly From, TimeOnly To) Lunch = (new(11, 30), new(13, 30));

    /// <summary>The days on which a quarter's talks are .</summary>
    /// <param name="quarter">The quarter's first day.</param>
    public static DaySpan Window(DateOnly quarter) => new(quarter, new(quarter.Year, quarter.Month, LastDay));

    /// <summary>Everybody's times, but the holder's own.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="roster">Its people.</param>
    /// <param name="holder">Who holds the talks.</param>
    /// <param name="quarter">The quarter's first day.</param>
    /// <param name="now">The instant, UTC: nothing is put into the past.</param>
    /// <param name="length">How long a talk is.</param>
    /// <param name="busy">Who is busy when; who is not in it is not known to be.</param>
    public static IReadOnlyList<TalkChoice> Of(BranchFacts facts, Roster roster, PersonId holder, DateOnly quarter, DateTimeOffset now, TimeSpan length, IReadOnlyDictionary<PersonId, IReadOnlyList<Busy>> busy)
    {
        var days = Window(quarter).Each().Select(day => new Day(facts, roster, facts.On(day), [.. Duty.On(facts, roster, day)], length, now)).ToList();
        var (free, blocked) = (new List<(Day Day, DateTime Start)>(), Obstacle.NoTime);
        foreach (var (day, start) in days.SelectMany(d => d.Starts.Select(s => (d, s))))
        {
            var obstacle = !day.IsOnDuty(holder, start) ? Obstacle.HolderAway : day.IsBusy(busy, holder, start) ? Obstacle.HolderBusy : (Obstacle?)null;
            blocked = obstacle ?? blocked;
            free.AddRange(obstacle is null ? [(day, start)] : []);
        }

        return [.. roster.Staff.Where(s => s.Id != holder && days.Any(d => Duty.Employs(s.Pattern, d.Date))).Select(s => Of(facts, s, free, blocked, busy))];
    }

    private static TalkChoice Of(BranchFacts facts, RosterEntry person, IReadOnlyList<(Day Day, DateTime Start)> free, Obstacle blocked, IReadOnlyDictionary<PersonId, IReadOnlyList<Busy>> busy)
    {
        var looked = free.Select(f => (f.Start, f.Day, Obstacle: f.Day.ObstacleOf(person, f.Start, busy))).ToList();
        var starts = looked.Where(l => l.Obstacle is null).Select(l => l.Start).ToList();
        if (starts.Count > 0)
        {
            return new(person, starts);
        }

        var most = looked.Count == 0 ? blocked : looked.GroupBy(l => l.Obstacle!.Value).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        return new(person, [], most, most == Obstacle.Leave ? Duty.LeaveUntil(facts, person.Id, looked.First(l => l.Obstacle == Obstacle.Leave).Day.Date) : null);
    }

    private sealed class Day(BranchFacts facts, Roster roster, BranchDay day, IReadOnlyList<PersonDay> people, TimeSpan length, DateTimeOffset now)
    {
        public DateOnly Date => day.Date;

        /// <summary>The starts that the branch allows.</summary>
        public IEnumerable<DateTime> Starts
        {
            get
            {
                if (day.Hours is not { } hours)
                {
                    yield break;
                }

                var earliest = facts.Branch.Time.Wall(now);
                var (first, last) = (Date.ToDateTime(hours.Opens) + Tasks, Date.ToDateTime(hours.Closes) - Tasks);
                for (var start = Date.ToDateTime(TimeOnly.MinValue); start + length <= last; start += Grid)
                {
                    if (start >= first && start > earliest && !(start < Date.ToDateTime(Lunch.To) && Date.ToDateTime(Lunch.From) < start + length))
                    {
                        yield return start;
                    }
                }
            }
        }

        public bool IsOnDuty(PersonId person, DateTime start) => Of(person) is { OnDuty: true, Hours: { } hours } && Date.ToDateTime(hours.Opens) <= start && start + length <= Date.ToDateTime(hours.Closes);

        public bool IsBusy(IReadOnlyDictionary<PersonId, IReadOnlyList<Busy>> busy, PersonId person, DateTime start)
        {
            var (from, to) = (facts.Branch.Time.Instant(Date, TimeOnly.FromDateTime(start)), facts.Branch.Time.Instant(Date, TimeOnly.FromDateTime(start)) + length);
            return busy.GetValueOrDefault(person)?.Any(b => b.From < to && from < b.To) == true;
        }

        /// <summary>What stands in the way of somebody's talk; null: nothing.</summary>
        public Obstacle? ObstacleOf(RosterEntry person, DateTime start, IReadOnlyDictionary<PersonId, IReadOnlyList<Busy>> busy) =>
            Of(person.Id)?.Absent == Absence.Leave ? Obstacle.Leave
            : !IsOnDuty(person.Id, start) ? Obstacle.OffDuty
            : IsBusy(busy, person.Id, start) ? Obstacle.Busy
            : !IsCovered(person, start) ? Obstacle.Cover
            : null;

        private PersonDay? Of(PersonId person) => people.FirstOrDefault(p => p.Entry.Id == person);

        // A teller leaves one at the counters; whoever is on lobby duty leaves one who wears the role.
        private bool IsCovered(RosterEntry person, DateTime start)
        {
            bool Others(Func<RosterEntry, bool> such) => roster.Staff.Any(s => s.Id != person.Id && such(s) && IsOnDuty(s.Id, start));
            return (!IsTeller(person) || Others(IsTeller)) && (Of(person.Id)?.OnLobby != true || Others(s => s.Lobby != LobbyRole.None));
        }

        private static bool IsTeller(RosterEntry person) => person.Position is Position.PersonalTeller or Position.CorporateTeller;
    }
}
