using System.Globalization;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>What happened to a day's tallies as a whole (S-4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SalesStepKind>))]
public enum SalesStepKind
{
    /// <summary>汇总.</summary>
    Closed,

    /// <summary>已审阅.</summary>
    Reviewed,

    /// <summary>The region opened it again.</summary>
    Reopened,
}

/// <summary>A step of a day's tallies.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name then, with 代 where he acted for a post (P-2).</param>
public sealed record SalesStep(SalesStepKind Kind, DateTimeOffset At, PersonId By, Text Name)
{
    /// <summary>Who was missing when it was closed, by name.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Why it was opened again.</summary>
    public string? Why { get; init; }
}

/// <summary>What one person has reported for a day.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">His name then.</param>
/// <param name="Position">His position then.</param>
/// <param name="At">When he reported last, UTC.</param>
/// <param name="Figures">What he has; none: 今天没有.</param>
/// <param name="Operations">The keys of the entries that are in it, by which a repeat is recognised.</param>
public sealed record SalesReport(PersonId Person, string Name, Position Position, DateTimeOffset At, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Operations)
{
    /// <summary>The most entries that a person makes in a day.</summary>
    public const int MostEntries = 60;
}

/// <summary>A figure that was changed after the close: the old one stays visible (S-4).</summary>
/// <param name="Person">Whose.</param>
/// <param name="Before">What stood.</param>
/// <param name="After">What stands.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who changed it, by name.</param>
/// <param name="Why">Why.</param>
public sealed record Correction(PersonId Person, Figure Before, Figure After, DateTimeOffset At, string By, string Why);

/// <summary>
/// A branch's tallies of a day: all that a close closes is in one row, so that an entry and the close never miss one another. The days of a quarter lie in one
/// partition, so that a quarter is one query; what each entry said lies beside them (<see cref="SalesEntry"/>).
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="Reports">Who has reported what.</param>
public sealed record SalesDay(BranchId Branch, DateOnly Day, IReadOnlyList<SalesReport> Reports) : Row
{
    private const string Keys = "day|";

    /// <summary>The most corrections of a day.</summary>
    public const int MostCorrections = 200;

    /// <summary>What happened to the day as a whole, oldest first.</summary>
    public IReadOnlyList<SalesStep> Steps { get; init; } = [];

    /// <summary>What was changed after the close, oldest first.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Who was asked for his report; once a day.</summary>
    public IReadOnlyList<PersonId> Asked { get; init; } = [];

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Day);

    /// <summary>Since when it is closed; null: it is open.</summary>
    [JsonIgnore]
    public SalesStep? Closed => Steps.LastOrDefault(s => s.Kind != SalesStepKind.Reviewed) is { Kind: SalesStepKind.Closed } closed ? closed : null;

    /// <summary>The manager's 已审阅 of what is closed now.</summary>
    [JsonIgnore]
    public SalesStep? Reviewed => Steps is [.., { Kind: SalesStepKind.Reviewed } reviewed] ? reviewed : null;

    /// <summary>The branch's figures.</summary>
    [JsonIgnore]
    public IReadOnlyList<Figure> Total => Figures.Sum(Reports.SelectMany(r => r.Figures));

    /// <summary>Where a day's tallies stand.</summary>
    public static RowAddress At(BranchId branch, DateOnly day) => new(In(branch, day), Keys + RowKeys.Of(day));

    /// <summary>A day's tallies, none where nothing was reported yet.</summary>
    public static SalesDay Of(Turn turn, Rows rows, DateOnly day) => rows.Find<SalesDay>(At(turn.Branch.Id, day)) ?? new(turn.Branch.Id, day, []);

    /// <summary>The partition of a day's quarter.</summary>
    public static Partition In(BranchId branch, DateOnly day) => Partition.OfBranch("sales", branch, Periods.QuarterOf(day));

    /// <summary>The days of a span, a query for each quarter that it touches.</summary>
    public static IEnumerable<Read> In(BranchId branch, DaySpan span) =>
        Periods.Quarters(span).Select(quarter => Read.Between<SalesDay>(In(branch, quarter), Keys, Keys + RowKeys.Of(span.From > quarter ? span.From : quarter), Keys + RowKeys.Of(span.To)));

    /// <summary>What somebody has reported; null: nothing yet.</summary>
    public SalesReport? ReportOf(PersonId person) => Reports.FirstOrDefault(r => r.Person == person);

    /// <summary>The same with somebody's report.</summary>
    public SalesDay With(SalesReport report) =>
        this with { Reports = ReportOf(report.Person) is null ? [.. Reports, report] : [.. Reports.Select(r => r.Person == report.Person ? report : r)] };

    /// <summary>The same with a step.</summary>
    public SalesDay With(SalesStep step) => this with { Steps = [.. Steps, step] };
}

/// <summary>How an entry changed the figures.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>A line added.</summary>
    Added,

    /// <summary>改 set.</summary>
    Set,

    /// <summary>A form recorded the difference from what it showed.</summary>
    Form,

    /// <summary>今天没有.</summary>
    Nothing,
}

/// <summary>One entry as it was made, never changed (S-3): who, when, before, after.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day that it is about.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Operation">Its key: the same message or press counts once.</param>
/// <param name="Person">Whose figures.</param>
/// <param name="Of">His name then.</param>
/// <param name="By">Who entered them: himself, or a supervisor.</param>
/// <param name="Name">The name of who entered them.</param>
/// <param name="Kind">How.</param>
/// <param name="Before">What stood before of the items that it touches.</param>
/// <param name="After">What stands then.</param>
public sealed record SalesEntry(
    BranchId Branch, DateOnly Day, DateTimeOffset At, string Operation, PersonId Person, string Of, PersonId By, string Name, EntryKind Kind, IReadOnlyList<Figure> Before, IReadOnlyList<Figure> After) : Row
{
    private const string Keys = "entry|";

    /// <summary>Why, of a change after the close.</summary>
    public string? Why { get; init; }

    /// <inheritdoc/>
    public override RowAddress Address => new(SalesDay.In(Branch, Day), $"{Keys}{RowKeys.Of(Day)}|{At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}|{Operation}");

    /// <summary>A day's entries, oldest first, by one query.</summary>
    public static Read All(BranchId branch, DateOnly day) => Read.All<SalesEntry>(SalesDay.In(branch, day), $"{Keys}{RowKeys.Of(day)}|");

    /// <summary>The entries of the days of a span, by day and then by time, a query for each quarter that it touches.</summary>
    public static IEnumerable<Read> In(BranchId branch, DaySpan span) =>
        Periods.Quarters(span).Select(quarter => Read.Between<SalesEntry>(SalesDay.In(branch, quarter), Keys, Keys + RowKeys.Of(span.From > quarter ? span.From : quarter), Keys + RowKeys.Of(span.To)));
}
