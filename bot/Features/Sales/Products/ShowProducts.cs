namespace BranchBot.Features.Sales;

/// <summary>产品: what can be entered, as everybody may see it; a region's leader is told how it is changed.</summary>
public sealed record ShowProducts : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<SalesCatalogue>(SalesCatalogue.At(RegionOf(turn)))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (region, today) = (RegionOf(turn), turn.Actor is RegionLeader ? RegionCalendar.Today(turn) : turn.Today);
        return Decision.Show(new Shown(ProductCards.All(turn, (turn.Actor as RegionLeader)?.Region, SalesCatalogue.Of(rows, region), rows.Find<SalesCatalogue>(SalesCatalogue.At(region)), today)));
    }

    private static RegionId RegionOf(Turn turn) => turn.Actor is RegionLeader leader ? leader.Region.Id : turn.Branch.Region;
}

/// <summary>产品 文件: the catalogue as the file that would bring it, to be changed and sent again: what is left out of a file ends.</summary>
public sealed record WriteProducts : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ProductDraft.Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) =>
        Decision.Show(new Said(Text.Same(ProductFile.Write(SalesCatalogue.Of(rows, RegionCalendar.Leader(turn).Region.Id).Where(p => !(p.To < RegionCalendar.Today(turn)))).TrimEnd())));
}

/// <summary>产品, 产品 文件, 产品 确认, 产品 取消: the same by words, about the file that was shown last.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayProducts(string Said = "") : Command
{
    private static readonly string[] Known = ["", "文件", "file", "确认", "confirm", "取消", "cancel"];

    /// <summary>Reads what stands behind 产品; null: it is none of this.</summary>
    public static SayProducts? Parse(string rest) => Known.Contains(rest) ? new(rest) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Said.Length > 0 && turn.Actor is RegionLeader ? ProductDraft.Reads(turn) : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Said.Length == 0)
        {
            return Decision.Instead(new ShowProducts());
        }

        // Whoever leads no region is told whose these are.
        if (turn.Actor is not RegionLeader leader || Said is "文件" or "file")
        {
            return Decision.Instead(new WriteProducts());
        }

        return rows.Find<ProductDraft>(ProductDraft.At(leader.Region.Id)) is not { } draft
            ? Decision.Refuse(new("没有等着确认的产品目录,请先发 products.csv。", "No list of products is waiting; please send products.csv first."))
            : Decision.Instead(Said is "确认" or "confirm" ? new TakeProducts(draft.Sha256, draft.Basis) : new DropProducts(draft.Sha256));
    }
}
