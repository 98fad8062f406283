namespace BranchBot.Features.Sales;

/// <summary>The targets of a period, as a table to be filled in.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Of">A day of the period.</param>
/// <param name="Period">Which period; null: that single day.</param>
/// <param name="Language">In which language titles are written; null: the reader's own.</param>
public sealed record ReadTargets(BranchId Branch, DateOnly Of, Period? Period = null, Language? Language = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => SendTargets.Reads(turn, Period, Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (span, language) = (PeriodTargets.SpanOf(Period, Of), Language ?? turn.Actor.Language);
        var (items, stands) = (Items(turn, rows, span), rows.Find<PeriodTargets>(PeriodTargets.AddressOf(Branch, Period, Of)));
        List<WorkColumn> columns = [new(TargetCells.Id, TargetCells.Id, CellType.Text) { Hidden = true }, new("name", new Text("谁", "Whose").In(language), CellType.Text)];
        foreach (var item in items)
        {
            var name = item.Name.In(language) + (items.Count(i => i.Name.In(language) == item.Name.In(language)) > 1 ? $" {item.Id}" : "");
            columns.Add(new(item.Id, $"{name}({item.Unit.Name().In(language)})", CellType.Count));
            columns.AddRange(item.HasAmount ? [new(item.Id + TargetCells.Amount, name + new Text("金额(元)", " amount (CNY)").In(language), CellType.Amount)] : Array.Empty<WorkColumn>());
        }

        IReadOnlyList<Cell> Row(PersonId? person, string id, string name) =>
        [
            new(id), new(name),
            .. items.SelectMany(i => (i.HasAmount ? new[] { Measure.Count, Measure.Amount } : [Measure.Count]).Select(m => stands?.Find(person, i.Id)?.Of(m) is { } target ? new Cell(target) : Cell.Empty)),
        ];

        var roster = SalesTable.RosterIn(turn, rows);
        return Decision.Show(new Given(new TargetTable(
            Period,
            span.From,
            columns,
            [Row(null, TargetCells.Branch, turn.Branch.Name), .. roster.Staff.Select(s => Row(s.Id, s.Id.ToString(), $"{s.Name} · {s.Position.Name().In(language)}"))],
            SendTargets.Version(turn, rows, Period, Of))
        {
            Title = (new Text($"{turn.Branch.Name} · 目标 · ", $"{turn.Branch.Name} · targets · ") + span.Written(turn.Today)).In(language),
        }));
    }

    /// <summary>What can have a target in a period.</summary>
    internal static IReadOnlyList<TallyItem> Items(Turn turn, Rows rows, DaySpan span) => [.. SalesCatalogue.In(turn, rows).Where(i => i.IsInForce(span))];
}

/// <summary>Checks a table of targets, or takes it; refused as moved where its version is not what stands. All of it, or where a cell is wrong, none.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Sent">The table.</param>
/// <param name="Apply">Whether it is taken; else it is only compared.</param>
/// <param name="Language">In which language problems are told; null: the reader's own.</param>
public sealed record SendTargets(BranchId Branch, SentTargets Sent, bool Apply, Language? Language = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn, Sent.Period, Sent.Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (TargetEdits.WrongPeriod(turn, Sent.Period, Sent.Of) is { } late)
        {
            return Decision.Refuse(late);
        }

        var (span, language) = (PeriodTargets.SpanOf(Sent.Period, Sent.Of), Language ?? turn.Actor.Language);
        var stands = rows.Find<PeriodTargets>(PeriodTargets.AddressOf(Branch, Sent.Period, Sent.Of));
        var (edits, problems) = TargetCells.Read(Sent, ReadTargets.Items(turn, rows, span), SalesTable.RosterIn(turn, rows), language);
        var changes = TargetEdits.Changes(stands, edits.Select(e => e.Edit));
        if (problems.Count == 0 && TargetEdits.TooMany(stands, changes) is { } tooMany)
        {
            problems = [new(-1, "", tooMany.In(language))];
        }

        var version = Version(turn, rows, Sent.Period, Sent.Of);
        var shown = TargetCells.Shown(turn, rows, edits, changes, language);
        if (!Apply || problems.Count > 0 || changes.Count == 0)
        {
            var diff = new TargetDiff(shown, problems, Apply && problems.Count == 0, version);
            return Apply && problems.Count > 0 ? new Refused(new Given(diff)) : Decision.Show(new Given(diff));
        }

        if (Sent.Version != version)
        {
            return new Refused(new Said(new("目标已经变了,请重新取一次表再填。", "The targets have changed meanwhile; please get the table again and fill it in."))) { Kind = RefusalKind.Moved };
        }

        // What stands afterwards has an ETag that nobody knows before the commit: the table is fetched anew for the next change.
        return Decision.Write(new Given(new TargetDiff(shown, [], true, "")), TargetEdits.Write(turn, stands, Sent.Period, Sent.Of, changes));
    }

    /// <summary>The catalogue, the roster, the targets of just that period.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn, Period? period, DateOnly of) => turn.BranchFacts is null ? [] :
        [SalesCatalogue.Of(turn), Read.One<Roster>(Roster.At(turn.Branch.Id)), Read.One<PeriodTargets>(PeriodTargets.AddressOf(turn.Branch.Id, period, of))];

    /// <summary>The version of what stands: of the targets alone, so that a colleague who joins does not make a table stale, and of this branch's, though there are none yet.</summary>
    internal static string Version(Turn turn, Rows rows, Period? period, DateOnly of)
    {
        var address = PeriodTargets.AddressOf(turn.Branch.Id, period, of);
        return RowKeys.Of($"{address.Partition.Key}/{address.Key}={rows.VersionOf(address)}");
    }
}
