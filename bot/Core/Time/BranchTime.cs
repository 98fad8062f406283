using System.Collections.Concurrent;
using System.Globalization;

namespace BranchBot.Core;

/// <summary>A branch's clock: which business day an instant belongs to, and what the clock on its wall shows.</summary>
/// <param name="ZoneId">IANA name of the time zone, such as <c>Asia/Shanghai</c>.</param>
/// <param name="DayEnds">When the business day ends on the next morning (P-8); the balancing of 31 December belongs to that day.</param>
public sealed record BranchTime(string ZoneId, TimeOnly DayEnds)
{
    /// <summary>04:00 (P-8).</summary>
    public static readonly TimeOnly UsualDayEnd = new(4, 0);

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new(StringComparer.Ordinal);

    /// <summary>The business day in the branch's zone to which <paramref name="instant"/> belongs (P-8).</summary>
    public DateOnly DayOf(DateTimeOffset instant)
    {
        var wall = Wall(instant);
        var day = DateOnly.FromDateTime(wall);

        // Where clocks go back over the day's end the wall shows it twice: the first time ends the day.
        return TimeOnly.FromDateTime(wall) < DayEnds && instant < Instant(day, DayEnds) ? day.AddDays(-1) : day;
    }

    /// <summary>What the clock on the branch's wall shows at <paramref name="instant"/>, as <c>HH:mm</c>.</summary>
    public string Clock(DateTimeOffset instant) => Wall(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day on the branch's wall at <paramref name="instant"/>.</summary>
    public TimeOnly TimeOfDay(DateTimeOffset instant) => TimeOnly.FromDateTime(Wall(instant));

    /// <summary>
    /// The instant, UTC, at which the clock on the branch's wall shows a time on a business day; a time before the day's end is the next morning's (P-8).
    /// A time that the clock skips counts as the moment of the change; one that it shows twice as the first.
    /// </summary>
    public DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var zone = Zone();
        var wall = (time < DayEnds ? day.AddDays(1) : day).ToDateTime(time);
        if (zone.IsInvalidTime(wall))
        {
            var before = wall.AddHours(-3);
            while (!zone.IsInvalidTime(before.AddMinutes(1)))
            {
                before = before.AddMinutes(1);
            }

            return new DateTimeOffset(before, zone.GetUtcOffset(before)).ToUniversalTime().AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>The instant, UTC, at which a business day is over (P-8).</summary>
    public DateTimeOffset EndOf(DateOnly day) => Instant(day.AddDays(1), DayEnds);

    /// <summary>Whether this machine knows the zone.</summary>
    public static bool Knows(string zoneId) => TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out _);

    /// <summary>What the clock and the calendar on the branch's wall show at <paramref name="instant"/>.</summary>
    public DateTime Wall(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone()).DateTime;

    private TimeZoneInfo Zone() => Zones.GetOrAdd(ZoneId, TimeZoneInfo.FindSystemTimeZoneById);
}
