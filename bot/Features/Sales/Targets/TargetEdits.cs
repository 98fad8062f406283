using System.Globalization;

namespace BranchBot.Features.Sales;

/// <summary>A target that is set, or taken away.</summary>
/// <param name="Person">Whose; null: the branch's.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Measure">Of what.</param>
/// <param name="Value">The target; null: none.</param>
internal sealed record TargetEdit(PersonId? Person, string Item, Measure Measure, decimal? Value);

/// <summary>A target that was changed.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Amount">Whether it is the amount.</param>
/// <param name="Before">What stood; null: nothing.</param>
/// <param name="After">What stands; null: nothing.</param>
/// <param name="Person">Whose; null: the branch's.</param>
public sealed record TargetChanged(string Item, bool Amount, decimal? Before = null, decimal? After = null, PersonId? Person = null);

/// <summary>Targets as they were changed once, never changed itself: who, when, before, after. A large table makes several of them.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Of">The first day of the period whose targets they are.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name then.</param>
/// <param name="Key">What tells it apart.</param>
/// <param name="Changes">What was changed.</param>
/// <param name="Period">Which period; null: a day.</param>
public sealed record TargetsChanged(BranchId Branch, DateOnly Of, DateTimeOffset At, PersonId By, string Name, string Key, IReadOnlyList<TargetChanged> Changes, Period? Period = null) : Row
{
    private const string Keys = "target-change|";

    /// <summary>The most changes of one row.</summary>
    public const int MostInOne = 1_000;

    /// <inheritdoc/>
    public override RowAddress Address => new(SalesDay.In(Branch, Of), $"{Keys}{At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}|{Key}");

    /// <summary>All changes of targets of the quarter in which a day lies, by one query.</summary>
    public static Read All(BranchId branch, DateOnly day) => Read.All<TargetsChanged>(SalesDay.In(branch, day), Keys);
}

/// <summary>Sets targets over those that stand. Pure.</summary>
internal static class TargetEdits
{
    /// <summary>The highest count that can be a target.</summary>
    public const decimal MostCount = 1_000_000;

    /// <summary>How long before today a period may have ended whose targets are set.</summary>
    public const int MostBack = 31;

    /// <summary>How long after today a period may begin.</summary>
    public const int MostAhead = 366;

    /// <summary>What is wrong with a value; null: nothing.</summary>
    public static Text? Wrong(TallyItem item, Measure measure, decimal? value) =>
        value is null ? null
        : measure == Measure.Amount && !item.HasAmount ? new($"「{item.Zh}」只计{item.Unit.Name().Zh}数,没有金额。", $"{item.En} have no amount, only a number of {item.Unit.Name().En}.")
        : value < 0 || value > (measure == Measure.Count ? MostCount : Figure.MostAmount) ? new($"「{item.Zh}」的目标要在 0 和 {(measure == Measure.Count ? "100 万" : "100 亿元")}之间。", $"The target of {item.En} must be between 0 and {(measure == Measure.Count ? "1,000,000" : "CNY 10,000,000,000")}.")
        : decimal.Round(value.Value, measure == Measure.Count ? 0 : 2) != value ? new(measure == Measure.Count ? $"「{item.Zh}」的目标要是整数。" : $"「{item.Zh}」的目标最多两位小数。", measure == Measure.Count ? $"The target of {item.En} must be a whole number." : $"The target of {item.En} has at most two decimals.")
        : null;

    /// <summary>What is wrong with setting targets of a period; null: nothing.</summary>
    public static Text? WrongPeriod(Turn turn, Period? period, DateOnly of)
    {
        var span = PeriodTargets.SpanOf(period, of);
        return span.To < turn.Today.AddDays(-MostBack) ? new($"这段时间早就过去了,只能改 {MostBack} 天以内结束的。", $"That is long over; only what ended within {MostBack} days can be changed.")
            : span.From > turn.Today.AddDays(MostAhead) ? new("太远了,最多提前一年。", "That is too far ahead: at most a year.")
            : null;
    }

    /// <summary>What edits change of what stands; 0 is no target, too.</summary>
    public static IReadOnlyList<TargetChanged> Changes(PeriodTargets? stands, IEnumerable<TargetEdit> edits) =>
    [
        .. edits.Select(e => new TargetChanged(e.Item, e.Measure == Measure.Amount, stands?.Find(e.Person, e.Item)?.Of(e.Measure), e.Value > 0 ? e.Value : null, e.Person))
            .Where(c => c.Before != c.After),
    ];

    /// <summary>The same targets with changes.</summary>
    public static PeriodTargets With(this PeriodTargets stands, IReadOnlyList<TargetChanged> changes)
    {
        var byHolder = changes.ToLookup(c => c.Person);
        var known = stands.Holders.Select(h => h.Person).ToHashSet();
        var holders = stands.Holders.Concat(byHolder.Where(c => !known.Contains(c.Key)).Select(c => new HolderTargets([], c.Key)));
        return stands with { Holders = [.. holders.Select(h => h with { Targets = Over(h.Targets, byHolder[h.Person]) }).Where(h => h.Targets.Count > 0)] };
    }

    /// <summary>What is said where a period would have more targets than its row has room for; null: it has not.</summary>
    public static Text? TooMany(PeriodTargets? stands, IReadOnlyList<TargetChanged> changes) =>
        (stands ?? new(default, default, [])).With(changes).Holders.Sum(h => h.Targets.Count) > PeriodTargets.MostFigures
            ? new($"一段时间最多 {PeriodTargets.MostFigures} 个目标。", $"At most {PeriodTargets.MostFigures} targets a period.")
            : null;

    /// <summary>Writes changes of one period, and who made them; nothing where there are none.</summary>
    public static IReadOnlyList<Row> Write(Turn turn, PeriodTargets? stands, Period? period, DateOnly of, IReadOnlyList<TargetChanged> changes)
    {
        var first = PeriodTargets.SpanOf(period, of).From;
        var name = SalesRules.NameOf(turn).Zh;
        var changed = (stands ?? new(turn.Branch.Id, first, [], period)).With(changes) with { At = turn.Now, By = name };
        return changes.Count == 0 ? [] :
        [
            changed,
            .. changes.Chunk(TargetsChanged.MostInOne).Select((part, n) => new TargetsChanged(turn.Branch.Id, first, turn.Now, turn.Actor.Id, name, RowKeys.Of($"{turn.Operation}|{n}|{period}|{RowKeys.Of(first)}"), part, period)),
        ];
    }

    private static IReadOnlyList<Target> Over(IReadOnlyList<Target> targets, IEnumerable<TargetChanged> changes)
    {
        var byItem = targets.ToDictionary(t => t.Item);
        foreach (var change in changes)
        {
            var target = byItem.GetValueOrDefault(change.Item) ?? new(change.Item);
            byItem[change.Item] = change.Amount ? target with { Amount = change.After } : target with { Count = change.After };
        }

        return [.. byItem.Values.Where(t => t.Count is not null || t.Amount is not null)];
    }
}
