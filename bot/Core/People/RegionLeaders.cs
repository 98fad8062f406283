namespace BranchBot.Core;

/// <summary>Who leads a region, in one row, so that what waits for them can be told to them. What a leader may do is read from his own row (<see cref="Person"/>).</summary>
/// <param name="Region">The region.</param>
/// <param name="Leaders">Its leaders.</param>
public sealed record RegionLeaders(RegionId Region, IReadOnlyList<PersonId> Leaders) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's leaders stand.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("people", region), "leaders");
}
