using CsCheck;

namespace BranchBot.Rules.Tests.Core;

/// <summary>The clock on a branch's wall, also where it is changed twice a year.</summary>
public sealed class BranchTimeTests
{
    private static readonly string[] Zones = ["Asia/Shanghai", "Asia/Urumqi", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kathmandu"];
    private static readonly TimeOnly[] Ends = [new(4, 0), new(0, 0), new(1, 30), new(2, 30), new(6, 0)];

    private static readonly Gen<BranchTime> Clocks = Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, Ends.Length - 1]).Select((zone, ends) => new BranchTime(Zones[zone], Ends[ends]));

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 1500].Select(n => new DateOnly(2024, 1, 1).AddDays(n));

    [Fact]
    [Trait("Rule", "P-8")]
    public void The_balancing_of_31_December_belongs_to_that_day() => Assert.Equal(
        new DateOnly(2026, 12, 31),
        new BranchTime("Asia/Shanghai", BranchTime.UsualDayEnd).DayOf(new(2026, 12, 31, 19, 59, 0, TimeSpan.Zero)));

    [Fact]
    [Trait("Rule", "P-8")]
    public void Days_follow_one_another_without_gap_or_overlap_whatever_the_clocks_do() => Gen.Select(Clocks, Days).Sample((time, day) =>
    {
        var (begins, ends) = (time.EndOf(day.AddDays(-1)), time.EndOf(day));

        Assert.Equal(TimeSpan.Zero, ends.Offset);
        Assert.InRange((ends - begins).TotalHours, 22.9, 25.1);
        Assert.Equal(day.AddDays(-1), time.DayOf(begins.AddTicks(-1)));
        for (var at = begins; at < ends; at = at.AddMinutes(15))
        {
            Assert.Equal(day, time.DayOf(at));
        }

        Assert.Equal(day.AddDays(1), time.DayOf(ends));
    });

    [Fact]
    [Trait("Rule", "P-8")]
    public void An_instant_of_a_day_belongs_to_it_and_shows_that_time_unless_the_clock_skips_it() => Gen.Select(Clocks, Days, Gen.Int[0, 1439]).Sample((time, day, minute) =>
    {
        var wanted = new TimeOnly(minute / 60, minute % 60);
        var instant = time.Instant(day, wanted);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(time.ZoneId);
        var wall = (wanted < time.DayEnds ? day.AddDays(1) : day).ToDateTime(wanted);

        Assert.Equal(zone.IsInvalidTime(wall), time.TimeOfDay(instant) != wanted);
        if (!zone.IsInvalidTime(wall) && !zone.IsAmbiguousTime(wall))
        {
            Assert.Equal(day, time.DayOf(instant));
        }
    });

    [Theory]
    [InlineData("2026-03-08", "02:30", "2026-03-08T07:00Z")]
    [InlineData("2026-11-01", "01:30", "2026-11-01T05:30Z")]
    [InlineData("2026-03-08", "08:30", "2026-03-08T12:30Z")]
    [InlineData("2026-03-07", "08:30", "2026-03-07T13:30Z")]
    public void Where_clocks_change_a_skipped_time_is_the_change_and_a_double_one_the_first(string day, string wall, string utc) => Assert.Equal(
        DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
        new BranchTime("America/New_York", new(0, 0)).Instant(
            DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            TimeOnly.ParseExact(wall, "HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("07:30", "2026-10-09T23:30Z")]
    [InlineData("08:00", "2026-10-10T00:00Z")]
    [InlineData("08:30", "2026-10-10T00:30Z")]
    public void A_branch_that_opens_about_midnight_of_UTC_has_its_own_day(string wall, string utc)
    {
        var time = new BranchTime("Asia/Shanghai", BranchTime.UsualDayEnd);
        var opens = TimeOnly.ParseExact(wall, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var instant = time.Instant(new(2026, 10, 10), opens);

        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), instant);
        Assert.Equal(new DateOnly(2026, 10, 10), time.DayOf(instant));
        Assert.Equal(new DateOnly(2026, 10, 10), time.DayOf(instant.AddMinutes(-30)));
    }

    [Fact]
    public void The_29th_of_February_is_a_day_like_any_other()
    {
        var time = new BranchTime("Asia/Shanghai", BranchTime.UsualDayEnd);

        Assert.Equal(new DateOnly(2028, 2, 29), time.DayOf(new(2028, 2, 29, 19, 59, 0, TimeSpan.Zero)));
        Assert.Equal(new DateTimeOffset(2028, 2, 29, 20, 0, 0, TimeSpan.Zero), time.EndOf(new(2028, 2, 29)));
    }
}
