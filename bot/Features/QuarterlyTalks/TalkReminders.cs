namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// Reminds who holds the talks: on the first workday of the quarter's last week to arrange them, and on the 5th and the 10th, or the next workday, of what is
/// not settled yet. Half an hour after opening.
/// </summary>
internal sealed class TalkReminders : IReminders
{
    private static readonly TimeSpan AfterOpening = TimeSpan.FromMinutes(30);
    private static readonly int[] Days = [5, 10];

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => IsOne(facts, day) ? [Read.One<TalkPlan>(TalkPlan.At(facts.Branch.Id, TalkQuarter.On(day)))] : [];

    /// <inheritdoc/>
    public IEnumerable<Reminder> Of(ReminderDay day, Rows rows)
    {
        if (day.Day.Hours is not { } hours || !IsOne(day.Facts, day.Day.Date))
        {
            yield break;
        }

        var quarter = TalkQuarter.On(day.Day.Date);
        var plan = rows.Find<TalkPlan>(TalkPlan.At(day.Facts.Branch.Id, quarter));
        var settled = plan is { Version: > 0, Unplaced.Count: 0 } && plan.Talks.All(t => t.State is not (TalkState.Proposed or TalkState.Declined));
        var asks = quarter > day.Day.Date ? plan is null or { Version: 0 } : !settled;
        foreach (var holder in asks ? day.People.Where(p => p.OnDuty && (p.Entry.Position == Position.BranchManager || p.ActsFor.Contains(Position.BranchManager))) : [])
        {
            yield return new($"talks|{holder.Entry.Id}", day.At(hours.Opens) + AfterOpening, day.At(hours.Closes), holder.Entry.Id, Delivery.AtMostOnce, new ShowTalks(day.Facts.Branch.Id, quarter, Asked: true));
        }
    }

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> Moments(ReminderDay day) => day.Day.Hours is { } hours && IsOne(day.Facts, day.Day.Date) ? [day.At(hours.Opens) + AfterOpening] : [];

    private static bool IsOne(BranchFacts facts, DateOnly day)
    {
        var quarter = TalkQuarter.On(day);
        return quarter > day ? day == FirstOpen(facts, quarter.AddDays(-TalkQuarter.PlannedBefore))
            : day <= TalkTimes.Window(quarter).To && Days.Any(d => day == FirstOpen(facts, new(quarter.Year, quarter.Month, d)));
    }

    private static DateOnly? FirstOpen(BranchFacts facts, DateOnly from) => Enumerable.Range(0, TalkQuarter.PlannedBefore).Select(n => (DateOnly?)from.AddDays(n)).FirstOrDefault(d => facts.On(d!.Value).Hours is not null);
}
