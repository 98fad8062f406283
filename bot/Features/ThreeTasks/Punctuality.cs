namespace BranchBot.Features.ThreeTasks;

/// <summary>How often opening and closing were on time (T-4, T-7). Days of leave, rest, closure, and days not counted are in none of the counts.</summary>
/// <param name="OnTime">Openings and closings on time.</param>
/// <param name="Late">Done after the limit.</param>
/// <param name="Missed">Not done.</param>
/// <param name="Workdays">Days on which something was expected.</param>
/// <param name="Away">Days of leave.</param>
/// <param name="Hurried">Openings and closings that were ticked within seconds.</param>
internal sealed record Score(int OnTime, int Late, int Missed, int Workdays, int Away, int Hurried)
{
    public static readonly Score None = new(0, 0, 0, 0, 0, 0);

    /// <summary>How many openings and closings count.</summary>
    public int Of => OnTime + Late + Missed;

    /// <summary>The share on time in whole percent, rounded down: 100% means all; null where nothing counts.</summary>
    public int? Percent => Of == 0 ? null : 100 * OnTime / Of;

    /// <summary>Both together.</summary>
    public static Score operator +(Score a, Score b) => new(a.OnTime + b.OnTime, a.Late + b.Late, a.Missed + b.Missed, a.Workdays + b.Workdays, a.Away + b.Away, a.Hurried + b.Hurried);
}

/// <summary>One person's day as it counts now.</summary>
internal sealed record Mark(DateOnly Day, PersonId Person, string Name, Position Position, PhaseTally? Opening, PhaseTally? Closing, bool OnLeave)
{
    /// <summary>What it adds to a score.</summary>
    public Score Score(int hurried)
    {
        PhaseTally[] tallies = [.. new[] { Opening, Closing }.OfType<PhaseTally>()];
        int Count(Outcome outcome) => tallies.Count(t => t.Outcome == outcome);
        return new(
            Count(Outcome.OnTime), Count(Outcome.Late), Count(Outcome.Missed), tallies.Length > 0 ? 1 : 0, OnLeave ? 1 : 0, tallies.Count(t => t.Pace <= hurried && hurried > 0));
    }
}

/// <summary>Punctuality over a span of days, of the rows of its days and of what was entered afterwards. Pure.</summary>
internal static class Punctuality
{
    /// <summary>Everybody's days. What a branch has entered since then counts: leave, rest, a closure, a day not counted.</summary>
    public static IReadOnlyList<Mark> Marks(BranchFacts facts, IEnumerable<DaySummary> days, DaySpan span, DateOnly today) =>
    [
        .. from day in days
           where span.Contains(day.Day) && Counts(facts, day, today)
           orderby day.Day
           from position in day.Positions
           from person in position.People
           select Of(facts, day.Day, position.Position, person),
    ];

    /// <summary>Days of the span that are over, on which the branch was open, and of which nothing is kept; none before the first that is.</summary>
    public static IReadOnlyList<DateOnly> Gaps(BranchFacts facts, IEnumerable<DaySummary> days, DaySpan span, DateOnly today)
    {
        var kept = days.Select(d => d.Day).ToHashSet();
        return kept.Count == 0 ? [] : [.. span.Each().Where(d => d > kept.Min() && d < today && !kept.Contains(d) && facts.On(d) is { Hours: not null, Counted: true })];
    }

    // The facts keep what is special about a day for a while; of a day before that the row's own word counts.
    private static bool Counts(BranchFacts facts, DaySummary day, DateOnly today) => day.Day.AddDays(BranchFacts.KeptDays) < today
        ? day.Counted
        : facts.On(day.Day) is { Counted: true, Hours: not null };

    private static Mark Of(BranchFacts facts, DateOnly day, Position position, PersonTally person)
    {
        // Only what was entered for that day: his weekly rest days may be others now than then.
        var since = Duty.AbsenceOf(facts, new(person.Id, person.Name, position), day);
        var leave = person.Absent == AwayReason.Leave || since == Absence.Leave;
        var away = person.Absent is not null || since is not null;
        return new(day, person.Id, person.Name, position, away ? null : person.Opening, away ? null : person.Closing, leave);
    }
}
