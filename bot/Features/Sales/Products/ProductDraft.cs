using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>What a file of products says, kept until a leader confirms it; the next file takes its place.</summary>
/// <param name="Region">The region.</param>
/// <param name="Sha256">The hash of the file's bytes.</param>
/// <param name="Basis">What it was compared with when it was shown last.</param>
/// <param name="Products">What the file says.</param>
public sealed record ProductDraft(RegionId Region, string Sha256, string Basis, IReadOnlyList<SentProduct> Products) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's draft stands: beside its catalogue, so that both change in one batch.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("sales", region), "catalogue-draft");

    /// <summary>A leader's catalogue and draft.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn)
    {
        var region = RegionCalendar.Leader(turn).Region.Id;
        return [Read.One<SalesCatalogue>(SalesCatalogue.At(region)), Read.One<ProductDraft>(At(region))];
    }
}

/// <summary>A leader has sent a table: if it is one of products, shows what is wrong in it or what it would change, and changes nothing yet.</summary>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record ReadProductFile(string Sha256) : Command, IInternal
{
    /// <summary>The tables of the message.</summary>
    [JsonIgnore]
    public IReadOnlyList<ISentTable> Tables { get; init; } = [];

    /// <summary>Makes the command of the files of a message.</summary>
    public static ReadProductFile Of(IReadOnlyList<Received> files) => new(files[^1].Sha256) { Tables = [.. files.Select(f => f.Table).OfType<ISentTable>()] };

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ProductDraft.Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Tables is not [var table])
        {
            return Decision.Refuse(new("一次发一份产品目录(products.csv)。", "Please send one list of products (products.csv) at a time."));
        }

        if (!IsOne(table))
        {
            return Decision.Refuse(new Text(
                $"看不出「{table.Name}」是什么。您可以发产品目录(products.csv,第一行:{string.Join(',', ProductFile.Columns)})和节假日日历(.ics)。",
                $"I cannot tell what \"{table.Name}\" is. You can send products (products.csv, its first line: {string.Join(',', ProductFile.Columns)}) and a calendar of holidays (.ics)."));
        }

        var (leader, today, errors) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn), new List<FileError>());
        var check = new CellChecks(errors);
        var lines = table.Read(ProductFile.Columns, [.. ProductFile.Optional, ProductFile.RegionColumn], errors);
        foreach (var foreign in lines.Where(l => l[ProductFile.RegionColumn] is { Length: > 0 } region && region != leader.Region.Id.Value))
        {
            check.Add(foreign, ProductFile.RegionColumn, new($"您只能改自己分行({leader.Region.Id})的产品;这一列可以不要。", $"you can change the products of your own region ({leader.Region.Id}) only; the column can be left out."));
        }

        if (lines.Count == 0 && errors.Count == 0)
        {
            errors.Add(new(table.Name, 1, ProductFile.IdColumn, new("没有产品。", "there are no products.")));
        }

        var (stands, sent) = (SalesCatalogue.Of(rows, leader.Region.Id), ProductFile.Read(lines, check));
        var plan = ProductPlan.Of(stands, [.. sent.Select(s => s.Product)], today, turn.Hear);
        errors.AddRange(ProductFile.Located(plan, sent, errors));
        if (errors.Count > 0)
        {
            return new Refused(new Shown(ProductCards.Wrong(leader, [.. errors.OrderBy(e => e.Line).Select(e => e.Said())])));
        }

        var draft = new ProductDraft(leader.Region.Id, Sha256, plan.Basis, [.. sent.Select(s => s.Product)]);
        var card = new Shown(ProductCards.Plan(leader, plan, Sha256, today));
        return plan.IsEmpty || rows.Find<ProductDraft>(draft.Address) is { } known && known.Sha256 == Sha256 && known.Basis == plan.Basis ? Decision.Show(card) : Decision.Write(card, draft);
    }

    // Told by its name, or by the column that no other list has.
    private static bool IsOne(ISentTable table) =>
        table.Name.StartsWith("products", StringComparison.OrdinalIgnoreCase) || table.Name.StartsWith("产品", StringComparison.Ordinal) || table.Has(ProductFile.IdColumn);
}
