using System.Text.Json;

namespace BranchBot.Features.Sales;

/// <summary>How a catalogue changes by a file.</summary>
public enum ProductChangeKind
{
    /// <summary>新增.</summary>
    New,

    /// <summary>改名: the id stays, the old name can still be typed.</summary>
    Renamed,

    /// <summary>有变.</summary>
    Changed,

    /// <summary>恢复: it had ended.</summary>
    Back,

    /// <summary>停用: its figures and its name stay.</summary>
    Ended,
}

/// <summary>One change.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Product">The product as it will be.</param>
/// <param name="Before">As it was; null: it is new.</param>
public sealed record ProductChange(ProductChangeKind Kind, TallyItem Product, TallyItem? Before);

/// <summary>
/// What a file would make of what stands (S-1), bound to both: what is not in the file ends, and nothing is ever deleted, for old figures keep their names. Pure.
/// </summary>
/// <param name="Products">The catalogue as it would be, in the file's order; what ended behind.</param>
/// <param name="Changes">What changes.</param>
/// <param name="Faults">What is wrong; then nothing is taken.</param>
/// <param name="Basis">Stands for what it was compared with.</param>
public sealed record ProductPlan(IReadOnlyList<TallyItem> Products, IReadOnlyList<ProductChange> Changes, IReadOnlyList<ProductFault> Faults, string Basis)
{
    /// <summary>Whether nothing would change.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Compares a file with what stands.</summary>
    /// <param name="stands">What stands: the usual products where the region has brought none.</param>
    /// <param name="sent">What the file says.</param>
    /// <param name="today">The region's day.</param>
    /// <param name="hear">What a line of chat leads to; null: not known.</param>
    public static ProductPlan Of(IReadOnlyList<TallyItem> stands, IReadOnlyList<SentProduct> sent, DateOnly today, Func<string, Command>? hear)
    {
        var known = stands.ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        var pairs = sent.Select(s => (Sent: s, Before: known.GetValueOrDefault(s.Id))).Select(p => (Made: p.Sent.Over(p.Before, today), p.Before)).ToList();
        var ids = sent.Select(s => s.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = stands.Where(p => !ids.Contains(p.Id)).Select(p => (Before: p, Made: p.To < today ? p : p with { To = today.AddDays(-1) })).ToList();

        // A name that one has left free is another's from the day after.
        var all = pairs.Select(p => p.Made).Concat(gone.Select(g => g.Made)).ToList();
        List<TallyItem> made = [.. pairs.Select(p => p.Before is { From: null } && !(p.Before.To < today) ? p.Made : p.Made with { From = p.Made.From ?? After(p.Made, all) })];
        IReadOnlyList<TallyItem> products = [.. made, .. gone.Select(g => g.Made)];
        List<ProductFault> faults = [.. pairs.Where(p => p.Before is not null).SelectMany(p => Against(p.Before!, p.Made, today)), .. ProductRules.Check(products, ids, today, hear)];
        List<ProductChange> changes =
        [
            .. made.Zip(pairs).Select(p => Kind(p.Second.Before, p.First, today) is { } kind ? new ProductChange(kind, p.First, p.Second.Before) : null).OfType<ProductChange>(),
            .. gone.Where(g => g.Before != g.Made).Select(g => new ProductChange(ProductChangeKind.Ended, g.Made, g.Before)),
        ];
        if (changes.Count == 0 && !products.Select(p => p.Id).SequenceEqual(stands.Select(p => p.Id)) && !made.Select(p => p.Id).SequenceEqual(stands.Where(p => ids.Contains(p.Id)).Select(p => p.Id)))
        {
            // Only their order in the tables.
            changes.AddRange(made.Take(1).Select(p => new ProductChange(ProductChangeKind.Changed, p, p)));
        }

        return new(products, changes, faults, BasisOf(stands, today));
    }

    /// <summary>Stands for a catalogue on a day: decided is over what was shown.</summary>
    public static string BasisOf(IReadOnlyList<TallyItem> stands, DateOnly today) => RowKeys.Of($"{RowKeys.Of(today)}|{JsonSerializer.Serialize(stands, Catalogue.Json)}");

    private static DateOnly? After(TallyItem product, IEnumerable<TallyItem> all) => all
        .Where(o => o.Id != product.Id && o.To is not null && (product.To is null || o.To < product.To) && o.Words.Any(w => product.Words.Any(n => SentProduct.Same(n, w))))
        .Max(o => o.To)?.AddDays(1);

    // What is counted, and in what, stays: figures would change their meaning. So do days on which figures may stand.
    private static IEnumerable<ProductFault> Against(TallyItem before, TallyItem made, DateOnly today)
    {
        if (before.Unit != made.Unit)
        {
            yield return new(made.Id, "unit", new(
                $"原来是{before.Unit.Name().Zh},不能改:旧数字会变成别的意思。请把这一行去掉(停用),另起一个新编号。", $"was {before.Unit.Name().En} and cannot change, for old figures would mean something else. Leave this line out (it ends) and bring a new id."));
        }

        if (before.HasAmount != made.HasAmount)
        {
            yield return new(made.Id, "amount", new(
                $"原来{(before.HasAmount ? "记" : "不记")}金额,不能改:旧数字会变成别的意思。请把这一行去掉(停用),另起一个新编号。", $"was {(before.HasAmount ? "yes" : "no")} and cannot change, for old figures would mean something else. Leave this line out (it ends) and bring a new id."));
        }

        if (made.To != before.To && made.To < today.AddDays(-1))
        {
            yield return new(made.Id, "to", new($"最早到昨天({RowKeys.Of(today.AddDays(-1))}),以前的日子可能已经有数字。", $"yesterday ({RowKeys.Of(today.AddDays(-1))}) is the earliest: there may be figures of the days before."));
        }

        if (made.From > (before.From ?? DateOnly.MinValue) && (before.From ?? DateOnly.MinValue) <= today && !(before.To < today))
        {
            yield return new(made.Id, "from", new("已经开始用了,只能改早,不能改晚。", "has begun already: it can only be moved to an earlier day."));
        }
    }

    private static ProductChangeKind? Kind(TallyItem? before, TallyItem made, DateOnly today) =>
        before is null ? ProductChangeKind.New
        : before.To < today && !(made.To < today) ? ProductChangeKind.Back
        : !(before.To < today) && made.To < today ? ProductChangeKind.Ended
        : before.Zh != made.Zh || before.En != made.En ? ProductChangeKind.Renamed
        : JsonSerializer.Serialize(before, Catalogue.Json) == JsonSerializer.Serialize(made, Catalogue.Json) ? null
        : ProductChangeKind.Changed;
}
