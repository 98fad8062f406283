using System.Globalization;
using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>A week, a month or a quarter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Period>))]
public enum Period
{
    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar quarter.</summary>
    Quarter,
}

/// <summary>What periods are called, and which days they have.</summary>
public static class Periods
{
    /// <summary>The first day of a day's quarter.</summary>
    public static DateOnly FirstOfQuarter(DateOnly day) => new(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1);

    /// <summary>A day's quarter, as keys have it: 2026Q4.</summary>
    public static string QuarterOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:D4}Q{((day.Month - 1) / 3) + 1}");

    /// <summary>The first days of the quarters that a span touches.</summary>
    public static IEnumerable<DateOnly> Quarters(DaySpan span)
    {
        for (var quarter = FirstOfQuarter(span.From); quarter <= span.To; quarter = quarter.AddMonths(3))
        {
            yield return quarter;
        }
    }

    /// <summary>The days of the period that a day lies in, or of one some periods before.</summary>
    public static DaySpan Around(this Period period, DateOnly day, int back)
    {
        var span = period.Around(day);
        for (; back > 0; back--)
        {
            span = period.Around(span.From.AddDays(-1));
        }

        return span;
    }

    /// <summary>The days of the period that a day lies in.</summary>
    public static DaySpan Around(this Period period, DateOnly day)
    {
        var first = period switch
        {
            Period.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            Period.Month => new(day.Year, day.Month, 1),
            _ => FirstOfQuarter(day),
        };
        return new(first, (period switch { Period.Week => first.AddDays(7), Period.Month => first.AddMonths(1), _ => first.AddMonths(3) }).AddDays(-1));
    }

    /// <summary>周, 月, 季.</summary>
    public static Text Name(this Period period) => period switch { Period.Week => new("周", "Week"), Period.Month => new("月", "Month"), _ => new("季", "Quarter") };

    /// <summary>Reads a word for a period, the one before too; null where it is none.</summary>
    public static (Period Period, int Back)? Parse(string word) => word switch
    {
        "周" or "本周" or "这周" or "week" => (Period.Week, 0),
        "月" or "本月" or "这个月" or "month" => (Period.Month, 0),
        "季" or "季度" or "本季" or "本季度" or "quarter" => (Period.Quarter, 0),
        "上周" or "last-week" => (Period.Week, 1),
        "上月" or "上个月" or "last-month" => (Period.Month, 1),
        "上季" or "上季度" or "last-quarter" => (Period.Quarter, 1),
        _ => null,
    };
}
