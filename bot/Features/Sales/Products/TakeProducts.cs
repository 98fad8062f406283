namespace BranchBot.Features.Sales;

/// <summary>确认: takes the file that was shown, decided over what it was compared with. Where the catalogue has moved since, it is compared and shown again.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="Basis">What it was compared with.</param>
public sealed record TakeProducts(string Sha256, string Basis) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ProductDraft.Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (leader, today) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn));
        var stands = rows.Find<SalesCatalogue>(SalesCatalogue.At(leader.Region.Id));
        if (rows.Find<ProductDraft>(ProductDraft.At(leader.Region.Id)) is not { } draft || draft.Sha256 != Sha256)
        {
            return Decision.Refuse(new("这份文件已经不是最新的了,请再发一次。", "Another file was sent since, or this one was dropped; please send it again."));
        }

        var plan = ProductPlan.Of(SalesCatalogue.Of(rows, leader.Region.Id), draft.Products, today, turn.Hear);
        if (plan.IsEmpty)
        {
            return Decision.Show(new Shown(ProductCards.All(turn, leader.Region, SalesCatalogue.Of(rows, leader.Region.Id), stands, today, new(
                stands is { ChangedBy: { } by, ChangedAt: { } at } ? RegionCalendar.When(at, today) + Text.Same($" {by}") + new Text("已经确认过了。", " confirmed it already.") : new("已经是这样了。", "It is so already."), Tone.Plain))));
        }

        if (plan.Faults.Count > 0)
        {
            return new Refused(new Shown(ProductCards.Wrong(leader, [.. plan.Faults.Select(f => f.Said())]))) { Kind = RefusalKind.Moved };
        }

        if (plan.Basis != Basis)
        {
            return Decision.Write(new Shown(ProductCards.Plan(leader, plan, Sha256, today, new(
                new("比对之后目录又变了,什么都没改。下面是现在的比对,请再确认。", "The catalogue has changed since it was compared; nothing was changed. Below is how it compares now; please confirm again."), Tone.Attention))), draft with { Basis = plan.Basis });
        }

        var changed = new SalesCatalogue(leader.Region.Id, plan.Products) { ChangedAt = turn.Now, ChangedBy = leader.Name, ChangedById = leader.Id };
        return Decision.Write(
            new Shown(ProductCards.All(turn, leader.Region, changed.Products, changed, today, new(new("产品目录已更新,全部网点马上生效。", "The catalogue is changed, for all branches at once."), Tone.Good))), changed) with
        { ReliesOn = [draft.Address] };
    }
}

/// <summary>Lets a file be; nothing has changed.</summary>
/// <param name="Sha256">The file.</param>
public sealed record DropProducts(string Sha256) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ProductDraft.Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var said = new Said(new("好的,产品目录没有改。", "All right, the catalogue has not changed."));
        return rows.Find<ProductDraft>(ProductDraft.At(RegionCalendar.Leader(turn).Region.Id)) is { } draft && draft.Sha256 == Sha256
            ? Decision.Write(said) with { Removes = [draft.Address] }
            : Decision.Show(said);
    }
}
