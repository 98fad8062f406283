namespace BranchBot.Features.Calendar;

/// <summary>销假: back from leave, today or from the day that is said; by the manager with a name.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayBack(string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var (who, rest) = (turn.Member.Entry, Said);
        if (Said.Length > 0 && DatePhrases.Read(Said, turn.Today).Span is null)
        {
            var named = NamePhrases.Read(Said, roster);
            if (named.People is not [var one])
            {
                return named.People.Count == 0 ? Decision.Refuse(DatePhrases.Read(Said, turn.Today).Wrong!.Value)
                    : Decision.Show(DutyWords.Which(named.People, p => new ShowDuty(DutyKind.Leave, turn.Branch.Id, p.Id)));
            }

            (who, rest) = (one, named.Rest);
        }

        if (!EntryRules.May(turn.Member, DutyKind.Leave, who.Id))
        {
            return Decision.Refuse(Words.OnlyManager);
        }

        var back = turn.Today;
        if (rest.Length > 0)
        {
            var reading = DatePhrases.Read(rest, turn.Today);
            if (reading.Span is not { } day || day.Days != 1)
            {
                return Decision.Refuse(reading.Wrong ?? new("请写一天:从哪天起上班,如「销假 明天」。", "Write one day, the first back at work: \"back tomorrow\"."));
            }

            back = day.From;
        }

        return turn.Facts.Duty.LastOrDefault(d => d.Kind == DutyKind.Leave && d.Person == who.Id && d.Holds(back, turn.Branch.Time)) is { } entry
            ? Decision.Instead(new SetEnd(turn.Branch.Id, entry.Id, back == turn.Today || back == entry.From ? null : back.AddDays(-1)))
            : Decision.Show(new Shown(new ShowDuty(DutyKind.Leave).Draw(
                turn, roster, new(Text.Same(who.Name + " ") + Dates.Brief(back, turn.Today) + new Text("没有休假。", ": no leave on that day."), Tone.Plain))));
    }
}
