namespace BranchBot.Core;

/// <summary>A task list of a branch's or region's own (P-6), from a day on. What it takes the place of stays beside it, so that a past day keeps its list.</summary>
/// <param name="List">Whose: the name of a position or <c>LobbyManager</c>.</param>
/// <param name="Phase"><c>Opening</c> or <c>Closing</c>.</param>
/// <param name="From">The first business day on which it counts.</param>
/// <param name="Items">The items in their order; none: whoever has the list has no card and no count. Null: nothing of its own any more.</param>
public sealed record AdaptedList(string List, string Phase, DateOnly From, IReadOnlyList<AdaptedItem>? Items = null)
{
    /// <summary>The most items of a list.</summary>
    public const int MostItems = 10;

    /// <summary>The one that counts on a day; null where nothing was adapted by then.</summary>
    public static AdaptedList? On(IReadOnlyList<AdaptedList> lists, string list, string phase, DateOnly day) =>
        lists.Where(l => l.Is(list, phase) && l.From <= day).MaxBy(l => l.From);

    /// <summary>The same lists with a changed one, in place of any that would begin as late; without those that took their place long ago.</summary>
    public static IReadOnlyList<AdaptedList> With(IReadOnlyList<AdaptedList> lists, AdaptedList changed, DateOnly today)
    {
        var all = Before(lists, changed.List, changed.Phase, changed.From).Append(changed).ToList();
        var kept = today.AddDays(-BranchFacts.KeptDays);
        return [.. all.Where(l => !all.Any(later => later.Is(l.List, l.Phase) && later.From > l.From && later.From <= kept))];
    }

    /// <summary>The same lists without those of a kind that begin on a day or later.</summary>
    public static IReadOnlyList<AdaptedList> Before(IReadOnlyList<AdaptedList> lists, string list, string phase, DateOnly day) =>
        [.. lists.Where(l => !(l.Is(list, phase) && l.From >= day))];

    /// <inheritdoc/>
    public bool Equals(AdaptedList? other) => other is not null && Is(other.List, other.Phase) && From == other.From
        && (Items is null ? other.Items is null : other.Items is not null && Items.SequenceEqual(other.Items));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(List, Phase, From);

    private bool Is(string list, string phase) => List == list && Phase == phase;
}

/// <summary>An item of an adapted list.</summary>
/// <param name="Id">Its id in cards and rows, never used again for another text.</param>
/// <param name="Zh">What is to be done.</param>
/// <param name="En">The same in English; null: the Chinese is shown.</param>
public sealed record AdaptedItem(string Id, string Zh, string? En = null)
{
    /// <summary>What is to be done.</summary>
    public Text Text() => new(Zh, En ?? Zh);
}

/// <summary>The task lists that a region has adapted for its branches (P-6), in one row; each branch has a copy in its facts, so that a turn reads no more rows.</summary>
/// <param name="Region">The region.</param>
/// <param name="Lists">The lists.</param>
public sealed record RegionLists(RegionId Region, IReadOnlyList<AdaptedList> Lists) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's lists stand.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("people", region), "lists");
}
