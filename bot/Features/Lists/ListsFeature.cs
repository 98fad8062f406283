namespace BranchBot.Features.Lists;

/// <summary>清单: the task lists that a branch or a region has adapted; the handbook's own are the default (P-6).</summary>
public sealed class ListsFeature : IFeature
{
    private const Who Keepers = Who.BranchManager | Who.RegionLeader;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowLists>("lists.show", Keepers)
        .Command<ShowList>("lists.one", Keepers)
        .Command<SayLists>("lists.say", Keepers)
        .Command<WriteList>("lists.write", Keepers)
        .Command<ResetList>("lists.reset", Keepers)
        .Job<CopyLists>("lists.copy")
        .HearsWords<SayLists>(["清单", "lists"], new("各岗位的三件事清单;清单 信贷员 开门 加 …", "the positions' task lists; lists loan officer opening add …"), rest => new SayLists(rest))
        .Records<RegionLists>(("people", Owner.Region, "lists"), "task lists that the region has adapted", "the region's branches", new Keeping.Standing("until they are adapted anew"), OfPersons.Nobody);
}
