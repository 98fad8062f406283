using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>When one person's three things come, are nudged and are due (T-4): by his own hours, a shift's or the branch's, and the branch's settings.</summary>
/// <param name="Person">Whose; he is on duty and has a list.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Items">What is on his list.</param>
/// <param name="Card">When the card comes by itself, UTC.</param>
/// <param name="CardUntil">When it need not come any more, UTC.</param>
/// <param name="Nudge">When who has not finished is nudged, UTC.</param>
/// <param name="Limit">Until when the items count as on time, UTC.</param>
internal sealed record TaskTimes(
    PersonDay Person, Phase Phase, IReadOnlyList<TaskItem> Items, DateTimeOffset Card, DateTimeOffset CardUntil, DateTimeOffset Nudge, DateTimeOffset Limit)
{
    /// <summary>Everybody's times of a day, opening first; nobody who is not on duty, none without a list (P-4).</summary>
    public static IEnumerable<TaskTimes> Of(ReminderDay day) =>
        from phase in Enum.GetValues<Phase>()
        from person in day.People
        where person.OnDuty && person.Hours is not null
        let items = TaskItem.Of(day.Facts, person, phase, day.Day.Date)
        where items.Count > 0
        select Of(day.Facts, day.Day.Date, person, phase, items);

    /// <summary>When a phase's items of one person are due; null where he has no hours.</summary>
    public static DateTimeOffset? LimitOf(BranchFacts facts, DateOnly day, PersonDay person, Phase phase) =>
        person.Hours is null ? null : Of(facts, day, person, phase, []).Limit;

    /// <summary>Whether all of it is done.</summary>
    public bool IsDone(TaskDay? done) => done is not null && Items.All(i => done.DoneBy(i.Id) is not null);

    // Minutes are counted from the instants of opening and closing, so that neither midnight nor a change of clocks matters; nothing leaves the business day (P-8).
    private static TaskTimes Of(BranchFacts facts, DateOnly day, PersonDay person, Phase phase, IReadOnlyList<TaskItem> items)
    {
        var (settings, time, hours) = (facts.Settings, facts.Branch.Time, person.Hours!);
        var (opens, closes) = (time.Instant(day, hours.Opens), time.Instant(day, hours.Closes));
        var (begins, ends) = (time.EndOf(day.AddDays(-1)), time.EndOf(day));
        var (card, limit) = phase == Phase.Opening
            ? (opens.AddMinutes(-settings.OpeningCardBefore), Limits.Of(facts, person, day, phase)!.Value)
            : (closes.AddMinutes(-settings.ClosingCardBefore), Limits.Of(facts, person, day, phase)!.Value);
        card = card < begins ? begins : card;
        limit = limit > ends ? ends : limit;
        var nudge = limit.AddMinutes(-settings.NudgeBefore);

        // After the middle of his hours nobody wants to be told to open; the closing card waits for the limit.
        var until = phase == Phase.Opening ? opens + ((closes - opens) / 2) : limit;
        return new(person, phase, items, card, until > limit ? until : limit, nudge < card ? card : nudge, limit);
    }
}
