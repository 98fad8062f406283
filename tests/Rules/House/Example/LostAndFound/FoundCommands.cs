namespace BranchBot.Features.LostAndFound;

/// <summary>失物 黑色雨伞,大堂: writes down what was found; without words it shows what is there.</summary>
/// <param name="What">What it is and where it lay.</param>
public sealed record NoteFound(string What = "") : Command
{
    private const int MostWords = 60;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Drawer>(Drawer.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (drawer, key) = (Drawer.In(rows, turn.Branch.Id), RowKeys.Of(turn.Operation));
        if (What.Length == 0 || drawer.Things.Any(t => t.Key == key))
        {
            return Decision.Show(FoundCard.Of(turn, drawer));
        }

        if (What.Length > MostWords)
        {
            return Decision.Refuse(new($"最多 {MostWords} 字,现在 {What.Length} 字。", $"At most {MostWords} characters; these are {What.Length}."));
        }

        if (drawer.Things.Count == Drawer.Most)
        {
            return Decision.Refuse(new($"已经有 {Drawer.Most} 件了,请先处理。", $"There are {Drawer.Most} already; please see to those first."));
        }

        var fuller = drawer with { Things = [.. drawer.Things, new(key, What, turn.Today)] };
        return Decision.Write(FoundCard.Of(turn, fuller, new("记下了。", "Kept.")), fuller);
    }
}

/// <summary>领走了: the owner has fetched it. Pressed twice it is handed back once.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Key">Which thing.</param>
public sealed record HandBack(BranchId Branch, string Key) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Drawer>(Drawer.At(Branch))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var drawer = Drawer.In(rows, Branch);
        if (drawer.Things.FirstOrDefault(t => t.Key == Key) is not { } thing)
        {
            return Decision.Show(FoundCard.Of(turn, drawer, new("这件已经领走了。", "It was fetched already.")));
        }

        var emptier = drawer with { Things = [.. drawer.Things.Where(t => t != thing)] };
        return Decision.Write(FoundCard.Of(turn, emptier, new($"已还给客户:{thing.What}", $"Handed back: {thing.What}")), emptier);
    }
}
