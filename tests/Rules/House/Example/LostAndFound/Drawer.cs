namespace BranchBot.Features.LostAndFound;

/// <summary>Something that a customer left behind.</summary>
/// <param name="Key">What tells it apart: the operation that wrote it down, so that a message that Teams repeats counts once.</param>
/// <param name="What">What it is and where it lay.</param>
/// <param name="Day">The branch's day on which it was found.</param>
public sealed record FoundThing(string Key, string What, DateOnly Day);

/// <summary>What lies in a branch's drawer: one row a branch, so that the list is one point read.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Things">What waits for its owner, oldest first.</param>
public sealed record Drawer(BranchId Branch, IReadOnlyList<FoundThing> Things) : Row
{
    /// <summary>The most things, so that the card stays one that Teams takes.</summary>
    public const int Most = 20;

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch);

    /// <summary>Where it stands.</summary>
    public static RowAddress At(BranchId branch) => new(Partition.OfBranch("found", branch), "drawer");

    /// <summary>The drawer as it was read; an empty one where nothing was ever found.</summary>
    public static Drawer In(Rows rows, BranchId branch) => rows.Find<Drawer>(At(branch)) ?? new(branch, []);
}
