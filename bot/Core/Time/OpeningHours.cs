namespace BranchBot.Core;

/// <summary>From opening to closing on one day, in the branch's zone.</summary>
public sealed record Hours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Halfway between opening and closing: before it the opening tasks come first, after it the closing ones.</summary>
    public TimeOnly Middle => Opens.Add((Closes - Opens) / 2);
}

/// <summary>A branch's hours per weekday; null where it is closed.</summary>
public sealed record OpeningHours(
    Hours? Monday = null,
    Hours? Tuesday = null,
    Hours? Wednesday = null,
    Hours? Thursday = null,
    Hours? Friday = null,
    Hours? Saturday = null,
    Hours? Sunday = null)
{
    /// <summary>The hours of a weekday, null where the branch is closed on it.</summary>
    public Hours? On(DayOfWeek weekday) => weekday switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        _ => Sunday,
    };
}
