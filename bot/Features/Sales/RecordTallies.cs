using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>
/// A line of tallies: 基金2笔30万 保险1, 昨天 保险1, of a supervisor 陈晓 基金1笔2万, and behind 改 the same to set (S-3). What was understood is shown before
/// it counts (S-2).
/// </summary>
/// <param name="Line">The line.</param>
/// <param name="Sets">Whether it sets.</param>
public sealed record RecordTallies(string Line, bool Sets = false) : Command
{
    /// <summary>What the line comes to where it speaks of no product; null: it is said that none was understood.</summary>
    [JsonIgnore]
    public Command? Otherwise { get; init; }

    /// <summary>Takes a line that has the shape of tallies.</summary>
    public static RecordTallies? Claim(Heard heard, Command otherwise) => TallyLine.HasShape(heard.Line) ? new(heard.Line) { Otherwise = otherwise } : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.Actor is not Member member ? [] :
    [
        .. EnterTallies.Reads(turn, DayIn(turn).Day, null),
        .. member.Holds(Position.SalesSupervisor) ? [Read.One<Roster>(Roster.At(turn.Branch.Id))] : Array.Empty<Read>(),
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.Actor is not Member)
        {
            return Otherwise is null ? new Refused(new Said(Refusals.NotYours(turn.Actor, Who.Branch))) { Kind = RefusalKind.Forbidden } : Decision.Instead(Otherwise);
        }

        var (date, line) = DayIn(turn);
        var (called, said) = WhoseIn(turn, rows, line);
        if (called is not [var whose])
        {
            return Decision.Refuse(new($"有 {called.Count} 位{called[0].Name},分不清是谁;请本人记。", $"{called.Count} people are called {called[0].Name}; please let them enter it themselves."));
        }

        // What has ended and stands in his report of the day can be set to what it should have been.
        var (all, stands) = (SalesCatalogue.In(turn, rows), SalesDay.Of(turn, rows, date).ReportOf(whose.Id)?.Figures ?? []);
        var items = all.Where(i => i.IsInForce(date) || (Sets && stands.Any(f => f.Item == i.Id))).ToList();
        var reading = TallyLine.Read(said, items, Sets);
        var ended = reading.Wrong is null ? null : Ended(said, all, items, date);
        if (!reading.IsTally && ended is null && Otherwise is not null)
        {
            return Decision.Instead(Otherwise);
        }

        if ((ended ?? reading.Wrong) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        var enter = new EnterTallies(turn.Branch.Id, date, Sets ? EntryKind.Set : EntryKind.Added, reading.Figures, RowKeys.Of(turn.Operation), whose.Id == turn.Actor.Id ? null : whose.Id);
        return SalesRules.WrongDay(turn, date) is { } early
            ? Decision.Refuse(early)
            : Decision.Show(SalesCards.Preview(turn, all, SalesDay.Of(turn, rows, date), whose, enter));
    }

    // What a line names that cannot be entered on its day, though it could be on others; null: nothing.
    private Text? Ended(string said, IReadOnlyList<TallyItem> all, IReadOnlyList<TallyItem> items, DateOnly date) =>
        TallyLine.Read(said, [.. items, .. all.Except(items).Where(o => !items.Any(i => i.Words.Any(w => o.Words.Any(n => SentProduct.Same(n, w)))))], Sets) is { Wrong: null, Figures: var figures }
        && figures.Select(f => all.First(i => i.Id == f.Item)).FirstOrDefault(i => !items.Contains(i)) is { } item ? TallyMistakes.NotInForce(item, date) : null;

    // A day before the figures: 昨天 保险1. A word that is no day belongs to them.
    private (DateOnly Day, string Said) DayIn(Turn turn)
    {
        var blank = Line.IndexOf(' ', StringComparison.Ordinal);
        var word = blank > 0 ? Line[..blank] : "";
        return word.Length > 0 && DatePhrases.Read(word, turn.Today, past: true).Span is { Days: 1 } span && span.From <= turn.Today ? (span.From, Line[(blank + 1)..]) : (turn.Today, Line);
    }

    // Whom a supervisor names before the figures, by the whole name; else himself.
    private static (IReadOnlyList<RosterEntry> Called, string Said) WhoseIn(Turn turn, Rows rows, string line)
    {
        var staff = turn.Member.Holds(Position.SalesSupervisor) ? rows.Find<Roster>(Roster.At(turn.Branch.Id))?.Staff ?? [] : [];
        var named = staff.Where(s => line.StartsWith(Heard.Normalise(s.Name), StringComparison.Ordinal)).OrderByDescending(s => s.Name.Length).ToList();
        return named.Count == 0 ? ([turn.Member.Entry], line) : ([.. named.Where(s => s.Name == named[0].Name)], line[Heard.Normalise(named[0].Name).Length..].Trim());
    }
}

/// <summary>不记: what was read is left.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Day">The day.</param>
public sealed record LeaveTallies(BranchId Branch, DateOnly Day) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => EnterTallies.Reads(turn, Day, null);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) =>
        Decision.Show(SalesCards.Own(turn, SalesCatalogue.In(turn, rows), SalesDay.Of(turn, rows, Day), turn.Member.Entry, new(new("没有记。", "Nothing was entered."), Tone.Plain)));
}
