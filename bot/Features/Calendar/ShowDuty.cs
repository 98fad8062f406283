namespace BranchBot.Features.Calendar;

/// <summary>休假, 轮休, 上班, 班次, 大堂 alone: what stands from today on, with a form for more. The manager sees everybody's, others their own.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Person">Who is chosen in the form at first.</param>
public sealed record ShowDuty(DutyKind Kind, BranchId? Branch = null, PersonId? Person = null) : Command
{
    private const int Most = 15;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        return Kind == DutyKind.Deputy ? Decision.Refuse(SetEnd.Gone) : Decision.Show(new Shown(Draw(turn, roster)));
    }

    /// <summary>The card, with something that was said about it.</summary>
    internal Card Draw(Turn turn, Roster roster, Notice? notice = null)
    {
        var manages = turn.Member.Holds(Position.BranchManager);
        var standing = turn.Facts.Duty
            .Where(d => d.Kind == Kind && (manages || d.Person == turn.Actor.Id) && d.Lasts(turn.Today, turn.Branch.Time))
            .OrderBy(d => d.From).ToList();
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        body.AddRange(standing.Take(Most).Select((entry, place) => new Step(
            place + 1,
            Text.Same(EntryCard.NameOf(roster, entry.Person)),
            false,
            Words.Says(entry, turn.Today),
            EntryRules.May(turn.Member, Kind, entry.Person) ? EntryCard.EndButton(turn, entry) : null)
        { Stands = true }));
        if (standing.Count == 0)
        {
            body.Add(new Paragraph(new("现在没有记着的。", "Nothing is entered."), Tone.Quiet));
        }
        else if (standing.Count > Most)
        {
            body.Add(new Paragraph(new($"还有 {standing.Count - Most} 条。", $"{standing.Count - Most} more."), Tone.Quiet));
        }

        var may = EntryRules.May(turn.Member, Kind, turn.Actor.Id);
        if (may)
        {
            body.AddRange(Form(turn, roster, manages));
        }

        return new(Words.Name(Kind), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(turn.Today),
            Buttons = may ? [new(Words.Record, new EnterDuty(turn.Branch.Id, Kind, turn.Actor.Id)) { Primary = true, Submits = true }] : [],
            Summary = Words.Name(Kind) + Text.Same($" · {standing.Count}"),
        };
    }

    private IEnumerable<Part> Form(Turn turn, Roster roster, bool manages)
    {
        yield return new Heading(new("记一条", "Enter one"));
        if (manages)
        {
            var people = roster.Staff.Where(s => Kind != DutyKind.Lobby || s.Lobby != LobbyRole.None);
            yield return new ChoiceField(
                "person", new("谁", "Who"), [.. people.Select(s => (s.Id.ToString(), Text.Same(s.Name + " · ") + s.Position.Name()))], (Person ?? (Kind == DutyKind.Lobby ? null : turn.Actor.Id))?.ToString(), Required: true);
        }

        if (Kind == DutyKind.Shift)
        {
            yield return new ChoiceField("shift", new("班次", "Shift"), [.. turn.Branch.Shifts.Select(s => (s.Name, Text.Same($"{s.Name} {Dates.Written(s.Hours)}")))], Required: true);
        }

        yield return new DateField("from", new("从哪天", "First day"), turn.Today, Required: true);
        yield return new DateField("to", new("到哪天(一天就不填)", "Last day (empty: one day)"));
    }
}
