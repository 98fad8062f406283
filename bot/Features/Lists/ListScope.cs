using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>Whose lists a turn is about: a branch's, or as a leader names none, his region's.</summary>
/// <param name="Turn">Who speaks.</param>
/// <param name="Region">The region's lists; null: the turn is about a branch.</param>
internal sealed record ListScope(Turn Turn, RegionLists? Region)
{
    /// <summary>The rows: of a region, its lists; a branch's stand in its facts.</summary>
    public static IReadOnlyList<Read> Needs(Turn turn) =>
        turn.BranchFacts is null ? [Read.One<RegionLists>(RegionLists.At(RegionCalendar.Leader(turn).Region.Id))] : [];

    /// <summary>The scope of a turn.</summary>
    public static ListScope Of(Turn turn, Rows rows) => turn.BranchFacts is not null ? new(turn, null)
        : new(turn, rows.Find<RegionLists>(RegionLists.At(RegionCalendar.Leader(turn).Region.Id)) ?? new(RegionCalendar.Leader(turn).Region.Id, []));

    /// <summary>The business day.</summary>
    public DateOnly Today => Region is null ? Turn.Today : RegionCalendar.Today(Turn);

    /// <summary>From when a change counts: what people are at work on stays as it is.</summary>
    public DateOnly Tomorrow => Today.AddDays(1);

    /// <summary>Whose they are.</summary>
    public string Name => Region is null ? Turn.Branch.Name : RegionCalendar.Leader(Turn).Region.Name;

    /// <summary>The branch, as a card's buttons name it; null: the region.</summary>
    public BranchId? Branch => Region is null ? Turn.Branch.Id : null;

    /// <summary>What has been adapted here, by the branch itself or by the region itself.</summary>
    public IReadOnlyList<AdaptedList> Own => Region?.Lists ?? Turn.Facts.Lists;

    /// <summary>The same with other lists of its own.</summary>
    public ListScope With(IReadOnlyList<AdaptedList> own) => Region is { } region
        ? this with { Region = region with { Lists = own } }
        : this with { Turn = Turn with { BranchFacts = Turn.Facts with { Lists = own } } };

    /// <summary>A list as it counts on a day.</summary>
    public IReadOnlyList<AdaptedItem> On(HandbookPage list, Phase phase, DateOnly day) => (Region is { } region
        ? AdaptedList.On(region.Lists, $"{list}", $"{phase}", day)?.Items
        : Turn.Facts.ListOf($"{list}", $"{phase}", day)) ?? HandbookLists.Of(list, phase);

    /// <summary>Where a list comes from on a day.</summary>
    public Text Source(HandbookPage list, Phase phase, DateOnly day) =>
        AdaptedList.On(Own, $"{list}", $"{phase}", day)?.Items is not null ? (Region is null ? new("本网点", "the branch's own") : new("本行", "the region's own"))
        : Region is null && AdaptedList.On(Turn.Facts.RegionLists, $"{list}", $"{phase}", day)?.Items is not null ? new("二级分行", "the region's")
        : ListCard.Handbook;
}
