using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Core;

/// <summary>Checks of cells that several files share; what is wrong is noted with what is allowed.</summary>
/// <param name="errors">Where it is noted.</param>
public sealed partial class CellChecks(List<FileError> errors)
{
    /// <summary>The most mistakes of all files together that are noted.</summary>
    public const int MostErrors = 10_000;

    private const int LongestName = 60;

    private static readonly Dictionary<string, DayOfWeek> Weekdays = Enum.GetValues<DayOfWeek>()
        .SelectMany(d => new[] { (d.ToString().ToLowerInvariant(), d), (d.ToString()[..3].ToLowerInvariant(), d), (Dates.Weekday(d).Zh, d), ("星期" + Dates.Weekday(d).Zh[1..], d) })
        .ToDictionary(p => p.Item1, p => p.d);

    /// <summary>Notes what is wrong in a cell.</summary>
    public void Add(CsvLine line, string column, Text what)
    {
        if (errors.Count < MostErrors)
        {
            errors.Add(line.Error(column, what));
        }
    }

    /// <summary>Lines of which no two have the same in a column, whatever its capitals; the others are noted.</summary>
    public IReadOnlyList<CsvLine> Unique(IReadOnlyList<CsvLine> lines, string column)
    {
        foreach (var again in lines.GroupBy(l => l[column], StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
        {
            Add(again, column, new($"「{again[column]}」在文件里已经有了。", $"'{again[column]}' stands in the file already."));
        }

        return [.. lines.DistinctBy(l => l[column], StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What stands for something for ever: letters, digits and hyphens.</summary>
    public string Id(CsvLine line, string column)
    {
        if (!IsId(line[column]))
        {
            Add(line, column, new($"「{line[column]}」不能作编号:1 到 40 个字母、数字和短横线。", $"'{line[column]}' is not an id: 1 to 40 letters, digits and hyphens."));
        }

        return line[column];
    }

    /// <summary>Whether something can be the id of a region or branch.</summary>
    public static bool IsId(string text) => IdForm().IsMatch(text);

    /// <summary>A name.</summary>
    public string Name(CsvLine line)
    {
        if (line["name"].Any(char.IsControl))
        {
            Add(line, "name", new("有看不见的控制字符,请重新输入。", "has control characters, which nobody sees; please type it anew."));
        }
        else if (line["name"].Length is 0 or > LongestName)
        {
            Add(line, "name", new($"有 {line["name"].Length} 个字,要 1 到 {LongestName} 个。", $"has {line["name"].Length} characters; 1 to {LongestName} are allowed."));
        }

        return line["name"];
    }

    /// <summary>A language; null: none is given.</summary>
    public Language? LanguageOf(CsvLine line)
    {
        var language = LanguageTag.Parse(line["language"]);
        if (language is null && line["language"].Length > 0)
        {
            Add(line, "language", new($"「{line["language"]}」不行:zh-CN、en-US,或不填。", $"'{line["language"]}' is not allowed: zh-CN, en-US or nothing."));
        }

        return language;
    }

    /// <summary>Hours; null: none are given.</summary>
    public Hours? HoursOf(CsvLine line, string column) => line[column].Length == 0 ? null : HoursIn(line, column, line[column]);

    /// <summary>Hours that stand in a part of a cell.</summary>
    public Hours? HoursIn(CsvLine line, string column, string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && Time(parts[0]) is { } opens && Time(parts[1]) is { } closes && opens < closes)
        {
            return new(opens, closes);
        }

        Add(line, column, new($"「{text}」不是时间;写成 08:30-17:00,不营业就不填。", $"'{text}' are no hours; write them like 08:30-17:00, or nothing where the branch is closed."));
        return null;
    }

    /// <summary>A day; null: none is given.</summary>
    public DateOnly? DateOf(CsvLine line, string column)
    {
        if (line[column].Length == 0 || DateOnly.TryParseExact(line[column], ["yyyy-MM-dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) is var good && !good)
        {
            if (line[column].Length > 0)
            {
                Add(line, column, new($"「{line[column]}」不是日期;写成 2026-10-09。", $"'{line[column]}' is no date; write it like 2026-10-09."));
            }

            return null;
        }

        return day;
    }

    /// <summary>Weekdays; null: none are given.</summary>
    public IReadOnlyList<DayOfWeek>? WeekdaysOf(CsvLine line, string column)
    {
        var days = new List<DayOfWeek>();
        foreach (var word in line[column].Split([' ', ',', ';', '、', '/', '\uFF0C', '\uFF1B'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Weekdays.TryGetValue(word.ToLowerInvariant(), out var day))
            {
                days.Add(day);
            }
            else
            {
                Add(line, column, new($"「{word}」不是星期几;写成 周六 周日。", $"'{word}' is no weekday; write them like sat sun."));
            }
        }

        return days.Count == 0 ? null : [.. days.Distinct().Order()];
    }

    /// <summary>A time of day; null: it is none.</summary>
    public static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,40}\z")]
    private static partial Regex IdForm();
}
