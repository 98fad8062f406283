namespace BranchBot.Host.Documents;

/// <summary>A line of <c>branches.csv</c>.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Branch">What it says; what the file has no column for is to be kept.</param>
internal sealed record BranchLine(CsvLine Line, Branch Branch)
{
    /// <summary>The branch, with what the file says nothing about as it stands.</summary>
    public Branch Over(Branch? known) => known is null ? Branch : Branch with
    {
        HolidayHours = Line.Has(BranchLines.HolidayHours) ? Branch.HolidayHours : known.HolidayHours,
        Shifts = Line.Has(BranchLines.Shifts) ? Branch.Shifts : known.Shifts,
        Time = Line.Has(BranchLines.DayEnd) ? Branch.Time : Branch.Time with { DayEnds = known.Time.DayEnds },
    };
}

/// <summary>Reads the lines of <c>branches.csv</c>.</summary>
internal static class BranchLines
{
    public const string HolidayHours = "holiday_hours";
    public const string Shifts = "shifts";
    public const string DayEnd = "day_end";

    public static readonly IReadOnlyList<string> Columns =
        ["branch", "name", "region", "time_zone", "language", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>May be left out; then what stands is kept.</summary>
    public static readonly IReadOnlyList<string> Optional = [HolidayHours, Shifts, DayEnd];

    private static readonly TimeOnly LatestDayEnd = new(6, 0);

    /// <summary>What a line says.</summary>
    public static BranchLine Read(CsvLine line, CellChecks check)
    {
        if (!BranchTime.Knows(line["time_zone"]))
        {
            check.Add(line, "time_zone", new($"「{line["time_zone"]}」不是 IANA 时区,如 Asia/Shanghai。", $"'{line["time_zone"]}' is not an IANA time zone such as Asia/Shanghai."));
        }

        var hours = Columns.Skip(5).Select(day => check.HoursOf(line, day)).ToList();
        return new(line, new(
            new(check.Id(line, "branch")),
            new(line["region"]),
            check.Name(line),
            new(line["time_zone"], DayEndOf(line, check)),
            new(hours[0], hours[1], hours[2], hours[3], hours[4], hours[5], hours[6]),
            check.LanguageOf(line) ?? Language.Chinese)
        {
            HolidayHours = check.HoursOf(line, HolidayHours),
            Shifts = [.. ShiftsOf(line, check)],
        });
    }

    private static TimeOnly DayEndOf(CsvLine line, CellChecks check)
    {
        if (line[DayEnd].Length == 0 || (CellChecks.Time(line[DayEnd]) is { } end && end <= LatestDayEnd))
        {
            return CellChecks.Time(line[DayEnd]) ?? BranchTime.UsualDayEnd;
        }

        check.Add(line, DayEnd, new($"「{line[DayEnd]}」不行:次日 00:00 到 06:00。", $"'{line[DayEnd]}' is not allowed: 00:00 to 06:00 of the next morning."));
        return BranchTime.UsualDayEnd;
    }

    // 早班 08:00-14:00; 晚班 12:00-18:00
    private static IEnumerable<Shift> ShiftsOf(CsvLine line, CellChecks check)
    {
        var names = new HashSet<string>();
        foreach (var text in line[Shifts].Split([';', '\uFF1B'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = text.LastIndexOf(' ');
            var name = blank < 0 ? "" : text[..blank].Trim();
            if (name.Length is 0 or > 20 || !names.Add(name))
            {
                check.Add(line, Shifts, new($"「{text}」不是班次;写成 早班 08:00-14:00; 晚班 12:00-18:00,名称不重复。", $"'{text}' is no shift; write them like early 08:00-14:00; late 12:00-18:00, each name once."));
            }
            else if (check.HoursIn(line, Shifts, text[(blank + 1)..]) is { } hours)
            {
                yield return new(name, hours);
            }
        }
    }
}
