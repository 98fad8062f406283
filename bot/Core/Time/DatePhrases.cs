using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Core;

/// <summary>What a phrase about days came to.</summary>
/// <param name="Span">The days; null where something is wrong.</param>
/// <param name="Wrong">What is wrong and what would work; null where nothing is.</param>
public readonly record struct DateReading(DaySpan? Span, Text? Wrong);

/// <summary>
/// Reads days as people write them: 今天, 周三至周五, 下周二, 10月3日, 3号, tomorrow, wed to fri, 3 Oct. A weekday is the next one, today included; the second
/// of a span is the first one on or after its start. A day without a year is the next one, unless it was in the last <see cref="Back"/> days: then that is meant.
/// </summary>
public static partial class DatePhrases
{
    /// <summary>How many days ago a day without a year may have been to be meant, rather than next year's.</summary>
    public const int Back = 60;

    /// <summary>How many words a day or a span has at most: wednesday, 3 oct 2026 until thursday, 4 oct 2026 has nine.</summary>
    public const int MostWords = 12;

    // Whatever is longer is a whole message. Each place where a span could be cut in two is tried.
    private const int Longest = 120;

    /// <summary>What can be written for days.</summary>
    public static readonly Text Examples = new("今天、明天、周三、下周二、10月3日、周三至周五、10月3日至7日", "today, tomorrow, wed, next tue, 3 Oct, wed to fri, 3 Oct to 7 Oct");

    private static readonly (string Word, int Days)[] FromToday =
        [("今天", 0), ("今日", 0), ("today", 0), ("明天", 1), ("明日", 1), ("tomorrow", 1), ("后天", 2), ("大后天", 3), ("昨天", -1), ("昨日", -1), ("yesterday", -1), ("前天", -2)];

    private static readonly string[] Between = ["至", "到", " to ", "~", "–", "—", " until ", "-"];

    /// <summary>Reads a day or a span.</summary>
    /// <param name="phrase">What was written.</param>
    /// <param name="today">The branch's day.</param>
    /// <param name="past">Whether it may begin before today.</param>
    public static DateReading Read(string phrase, DateOnly today, bool past = false)
    {
        var said = Heard.Normalise(phrase.Length <= Longest ? phrase : phrase[..Longest]);
        if (phrase.Length > Longest || Span(said, today) is not { } span)
        {
            return new(null, said.Length == 0
                ? new Text($"请写上日期,如{Examples.Zh}。", $"Please add the day: {Examples.En}.")
                : new Text($"日期「{Quoted(said)}」没看懂。可以写:{Examples.Zh}。", $"I did not understand the day \"{Quoted(said)}\". You can write: {Examples.En}."));
        }

        return span.Wrong(today, past) is { } wrong ? new(null, wrong) : new(span, null);
    }

    /// <summary>The year that is meant where none is written.</summary>
    public static int YearOf(int month, int day, DateOnly today) => Next(month, day, today.AddDays(-Back)).Year;

    private static string Quoted(string said) => said.Length > 20 ? said[..20] + "…" : said;

    private static DaySpan? Span(string said, DateOnly today)
    {
        if (Day(said, today, null, null) is { } single)
        {
            return new(single, single);
        }

        foreach (var between in Between)
        {
            for (var at = said.IndexOf(between, StringComparison.Ordinal); at > 0; at = said.IndexOf(between, at + 1, StringComparison.Ordinal))
            {
                var (left, right) = (said[..at].Trim(), said[(at + between.Length)..].Trim());
                var first = Day(left, today, null, right);
                if (first is { } from && Day(right, today, from, left) is { } to)
                {
                    return new(from, to);
                }
            }
        }

        return null;
    }

    // One day. Of a span's second one the start is given; of either the other side's words, for 10月3-5日 gives the 日 or the 月 only once.
    private static DateOnly? Day(string said, DateOnly today, DateOnly? start, string? other)
    {
        var word = FromToday.FirstOrDefault(w => w.Word == said);
        if (word.Word is not null)
        {
            return today.AddDays(word.Days);
        }

        if (WeekdayPhrase().Match(said) is { Success: true } weekday)
        {
            return OnWeekday(WeekdayOf(weekday), weekday.Groups["next"].Success, weekday.Groups["this"].Success, today, start);
        }

        // A weekday beside a date adds nothing, but it must be the date's.
        var beside = WeekdayBeside().Match(said);
        if (DatePhrase().Match(WeekdayBeside().Replace(said, "").Trim()) is { Success: true } date && MonthOf(date) is { } month)
        {
            var day = Valid(date.Groups["year"].Value, month, Number(date.Groups["day"]), today, start);
            return beside.Success && day?.DayOfWeek != WeekdayOf(beside) ? null : day;
        }

        return DayOfMonth().Match(said) is { Success: true } only && (only.Groups["ri"].Success || Completes(other, start is not null))
            ? Next(Number(only.Groups["day"]), start ?? today)
            : null;
    }

