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
}
