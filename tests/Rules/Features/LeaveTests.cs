using BranchBot.Features.Calendar;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Friday 9 October 2026: leave, rest days, shifts, lobby duty.</summary>
public sealed class LeaveTests
{
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Deputy = DemoBranch.Staff[1];
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:10", "2026-10-09") };

    [Fact]
    [Trait("Rule", "P-4")]
    public void Sun_Li_writes_leave_from_tomorrow_to_Wednesday_and_her_manager_is_told()
    {
        var said = branch.Says(Sun, "休假 明天至周三");

        Assert.Contains("已记下", said);
        Assert.Contains("休假 10月10日(周六)至10月14日(周三)", said);
        Assert.Equal([null, Absence.Leave, Absence.Leave, null], new[] { 9, 10, 14, 15 }.Select(d => Absent(Sun, d)));
        var told = Assert.Single(branch.Told);
        Assert.Equal((DemoBranch.Manager.Id, Delivery.Certain), (told.To, told.Delivery));
        Assert.Contains("孙丽 休假 10月10日(周六)至10月14日(周三):有效", branch.Shows(told, DemoBranch.Manager));
        Assert.Contains("取消", branch.Buttons().Select(b => b.Title.Zh));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void The_same_message_or_press_again_enters_nothing_twice()
    {
        branch.Says(Sun, "休假 明天至周三", operation: "m1");
        branch.Says(Sun, "休假 明天至周三", operation: "m1");
        Assert.Contains("已经这样记了", branch.Says(Sun, "休假 明天至周三"));
        Assert.Single(branch.Facts.Duty);
        Assert.Single(branch.Told);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Alone_it_opens_a_form_and_what_stands_can_be_taken_back_and_restored()
    {
        Assert.Contains("现在没有记着的", branch.Says(Sun, "休假"));
        branch.Gives(Sun, branch.Fills("记下来", ("from", "2026-10-12"), ("to", "2026-10-14")));
        Assert.Equal(Absence.Leave, Absent(Sun, 14));

        Assert.Contains("1. 孙丽", branch.Says(Sun, "休假"));
        var cancel = branch.Button("取消");
        Assert.Contains("已取消", branch.Gives(Sun, cancel));
        Assert.Null(Absent(Sun, 14));
        var restore = branch.Button("恢复");
        Assert.Contains("已经是这样了", branch.Gives(Sun, cancel));
        Assert.Contains("已恢复", branch.Gives(Sun, restore));
        Assert.Equal(Absence.Leave, Absent(Sun, 14));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Back_from_leave_today_or_from_a_day_on()
    {
        branch.Says(Sun, "休假 今天至周三");
        Assert.Contains("已改到10月11日(周日)", branch.Says(Sun, "销假 周一"));
        Assert.Equal([Absence.Leave, null], new[] { 10, 12 }.Select(d => Absent(Sun, d)));
        branch.Gives(Sun, branch.Button("撤销"));
        Assert.Equal(Absence.Leave, Absent(Sun, 12));

        branch.Now = DemoBranch.At("08:00", "2026-10-13");
        Assert.Contains("从今天起不算", branch.Says(Sun, "销假"));
        Assert.Equal([Absence.Leave, null, null], new[] { 12, 13, 14 }.Select(d => Absent(Sun, d)));
        Assert.Contains("没有休假", branch.Says(Sun, "销假"));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void The_manager_enters_it_for_others_and_nobody_else_does()
    {
        branch.Says(DemoBranch.Manager, "休假 丽 周一");
        Assert.Equal(Absence.Leave, Absent(Sun, 12));
        Assert.Equal([Sun.Id], branch.Told.Select(t => t.To));
        Assert.Contains("支行长", branch.Says(DemoBranch.Teller, "休假 赵敏 周一"));
        Assert.Equal(0, branch.Written);
        Assert.Contains("没有「孙力」", branch.Says(DemoBranch.Manager, "休假 孙力 周一"));
        Assert.Contains("没看懂", branch.Says(DemoBranch.Manager, "休假 孙丽 随便"));
        Assert.Contains("支行长", branch.Gives(DemoBranch.Teller, new SetEnd(DemoBranch.Branch.Id, branch.Facts.Duty[0].Id)));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    public void Namesakes_are_told_apart_by_their_positions()
    {
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, new(DemoBranch.Id(50), "孙丽", Position.CorporateTeller)] });
        Assert.Contains("哪一位", branch.Says(DemoBranch.Manager, "休假 孙丽 周一"));
        branch.Gives(DemoBranch.Manager, branch.Button("孙丽 · 公司业务柜员"));
        Assert.Equal(DemoBranch.Id(50), Assert.Single(branch.Facts.Duty).Person);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Overlapping_leave_and_leave_over_a_deputyship_is_said()
    {
        branch.Says(Sun, "休假 周一至周二");
        Assert.Contains("重叠:10月12日(周一)至10月13日(周二)", branch.Says(Sun, "休假 周二至周四"));
        branch.Says(DemoBranch.Manager, "代 刘强 周二至周四");
        Assert.Contains("代支行长", branch.Says(Deputy, "休假 周三"));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Rest_days_working_days_and_shifts_are_the_managers_and_can_be_undone()
    {
        branch.Put(DemoBranch.Facts with { Branch = DemoBranch.Branch with { Shifts = [new("晚班", new(new(11, 0), new(20, 0)))] } });
        branch.Says(DemoBranch.Manager, "轮休 李静 周一");
        Assert.Equal(Absence.Rest, Absent(DemoBranch.Teller, 12));
        branch.Says(DemoBranch.Manager, "上班 李静 周一");
        Assert.Null(Absent(DemoBranch.Teller, 12));
        branch.Gives(DemoBranch.Manager, branch.Button("取消"));
        Assert.Equal(Absence.Rest, Absent(DemoBranch.Teller, 12));

        branch.Says(DemoBranch.Manager, "班次 赵敏 晚班 周一至周五");
        Assert.Equal(new Hours(new(11, 0), new(20, 0)), Duty.HoursOf(branch.Facts, DemoBranch.Id(7), null, branch.Facts.On(new(2026, 10, 13))));
        Assert.Contains("本网点的班次:晚班 11:00-20:00", branch.Says(DemoBranch.Manager, "班次 赵敏 早班 周一"));
        Assert.Contains("这个功能给支行长用", branch.Says(DemoBranch.Teller, "轮休 李静 周一"));
        Assert.Contains("网点不营业", branch.Says(DemoBranch.Manager, "上班 李静 周日"));
    }

    [Fact]
    [Trait("Rule", "P-1")]
    public void Only_who_wears_the_lobby_role_stands_in_at_the_lobby()
    {
        branch.Says(DemoBranch.Manager, "大堂 冯娟 明天");
        Assert.True(Duty.On(branch.Facts, DemoBranch.Roster, new DateOnly(2026, 10, 10)).Single(p => p.Entry.Id == DemoBranch.Backup.Id).OnLobby);
        Assert.Contains("不是大堂经理", branch.Says(DemoBranch.Manager, "大堂 李静 明天"));
    }

    [Fact]
    [Trait("Threat", "TM-33")]
    public void All_of_it_works_in_English_and_is_in_the_history()
    {
        var manager = DemoBranch.Manager with { Language = Language.English };
        Assert.Contains("Recorded", branch.Says(manager, "leave 孙丽 mon to wed"));
        Assert.Contains("Leave Mon 12 Oct to Wed 14 Oct", branch.Says(manager, "leave"));
        var (entered, shortened) = (branch.Now, branch.Now.AddMinutes(5));
        branch.Now = shortened;
        Assert.Contains("Now until Mon 12 Oct", branch.Says(Sun with { Language = Language.English }, "back tue"));
        Assert.Equal(
            [(entered, manager.Id, "王芳", "孙丽 · Leave", null, "Leave Mon 12 Oct to Wed 14 Oct"), (shortened, Sun.Id, "孙丽", "孙丽 · Leave", "Leave Mon 12 Oct to Wed 14 Oct", "Leave Mon 12 Oct")],
            branch.Read(Change.Since(DemoBranch.Branch.Id, DateTimeOffset.MinValue)).Cast<Change>().Select(c => (c.At, c.By, c.Name, c.What.En, c.Before?.En, c.After?.En)));
    }

    [Fact]
    public void A_full_book_and_a_past_day_are_refused()
    {
        Assert.Contains("已经过去", branch.Says(Sun, "休假 昨天至周一"));
        branch.Put(branch.Facts with
        {
            Duty = [.. Enumerable.Range(0, BranchFacts.MostDuty).Select(n => new DutyEntry($"e{n}", DutyKind.Rest, DemoBranch.Teller.Id, new(2026, 10, 12), new(2026, 10, 12), DemoBranch.Manager.Id, branch.Now))],
        });
        Assert.Contains("满了", branch.Says(Sun, "休假 周一"));
    }

    private Absence? Absent(Member who, int day) => Duty.AbsenceOf(branch.Facts, who.Entry, new(2026, 10, day));
}
