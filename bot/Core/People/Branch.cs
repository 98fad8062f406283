namespace BranchBot.Core;

/// <summary>A branch (网点, 支行): one outlet of the bank.</summary>
/// <param name="Id">Its short name, part of every key.</param>
/// <param name="Region">The region above it.</param>
/// <param name="Name">As people call it, such as 示范支行.</param>
/// <param name="Time">Its time zone and the end of its business day.</param>
/// <param name="Hours">Its opening hours per weekday.</param>
/// <param name="Language">What its people read unless they choose otherwise.</param>
public sealed record Branch(BranchId Id, RegionId Region, string Name, BranchTime Time, OpeningHours Hours, Language Language);

/// <summary>The tier above a branch (二级分行).</summary>
public sealed record Region(RegionId Id, string Name) : Row
{
    /// <summary>Where a region's row stands.</summary>
    public static RowAddress At(RegionId id) => new(Partition.OfRegion("people", id), "region");

    /// <inheritdoc/>
    public override RowAddress Address => At(Id);
}

/// <summary>One line of a branch's roster.</summary>
public sealed record RosterEntry(PersonId Id, string Name, Position Position, LobbyRole Lobby);

/// <summary>A branch with its roster in one row, so that a board reads both at once. What a person may do is never read from here but from his own row (<see cref="Person"/>).</summary>
public sealed record BranchRoster(Branch Branch, IReadOnlyList<RosterEntry> Staff) : Row
{
    /// <summary>Where a branch's row stands.</summary>
    public static RowAddress At(BranchId id) => new(Partition.OfBranch("people", id), "branch");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch.Id);
}
