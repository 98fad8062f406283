using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// The three things remind of themselves (T-4): the card, a nudge before the limit, the manager's list at the limit. Only people on duty with a list. On a
/// day that does not count (P-8) the cards come, for whoever is there still opens a door; nobody is nudged and nobody is listed.
/// </summary>
internal sealed class TaskReminders : IReminders
{
    // How long after closing's limit the manager may still be told; after it he is at home.
    private static readonly TimeSpan ListKept = TimeSpan.FromHours(3);

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => [TaskDay.All(facts.Branch.Id, day)];

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> Moments(ReminderDay day) => TaskTimes.Of(day).SelectMany(t => new[] { t.Card, t.Nudge, t.Limit });

    /// <inheritdoc/>
    public IEnumerable<Reminder> Of(ReminderDay day, Rows rows)
    {
        var done = rows.All<TaskDay>().ToDictionary(d => d.Person);
        var times = TaskTimes.Of(day).ToList();
        foreach (var unfinished in times.Where(t => !t.IsDone(done.GetValueOrDefault(t.Person.Entry.Id))))
        {
            yield return Card(day, unfinished);
            if (day.Day.Counted && Nudge(day, unfinished, done.GetValueOrDefault(unfinished.Person.Entry.Id)?.Pause) is { } nudge)
            {
                yield return nudge;
            }
        }

        if (day.Day.Counted && Manager(day) is { } manager)
        {
            // One list a limit: shifts have their own. Silence at the limit could mean that all is well or that the bot is broken, so it comes in any case.
            foreach (var limit in times.GroupBy(t => (t.Phase, t.Limit)).Select(g => g.Key))
            {
                yield return List(day, manager, limit.Phase, limit.Limit);
            }
        }
    }

    private static Reminder Card(ReminderDay day, TaskTimes times)
    {
        var view = times.Phase == Phase.Opening ? TaskView.Opening : TaskView.Closing;
        return new($"card|{times.Phase}|{times.Person.Entry.Id}", times.Card, times.CardUntil, times.Person.Entry.Id, Delivery.AtMostOnce, new ShowTasks(view, day.Facts.Branch.Id, day.Day.Date));
    }

    // A pause puts it off to the pause's end; one that lasts beyond the limit leaves none, for there is nothing to be in time for.
    private static Reminder? Nudge(ReminderDay day, TaskTimes times, NudgePause? pause)
    {
        var paused = pause is not null && pause.From < times.Limit && pause.Until > times.Nudge;
        var from = paused ? pause!.Until : times.Nudge;
        var key = $"nudge|{times.Phase}|{times.Person.Entry.Id}" + (paused ? $"|{day.Facts.Branch.Time.Clock(from)}" : "");
        return from < times.Limit
            ? new(key, from, times.Limit, times.Person.Entry.Id, Delivery.AtMostOnce, new ShowNudge(times.Phase, day.Facts.Branch.Id, day.Day.Date))
            : null;
    }

    private static Reminder List(ReminderDay day, PersonId manager, Phase phase, DateTimeOffset limit)
    {
        var (branch, closes) = (day.Facts.Branch, day.Day.Hours!.Closes);
        var until = phase == Phase.Opening ? day.At(closes) : limit + ListKept;
        var clock = branch.Time.TimeOfDay(limit);
        return new(
            $"limit|{phase}|{branch.Time.Clock(limit)}", limit, until > limit ? until : limit + ListKept, manager, Delivery.Certain,
            new ShowLimitList(phase, branch.Id, day.Day.Date, new TimeOnly(clock.Hour, clock.Minute)));
    }

    // Who acts for the manager that day, else the manager himself if he is on duty. Where neither is there, nobody is told: the handbook gives the list to the
    // manager's post alone, and it waits on his board.
    private static PersonId? Manager(ReminderDay day)
    {
        var onDuty = day.People.Where(p => p.OnDuty).ToList();
        return (onDuty.FirstOrDefault(p => p.ActsFor.Contains(Position.BranchManager)) ?? onDuty.FirstOrDefault(p => p.Entry.Position == Position.BranchManager))?.Entry.Id;
    }
}
