using BranchBot.Features.Calendar;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Monday 28 September 2026, before the holidays: what the manager changes about her branch's days.</summary>
public sealed class BranchDayTests
{
    private static readonly DateOnly Third = new(2026, 10, 3);
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:00", "2026-09-28") };

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_branch_opens_on_a_holiday_at_other_hours_and_it_can_be_undone()
    {
        Assert.Null(branch.Facts.On(Third).Hours);
        Assert.Contains("10月3日(周六):09:00-16:00", branch.Says(DemoBranch.Manager, "营业 10月3日 09:00-16:00"));
        Assert.Equal(new Hours(new(9, 0), new(16, 0)), branch.Facts.On(Third).Hours);
        branch.Gives(DemoBranch.Manager, branch.Button("撤销"));
        Assert.Null(branch.Facts.On(Third).Hours);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Closed_for_a_refit_shows_in_the_calendar_with_who_is_away_and_who_acts()
    {
        branch.Says(DemoBranch.Manager, "停业 10月9日至10月10日 装修");
        branch.Says(DemoBranch.Manager, "代 刘强 周四");
        branch.Says(DemoBranch.Teller, "休假 周三");
        branch.Says(DemoBranch.Manager, "轮休 赵敏 周三");
        var said = branch.Says(DemoBranch.Teller, "日历");

        Assert.Contains("9月30日(周三) 休假 李静 · 轮休 赵敏:08:30-17:00", said);
        Assert.Contains("10月1日(周四) 国庆节 · 刘强 代支行长:不营业", said);
        Assert.Contains("10月9日(周五) 装修:不营业", said);
        Assert.Contains("10月10日(周六) 装修:不营业", said);
        Assert.Contains("已恢复", branch.Says(DemoBranch.Manager, "恢复 10月10日"));
        Assert.Contains("10月10日(周六) 调休上班:08:30-17:00", branch.Says(DemoBranch.Teller, "calendar"));
        Assert.Contains("没有改过", branch.Says(DemoBranch.Manager, "恢复 10月10日"));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Closed_then_open_then_closed_again_is_closed()
    {
        branch.Says(DemoBranch.Manager, "停业 10月9日 装修");
        branch.Says(DemoBranch.Manager, "营业 10月9日 09:00-12:00");
        Assert.NotNull(branch.Facts.On(new(2026, 10, 9)).Hours);
        Assert.Contains("已记下", branch.Says(DemoBranch.Manager, "停业 10月9日 装修"));
        Assert.Null(branch.Facts.On(new(2026, 10, 9)).Hours);
    }

    [Fact]
    [Trait("Rule", "P-8")]
    public void A_day_is_not_counted_only_with_a_reason_and_that_can_be_taken_back()
    {
        Assert.Contains("要写原因", branch.Says(DemoBranch.Manager, "不计 今天"));
        branch.Says(DemoBranch.Manager, "不计 今天 停电");
        var day = branch.Facts.On(new(2026, 9, 28));
        Assert.Equal((false, "停电"), (day.Counted, day.Name));
        Assert.NotNull(day.Hours);
        Assert.Contains("已经这样记了", branch.Says(DemoBranch.Manager, "不计 今天 停电"));
        branch.Gives(DemoBranch.Manager, branch.Button("撤销"));
        Assert.True(branch.Facts.On(new(2026, 9, 28)).Counted);
        Assert.Contains("最多往回 7 天", branch.Says(DemoBranch.Manager, "不计 9月20日 停电"));
        Assert.Contains("已记下", branch.Says(DemoBranch.Manager, "不计 昨天 停电"));
    }

    [Fact]
    public void By_the_form_it_is_the_same()
    {
        branch.Says(DemoBranch.Manager, "营业");
        Assert.Contains("已记下", branch.Gives(DemoBranch.Manager, branch.Fills("记下来", ("from", "2026-10-03"), ("opens", "09:00"), ("closes", "12:00"))));
        Assert.Equal(new Hours(new(9, 0), new(12, 0)), branch.Facts.On(Third).Hours);
    }

    [Theory]
    [InlineData("停业 昨天", "已经过去")]
    [InlineData("停业 什么时候", "没看懂")]
    [InlineData("营业 10月3日", "请写上营业时间")]
    [InlineData("营业 10月3日 16:00-09:00", "要早于")]
    [InlineData("停业 10月1日至11月30日", "最多 31 天")]
    [InlineData("停业 10月3日 因为这个因为那个因为这个因为那个因为这个因为那个因为这个因为那个因为这个因为那个因为这个因为那个", "最多 40 字")]
    public void What_does_not_work_is_said(string line, string said)
    {
        Assert.Contains(said, branch.Says(DemoBranch.Manager, line));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    public void Only_the_manager_changes_days()
    {
        Assert.Contains("支行长", branch.Says(DemoBranch.Teller, "停业 10月9日"));
        branch.Says(DemoBranch.Manager, "停业 10月9日");
        var undo = branch.Button("撤销");
        branch.Gives(DemoBranch.Teller, undo);
        Assert.IsType<Refused>(branch.Last);
        Assert.IsType<UnmarkDays>(undo);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Who_is_on_leave_or_rests_is_told_kindly_that_nothing_is_expected_and_sees_the_list()
    {
        branch.Says(DemoBranch.Teller, "休假 今天至周三");
        var leave = branch.Says(DemoBranch.Teller, "开门");
        Assert.Contains("您休假到9月30日(周三),今天不用做", leave);
        Assert.Contains("0/3", leave);
        branch.Says(DemoBranch.Manager, "轮休 赵敏 今天");
        Assert.Contains("您今天轮休", branch.Says(DemoBranch.Staff[6], "开门"));
        branch.Says(DemoBranch.Manager, "停业 今天 装修");
        Assert.Contains("今天不营业(装修)", branch.Says(DemoBranch.Backup, "开门"));
        Assert.Contains("您休假到", branch.Says(DemoBranch.Teller, "开门"));
    }
}
