using BranchBot.Features.Settings;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>What a branch may set for itself, in one place, with its history.</summary>
public sealed class SettingsTests
{
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
    private readonly Rehearsal branch = new();

    [Fact]
    public void The_manager_changes_a_setting_on_the_card_and_the_history_says_who_when_before_and_after()
    {
        branch.Says(DemoBranch.Manager, "设置", at: "09:00");
        var said = branch.Gives(DemoBranch.Manager, branch.Fills("保存", ("nudgeBefore", "15")));

        Assert.Contains("已保存:催办提前几分钟 10 → 15", said);
        Assert.Equal(15, branch.Facts.Settings.NudgeBefore);
        Assert.Equal(new BranchSettings().Zones, branch.Facts.Settings.Zones);
        Assert.Contains("催办提前几分钟 10 → 15 · 王芳:11月24日(周二) 09:00", branch.Says(DemoBranch.Manager, "变更"));
        branch.Says(DemoBranch.Manager, "设置");
        Assert.Contains("没有改动", branch.Gives(DemoBranch.Manager, branch.Fills("保存")));
    }

    [Fact]
    public void Several_at_once_are_one_change_and_where_one_is_wrong_nothing_changes()
    {
        branch.Says(DemoBranch.Manager, "设置");
        var save = branch.Fills("保存", ("nudgeBefore", "15"), ("closingLimitAfter", "900"));
        Assert.Contains("要填 0 到 240 的整数。什么都没改", branch.Gives(DemoBranch.Manager, save));
        Assert.Equal(10, branch.Facts.Settings.NudgeBefore);

        branch.Says(DemoBranch.Manager, "设置");
        Assert.Contains("设置(3 项)", branch.Gives(DemoBranch.Manager, branch.Fills("保存", ("nudgeBefore", "15"), ("zones", "大堂, 柜台、大堂"), ("holidayHours", "9:00-15:30"))));
        Assert.Equal(["大堂", "柜台"], branch.Facts.Settings.Zones);
        Assert.Equal(new Hours(new(9, 0), new(15, 30)), branch.Facts.Branch.HolidayHours);
    }

    [Theory]
    [InlineData("设置 催办 15", "已保存")]
    [InlineData("设置 催办 很多", "要填 0 到 120 的整数")]
    [InlineData("设置 节假日 无", "没有改动")]
    [InlineData("设置 节假日 16:00-09:00", "这样写:09:00-16:00")]
    [InlineData("设置 提前 3", "哪一项")]
    [InlineData("设置 天气 3", "能设的")]
    [InlineData("设置 历史", "没有变更")]
    [InlineData("settings nudge 15", "已保存")]
    public void By_words_it_is_the_same(string line, string said) => Assert.Contains(said, branch.Says(DemoBranch.Manager, line));

    [Fact]
    public void A_region_leader_does_it_for_a_branch_and_its_manager_is_told()
    {
        branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));
        Assert.Contains("请写上网点的名字", branch.Says(Leader, "设置"));
        branch.Says(Leader, "示范支行 设置");
        branch.Gives(Leader, branch.Fills("保存", ("nudgeBefore", "20")));
        Assert.Equal([DemoBranch.Manager.Id], branch.Told.Select(t => t.To));
        Assert.Contains("10 → 20 · 徐刚", branch.Shows(branch.Told[0], DemoBranch.Manager));
        Assert.Contains("10 → 20", branch.Says(Leader, "示范支行 变更"));
        Assert.Contains("示范支行 · 11月24日", branch.Says(Leader, "示范支行 日历"));
    }

    [Fact]
    public void Nobody_else_sees_or_changes_them()
    {
        branch.Says(DemoBranch.Teller, "设置");
        Assert.IsType<Refused>(branch.Last);
        branch.Gives(DemoBranch.Teller, new ChangeSettings(DemoBranch.Branch.Id));
        Assert.IsType<Refused>(branch.Last);
    }

    [Fact]
    public void Every_setting_of_the_record_stands_on_the_card()
    {
        branch.Says(DemoBranch.Manager, "设置");

        Assert.Equal(
            typeof(BranchSettings).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Append("holidayHours").Order(StringComparer.Ordinal),
            ((Shown)branch.Last!.Answer).Card.Body.OfType<Field>().Select(f => f.Id).Order(StringComparer.Ordinal));
    }
}
