using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>In what way a day is not as its weekday.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpecialDayKind>))]
public enum SpecialDayKind
{
    /// <summary>A public holiday (节假日): closed, or open for the branch's holiday hours.</summary>
    Holiday,

    /// <summary>A make-up workday (调休): the hours of the weekday that it makes up for.</summary>
    MakeUp,

    /// <summary>Closed (停业).</summary>
    Closed,

    /// <summary>Open at other hours than usual (营业), a half-day too.</summary>
    Open,

    /// <summary>As it is otherwise, but it does not count (不计, P-8).</summary>
    NotCounted,
}

/// <summary>A day that is not as its weekday.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind">In what way.</param>
/// <param name="Name">What people call it, or why: 国庆节, 停电.</param>
/// <param name="MakesUpFor">The weekday whose hours a make-up workday follows.</param>
/// <param name="Hours">The hours, where it is open.</param>
public sealed record SpecialDay(DateOnly Day, SpecialDayKind Kind, string Name, DayOfWeek? MakesUpFor = null, Hours? Hours = null);

/// <summary>What a day is for a branch (P-4, P-8).</summary>
/// <param name="Date">The day.</param>
/// <param name="Hours">Its hours; null: the branch is closed.</param>
/// <param name="Counted">False: the manager has marked it as not counted (不计).</param>
/// <param name="Name">What makes it special; null: an ordinary day.</param>
public sealed record BranchDay(DateOnly Date, Hours? Hours, bool Counted, string? Name)
{
    /// <summary>Whether its hours are not those of a weekday: a half-day, a holiday with hours. Shifts do not hold then.</summary>
    public bool HasOwnHours { get; init; }

    /// <summary>The day of a branch.</summary>
    internal static BranchDay Of(BranchFacts facts, DateOnly day)
    {
        var own = facts.Days.Where(d => d.Day == day).ToList();
        var counted = own.All(d => d.Kind != SpecialDayKind.NotCounted);
        var special = own.LastOrDefault(d => d.Kind != SpecialDayKind.NotCounted)
            ?? facts.RegionDays.LastOrDefault(d => d.Day == day)
            ?? NationalCalendar.On(day);
        return new(day, HoursOf(facts.Branch, day, special), counted, own.LastOrDefault(d => d.Kind == SpecialDayKind.NotCounted)?.Name ?? special?.Name)
        {
            HasOwnHours = special is { Kind: SpecialDayKind.Holiday } or { Kind: SpecialDayKind.Open, Hours: not null },
        };
    }

    private static Hours? HoursOf(Branch branch, DateOnly day, SpecialDay? special) => special switch
    {
        null => branch.Hours.On(day.DayOfWeek),
        { Kind: SpecialDayKind.Holiday } => branch.Hours.On(day.DayOfWeek) is null ? null : branch.HolidayHours,
        { Kind: SpecialDayKind.MakeUp, MakesUpFor: { } weekday } => branch.Hours.On(weekday),
        { Kind: SpecialDayKind.Open, Hours: { } hours } => hours,
        { Kind: SpecialDayKind.Closed } => null,
        _ => branch.Hours.On(day.DayOfWeek),
    };
}
