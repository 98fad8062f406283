namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// Reminds who holds the talks: on the first workday of the quarter's last week to arrange them, and on the 5th and the 10th, or the next workday, of what is
/// not settled yet. And both of an agreement that is due, once a week until it is done. Half an hour after opening.
/// </summary>
internal sealed class TalkReminders : IReminders
{
    private const int Again = 7;
    private static readonly TimeSpan AfterOpening = TimeSpan.FromMinutes(30);
    private static readonly int[] Days = [5, 10];

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => facts.On(day).Hours is null ? [] :
    [
        OpenAgreement.All(facts.Branch.Id), .. IsOne(facts, day) ? [Read.One<TalkPlan>(TalkPlan.At(facts.Branch.Id, TalkQuarter.On(day)))] : Array.Empty<Read>(),
    ];

    /// <inheritdoc/>
    public IEnumerable<Reminder> Of(ReminderDay day, Rows rows)
    {
        if (day.Day.Hours is not { } hours)
        {
            return [];
        }

        var (from, until) = (day.At(hours.Opens) + AfterOpening, day.At(hours.Closes));
        return Arranging(day, rows).Concat(Agreed(day, rows)).Select(r => new Reminder(r.Key, from, until, r.To, Delivery.AtMostOnce, r.Show));
    }

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> Moments(ReminderDay day) => day.Day.Hours is { } hours ? [day.At(hours.Opens) + AfterOpening] : [];

    private static IEnumerable<(string Key, PersonId To, Command Show)> Arranging(ReminderDay day, Rows rows)
    {
        if (!IsOne(day.Facts, day.Day.Date))
        {
            return [];
        }

        var quarter = TalkQuarter.On(day.Day.Date);
        var plan = rows.Find<TalkPlan>(TalkPlan.At(day.Facts.Branch.Id, quarter));
        var settled = plan is { Version: > 0 } && plan.Unsettled(day.Roster) + plan.Left(day.Roster).Count == 0 && !plan.HasNewManager(day.Roster);
        var asks = quarter > day.Day.Date ? plan is null or { Version: 0 } : !settled;
        return asks
            ? day.People.Where(p => p.OnDuty && (p.Entry.Position == Position.BranchManager || p.ActsFor.Contains(Position.BranchManager))).Select(p => ($"talks|{p.Entry.Id}", p.Entry.Id, (Command)new ShowTalks(day.Facts.Branch.Id, quarter, Asked: true)))
            : [];
    }

    private static IEnumerable<(string Key, PersonId To, Command Show)> Agreed(ReminderDay day, Rows rows) =>
        from talk in rows.All<OpenAgreement>().Where(a => IsDue(day.Facts, a.Due, day.Day.Date)).Select(a => (a.Branch, a.Quarter, a.Person)).Distinct()
        from person in day.People
        where person.OnDuty && (person.Entry.Id == talk.Person || person.Entry.Position == Position.BranchManager)
        select ($"agreed|{Periods.QuarterOf(talk.Quarter)}|{talk.Person}|{person.Entry.Id}", person.Entry.Id, (Command)new ShowMinutes(talk.Branch, talk.Quarter, talk.Person, Asked: true));

    // On the day it is due, or the next workday, and a week after that, and so on.
    private static bool IsDue(BranchFacts facts, DateOnly due, DateOnly day) => due <= day && FirstOpen(facts, day.AddDays(-((day.DayNumber - due.DayNumber) % Again))) == day;

    private static bool IsOne(BranchFacts facts, DateOnly day)
    {
        var quarter = TalkQuarter.On(day);
        return quarter > day ? day == FirstOpen(facts, quarter.AddDays(-TalkQuarter.PlannedBefore))
            : day <= TalkTimes.Window(quarter).To && Days.Any(d => day == FirstOpen(facts, new(quarter.Year, quarter.Month, d)));
    }

    private static DateOnly? FirstOpen(BranchFacts facts, DateOnly from) => Enumerable.Range(0, TalkQuarter.PlannedBefore).Select(n => (DateOnly?)from.AddDays(n)).FirstOrDefault(d => facts.On(d!.Value).Hours is not null);
}
