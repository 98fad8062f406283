using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>Brings a region's lists to each of its branches, one batch a branch. Done twice it writes nothing.</summary>
/// <param name="Region">The region.</param>
/// <param name="By">Who changed them.</param>
/// <param name="Name">His name then.</param>
/// <param name="List">Which list was changed.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Operation">The activity by which it was changed.</param>
public sealed record CopyLists(RegionId Region, PersonId By, string Name, HandbookPage List, Phase Phase, string Operation) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [RegionBranch.All(Region)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [.. rows.All<RegionBranch>().Select(b => b.Branch.Value)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<RegionLists>(RegionLists.At(Region)), Read.One<BranchFacts>(BranchFacts.At(new(step)))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        var lists = rows.Find<RegionLists>(RegionLists.At(Region))?.Lists ?? [];
        return rows.Find<BranchFacts>(BranchFacts.At(new(step))) is not { } facts || facts.Branch.Region != Region || facts.RegionLists.SequenceEqual(lists)
            ? JobStep.Nothing
            : JobStep.Write(
                facts with { RegionLists = lists },
                new Change(facts.Branch.Id, now, By, Name, ListCard.NameOf(List, Phase) + new Text("(二级分行)", " (region)"), Operation, Newest(facts.RegionLists), Newest(lists)));
    }

    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => new(key, By, Delivery.Certain, new ShowLists(Whole: whole));

    private Text? Newest(IReadOnlyList<AdaptedList> lists) => AdaptedList.On(lists, $"{List}", $"{Phase}", DateOnly.MaxValue)?.Items is { } items ? WriteList.Said(items) : ListCard.Handbook;
}
