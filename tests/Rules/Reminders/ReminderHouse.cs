using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Reminders;

/// <summary>A branch whose wake-ups are played without any I/O: what is due is computed, noted, and the branch sleeps until the next thing may fall due.</summary>
internal sealed class ReminderHouse(BranchFacts facts, Roster roster)
{
    private static readonly IReadOnlyList<IReminders> Sources = [.. Rehearsal.Catalogue.Reminders];
    private readonly Dictionary<DateOnly, HashSet<string>> claimed = [];
    private DateTimeOffset? due;

    /// <summary>What is known of the branch, as of now.</summary>
    public Func<DateTimeOffset, BranchFacts> Facts { get; init; } = _ => facts;

    /// <summary>The rows of a day, as of now.</summary>
    public Func<DateOnly, DateTimeOffset, IEnumerable<Row>> Rows { get; init; } = (_, _) => [];

    /// <summary>What was sent, and when.</summary>
    public List<(DateTimeOffset At, DateOnly Day, Reminder Reminder)> Sent { get; } = [];

    /// <summary>How often it was woken.</summary>
    public int Woken { get; private set; }

    /// <summary>Wakes the branch; answers with when it is to be woken next.</summary>
    public DateTimeOffset Wake(DateTimeOffset now)
    {
        Woken++;
        var known = Facts(now);
        var today = known.Today(now);
        var day = ReminderDay.Of(known, roster, today);
        var rows = new Rows([.. Rows(today, now).Select(r => new Stored(r, "etag"))]);
        var all = Sources.SelectMany(s => s.Of(day, rows)).ToList();
        var told = claimed.TryGetValue(today, out var keys) ? keys : claimed[today] = [];
        foreach (var reminder in ReminderPlan.Due(all, told, now, due ?? now))
        {
            told.Add(reminder.Key);
            Sent.Add((now, today, reminder));
        }

        due = ReminderPlan.Next(Sources, day, all, now);
        return due.Value;
    }
}
