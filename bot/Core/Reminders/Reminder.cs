namespace BranchBot.Core;

/// <summary>Something that a person is to be told at a time by itself. Computed of the branch's day, never stored; claimed by its key, so that it goes once.</summary>
/// <param name="Key">What tells it apart in the branch's day.</param>
/// <param name="From">When it falls due, UTC.</param>
/// <param name="Until">When it makes no sense any more, UTC.</param>
/// <param name="To">Who is told.</param>
/// <param name="Delivery">Certain, or at most once.</param>
/// <param name="Show">What he is shown; a command that changes nothing.</param>
public sealed record Reminder(string Key, DateTimeOffset From, DateTimeOffset Until, PersonId To, Delivery Delivery, Command Show);

/// <summary>A branch's day as reminders see it.</summary>
/// <param name="Facts">What is known of the branch.</param>
/// <param name="Roster">Its people.</param>
/// <param name="Day">The business day.</param>
/// <param name="People">Everybody's day.</param>
public sealed record ReminderDay(BranchFacts Facts, Roster Roster, BranchDay Day, IReadOnlyList<PersonDay> People)
{
    /// <summary>The day of a branch.</summary>
    public static ReminderDay Of(BranchFacts facts, Roster roster, DateOnly day) => new(facts, roster, facts.On(day), Duty.On(facts, roster, day));

    /// <summary>Where what becomes of a day's reminders stands, until the day is over and only their totals are kept.</summary>
    public static Partition Log(BranchId branch, DateOnly day) => Partition.OfBranch("reminders", branch, RowKeys.Of(day));

    /// <summary>An instant of the day by the clock on the branch's wall.</summary>
    public DateTimeOffset At(TimeOnly time) => Facts.Branch.Time.Instant(Day.Date, time);
}

/// <summary>What a feature reminds people of. Pure: the same day and rows give the same reminders.</summary>
public interface IReminders
{
    /// <summary>The rows that it needs, all of the branch's.</summary>
    IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day);

    /// <summary>All reminders of the day that make sense as things stand, those of later today too; the wake-ups pick what is due.</summary>
    IEnumerable<Reminder> Of(ReminderDay day, Rows rows);

    /// <summary>The instants of the day at which something may fall due, whatever stands in the rows: the branch is woken then.</summary>
    IEnumerable<DateTimeOffset> Moments(ReminderDay day);
}
