namespace BranchBot.Features.Sales;

/// <summary>明细: every entry of a day: who, when, before, after, why (S-3, S-4).</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
public sealed record ShowEntries(BranchId? Branch = null, DateOnly? Day = null) : Command
{
    private const int Most = 40;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] : [SalesEntry.All(turn.Branch.Id, Day ?? turn.Today), SalesCatalogue.Of(turn)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null)
        {
            return Decision.Instead(new ShowSales());
        }

        var items = SalesCatalogue.In(turn, rows);
        var entries = rows.All<SalesEntry>().OrderByDescending(e => e.At).ToList();
        List<Part> lines = [.. entries.Take(Most).Select(e => new Line(Who(e), Changes(e, items), SalesCards.When(turn, e.At), e.Why is null ? Tone.Quiet : Tone.Attention))];
        lines.Add(new Paragraph(entries.Count > Most ? new($"共 {entries.Count} 次,这里是最近 {Most} 次。", $"{entries.Count} entries; the last {Most} are here.") : new($"共 {entries.Count} 次。", $"{entries.Count} entries."), Tone.Quiet));
        return Decision.Show(new Shown(new(new("业绩明细", "Sales entries"), lines)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.Brief(Day ?? turn.Today, turn.Today),
            Buttons = [new(new("返回", "Back"), new ShowSales(turn.Branch.Id, Day ?? turn.Today))],
        }));
    }

    private static Text Who(SalesEntry entry) => entry.By == entry.Person ? Text.Same(entry.Of) : new($"{entry.Of}({entry.Name}代记)", $"{entry.Of} (by {entry.Name})");

    private static Text Changes(SalesEntry entry, IReadOnlyList<TallyItem> items)
    {
        if (entry.Kind == EntryKind.Nothing)
        {
            return new("今天没有", "nothing today");
        }

        var changes = entry.Before.Zip(entry.After)
            .Select(f => (Item: items.FirstOrDefault(i => i.Id == f.First.Item), f.First, f.Second)).Where(f => f.Item is not null)
            .Select(f => f.Item!.Name + Text.Same(" ") + f.First.Shown(f.Item) + Text.Same(" → ") + f.Second.Shown(f.Item))
            .Aggregate((Text?)null, (all, next) => all is { } before ? before + Text.Same("; ") + next : next) ?? Text.Same("");
        return entry.Why is null ? changes : changes + new Text($"。原因:{entry.Why}", $". Why: {entry.Why}");
    }
}
