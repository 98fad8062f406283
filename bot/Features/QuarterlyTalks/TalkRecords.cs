namespace BranchBot.Features.QuarterlyTalks;

/// <summary>What the quarterly talks keep, how long, and how it speaks of persons.</summary>
internal static class TalkRecords
{
    private const string Holders = "the branch manager and each his own";
    private const string Two = "the branch manager and himself, once released";
    private static readonly RetentionPeriod Kept = new("Talks", 730, 200);
    private static readonly RetentionPeriod Notes = new("Notes", 92, 1);
    private static readonly RetentionPeriod Busy = new("Calendars", 92, 31);
    private static readonly Keeping WithQuarter = new Keeping.WithPartition(Kept, "the next talks look at the last; two years answer a later dispute");

    /// <summary>Declares them.</summary>
    public static FeatureBuilder KeepsTalks(this FeatureBuilder feature) => feature
        .Records<TalkPlan>(Quarter("plan"), "a quarter's talks: when, how far, who has none and why", Holders, WithQuarter, OfPersons.Without<TalkPlan>(Without, "his talk goes; that he held others' stays without his name"),
            names: p => p.Talks.Select(t => (t.Person, t.Name)).Concat(p.Unplaced.Select(u => (u.Person, u.Name))))
        .Records<TalkCalendars>(Quarter("calendars"), "when people were busy as the talks were arranged", "the program, to arrange talks", Keeping.For<TalkCalendars>(Busy, c => c.Quarter.AddMonths(1), "since the month of the talks, in which it is used"),
            OfPersons.Without<TalkCalendars>((c, who) => c with { Times = c.Times.Where(t => t.Key != who.ToString()).ToDictionary() }, "what his calendar said goes"))
        .Records<TalkEvent>(Quarter("event|"), "a talk as it stands in Outlook", "the program", WithQuarter, OfPersons.Own<TalkEvent>(e => e.Person, "his talk goes; the appointment in Outlook is his and the manager's mailbox's"))
        .Records<TalkWatch>(Quarter("watch|"), "how far a calendar was followed", "the program", WithQuarter, OfPersons.Own<TalkWatch>(w => w.Holder, "nobody follows his calendar any more"))
        .Records<ToldTalks>(Quarter("told|"), "that some were told of their talks", "the program", WithQuarter, OfPersons.Nobody)
        .Records<RegionTalks>(("talks", Owner.Region, "branch|"), "how many talks a branch held, planned, missed", "the region", WithQuarter, OfPersons.Nobody)
        .Records<CalledOffTalk>(("talks", Owner.Person, "off|"), "a talk that was called off as somebody left", "himself", Keeping.For<CalledOffTalk>(Busy, t => Keeping.Day(t.Start), "since the day on which it would have been"), OfPersons.Own<CalledOffTalk>(t => t.Person, "it is his own"),
            names: t => [(t.Person, t.Name)])
        .Records<TalkRecord>(Quarter("record|"), "minutes and agreements of a talk", Two, Keeping.For<TalkRecord>(Kept, r => r.Quarter.AddMonths(3), "since the quarter's end; as the plan", day => $"record|{Periods.QuarterOf(day)}"),
            OfPersons.Own<TalkRecord>(r => r.Person, "minutes are about him alone") with
            {
                IsPrivate = (r, who) => ((TalkRecord)r) is { State: MinutesState.Draft } record && record.Person == who,
                Shown = (r, who) => ((TalkRecord)r) is var record && record.Person == who ? record with { Change = null } : record,
            },
            names: r => [(r.Person, r.Name)])
        .Records<OpenAgreement>(Quarter("open|"), "an agreement that is not done yet", Two, Keeping.For<OpenAgreement>(Kept, a => a.Quarter.AddMonths(3), "as its record", day => $"open|{Periods.QuarterOf(day)}"), OfPersons.Own<OpenAgreement>(a => a.Person, "as its record"))
        .Records<TalkNotes>(Quarter("notes|"), "a manager's private notes on somebody", "their author alone, as long as he leads the branch", NotesKept,
            OfPersons.Without<TalkNotes>((n, who) => n.Person == who || n.Author == who ? null : n, "goes, whether they are about him or his") with { IsPrivate = (n, who) => ((TalkNotes)n).Author != who });

    // Whoever leads the branch no more cannot read them; that a list was wrong for some weeks must not lose them.
    private static Keeping.ByRow NotesKept => new(Notes, row => ((TalkNotes)row).Ceased, "a quarter after their author ceased to lead the branch: nobody can read them then")
    {
        Mark = (row, roster, today) => (TalkNotes)row is var notes && roster?.Find(notes.Author)?.Position == Position.BranchManager
            ? notes with { Ceased = null }
            : notes with { Ceased = notes.Ceased ?? today },
    };

    private static TalkPlan Without(TalkPlan plan, PersonId who) => plan with
    {
        Talks = [.. plan.Talks.Where(t => t.Person != who)],
        Unplaced = [.. plan.Unplaced.Where(u => u.Person != who)],
        Unseen = plan.Unseen?.Where(u => u.Person != who).ToList(),
        Stuck = plan.Stuck?.Where(u => u.Person != who).ToList(),
        Former = plan.Former?.Where(f => f.Person != who).ToList(),
    };

    private static (string Table, Owner Owner, string Keys) Quarter(string keys) => ("talks", Owner.Branch, keys);
}
