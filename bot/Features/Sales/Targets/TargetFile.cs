using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.Sales;

/// <summary>
/// Reads targets from a file of comma-separated values (S-5): <c>period</c> (2026Q4, 2026-11, 2026-W48 or 2026-11-24), <c>item</c> (name, alias or id),
/// <c>count</c> and <c>amount</c>, and whose in <c>person</c> (name or object id; empty: the branch's). Chinese headings are read too. Pure.
/// </summary>
internal static partial class TargetFile
{
    /// <summary>The most lines.</summary>
    public const int MostLines = 3_000;

    private const int MostErrors = 20;

    private static readonly IReadOnlyList<string> English = ["period", "item", "count", "amount", "person"];
    private static readonly IReadOnlyList<string> Chinese = ["时间", "项目", "数量", "金额", "员工"];
    private const int Must = 2;

    /// <summary>What the file says, or all that is wrong in it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="items">All that is tallied.</param>
    /// <param name="roster">The branch's people.</param>
    public static (IReadOnlyList<FileTarget> Targets, IReadOnlyList<Text> Errors) Read(ISentTable file, IReadOnlyList<TallyItem> items, Roster roster)
    {
        var names = file.Has(Chinese[0]) ? Chinese : English;
        var unread = new List<FileError>();
        var lines = file.Read([.. names.Take(Must)], [.. names.Skip(Must)], unread);
        if (unread.Count > 0)
        {
            return ([], [.. unread.Take(MostErrors).Select(e => e.Said())]);
        }

        if (lines.Count > MostLines)
        {
            return ([], [new($"最多 {MostLines} 行。", $"At most {MostLines} lines.")]);
        }

        var (targets, errors) = (new List<FileTarget>(), new List<Text>());
        foreach (var line in lines)
        {
            string NameOf(string column) => names[English.ToList().IndexOf(column)];
            string At(string column) => line[NameOf(column)];
            void Wrong(string column, Text what) => errors.Add(line.Error(NameOf(column), what).Said());

            if (PeriodOf(At("period")) is not { } period)
            {
                Wrong("period", new($"「{Short(At("period"))}」不是时间;写成 2026Q4、2026-11、2026-W48 或 2026-11-24。", $"'{Short(At("period"))}' is no period; write 2026Q4, 2026-11, 2026-W48 or 2026-11-24."));
            }
            else if (items.FirstOrDefault(i => i.Id == At("item") || i.Words.Contains(At("item"), StringComparer.OrdinalIgnoreCase)) is not { } item)
            {
                Wrong("item", new($"没有「{Short(At("item"))}」这一项。", $"There is no '{Short(At("item"))}'."));
            }
            else if (Whose(At("person"), roster) is not { } whose)
            {
                Wrong("person", new($"本网点没有「{Short(At("person"))}」,或者有几位叫这个名字(写编号)。", $"Nobody of the branch is called '{Short(At("person"))}', or several are (write the object id)."));
            }
            else
            {
                foreach (var (measure, column) in new[] { (Measure.Count, "count"), (Measure.Amount, "amount") }.Where(m => line.Has(NameOf(m.Item2))))
                {
                    var (number, wrong) = NumberOf(At(column), measure);
                    if ((wrong ?? TargetEdits.Wrong(item, measure, number)) is { } what)
                    {
                        Wrong(column, what);
                    }
                    else if (measure == Measure.Count || item.HasAmount)
                    {
                        targets.Add(new(line.Number, period.Period, period.Of, new(whose.Person, item.Id, measure, number)));
                    }
                }
            }

            if (errors.Count >= MostErrors)
            {
                break;
            }
        }

        foreach (var twice in targets.GroupBy(t => (t.Period, t.Of, t.Edit.Person, t.Edit.Item, t.Edit.Measure)).Where(g => g.Count() > 1).Take(MostErrors - errors.Count))
        {
            errors.Add(new($"第 {twice.Last().Line} 行:和第 {twice.First().Line} 行说的是同一个目标。", $"Line {twice.Last().Line} speaks of the same target as line {twice.First().Line}."));
        }

        return errors.Count > 0 ? ([], errors) : (targets, []);
    }

    /// <summary>A period as files and programs write it; null where it is none.</summary>
    public static (Period? Period, DateOnly Of)? PeriodOf(string text)
    {
        var said = text.Trim().ToUpperInvariant();
        if (QuarterForm().Match(said) is { Success: true } quarter)
        {
            return (Period.Quarter, new(Number(quarter.Groups[1]), ((Number(quarter.Groups[2]) - 1) * 3) + 1, 1));
        }

        if (WeekForm().Match(said) is { Success: true } week && Number(week.Groups[2]) <= ISOWeek.GetWeeksInYear(Number(week.Groups[1])))
        {
            return (Period.Week, DateOnly.FromDateTime(ISOWeek.ToDateTime(Number(week.Groups[1]), Number(week.Groups[2]), DayOfWeek.Monday)));
        }

        return DateOnly.TryParseExact(said, ["yyyy-MM", "yyyy/M"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? (Period.Month, month)
            : DateOnly.TryParseExact(said, ["yyyy-MM-dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (null, day)
            : null;
    }

    private static (PersonId? Person, bool Known)? Whose(string said, Roster roster)
    {
        if (said.Length == 0 || said is "网点" or "branch")
        {
            return (null, true);
        }

        var found = roster.Staff.Where(s => s.Name == said || string.Equals(s.Id.ToString(), said, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? (found[0].Id, true) : null;
    }

    private static (decimal? Number, Text? Wrong) NumberOf(string cell, Measure measure)
    {
        var said = Heard.Normalise(cell);
        return said.Length == 0 ? (null, null)
            : measure == Measure.Amount && TallyNumbers.ReadAmount(said, 0, ItemWords.None) is { } amount && amount.Next == said.Length ? (amount.Amount, null)
            : decimal.TryParse(said, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? (number, null)
            : (null, new Text($"「{Short(cell)}」不是数字。", $"'{Short(cell)}' is no number."));
    }

    private static string Short(string text) => text.Length <= 30 ? text : text[..30] + "…";

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(2[0-9]{3})-?Q([1-4])$")]
    private static partial Regex QuarterForm();

    [GeneratedRegex(@"^(2[0-9]{3})-?W(0?[1-9]|[1-4][0-9]|5[0-3])$")]
    private static partial Regex WeekForm();
}

/// <summary>A target as a line of a file says it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Period">Of which period; null: a single day.</param>
/// <param name="Of">Its first day.</param>
/// <param name="Edit">The target.</param>
internal sealed record FileTarget(int Line, Period? Period, DateOnly Of, TargetEdit Edit);
