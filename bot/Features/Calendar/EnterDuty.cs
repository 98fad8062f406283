namespace BranchBot.Features.Calendar;

/// <summary>
/// Enters leave, rest days, working days, a shift or lobby duty for somebody (P-1, P-4): leave by himself or the manager, the others by the manager or who
/// acts for him. Pressed or said again it looks at what stands.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Kind">What is entered.</param>
/// <param name="Person">Whose days; null: who gives it.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null: the first.</param>
/// <param name="Shift">The shift, by its name.</param>
public sealed record EnterDuty(BranchId Branch, DutyKind Kind, PersonId? Person = null, DateOnly? From = null, DateOnly? To = null, string? Shift = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var who = Person ?? turn.Actor.Id;
        if (!EntryRules.May(turn.Member, Kind, who))
        {
            return Decision.Refuse(Words.OnlyManager);
        }

        if (roster.Find(who) is not { } person)
        {
            return Decision.Refuse(new("这位同事不在本网点名单里。", "This person is not on the staff list of the branch."));
        }

        if (From is not { } from)
        {
            return Decision.Refuse(new Text("请填上从哪天开始。", "Please fill in the first day."));
        }

        var span = new DaySpan(from, To ?? from);
        if ((span.Wrong(turn.Today) ?? EntryRules.Wrong(turn.Facts, Kind, person, Shift)) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        var entry = new DutyEntry(RowKeys.Of(turn.Operation)[..16], Kind, who, span.From, span.To, turn.Actor.Id, turn.Now) { Shift = Kind == DutyKind.Shift ? Shift : null };
        if (turn.Facts.Duty.LastOrDefault(d => d.Kind == Kind && d.Person == who && d.Span == span && d.Shift == entry.Shift && d.Ended is null) is { } same)
        {
            return Decision.Show(new Shown(EntryCard.Of(turn, roster, same, new(new("已经这样记了。", "It stands so already."), Tone.Plain))));
        }

        if (turn.Facts.Duty.Count >= BranchFacts.MostDuty)
        {
            return Decision.Refuse(new($"本网点已记了 {BranchFacts.MostDuty} 条休假和排班,满了。过去的会自动清掉。", $"The branch has {BranchFacts.MostDuty} entries of leave and duty, no more fit. Old ones go by themselves."));
        }

        var facts = turn.Facts.With(entry).Pruned(turn.Today);
        var card = EntryCard.Of(turn with { BranchFacts = facts }, roster, entry, new(new("已记下。", "Recorded."), Tone.Good), EntryRules.Warnings(turn.Facts, facts, entry, person, turn.Today));
        return Decision
            .Write(new Shown(card), facts, Change.Of(turn, Text.Same(person.Name + " · ") + Words.Name(Kind), null, Words.Says(entry, turn.Today)))
            .Telling(EntryRules.Tells(turn, roster, entry));
    }
}
