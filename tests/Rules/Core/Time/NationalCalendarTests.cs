using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Core;

public sealed class NationalCalendarTests
{
    [Fact]
    [Trait("Rule", "P-4")]
    public void Every_day_of_2026_is_as_the_state_council_arranged_it()
    {
        var days = Enumerable.Range(0, 365).Select(n => new DateOnly(2026, 1, 1).AddDays(n)).ToList();
        var off = days.Where(d => NationalCalendar.On(d) is { Kind: SpecialDayKind.Holiday }).ToList();
        var makeUp = days.Where(d => NationalCalendar.On(d) is { Kind: SpecialDayKind.MakeUp }).ToList();

        Assert.Equal(
            "元旦 01-01..01-03, 春节 02-15..02-23, 清明节 04-04..04-06, 劳动节 05-01..05-05, 端午节 06-19..06-21, 中秋节 09-25..09-27, 国庆节 10-01..10-07",
            string.Join(", ", off.GroupBy(d => NationalCalendar.On(d)!.Name).Select(g => $"{g.Key} {g.Min():MM-dd}..{g.Max():MM-dd}")));
        Assert.Equal(33, off.Count);
        Assert.Equal(
            ["01-04 Friday", "02-14 Friday", "02-28 Monday", "05-09 Tuesday", "09-20 Tuesday", "10-10 Wednesday"],
            makeUp.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d:MM-dd} {NationalCalendar.On(d)!.MakesUpFor}")));
        Assert.All(makeUp, d => Assert.Contains(d.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }));

        // 365 days, 104 of them Saturdays and Sundays, 13 days of holidays by law: 248 working days.
        Assert.Equal(248, days.Count(d => DemoBranch.Facts.On(d).Hours is not null));
    }

    [Fact]
    public void The_days_by_law_of_2027_stand_where_the_lunar_calendar_has_them()
    {
        var lunar = new ChineseLunisolarCalendar();
        DateOnly Lunar(int month, int day) => DateOnly.FromDateTime(lunar.ToDateTime(2027, lunar.GetLeapMonth(2027) is > 0 and var leap && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
        var newYear = Lunar(1, 1);

        Assert.Equal(
            [new DateOnly(2027, 1, 1), newYear.AddDays(-1), newYear, newYear.AddDays(1), newYear.AddDays(2), new(2027, 4, 5), new(2027, 5, 1), new(2027, 5, 2), Lunar(5, 5), Lunar(8, 15), new(2027, 10, 1), new(2027, 10, 2), new(2027, 10, 3)],
            Enumerable.Range(0, 365).Select(n => new DateOnly(2027, 1, 1).AddDays(n)).Where(d => NationalCalendar.On(d) is not null));
    }

    [Fact]
    public void Of_a_year_that_is_not_known_nothing_is_said() =>
        Assert.All(Enumerable.Range(0, 365), n => Assert.Null(NationalCalendar.On(new DateOnly(2028, 1, 1).AddDays(n))));
}
