namespace BranchBot.Core;

/// <summary>What of a branch's day is due, and when the branch is to be woken next. Pure.</summary>
public static class ReminderPlan
{
    // Nobody who still claims something of the day is surprised.
    private const int PauseMinutes = 5;

    // Daily work of all branches of a zone must not fall into one minute.
    private const int SpreadMinutes = 60;

    /// <summary>
    /// What is due now and was not claimed. Something whose time is over is not due, but where it came and went while nobody was awake it is claimed all
    /// the same, expires at once, and so leaves a trace.
    /// </summary>
    /// <param name="reminders">All of the day.</param>
    /// <param name="claimed">The keys that were claimed before.</param>
    /// <param name="now">The instant.</param>
    /// <param name="asleepSince">When the branch should have been woken.</param>
    public static IReadOnlyList<Reminder> Due(IEnumerable<Reminder> reminders, IReadOnlySet<string> claimed, DateTimeOffset now, DateTimeOffset asleepSince) =>
        [.. reminders.Where(r => r.From <= now && (now < r.Until || r.From >= asleepSince) && !claimed.Contains(r.Key)).DistinctBy(r => r.Key)];

    /// <summary>When the next thing may fall due; never later than the end of the business day.</summary>
    /// <param name="sources">What reminds people of something.</param>
    /// <param name="today">The business day.</param>
    /// <param name="reminders">All of the day as things stand.</param>
    /// <param name="now">The instant.</param>
    public static DateTimeOffset Next(IReadOnlyList<IReminders> sources, ReminderDay today, IEnumerable<Reminder> reminders, DateTimeOffset now) => sources
        .SelectMany(s => s.Moments(today))
        .Concat(reminders.Select(r => r.From))
        .Where(moment => moment > now)
        .Append(today.Facts.Branch.Time.EndOf(today.Day.Date))
        .Min();

    /// <summary>When a day's work is summed up: some minutes after its end, not the same for all branches (P-8).</summary>
    public static DateTimeOffset SummedAt(Branch branch, DateOnly day) =>
        branch.Time.EndOf(day).AddMinutes(PauseMinutes + (Convert.ToInt32(RowKeys.Of(branch.Id.Value)[..4], 16) % SpreadMinutes));
}
