namespace BranchBot.Features.Sales;

/// <summary>What is said of tallies that cannot be read: what is wrong, and what would work (S-2).</summary>
internal static class TallyMistakes
{
    /// <summary>What is said of a figure that cannot be.</summary>
    public static Text Absurd(TallyItem item) => new(
        $"「{item.Zh}」的数字太大了:一天最多 {Figure.MostCount} {item.Unit.Name().Zh}{(item.HasAmount ? "、100 亿元" : "")}。",
        $"The figure of \"{item.En}\" is too large: at most {Figure.MostCount} {item.Unit.Name().En}{(item.HasAmount ? " and CNY 10,000,000,000" : "")} a day.");

    /// <summary>What is wrong with the numbers behind an item; null: nothing.</summary>
    public static Text? Check(TallyItem item, int? count, decimal? amount, bool sets) => (count, amount) switch
    {
        (null, null) => new($"「{item.Zh}」后面要写数字,如「{item.Zh}{(item.HasAmount ? "1笔5万" : "1")}」。", $"Write a number behind \"{item.En}\": \"{item.En} {(item.HasAmount ? "1 50000元" : "1")}\"."),
        (null, _) => new($"「{item.Zh}」是几{item.Unit.Name().Zh}?如「{item.Zh}1{item.Unit.Name().Zh}5万」。", $"How many {item.Unit.Name().En} of \"{item.En}\"? Such as \"{item.En} 1 50000元\"."),
        (0, not null and not 0) => new($"「{item.Zh}」0 {item.Unit.Name().Zh},不能有金额。", $"\"{item.En}\" 0 has no amount."),
        (0, _) when !sets => new($"「{item.Zh}」是 0:不用写。要改成 0,写「改 {item.Zh} 0」;今天什么都没有,写「今天没有」。", $"\"{item.En}\" 0 need not be written. To set it write \"set {item.En} 0\"; if there is nothing today, \"nothing today\"."),
        ( > 0, null) when item.HasAmount => new($"「{item.Zh}」要写金额,如「{item.Zh}{count}{item.Unit.Name().Zh}5万」。", $"\"{item.En}\" takes an amount too: \"{item.En} {count} 50000元\"."),
        (_, not null and not 0) when !item.HasAmount => new($"「{item.Zh}」只记{item.Unit.Name().Zh}数,不记金额。", $"Of \"{item.En}\" only the number is kept, no amount."),
        _ when amount is { } money && decimal.Round(money, 2) != money => new($"「{item.Zh}」的金额最多两位小数(分)。", $"The amount of \"{item.En}\" has at most two decimals."),
        _ when count > Figure.MostCount || amount > Figure.MostAmount => Absurd(item),
        _ => null,
    };

    /// <summary>More numbers than can be.</summary>
    public static Text Twice(TallyItem item) => new($"「{item.Zh}」后面的数字没看懂。写成「{item.Zh}{(item.HasAmount ? "2笔30万" : "2")}」。", $"I did not understand the numbers behind \"{item.En}\". Write \"{item.En} {(item.HasAmount ? "2 300000元" : "2")}\".");

    /// <summary>30 元 or 30 万?</summary>
    public static Text NoUnit(TallyItem item, string number) => new($"「{item.Zh}」的 {number} 是元还是万元?写上单位,如「{number}万」。", $"\"{item.En}\": {number} what? Add the unit, such as \"{number}元\" or \"{number}万\".");

    /// <summary>It cannot be entered on a day, though it can on others.</summary>
    public static Text NotInForce(TallyItem item, DateOnly day) => item.To is { } to && to < day
        ? new($"「{item.Zh}」到 {Dates.Brief(to, day).Zh} 为止,之后不能记;以前的日子还可以补记、更正。", $"\"{item.En}\" ended on {Dates.Brief(to, day).En}; days before can still be entered and corrected.")
        : new($"「{item.Zh}」从 {Dates.Brief(item.From ?? day, day).Zh} 起才能记。", $"\"{item.En}\" can be entered from {Dates.Brief(item.From ?? day, day).En} on.");

    /// <summary>Nothing is called so.</summary>
    public static Text Unknown(string name, string? nearest, IReadOnlyList<TallyItem> items)
    {
        var quoted = name.Length > 20 ? name[..20] + "…" : name;
        var known = items.Where(i => !i.IsBehaviour).ToList();
        return new Text($"没有叫「{quoted}」的产品或行为,什么都没记。", $"No product or behaviour is called \"{quoted}\"; nothing was entered. ")
            + (nearest is null
                ? new Text($"可以写:{string.Join("、", known.Select(i => i.Zh))}。", $"You can write: {string.Join(", ", known.Select(i => i.En))}.")
                : new Text($"是不是「{nearest}」?", $"Did you mean \"{nearest}\"?"));
    }
}
