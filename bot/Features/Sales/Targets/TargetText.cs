using System.Globalization;
using static BranchBot.Features.Sales.TallyNumbers;

namespace BranchBot.Features.Sales;

/// <summary>Targets as people write and read them: 20 笔, 300 万, 20笔300万.</summary>
internal static class TargetText
{
    private static readonly Text Allowed = new("写成「20」「300万」或「20笔300万」,不定目标就空着。", "Write \"20\", \"300万\" or \"20 3000000元\"; leave it empty for no target.");

    /// <summary>Reads what stands in a field; empty: no target.</summary>
    public static (decimal? Count, decimal? Amount, Text? Wrong) Read(TallyItem item, string? typed)
    {
        var said = Heard.Normalise(typed ?? "");
        if (said.Length == 0)
        {
            return default;
        }

        var (count, amount, at) = ((decimal?)null, (decimal?)null, 0);
        if (ReadAmount(said, 0, ItemWords.None) is not { } only || only.Next < said.Length)
        {
            if (ReadNumber(said, 0) is { } number)
            {
                (count, at) = (number.Value, Skip(said, number.Next, " "));
                at = new[] { item.Unit.Name().Zh, item.Unit.Name().En, item.Unit.Name().En.TrimEnd('s') }.FirstOrDefault(u => Starts(said, at, u)) is { } unit ? at + unit.Length : at;
            }

            at = Skip(said, at, " ,、·");
        }

        if (at < said.Length && ReadAmount(said, at, ItemWords.None) is { } money)
        {
            (amount, at) = (money.Amount, money.Next);
        }

        return at < said.Length || (count is null && amount is null) ? (null, null, new Text($"「{item.Zh}」的「{typed}」没看懂。", $"I did not understand \"{typed}\" of {item.En}. ") + Allowed)
            : (TargetEdits.Wrong(item, Measure.Count, count) ?? TargetEdits.Wrong(item, Measure.Amount, amount)) is { } wrong ? (null, null, wrong)
            : (count, amount, null);
    }

    /// <summary>As it can be typed, so that the same is read again.</summary>
    public static string? Typed(TallyItem item, Target? target) => target is null ? null
        : (target.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:0}{item.Unit.Name().Zh}") : "")
        + (target.Amount is { } amount ? amount % 10_000 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{amount / 10_000:0}万") : string.Create(CultureInfo.InvariantCulture, $"{amount:0.##}元") : "");

    /// <summary>A measured value as people read it: 12 笔, 30.00 万元; of a day's share with a decimal.</summary>
    public static Text Shown(TallyItem item, Measure measure, decimal value) => measure == Measure.Amount
        ? new(string.Create(CultureInfo.InvariantCulture, $"{value / 10_000:#,##0.##} 万元"), string.Create(CultureInfo.InvariantCulture, $"CNY {value:#,##0.##}"))
        : item.Unit.Of(value);

    /// <summary>Done of target: 12 / 20 笔 · 60%.</summary>
    public static Text Shown(Pace pace) => (pace.Measure == Measure.Amount
        ? new Text(
            string.Create(CultureInfo.InvariantCulture, $"{pace.Done / 10_000:#,##0.##} / {pace.Target / 10_000:#,##0.##} 万元"),
            string.Create(CultureInfo.InvariantCulture, $"CNY {pace.Done:#,##0.##} / {pace.Target:#,##0.##}"))
        : new(
            string.Create(CultureInfo.InvariantCulture, $"{pace.Done:0.#} / {pace.Target:0.#} {pace.Item.Unit.Name().Zh}"),
            string.Create(CultureInfo.InvariantCulture, $"{pace.Done:0.#} / {pace.Target:0.#} {pace.Item.Unit.NameOf(pace.Target)}"))) + Text.Same($" · {Percent(pace.Reached)}");

    /// <summary>A share in whole percent, never rounded up to 100.</summary>
    public static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0}%");
}
