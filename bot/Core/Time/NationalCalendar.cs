using System.Collections.Frozen;
using System.Globalization;

namespace BranchBot.Core;

/// <summary>
/// Public holidays and make-up workdays of mainland China. 2026: the arrangement that the General Office of the State Council published in November 2025.
/// 2027: only the days that the law itself fixes (全国年节及纪念日放假办法, State Council order 795 of 2024); a region enters or imports the
/// arrangement when it is published. The weekday that a make-up workday follows is the working day that it was moved from.
/// </summary>
public static class NationalCalendar
{
    private static readonly FrozenDictionary<DateOnly, SpecialDay> Days = Read(
        """
        2026-01-01 2026-01-03 元旦
        2026-02-15 2026-02-23 春节
        2026-04-04 2026-04-06 清明节
        2026-05-01 2026-05-05 劳动节
        2026-06-19 2026-06-21 端午节
        2026-09-25 2026-09-27 中秋节
        2026-10-01 2026-10-07 国庆节
        2026-01-04 2026-01-02 调休
        2026-02-14 2026-02-20 调休
        2026-02-28 2026-02-23 调休
        2026-05-09 2026-05-05 调休
        2026-09-20 2026-10-06 调休
        2026-10-10 2026-10-07 调休
        2027-01-01 2027-01-01 元旦
        2027-02-05 2027-02-08 春节
        2027-04-05 2027-04-05 清明节
        2027-05-01 2027-05-02 劳动节
        2027-06-09 2027-06-09 端午节
        2027-09-15 2027-09-15 中秋节
        2027-10-01 2027-10-03 国庆节
        """).ToFrozenDictionary(d => d.Day);

    /// <summary>The last year of which the whole arrangement, make-up workdays too, is known.</summary>
    public const int ArrangedUntil = 2026;

    /// <summary>What the calendar says of a day; null: nothing.</summary>
    public static SpecialDay? On(DateOnly day) => Days.GetValueOrDefault(day);

    private static IEnumerable<SpecialDay> Read(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            var words = line.Split(' ');
            var (first, second) = (Day(words[0]), Day(words[1]));
            if (words[2] == "调休")
            {
                yield return new(first, SpecialDayKind.MakeUp, "调休上班", second.DayOfWeek);
                continue;
            }

            for (var day = first; day <= second; day = day.AddDays(1))
            {
                yield return new(day, SpecialDayKind.Holiday, words[2]);
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
