using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>What is measured of an item.</summary>
public enum Measure
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>How much, in 元.</summary>
    Amount,
}

/// <summary>What is to be reached of an item (S-5).</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Count">How many; null: nothing is said.</param>
/// <param name="Amount">How much, in 元; null: nothing is said.</param>
public sealed record Target(string Item, decimal? Count = null, decimal? Amount = null)
{
    /// <summary>What it says of a measure.</summary>
    public decimal? Of(Measure measure) => measure == Measure.Count ? Count : Amount;
}

/// <summary>What the branch, or somebody, is to reach in a period.</summary>
/// <param name="Targets">What, by item.</param>
/// <param name="Person">Who; null: the branch.</param>
public sealed record HolderTargets(IReadOnlyList<Target> Targets, PersonId? Person = null);

/// <summary>
/// The targets of a quarter, month, week or day of a branch, of the branch itself and of its people, in one row, so that a table of them is taken whole or
/// not at all (S-5). It lies in the partition of the quarter in which the period begins.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Of">Its first day.</param>
/// <param name="Holders">Whose targets.</param>
/// <param name="Period">Which period; null: a single day.</param>
public sealed record PeriodTargets(BranchId Branch, DateOnly Of, IReadOnlyList<HolderTargets> Holders, Period? Period = null) : Row
{
    /// <summary>How the keys of targets begin.</summary>
    public const string AllKeys = "target|";

    /// <summary>The most targets of one period, of the branch and its people together: the row has room for no more.</summary>
    public const int MostFigures = 3_000;

    /// <summary>When they were set last, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>By whom.</summary>
    public string By { get; init; } = "";

    /// <inheritdoc/>
    public override RowAddress Address => AddressOf(Branch, Period, Of);

    /// <summary>Its days.</summary>
    [JsonIgnore]
    public DaySpan Span => SpanOf(Period, Of);

    /// <summary>Where the targets of the period stand in which a day lies.</summary>
    public static RowAddress AddressOf(BranchId branch, Period? period, DateOnly day)
    {
        var first = SpanOf(period, day).From;
        return new(SalesDay.In(branch, first), $"{AllKeys}{period?.ToString() ?? "Day"}|{RowKeys.Of(first)}");
    }

    /// <summary>The days of the period in which a day lies; of no period: that day.</summary>
    public static DaySpan SpanOf(Period? period, DateOnly day) => period?.Around(day) ?? new(day, day);

    /// <summary>All targets that say something about a span: one query a quarter, of a span that begins within a week also the one in which that begins.</summary>
    public static IEnumerable<Read> In(BranchId branch, DaySpan span) =>
        Periods.Quarters(new(Core.Period.Week.Around(span.From).From, span.To)).Select(quarter => Read.All<PeriodTargets>(SalesDay.In(branch, quarter), AllKeys));

    /// <summary>What somebody is to reach of an item; null: nothing is said.</summary>
    /// <param name="person">Who; null: the branch.</param>
    /// <param name="item">The item's id.</param>
    public Target? Find(PersonId? person, string item) => Holders.FirstOrDefault(h => h.Person == person)?.Targets.FirstOrDefault(t => t.Item == item);
}
