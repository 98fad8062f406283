using System.Text.RegularExpressions;
using static BranchBot.Features.Sales.TallyNumbers;

namespace BranchBot.Features.Sales;

/// <summary>What a line of tallies came to.</summary>
/// <param name="Figures">What was understood, by item; empty where something is wrong.</param>
/// <param name="Wrong">What is wrong and what would work; null: nothing.</param>
/// <param name="IsTally">Whether the line speaks of tallies at all: it names an item, or something that is nearly called like one.</param>
internal sealed record TallyReading(IReadOnlyList<Figure> Figures, Text? Wrong, bool IsTally);

/// <summary>
/// Reads tallies as people type them (S-2): 基金2笔30万 保险1 信用卡+3, 两笔, 30.5万, 1亿, 300,000元, 改 保险 0. What can be read in two ways is asked back and never guessed:
/// a figure is exactly what was written, or nothing.
/// </summary>
internal static partial class TallyLine
{
    /// <summary>What can be written.</summary>
    public static readonly Text Example = new("基金2笔30万 保险1 信用卡+3", "funds 2 300000元, insurance 1, credit cards +3");

    private const int MostItems = 40;

    internal static readonly string[] Counting = ["deals", "deal", "accounts", "account", "cards", "card", "times", "time", "people", "person", "笔", "单", "户", "张", "件", "个", "位", "次", "人", "份", "套", "台", "通", "场", "家"];

    // What people say around the figures and that changes nothing about them.
    internal static readonly string[] Fillers = ["今天", "今日", "我", "卖了", "卖出", "做了", "办了", "办理", "销售", "又", "再", "还有", "和", "及", "另外", "新增", "了", "and", "i sold", "today"];

    internal static readonly string[] Between = ["共计", "合计", "金额", "共", "计"];

    /// <summary>Whether a line can be one of tallies: some name with a number behind it. Only shape; the items decide.</summary>
    public static bool HasShape(string line) => Shape().IsMatch(Heard.Normalise(line));

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="items">What can be entered on the day.</param>
    /// <param name="sets">Whether it sets (改): then 0 is allowed, and an item stands once.</param>
    public static TallyReading Read(string line, IReadOnlyList<TallyItem> items, bool sets)
    {
        var said = Heard.Normalise(line);
        var words = new ItemWords(items);
        var figures = new List<Figure>();
        var isTally = false;
        for (var at = Skip(said, 0, " ,、;。，；"); at < said.Length; at = Skip(said, at, " ,、;。"))
        {
            var found = words.At(said, at);
            if (found is null && Fillers.FirstOrDefault(f => Starts(said, at, f)) is { } filler)
            {
                at += filler.Length;
                continue;
            }

            if (found is not { Item: var item, Word: var word })
            {
                var end = NameEnd(said, at, words);
                var name = said[at..end].Trim();
                var nearest = name.Length == 0 ? null : Spelling.Nearest(name, items.SelectMany(i => i.Words));
                return new([], TallyMistakes.Unknown(name.Length == 0 ? said[at..] : name, nearest, items), isTally || nearest is not null || words.IsAt(said, end));
            }

            isTally = true;
            at += word.Length;
            var (figure, next, wrong) = ReadNumbers(said, at, item, words, sets);
            if (wrong is not null)
            {
                return new([], wrong, true);
            }

            if (sets && figures.Any(f => f.Item == item.Id))
            {
                return new([], new($"「{item.Zh}」写了两遍,改成多少?", $"\"{item.En}\" stands there twice. Which one?"), true);
            }

            figures.Add(figure!);
            at = next;
            if (figures.Count > MostItems)
            {
                return new([], new($"一次最多 {MostItems} 项。", $"At most {MostItems} at once."), true);
            }
        }

        return figures.Count == 0 ? new([], new Text($"写上产品和笔数,如:{Example.Zh}。", $"Write products and counts, such as: {Example.En}."), isTally) : Whole(figures, items);
    }

    /// <summary>Writes figures so that the same is read again.</summary>
    public static string Write(IReadOnlyList<Figure> figures, IReadOnlyList<TallyItem> items) =>
        string.Join(' ', figures.Select(f => (Figure: f, Item: items.First(i => i.Id == f.Item))).Select(f => f.Item.Zh + f.Figure.Typed(f.Item)));

    private static TallyReading Whole(IReadOnlyList<Figure> figures, IReadOnlyList<TallyItem> items)
    {
        var sum = Figures.Sum(figures);
        return sum.FirstOrDefault(f => !f.IsPossible) is not { } absurd ? new(sum, null, true) : new([], TallyMistakes.Absurd(items.First(i => i.Id == absurd.Item)), true);
    }

    // Behind an item: a count, an amount, or both in either order.
    private static (Figure? Figure, int Next, Text? Wrong) ReadNumbers(string said, int at, TallyItem item, ItemWords words, bool sets)
    {
        at = Skip(said, at, " :的了");
        if (at < said.Length && said[at] is '-' or '−' or '负')
        {
            return (null, at, new($"「{item.Zh}」不能是负数。要改小,写「改 {item.Zh} 0」。", $"\"{item.En}\" cannot be negative. To lower it write \"set {item.En} 0\"."));
        }

        if (at < said.Length && said[at] == '+')
        {
            at = Skip(said, at + 1, " ");
        }

        int? count = null;
        decimal? amount = null;
        for (var first = true; ; first = false)
        {
            // 三方存管, 个贷 and 万能险 begin as a number, a unit, an amount do: what is called so is meant.
            var from = first ? at : After(said, at, words);
            if (words.IsAt(said, from) || ReadNumber(said, from) is not { } number)
            {
                break;
            }

            if (ReadAmount(said, from, words) is { } money)
            {
                if (amount is not null)
                {
                    return (null, at, TallyMistakes.Twice(item));
                }

                (amount, at) = (money.Amount, money.Next);
                continue;
            }

            var behind = Skip(said, number.Next, " ");
            var unit = words.IsAt(said, behind) ? null : Counting.FirstOrDefault(c => Starts(said, behind, c));
            if (count is not null)
            {
                // 基金2笔30: 30 元 or 30 万?
                return (null, at, unit is not null || !item.HasAmount ? TallyMistakes.Twice(item) : TallyMistakes.NoUnit(item, said[from..number.Next]));
            }

            if (number.Value != decimal.Truncate(number.Value) || number.Value > int.MaxValue)
            {
                return (null, at, new($"「{item.Zh}」的{item.Unit.Name().Zh}数要是整数。", $"The number of \"{item.En}\" is a whole one."));
            }

            count = (int)number.Value;
            at = unit is null ? number.Next : behind + unit.Length;
        }

        return TallyMistakes.Check(item, count, amount, sets) is { } wrong ? (null, at, wrong) : (new(item.Id, count!.Value, amount ?? 0), at, null);
    }

    private static int After(string said, int at, ItemWords words)
    {
        var next = Skip(said, at, " ,、:");
        var word = words.IsAt(said, next) ? null : Between.FirstOrDefault(b => Starts(said, next, b));
        return word is null ? next : Skip(said, next + word.Length, " :");
    }

    // A name that nobody knows ends where figures begin, or something that is known.
    private static int NameEnd(string said, int at, ItemWords words)
    {
        while (at < said.Length && !char.IsAsciiDigit(said[at]) && said[at] is not (',' or '、' or ';' or '+' or '-') && !words.IsAt(said, at))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"[^0-9\s+\-=.,、:：/]\s*[的了:]?\s*[+\-]?\s*(?:[0-9]|[零〇一二两三四五六七八九十百])")]
    private static partial Regex Shape();
}
