using System.Globalization;
using System.Text;

namespace BranchBot.Features.Holidays;

/// <summary>
/// Reads holidays and make-up workdays from an iCalendar file (RFC 5545): its all-day events, of which the summary tells what they are. Of everything else
/// in such a file nothing is taken. Pure; what is wrong is said with the event's name.
/// </summary>
internal static class HolidayFile
{
    private const int MostDaysOfOne = 31;
    private const int Largest = 1024 * 1024;

    private static readonly string[] MakeUps = ["班", "调休", "make-up", "makeup", "work"];

    /// <summary>The days, or what is wrong.</summary>
    /// <param name="content">The file's bytes, UTF-8.</param>
    /// <param name="today">The region's day: days before it are left out.</param>
    public static (IReadOnlyList<SpecialDay> Days, Text? Wrong) Read(ReadOnlySpan<byte> content, DateOnly today)
    {
        if (content.Length > Largest)
        {
            return ([], new("文件太大了,最多 1 MB。", "The file is too large: at most 1 MB."));
        }

        var lines = Unfolded(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'));
        if (!lines.Any(l => l.Trim().Equals("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)))
        {
            return ([], new("这不是日历文件(.ics)。", "This is no calendar file (.ics)."));
        }

        var days = new SortedDictionary<DateOnly, SpecialDay>();
        foreach (var fields in Events(lines))
        {
            var name = Unescaped(fields.GetValueOrDefault("SUMMARY") ?? "").Trim();
            if (Date(fields.GetValueOrDefault("DTSTART")) is not { } first)
            {
                continue;
            }

            if (fields.ContainsKey("RRULE"))
            {
                return ([], new($"「{Brief(name)}」是重复的日程,请换成每年列出日子的日历。", $"\"{Brief(name)}\" repeats; please take a calendar that lists the days of each year."));
            }

            // DTEND is the first day after; without one the event has one day.
            var last = Date(fields.GetValueOrDefault("DTEND"))?.AddDays(-1) ?? first;
            if (last < first || last.DayNumber - first.DayNumber >= MostDaysOfOne)
            {
                return ([], new($"「{Brief(name)}」的日期不对:最多 {MostDaysOfOne} 天。", $"The days of \"{Brief(name)}\" are wrong: at most {MostDaysOfOne} days."));
            }

            var kind = MakeUps.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase)) ? SpecialDayKind.MakeUp : SpecialDayKind.Holiday;
            foreach (var day in new DaySpan(first, last).Each().Where(d => d >= today))
            {
                days[day] = new(day, kind, name.Length == 0 ? "节假日" : Brief(name));
            }
        }

        return days.Count switch
        {
            0 => ([], new("文件里没有今天以后的全天日程。", "The file has no all-day events from today on.")),
            > BranchFacts.MostDays => ([], new($"文件里的日子太多了,最多 {BranchFacts.MostDays} 天。", $"The file has too many days: at most {BranchFacts.MostDays}.")),
            _ => ([.. days.Values.Select(d => d.Kind == SpecialDayKind.MakeUp ? d with { MakesUpFor = MakesUp(d, days.Values) } : d)], null),
        };
    }

    // The file does not say whose hours a make-up workday follows: the nearest day off that would be a workday is taken, and the leader sees it before it counts.
    private static DayOfWeek MakesUp(SpecialDay makeUp, IEnumerable<SpecialDay> days) => days
        .Where(d => d.Kind == SpecialDayKind.Holiday && d.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        .OrderBy(d => Math.Abs(d.Day.DayNumber - makeUp.Day.DayNumber))
        .Select(d => d.Day.DayOfWeek)
        .FirstOrDefault(DayOfWeek.Monday);

    private static IEnumerable<Dictionary<string, string>> Events(IReadOnlyList<string> lines)
    {
        Dictionary<string, string>? fields = null;
        var within = 0;
        foreach (var line in lines)
        {
            var colon = Colon(line);
            var (name, value) = colon < 0 ? (line, "") : (line[..colon].Split(';')[0].Trim().ToUpperInvariant(), line[(colon + 1)..].Trim());
            if (name == "BEGIN")
            {
                within = fields is null ? 0 : within + 1;
                fields ??= value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase) ? new(StringComparer.Ordinal) : null;
            }
            else if (name == "END" && fields is not null && within-- == 0)
            {
                yield return fields;
                fields = null;
            }
            else if (within == 0)
            {
                fields?.TryAdd(name, value);
            }
        }
    }

    // The colon behind name and parameters; one within quotes belongs to a parameter.
    private static int Colon(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ':' && !quoted)
            {
                return i;
            }
        }

        return -1;
    }

    private static List<string> Unfolded(string text)
    {
        var lines = new List<string>();
        var whole = new StringBuilder();
        foreach (var (line, first) in text.Split('\n').Select((l, i) => (l.TrimEnd('\r'), i == 0)))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && !first)
            {
                whole.Append(line, 1, line.Length - 1);
                continue;
            }

            if (!first)
            {
                lines.Add(whole.ToString());
            }

            whole.Clear().Append(line);
        }

        lines.Add(whole.ToString());
        return lines;
    }

    // Only a date, of an all-day event; one with a time of day is none.
    private static DateOnly? Date(string? value) =>
        DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Unescaped(string value) => value
        .Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static string Brief(string name) => name.Length > MarkHolidays.LongestName ? name[..MarkHolidays.LongestName] : name;
}
