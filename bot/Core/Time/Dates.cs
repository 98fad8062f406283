using System.Globalization;

namespace BranchBot.Core;

/// <summary>How dates are written for people.</summary>
public static class Dates
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>A day with its weekday: 11月24日 星期二, Tuesday 24 November.</summary>
    public static Text WithWeekday(DateOnly day) => new(
        $"{day.Month}月{day.Day}日 星期{Weekdays[(int)day.DayOfWeek]}",
        day.ToString("dddd d MMMM", CultureInfo.InvariantCulture));

    /// <summary>A day in short, with the year only where it would be taken for another: 11月24日(周二), Tue 24 Nov.</summary>
    public static Text Brief(DateOnly day, DateOnly today) => Brief(day, DatePhrases.YearOf(day.Month, day.Day, today) != day.Year);

    /// <summary>A span of days. A year later, the last one would be taken for the first.</summary>
    public static Text Brief(DateOnly first, DateOnly last, DateOnly today) => Brief(first, today) + new Text("至", " to ")
        + (last >= first.AddYears(1) ? Brief(last, year: true) : Brief(last, today));

    private static Text Brief(DateOnly day, bool year) => new(
        $"{(year ? $"{day.Year}年" : "")}{day.Month}月{day.Day}日({Weekday(day.DayOfWeek).Zh})",
        day.ToString(year ? "ddd d MMM yyyy" : "ddd d MMM", CultureInfo.InvariantCulture));

    /// <summary>A weekday in short: 周二, Tue.</summary>
    public static Text Weekday(DayOfWeek weekday) => new($"周{Weekdays[(int)weekday]}", weekday.ToString()[..3]);

    /// <summary>Hours: 08:30-17:00.</summary>
    public static string Written(Hours hours) => string.Create(CultureInfo.InvariantCulture, $"{hours.Opens:HH:mm}-{hours.Closes:HH:mm}");
}
