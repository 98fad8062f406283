namespace BranchBot.Features.QuarterlyTalks;

/// <summary>The parts of a card as lines of a sheet, for readers that draw no cards: the pane, paper. Pure.</summary>
internal static class SheetLines
{
    /// <summary>The lines of a part; none of what is only for cards.</summary>
    public static IEnumerable<SheetLine> Of(Part part, Language language) => part switch
    {
        Paragraph p => [new(p.Text.In(language), null, null, Of(p.Tone))],
        Line l => [new(l.Left.In(language), l.Detail?.In(language), l.Right.In(language), Of(l.Tone))],
        Quote q => [new(q.Text.In(language), null, null, SheetTone.Plain)],
        Bullets b => b.Items.Select(i => new SheetLine(i.In(language), null, null, SheetTone.Plain)),
        _ => [],
    };

    /// <summary>A record as its reader may see it: who holds the talk what he wrote last, the employee what was released.</summary>
    public static RecordSheet Of(Turn turn, TalkRecord record, bool holds, Language language)
    {
        var shown = holds ? record.Newest : new(record.Minutes, record.Agreements);
        return new(
            shown.Minutes,
            [
                .. shown.Agreements.Select(a => new AgreementSheet(
                    a.What,
                    a.Owner != record.Person,
                    a.Owner == record.Person ? record.Name : new Text("支行长", "the manager").In(language),
                    a.Due,
                    (record.Agreements.FirstOrDefault(k => k.What == a.What) ?? a).DoneAt is not null,
                    a.DoneAt is null && a.Due < turn.Today,
                    record.State != MinutesState.Draft && record.Agreements.Any(k => k.What == a.What))),
            ],
            record.State,
            RecordCard.State(record.State).In(language),
            record.Version,
            record.Revision,
            holds && record.Change is not null);
    }

    private static SheetTone Of(Tone tone) => tone switch { Tone.Good => SheetTone.Good, Tone.Attention => SheetTone.Attention, Tone.Quiet => SheetTone.Quiet, _ => SheetTone.Plain };
}
