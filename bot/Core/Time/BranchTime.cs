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
        return TimeOnly.FromDateTime(wall) < DayEnds ? day.AddDays(-1) : day;
    }

    /// <summary>What the clock on the branch's wall shows at <paramref name="instant"/>, as <c>HH:mm</c>.</summary>
    public string Clock(DateTimeOffset instant) => Wall(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day on the branch's wall at <paramref name="instant"/>.</summary>
    public TimeOnly TimeOfDay(DateTimeOffset instant) => TimeOnly.FromDateTime(Wall(instant));

    /// <summary>Whether this machine knows the zone.</summary>
    public static bool Knows(string zoneId) => TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out _);

    private DateTime Wall(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zones.GetOrAdd(ZoneId, TimeZoneInfo.FindSystemTimeZoneById)).DateTime;
}
