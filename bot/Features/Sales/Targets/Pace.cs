namespace BranchBot.Features.Sales;

/// <summary>How far something is against its target and the workdays that are gone (S-5, S-6).</summary>
/// <param name="Item">The item.</param>
/// <param name="Measure">By what it is judged.</param>
/// <param name="Done">What was reached.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Due">What was to be reached by now.</param>
/// <param name="Gone">The share of the workdays that are gone, from 0 to 1.</param>
/// <param name="Since">Since which workday it has been behind without a break; null: it is not.</param>
internal sealed record Pace(TallyItem Item, Measure Measure, decimal Done, decimal Target, decimal Due, decimal Gone, DateOnly? Since)
{
    /// <summary>The share of the target that is reached.</summary>
    public decimal Reached => Done / Target;

    /// <summary>How much is missing to what was to be reached by now; below zero: it is ahead.</summary>
    public decimal Behind => Due - Done;

    /// <summary>进度缓慢: behind by a whole one, or a whole 元. What cannot be sold in halves is not late by a half.</summary>
    public bool IsSlow => Since is not null;

    /// <summary>An example to share: ahead by a whole one, and by a tenth of what was due.</summary>
    public bool IsExample => Behind <= -1 && Done * 10 >= Due * 11;

    /// <summary>The pace of an item over a span, up to the last day that is gone; null: it has no target.</summary>
    /// <param name="goals">What is to be reached.</param>
    /// <param name="days">The tallies of the span.</param>
    /// <param name="item">The item.</param>
    /// <param name="person">Whose; null: the branch's.</param>
    /// <param name="span">The days.</param>
    /// <param name="last">The last day that is gone.</param>
    public static Pace? Of(Goals goals, IReadOnlyList<SalesDay> days, TallyItem item, PersonId? person, DaySpan span, DateOnly last) =>
        goals.MeasureOf(person, item.Id, span) is { } measure ? Of(goals, days, item, person, measure, span, last) : null;

    /// <summary>The same by one measure; null: that has no target.</summary>
    public static Pace? Of(Goals goals, IReadOnlyList<SalesDay> days, TallyItem item, PersonId? person, Measure measure, DaySpan span, DateOnly last)
    {
        if (goals.Of(person, item.Id, measure, span) is not { } target || target <= 0)
        {
            return null;
        }

        var byDay = days.Where(d => span.Contains(d.Day)).GroupBy(d => d.Day).ToDictionary(g => g.Key, g => g.Sum(d => DoneOn(d, item.Id, measure, person)));
        var gone = goals.Gone(person, span, last);
        var due = goals.DueBy(person, item.Id, measure, span, last);
        return new(item, measure, byDay.Values.Sum(), target, due, gone, BehindSince(goals, byDay, item.Id, measure, person, span, last));
    }

    // Walks the workdays that are gone; what was sold since the last of them counts for it.
    private static DateOnly? BehindSince(Goals goals, Dictionary<DateOnly, decimal> byDay, string item, Measure measure, PersonId? person, DaySpan span, DateOnly last)
    {
        var workdays = span.Each().Where(d => d <= last && goals.Works(person, d)).ToList();
        var sold = byDay.OrderBy(d => d.Key).ToList();
        var (done, next) = (0m, 0);
        DateOnly? since = null;
        for (var i = 0; i < workdays.Count; i++)
        {
            for (; next < sold.Count && (i == workdays.Count - 1 || sold[next].Key < workdays[i + 1]); next++)
            {
                done += sold[next].Value;
            }

            since = goals.DueBy(person, item, measure, span, workdays[i]) - done >= 1 ? since ?? workdays[i] : null;
        }

        return since;
    }

    private static decimal DoneOn(SalesDay day, string item, Measure measure, PersonId? person)
    {
        var figures = day.Reports.Where(r => person is null || r.Person == person).SelectMany(r => r.Figures).Where(f => f.Item == item);
        return measure == Measure.Count ? figures.Sum(f => f.Count) : figures.Sum(f => f.Amount);
    }
}
