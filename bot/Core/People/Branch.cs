namespace BranchBot.Core;

/// <summary>A branch (网点, 支行): one outlet of the bank.</summary>
/// <param name="Id">Its short name, part of every key.</param>
/// <param name="Region">The region above it.</param>
/// <param name="Name">As people call it, such as 示范支行.</param>
/// <param name="Time">Its time zone and the end of its business day.</param>
/// <param name="Hours">Its opening hours per weekday.</param>
/// <param name="Language">What its people read unless they choose otherwise.</param>
public sealed record Branch(BranchId Id, RegionId Region, string Name, BranchTime Time, OpeningHours Hours, Language Language)
{
    /// <summary>Shifts (班次) with hours of their own, such as 早班 and 晚班 (P-4); who has none works the branch's hours.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>The hours on a public holiday that falls on a day when the branch is open otherwise; null: closed then.</summary>
    public Hours? HolidayHours { get; init; }
}

/// <summary>A shift (班次) with its own limits (P-4).</summary>
/// <param name="Name">As people call it, such as 早班.</param>
/// <param name="Hours">From when to when it works.</param>
public sealed record Shift(string Name, Hours Hours);

/// <summary>The tier above a branch (二级分行).</summary>
public sealed record Region(RegionId Id, string Name) : Row
{
    /// <summary>Where a region's row stands.</summary>
    public static RowAddress At(RegionId id) => new(Partition.OfRegion("people", id), "region");

    /// <inheritdoc/>
    public override RowAddress Address => At(Id);
}

/// <summary>A region's branch by its name, so that its leader can name it and list them all by one query.</summary>
public sealed record RegionBranch(RegionId Region, BranchId Branch, string Name) : Row
{
    private const string Keys = "branch|";

    /// <summary>All branches of a region, by one query.</summary>
    public static Read All(RegionId region) => Read.All<RegionBranch>(Partition.OfRegion("people", region), Keys);

    /// <summary>Where the row of a branch stands.</summary>
    public static RowAddress At(RegionId region, BranchId branch) => new(Partition.OfRegion("people", region), Keys + branch);

    /// <inheritdoc/>
    public override RowAddress Address => At(Region, Branch);
}

/// <summary>One line of a branch's roster.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">As the staff list has it.</param>
/// <param name="Position">His position.</param>
/// <param name="Lobby">Whether he wears the lobby role.</param>
/// <param name="Pattern">When he works as a rule.</param>
/// <param name="Language">What the staff list says he reads; null: as the branch.</param>
/// <param name="Mail">His mail address, for calendar files; null: not known.</param>
public sealed record RosterEntry(PersonId Id, string Name, Position Position, LobbyRole Lobby = LobbyRole.None, WorkPattern? Pattern = null, Language? Language = null, string? Mail = null);

/// <summary>When somebody works as a rule (P-4): his shift, his weekly rest days, and from when to when he is employed.</summary>
/// <param name="Shift">The name of one of the branch's shifts; null: the branch's hours.</param>
/// <param name="Rest">His rest days (轮休) of each week.</param>
/// <param name="Joined">His first day; null: long ago.</param>
/// <param name="Left">His last day; null: not known.</param>
public sealed record WorkPattern(string? Shift = null, IReadOnlyList<DayOfWeek>? Rest = null, DateOnly? Joined = null, DateOnly? Left = null);

/// <summary>
/// A branch's people in one row, so that a board reads them at once. What a person may do is never read from here but from his own row
/// (<see cref="Person"/>).
/// </summary>
public sealed record Roster(BranchId Branch, IReadOnlyList<RosterEntry> Staff) : Row
{
    /// <summary>Where a branch's roster stands.</summary>
    public static RowAddress At(BranchId id) => new(Partition.OfBranch("people", id), "roster");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch);

    /// <summary>Somebody of the branch; null where he is not on the list.</summary>
    public RosterEntry? Find(PersonId id) => Staff.FirstOrDefault(s => s.Id == id);
}
