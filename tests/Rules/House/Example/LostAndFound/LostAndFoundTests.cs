using BranchBot.Features.LostAndFound;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>What customers leave behind is written down in a line and stands on a list until it is fetched.</summary>
public sealed class LostAndFoundTests
{
    private readonly Rehearsal branch = new(new LostAndFoundFeature()) { Now = DemoBranch.At("10:00") };

    [Fact]
    public void What_a_customer_left_is_listed_until_it_is_fetched()
    {
        Assert.Contains("记下了", branch.Says(DemoBranch.Teller, "失物 黑色雨伞,大堂"));
        Assert.Contains("黑色雨伞,大堂", branch.Says(DemoBranch.Manager, "失物"));
        Assert.Contains("已还给客户", branch.Gives(DemoBranch.Lobby, branch.Button("领走了")));
        Assert.Contains("没有客户落下的东西", branch.Says(DemoBranch.Teller, "失物"));
    }

    [Fact]
    public void Twice_is_once()
    {
        branch.Says(DemoBranch.Teller, "失物 黑色雨伞", operation: "message 1");
        branch.Says(DemoBranch.Teller, "失物 黑色雨伞", operation: "message 1");
        Assert.Single(branch.Row<Drawer>(Drawer.At(DemoBranch.Branch.Id))!.Things);
        var fetched = branch.Button("领走了");
        branch.Gives(DemoBranch.Lobby, fetched);
        Assert.Contains("已经领走了", branch.Gives(DemoBranch.Lobby, fetched));
    }

    [Fact]
    public void A_drawer_is_full_at_last_and_a_line_is_no_letter()
    {
        Assert.Contains("现在 61 字", branch.Says(DemoBranch.Teller, "失物 " + new string('伞', 61)));
        for (var umbrella = 0; umbrella < Drawer.Most; umbrella++)
        {
            branch.Says(DemoBranch.Teller, "失物 雨伞");
        }

        Assert.Contains("请先处理", branch.Says(DemoBranch.Teller, "失物 雨伞"));
    }

    [Fact]
    public void Who_is_not_of_the_branch_sees_nothing_of_it()
    {
        branch.Says(DemoBranch.Teller, "失物 黑色雨伞");
        Assert.DoesNotContain("雨伞", branch.Says(new Stranger(DemoBranch.Stranger, Language.Chinese, null), "失物"));
    }
}
