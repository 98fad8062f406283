using System.Globalization;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>How much of something: a count, and for what has one an amount. Amounts are exact (S-3).</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Count">How many.</param>
/// <param name="Amount">How much, in 元, with at most two decimals.</param>
public sealed record Figure(string Item, int Count, decimal Amount = 0)
{
    /// <summary>The highest count that anybody can have of one item on one day.</summary>
    public const int MostCount = 9_999;

    /// <summary>The highest amount, in 元, that anybody can have of one item on one day: 100 亿.</summary>
    public const decimal MostAmount = 10_000_000_000m;

    /// <summary>Whether it is a figure at all: nothing below zero, nothing absurd, no parts of a 分.</summary>
    [JsonIgnore]
    public bool IsPossible => Count is >= 0 and <= MostCount && Amount is >= 0 and <= MostAmount && decimal.Round(Amount, 2) == Amount && (Count > 0 || Amount == 0);

    /// <summary>Two figures of the same item together.</summary>
    public Figure Plus(Figure other) => this with { Count = Count + other.Count, Amount = Amount + other.Amount };

    /// <summary>As people read it: 2 笔 300,000.00 元.</summary>
    public Text Shown(TallyItem item)
    {
        var count = item.Unit.Of(Count);
        return item.HasAmount ? count + Yuan(Amount) : count;
    }

    /// <summary>As it can be typed, so that the same is read again: 2笔300000元.</summary>
    public string Typed(TallyItem item) => string.Create(CultureInfo.InvariantCulture, $"{Count}{item.Unit.Name().Zh}") + (item.HasAmount && Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Amount:0.##}元") : "");

    /// <summary>As tables show amounts, in 万元 (S-1).</summary>
    public static Text Wan(decimal amount) => new(
        string.Create(CultureInfo.InvariantCulture, $"{amount / 10_000m:#,##0.00####} 万元"), string.Create(CultureInfo.InvariantCulture, $"CNY {amount:#,##0.00}"));

    private static Text Yuan(decimal amount) => new(
        string.Create(CultureInfo.InvariantCulture, $" {amount:#,##0.00} 元"), string.Create(CultureInfo.InvariantCulture, $", CNY {amount:#,##0.00}"));
}

/// <summary>Sums figures.</summary>
public static class Figures
{
    /// <summary>The sum by item, in the order in which the items come.</summary>
    public static IReadOnlyList<Figure> Sum(IEnumerable<Figure> figures) => [.. figures.GroupBy(f => f.Item).Select(g => g.Aggregate((a, b) => a.Plus(b)))];

    /// <summary>The figure of an item; zero where there is none.</summary>
    public static Figure Of(this IReadOnlyList<Figure> figures, string item) => figures.FirstOrDefault(f => f.Item == item) ?? new(item, 0);
}
