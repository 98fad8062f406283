namespace BranchBot.Features.Calendar;

/// <summary>休假 周三至周五, by the manager 休假 孙丽 周三至周五.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayLeave(string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => DutyWords.Decide(turn, rows, DutyKind.Leave, Said);
}

/// <summary>轮休, 上班, 班次, 大堂 with a name and days: for the manager.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayRota(DutyKind Kind, string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => DutyWords.Decide(turn, rows, Kind, Said);
}

/// <summary>Reads whose days a line speaks of and which, and leads to the command that enters them.</summary>
internal static class DutyWords
{
    private const int MostCandidates = 6;

    public static Decision Decide(Turn turn, Rows rows, DutyKind kind, string said)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        if (said.Length == 0)
        {
            return Decision.Instead(new ShowDuty(kind, turn.Branch.Id));
        }

        if (kind == DutyKind.Leave && DatePhrases.Read(said, turn.Today) is { Span: { } own })
        {
            return Decision.Instead(new EnterDuty(turn.Branch.Id, kind, turn.Actor.Id, own.From, own.To));
        }

        var named = NamePhrases.Read(said, roster);
        if (named.People.Count == 0)
        {
            return Decision.Refuse(Unnamed(turn, said));
        }

        var (shift, rest) = kind == DutyKind.Shift ? ShiftIn(turn, named.Rest) : (null, named.Rest);
        if (kind == DutyKind.Shift && shift is null && turn.Branch.Shifts.Count > 0 && rest.Length > 0)
        {
            return Decision.Refuse(EntryRules.Wrong(turn.Facts, kind, named.People[0], null)!.Value);
        }

        if (rest.Length == 0 && named.People is [var only])
        {
            return Decision.Instead(new ShowDuty(kind, turn.Branch.Id, only.Id));
        }

        return DatePhrases.Read(rest, turn.Today) switch
        {
            { Wrong: { } wrong } => Decision.Refuse(wrong),
            { Span: { } span } when named.People is [var person] => Decision.Instead(Enter(person, span)),
            { Span: { } span } => Decision.Show(Which(named.People, person => Enter(person, span))),
            _ => throw new InvalidOperationException("A reading has days or what is wrong with them."),
        };

        EnterDuty Enter(RosterEntry person, DaySpan span) => new(turn.Branch.Id, kind, person.Id, span.From, span.To, shift);
    }

    /// <summary>Asks which of several namesakes is meant; their positions tell them apart.</summary>
    public static Answer Which(IReadOnlyList<RosterEntry> people, Func<RosterEntry, Command> meant) => new Shown(
        new(new("您说的是哪一位?", "Whom do you mean?"), [new Paragraph(people.Count > MostCandidates ? new("同名的太多,请把名字写全。", "Too many match: please write the whole name.") : new("点一下是谁。", "Tap the one."), Tone.Quiet)])
        {
            Buttons = [.. people.Take(MostCandidates).Select(p => new Button(Text.Same(p.Name + " · ") + p.Position.Name(), meant(p)))],
        });

    // Either the name is wrong, or the day: what can be read tells which.
    private static Text Unnamed(Turn turn, string said)
    {
        var words = said.Split(' ', 2);
        return words.Length == 2 && DatePhrases.Read(words[1], turn.Today, past: true).Span is not null
            ? NamePhrases.Nobody(words[0])
            : DatePhrases.Read(said, turn.Today).Wrong ?? NamePhrases.Nobody(said);
    }

    private static (string? Shift, string Beside) ShiftIn(Turn turn, string said) =>
        NamePhrases.Take(said, turn.Branch.Shifts.Select(s => (s.Name, s.Name))) is { } found ? (found.Value, found.Beside) : (null, said);
}
