namespace BranchBot.Features.Feedback;

/// <summary>反馈 孙丽: what was said of somebody this quarter. The manager sees it of all, an employee his own; nobody sees who wrote it .</summary>
/// <param name="Person">Of whom; null: by name, else oneself.</param>
/// <param name="Name">Whom somebody named.</param>
public sealed record ShowFeedback(PersonId? Person = null, string? Name = null) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Meant(turn, rows) is [var person] && Refusal(turn, person.Id) is null ? [FeedbackEntry.Of(turn.Branch.Id, person.Id, Period.Quarter.Around(turn.Today))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var meant = Meant(turn, rows);
        if (meant is not [var person])
        {
            return Decision.Refuse(meant.Count == 0 ? NamePhrases.Nobody(Name ?? "") : new($"「{Name}」有{meant.Count}位,请写全名。", $"Several are called \"{Name}\"; please write the whole name."));
        }

        if (Refusal(turn, person.Id) is { } why)
        {
            return new Refused(new Said(why)) { Kind = RefusalKind.Forbidden };
        }

        var entries = rows.All<FeedbackEntry>().Where(e => e.Person == person.Id && e.WithdrawnBy is null).OrderByDescending(e => e.Day).ToList();
        var number = 0;
        return Decision.Show(new Shown(new(new Text("反馈 · ", "Feedback · ") + Text.Same(person.Name),
        [
            .. entries.Count == 0 ? [new Paragraph(new("这个季度还没有。", "Nothing this quarter yet."), Tone.Quiet)] : Array.Empty<Part>(),
            .. entries.Take(FeedbackCard.Most).Select(e => (Part)new Step(++number, Text.Same(e.What), false, FeedbackCard.Source(e) + Text.Same(" · ") + Dates.Brief(e.Day, turn.Today), e.By == turn.Actor.Id || turn.Actor.Id != person.Id ? new(new("撤回", "Take back"), new WithdrawFeedback(e.Branch, e.Person, e.Day, e.Id)) : null) { Stands = true, Warns = e.Kind == FeedbackKind.Complaint }),
            .. entries.Count > FeedbackCard.Most ? [new Paragraph(new($"还有 {entries.Count - FeedbackCard.Most} 条", $"and {entries.Count - FeedbackCard.Most} more"), Tone.Quiet)] : Array.Empty<Part>(),
        ])
        {
            Subtitle = person.Position.Name(),
            Buttons = person.Id == turn.Actor.Id ? [] : [new(new("记一条", "Write one"), new RecordFeedback(turn.Branch.Id, RowKeys.Of(turn.Operation), person.Id))],
            Refresh = new ShowFeedback(person.Id),
        }));
    }

    private static Text? Refusal(Turn turn, PersonId person) => turn.Actor switch
    {
        Member { Position: Position.BranchManager } => null,
        Member member when member.Id == person => turn.Facts.Settings.OwnDossierSeen ? null : new("本网点没有开放员工看自己的季度情况,谈话时支行长会和您一起看。", "This branch does not show people their own quarter; the manager looks at it with you in the talk."),
        _ => new("别人的反馈只有支行长能看。写「反馈」看您自己的。", "A colleague's feedback is for the branch manager alone. Write \"feedback\" for yours."),
    };

    private IReadOnlyList<RosterEntry> Meant(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        return Person is not null || Name is null ? roster.Find(Person ?? turn.Actor.Id) is { } known ? [known] : [] : NamePhrases.Read(Name, roster).People;
    }
}

/// <summary>An entry as it is shown. Who wrote it is told to nobody .</summary>
internal static class FeedbackCard
{
    /// <summary>The most that are shown.</summary>
    public const int Most = 10;

    /// <summary>What was just written, with the way back.</summary>
    public static Shown Kept(Turn turn, RosterEntry person, FeedbackEntry entry) => new(new(Source(entry) + Text.Same($" · {person.Name}"),
    [
        new Notice(new("记下了。谈话时支行长和本人看得到,不写是谁记的。", "Kept. The manager and the colleague see it at the talk, without who wrote it."), Tone.Good),
        new Quote(Text.Same(entry.What)),
    ])
    {
        Subtitle = Dates.WithWeekday(entry.Day),
        Buttons = entry.WithdrawnBy is null ? [new(new("撤回", "Take back"), new WithdrawFeedback(entry.Branch, entry.Person, entry.Day, entry.Id))] : [],
    });

    /// <summary>Where it comes from: of an observation whether it is the manager's.</summary>
    public static Text Source(FeedbackEntry entry) => entry.Kind != FeedbackKind.Observation ? FeedbackRules.Name(entry.Kind) : entry.ByManager ? new("支行长观察", "the manager's observation") : new("同事观察", "a colleague's observation");
}

/// <summary>Praise, complaints and observations in the dossier: one query.</summary>
internal sealed class FeedbackOfPerson : IPersonSection
{
    private static readonly Text Times = new("次", "times");

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days) => [FeedbackEntry.Of(facts.Branch.Id, person, days)];

    /// <inheritdoc/>
    public PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows)
    {
        var entries = rows.All<FeedbackEntry>().Where(e => e.Person == person.Id && e.WithdrawnBy is null && days.Contains(e.Day)).OrderByDescending(e => e.Day).ToList();
        var (praise, complaints) = (entries.Count(e => FeedbackRules.IsPraise(e.Kind)), entries.Count(e => e.Kind == FeedbackKind.Complaint));
        return entries.Count == 0 ? null : new(
            new("表扬、投诉和观察", "Praise, complaints, observations"),
            [new("feedback.praise", new("客户表扬", "praised by customers"), praise, Times), new("feedback.complaints", new("投诉", "complaints"), complaints, Times)],
            [
                new Paragraph(new($"表扬 {praise} · 投诉 {complaints} · 观察 {entries.Count - praise - complaints}", $"{praise} praise · {complaints} complaints · {entries.Count - praise - complaints} observations"), complaints > 0 ? Tone.Attention : praise > 0 ? Tone.Good : Tone.Quiet),
                .. entries.Take(FeedbackCard.Most).Select(e => new Line(FeedbackCard.Source(e), Text.Same(e.What), Dates.Brief(e.Day, turn.Today), e.Kind == FeedbackKind.Complaint ? Tone.Attention : FeedbackRules.IsPraise(e.Kind) ? Tone.Good : Tone.Plain)),
                .. entries.Count > FeedbackCard.Most ? [new Paragraph(new($"还有 {entries.Count - FeedbackCard.Most} 条", $"and {entries.Count - FeedbackCard.Most} more"), Tone.Quiet)] : Array.Empty<Part>(),
            ]);
    }
}
