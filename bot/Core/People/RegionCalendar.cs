namespace BranchBot.Core;

/// <summary>The days that a region has changed for all its branches, in one row; each branch has a copy in its facts, so that a turn reads no more rows.</summary>
/// <param name="Region">The region.</param>
/// <param name="Days">The days, in their order, each once.</param>
public sealed record RegionCalendar(RegionId Region, IReadOnlyList<SpecialDay> Days) : Row
{
    // A region has no zone of its own: its day is counted by the clock in Beijing.
    private static readonly BranchTime Clock = new("Asia/Shanghai", BranchTime.UsualDayEnd);

    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's calendar stands.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("people", region), "calendar");

    /// <summary>The region's day.</summary>
    public static DateOnly Today(Turn turn) => Today(turn.Now);

    /// <summary>A region's day at an instant.</summary>
    public static DateOnly Today(DateTimeOffset now) => Clock.DayOf(now);

    /// <summary>When it was, on the clock of a region.</summary>
    public static Text When(DateTimeOffset at, DateOnly today) => Dates.Brief(Clock.DayOf(at), today) + Text.Same($" {Clock.Clock(at)}");

    /// <summary>Who leads which region.</summary>
    /// <exception cref="InvalidOperationException">He leads none.</exception>
    public static RegionLeader Leader(Turn turn) => turn.Actor as RegionLeader ?? throw new InvalidOperationException($"{turn.Actor.GetType().Name} leads no region.");

    /// <summary>The same with days: one that is there already is replaced. Days that are long over go.</summary>
    public RegionCalendar With(IReadOnlyList<SpecialDay> days, DateOnly today) => this with
    {
        Days = [.. Days.Where(d => days.All(n => n.Day != d.Day) && d.Day.AddDays(BranchFacts.KeptDays) >= today).Concat(days).OrderBy(d => d.Day)],
    };

    /// <summary>Days that follow one another and are alike, as spans.</summary>
    public static IEnumerable<(DaySpan Span, SpecialDay Day)> Spans(IEnumerable<SpecialDay> days)
    {
        (DaySpan Span, SpecialDay Day)? open = null;
        foreach (var day in days.OrderBy(d => d.Day))
        {
            if (open is { } known && known.Span.To.AddDays(1) == day.Day && known.Day with { Day = day.Day } == day)
            {
                open = (known.Span with { To = day.Day }, known.Day);
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = (new(day.Day, day.Day), day);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary>What a day is, in words: 休 国庆节, 上班(按周三) 调休.</summary>
    public static Text Says(SpecialDay day) => Text.Same(day.Name + " · ") + (day.Kind switch
    {
        SpecialDayKind.Holiday => new("放假", "holiday"),
        SpecialDayKind.MakeUp when day.MakesUpFor is { } weekday => new($"上班,按{Dates.Weekday(weekday).Zh}", $"workday, as {Dates.Weekday(weekday).En}"),
        SpecialDayKind.Open when day.Hours is { } hours => Text.Same(Dates.Written(hours)),
        SpecialDayKind.Closed => new("停业", "closed"),
        _ => new("营业", "open"),
    });
}