    // 3-5日, 10月3-5: the other side says what the bare number is.
    private static bool Completes(string? other, bool first) =>
        other is not null && (first ? DatePhrase().IsMatch(other) : DayOfMonth().Match(other).Groups["ri"].Success);

    private static DateOnly? Valid(string year, int month, int day, DateOnly today, DateOnly? start)
    {
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2028, month))
        {
            return null;
        }

        return year.Length == 0 ? Next(month, day, start ?? today.AddDays(-Back))
            : int.Parse(year, CultureInfo.InvariantCulture) is var y && y is >= 2000 and <= 2200 && day <= DateTime.DaysInMonth(y, month) ? new DateOnly(y, month, day)
            : null;
    }

    private static DateOnly OnWeekday(DayOfWeek weekday, bool next, bool thisWeek, DateOnly today, DateOnly? start)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var inWeek = ((int)weekday + 6) % 7;
        if (next || thisWeek)
        {
            var day = monday.AddDays(inWeek + (next ? 7 : 0));
            // 周三至下周三, said on a Friday, is more than the one Wednesday.
            while (start is { } after && (next ? day <= after : day < after))
            {
                day = day.AddDays(7);
            }

            return day;
        }

        var from = start ?? today;
        return from.AddDays(((int)weekday - (int)from.DayOfWeek + 7) % 7);
    }

    // The first 29 February, or 3 October, that is not before a day.
    private static DateOnly Next(int month, int day, DateOnly from)
    {
        for (var year = from.Year; ; year++)
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) is var found && found >= from)
            {
                return found;
            }
        }
    }

    private static DateOnly? Next(int day, DateOnly from)
    {
        for (var month = from; day is >= 1 and <= 31; month = month.AddDays(1 - month.Day).AddMonths(1))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && new DateOnly(month.Year, month.Month, day) is var found && found >= from)
            {
                return found;
            }
        }

        return null;
    }

    private static DayOfWeek WeekdayOf(Match match) => match.Groups["zh"] is { Success: true, Value: var zh }
        ? (DayOfWeek)(zh == "天" ? 0 : "日一二三四五六".IndexOf(zh, StringComparison.Ordinal))
        : Enum.GetValues<DayOfWeek>().First(d => d.ToString().StartsWith(match.Groups["en"].Value[..3], StringComparison.OrdinalIgnoreCase));

    private static int? MonthOf(Match match) => match.Groups["month"].Success ? Number(match.Groups["month"])
        : Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, m => m.StartsWith(match.Groups["name"].Value, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place + 1
        : null;

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<next>下个?|next )|(?<this>本|这个?|this ))?(?:(?:周|星期|礼拜)(?<zh>[一二三四五六日天])|(?<en>mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday))$")]
    private static partial Regex WeekdayPhrase();

    // 10月13日(周二), tue 13 oct.
    [GeneratedRegex(@"\s*\(?(?:周|星期|礼拜)(?<zh>[一二三四五六日天])\)?$|^(?<en>mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ")]
    private static partial Regex WeekdayBeside();

    [GeneratedRegex(@"^(?:(?:(?<year>[0-9]{4})[-/.年] ?)?(?<month>[0-9]{1,2})(?:月 ?(?<day>[0-9]{1,2})[日号]?|[-/.](?<day>[0-9]{1,2}))|(?<day>[0-9]{1,2})(?:st|nd|rd|th)? (?<name>[a-z]{3,9})(?: (?<year>[0-9]{4}))?|(?<name>[a-z]{3,9}) (?<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?<year>[0-9]{4}))?)$")]
    private static partial Regex DatePhrase();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})(?<ri>[日号])?$")]
    private static partial Regex DayOfMonth();
}
