namespace BranchBot.Features.Calendar;

/// <summary>One entry as a card: whose days, from when to when, who entered it, and what can be done about it.</summary>
internal static class EntryCard
{
    public static Card Of(Turn turn, Roster roster, DutyEntry entry, Notice? notice = null, IReadOnlyList<Text>? warnings = null)
    {
        var name = NameOf(roster, entry.Person);
        var stands = entry.Lasts(turn.Today, turn.Branch.Time);
        var says = Words.Says(entry, turn.Today);
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        body.Add(new Line(Text.Same(name), says, stands ? new("有效", "Stands") : entry.Ended is null ? new("已过", "Over") : new("已取消", "Taken back"), stands ? Tone.Good : Tone.Quiet));
        body.AddRange((warnings ?? []).Select(w => new Paragraph(w, Tone.Attention)));
        body.Add(new Paragraph(
            new Text($"{NameOf(roster, entry.By)} 记于 ", $"Entered by {NameOf(roster, entry.By)}, ") + Dates.Brief(turn.Branch.Time.DayOf(entry.At), turn.Today) + Text.Same($" {turn.Branch.Time.Clock(entry.At)}"), Tone.Quiet));
        return new(Words.Name(entry.Kind), body)
        {
            Subtitle = Text.Same(turn.Branch.Name),
            Buttons = Buttons(turn, entry, stands),
            Summary = Text.Same(name + " ") + says + (entry.Ended is null ? Text.Same("") : new(" 已取消", " taken back")),
        };
    }

    /// <summary>Somebody's name; of who has left the roster, a word for it.</summary>
    public static string NameOf(Roster roster, PersonId person) => roster.Find(person)?.Name ?? "…";

    private static List<Button> Buttons(Turn turn, DutyEntry entry, bool stands)
    {
        var buttons = new List<Button>();
        if (EntryRules.May(turn.Member, entry.Kind, entry.Person))
        {
            if (stands)
            {
                buttons.Add(EndButton(turn, entry));
            }
            else if (entry.Ended is { } ended && turn.Branch.Time.DayOf(ended) == turn.Today && entry.To >= turn.Today)
            {
                buttons.Add(new(new("恢复", "Restore"), new SetEnd(turn.Branch.Id, entry.Id, entry.To)));
            }
        }

        buttons.Add(new(new Text("全部", "All: ") + Words.Name(entry.Kind), new ShowDuty(entry.Kind, turn.Branch.Id)));
        return buttons;
    }

    /// <summary>Takes back what has not begun; ends what has.</summary>
    public static Button EndButton(Turn turn, DutyEntry entry) => entry.From >= turn.Today
        ? new(new("取消", "Cancel"), new SetEnd(turn.Branch.Id, entry.Id))
        : new(new("提前结束", "End now"), new SetEnd(turn.Branch.Id, entry.Id));
}

/// <summary>One entry, as whom it concerns is told it: as it stands when he reads it.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Entry">The entry's id.</param>
public sealed record ShowEntry(BranchId Branch, string Entry) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? new Roster(turn.Branch.Id, []);
        return turn.Facts.Entry(Entry) is { } entry && entry.Kind != DutyKind.Deputy && (entry.Person == turn.Actor.Id || turn.Member.Holds(Position.BranchManager))
            ? Decision.Show(new Shown(EntryCard.Of(turn, roster, entry)))
            : Decision.Refuse(SetEnd.Gone);
    }
}
