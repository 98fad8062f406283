namespace BranchBot.Features.Sales;

/// <summary>
/// A branch's day as its region sees it: one row a branch in a partition a day, so that the day of 500 branches is one query. Made anew, whole, whenever
/// the day is closed, corrected, reviewed or opened again.
/// </summary>
/// <param name="Region">The region.</param>
/// <param name="Day">The business day.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Name">The branch's name then.</param>
/// <param name="Total">The branch's figures.</param>
/// <param name="Reported">How many have reported.</param>
public sealed record RegionSales(RegionId Region, DateOnly Day, BranchId Branch, string Name, IReadOnlyList<Figure> Total, int Reported) : Row
{
    private const string Keys = "branch|";

    /// <summary>When it was closed, UTC; null: it is open.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>When the manager reviewed it, UTC; null: he has not.</summary>
    public DateTimeOffset? Reviewed { get; init; }

    /// <summary>How many figures were corrected after the close.</summary>
    public int Corrected { get; init; }

    /// <summary>Of when it is, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <inheritdoc/>
    public override RowAddress Address => At(Region, Day, Branch);

    /// <summary>Where a branch's row stands.</summary>
    public static RowAddress At(RegionId region, DateOnly day, BranchId branch) => new(In(region, day), Keys + branch);

    /// <summary>All branches of a region's day, by one query.</summary>
    public static Read All(RegionId region, DateOnly day) => Read.All<RegionSales>(In(region, day), Keys);

    private static Partition In(RegionId region, DateOnly day) => Partition.OfRegion("sales", region, RowKeys.Of(day));
}

/// <summary>Brings a branch's day to its region. Done twice it writes nothing.</summary>
/// <param name="Region">The region.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
public sealed record SumSalesDay(RegionId Region, BranchId Branch, DateOnly Day) : SteppedJob
{
    /// <summary>The same decision, and the region hears of the day.</summary>
    /// <param name="accepted">A decision that writes the day.</param>
    /// <param name="turn">Who decided.</param>
    /// <param name="day">The day.</param>
    public static Accepted After(Accepted accepted, Turn turn, DateOnly day) =>
        accepted.Starting($"sales|{RowKeys.Of(turn.Operation)}|{RowKeys.Of(day)}", new SumSalesDay(turn.Branch.Region, turn.Branch.Id, day));

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [RowKeys.Of(Day)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
        [Read.One<SalesDay>(SalesDay.At(Branch, Day)), Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<RegionSales>(RegionSales.At(Region, Day, Branch))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<SalesDay>(SalesDay.At(Branch, Day)) is not { } day || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts)
        {
            return JobStep.Nothing;
        }

        var stands = rows.Find<RegionSales>(RegionSales.At(Region, Day, Branch));
        var sum = new RegionSales(Region, Day, Branch, facts.Branch.Name, day.Total, day.Reports.Count)
        {
            Closed = day.Closed?.At,
            Reviewed = day.Reviewed?.At,
            Corrected = day.Corrections.Count,
            AsOf = now,
        };
        return stands is not null && stands.Total.SequenceEqual(sum.Total) && stands with { Total = sum.Total, AsOf = now } == sum ? JobStep.Nothing : JobStep.Write(sum);
    }
}
