namespace BranchBot.Features.Sales;

/// <summary>
/// What is to be reached by when, from all targets that stand (S-5). A target is split evenly over the workdays of its period; a finer one comes first, and
/// what is left of a coarser one goes to the days that no finer one covers. The branch's workdays are those on which it is open and that count, make-up
/// days too; a person's are those of them on which he is on duty, so that leave does not count against him (P-4). Pure.
/// </summary>
internal sealed class Goals(BranchFacts facts, Roster roster, IEnumerable<PeriodTargets> targets)
{
    private readonly IReadOnlyList<PeriodTargets> stated = [.. targets.OrderBy(t => t.Span.Days).ThenBy(t => t.Of)];
    private readonly Dictionary<PersonId, RosterEntry> staff = roster.Staff.ToDictionary(s => s.Id);
    private readonly Dictionary<(PersonId?, string, Measure), IReadOnlyDictionary<DateOnly, decimal>> daily = [];
    private readonly Dictionary<(PersonId?, DateOnly), bool> works = [];

    /// <summary>By what an item is judged: by its amount, where that has a target; null: it has none.</summary>
    /// <param name="person">Whose target; null: the branch's.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="span">The days.</param>
    public Measure? MeasureOf(PersonId? person, string item, DaySpan span) =>
        Of(person, item, Measure.Amount, span) > 0 ? Measure.Amount : Of(person, item, Measure.Count, span) > 0 ? Measure.Count : null;

    /// <summary>What is to be reached over a span: what is said of just that period, else what its days come to; null: nothing is said.</summary>
    public decimal? Of(PersonId? person, string item, Measure measure, DaySpan span)
    {
        if (stated.FirstOrDefault(s => s.Span == span && s.Find(person, item)?.Of(measure) is not null) is { } exact)
        {
            return exact.Find(person, item)!.Of(measure);
        }

        var days = Daily(person, item, measure).Where(d => span.Contains(d.Key)).ToList();
        return days.Count == 0 ? null : Whole(days.Sum(d => d.Value));
    }

    /// <summary>What was to be reached by the end of a day of a span.</summary>
    public decimal DueBy(PersonId? person, string item, Measure measure, DaySpan span, DateOnly last) =>
        Whole(Daily(person, item, measure).Where(d => span.Contains(d.Key) && d.Key <= last).Sum(d => d.Value));

    /// <summary>The share of a span's workdays that are gone by the end of a day, from 0 to 1; of a span without workdays 1.</summary>
    /// <param name="person">Whose workdays; null: the branch's.</param>
    /// <param name="span">The days.</param>
    /// <param name="last">The last day that is gone.</param>
    public decimal Gone(PersonId? person, DaySpan span, DateOnly last)
    {
        var all = span.Each().Where(d => Works(person, d)).ToList();
        return all.Count == 0 ? 1 : (decimal)all.Count(d => d <= last) / all.Count;
    }

    /// <summary>Whether a day is a workday of the branch (null), or of somebody.</summary>
    public bool Works(PersonId? person, DateOnly day)
    {
        if (works.TryGetValue((person, day), out var known))
        {
            return known;
        }

        var open = facts.On(day) is { Hours: not null, Counted: true };
        return works[(person, day)] = open && (person is not { } who || !staff.TryGetValue(who, out var entry) || Duty.AbsenceOf(facts, entry, day) is null);
    }

    private IReadOnlyDictionary<DateOnly, decimal> Daily(PersonId? person, string item, Measure measure)
    {
        if (daily.TryGetValue((person, item, measure), out var known))
        {
            return known;
        }

        var split = Split(person, item, measure);
        return daily[(person, item, measure)] = split.Count > 0 || person is not null ? split : OfAll(item, measure);
    }

    private Dictionary<DateOnly, decimal> Split(PersonId? person, string item, Measure measure)
    {
        var days = new Dictionary<DateOnly, decimal>();
        foreach (var period in stated)
        {
            if (period.Find(person, item)?.Of(measure) is not { } target)
            {
                continue;
            }

            var span = period.Span;
            var free = span.Each().Where(d => !days.ContainsKey(d) && (period.Period is null || Works(person, d))).ToList();
            var left = Math.Max(0, target - days.Where(d => span.Contains(d.Key)).Sum(d => d.Value));
            foreach (var day in free)
            {
                days[day] = left / free.Count;
            }
        }

        return days;
    }

    // Of a branch for which nothing is said, what its people are to reach; who is there no more reaches nothing.
    private Dictionary<DateOnly, decimal> OfAll(string item, Measure measure) => stated
        .SelectMany(s => s.Holders.Select(h => h.Person))
        .OfType<PersonId>()
        .Distinct()
        .Where(staff.ContainsKey)
        .SelectMany(p => Daily(p, item, measure))
        .GroupBy(d => d.Key)
        .ToDictionary(g => g.Key, g => g.Sum(d => d.Value));

    // Thirds of a deal come together to one again.
    private static decimal Whole(decimal sum) => decimal.Round(sum, 6);
}
