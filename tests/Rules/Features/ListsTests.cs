using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>A branch and a region adapt the handbook's lists (P-6); Tuesday 24 November 2026.</summary>
public sealed class ListsTests
{
    private static readonly Member He = DemoBranch.Staff[10];
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
    private readonly Rehearsal branch = new();

    public ListsTests() => branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));

    [Fact]
    [Trait("Rule", "P-6")]
    public void The_manager_writes_the_loan_officers_list_and_the_next_morning_he_has_a_card()
    {
        Assert.Contains("没有清单", branch.Says(He, "开门"));
        Assert.Contains("开门 0 件 · 关门 0 件", branch.Says(DemoBranch.Manager, "清单"));
        Assert.Contains("没有要做的事", branch.Gives(DemoBranch.Manager, branch.Fills("打开", ("list", "LoanOfficer"), ("phase", "Opening"))));
        Assert.Contains("从明天(11月25日(周三))起用", branch.Gives(DemoBranch.Manager, branch.Fills("保存", ("items", "1. 查看到期贷款 | Check loans due\n2. 参加晨会"))));

        Assert.Contains("没有清单", branch.Says(He, "开门", at: "15:00"));
        branch.Now = DemoBranch.At("08:10", "2026-11-25");
        var card = branch.Says(He, "开门");
        Assert.Contains("查看到期贷款", card);
        Assert.Contains("0/2", card);
        Assert.Contains("1/2", branch.Says(He, "完成"));
        Assert.Contains("何伟", branch.Says(DemoBranch.Manager, "看板"));
    }

    [Fact]
    [Trait("Rule", "P-6")]
    public void A_past_day_and_today_keep_their_list_and_an_item_keeps_its_id_while_its_text_is_the_same()
    {
        branch.Says(DemoBranch.Teller, "完成");
        branch.Says(DemoBranch.Manager, "清单 个人业务柜员 开门 删 参加晨会");
        branch.Says(DemoBranch.Manager, "清单 个人业务柜员 开门 加 检查验钞机");
        Assert.Contains("1/3", branch.Says(DemoBranch.Teller, "开门"));

        var adapted = AdaptedList.On(branch.Facts.Lists, "PersonalTeller", "Opening", new(2026, 11, 25))!;
        Assert.Equal(["PersonalTeller.Opening.1", "PersonalTeller.Opening.3", "PersonalTeller.Opening.20261125-1"], adapted.Items!.Select(i => i.Id));
        Assert.NotEqual(adapted.Items![0].Zh, adapted.Items[0].En);

        branch.Now = DemoBranch.At("08:10", "2026-11-25");
        Assert.Contains("检查验钞机", branch.Says(DemoBranch.Teller, "开门"));
        Assert.Contains("1/3", branch.Gives(DemoBranch.Manager, new ShowBoard(BranchBot.Features.Handbook.Phase.Opening, DemoBranch.Branch.Id, new(2026, 11, 24))));
        branch.Says(DemoBranch.Manager, "清单 个人业务柜员 开门 删 检查验钞机");
        branch.Says(DemoBranch.Manager, "清单 个人业务柜员 开门 加 检查点钞机");
        Assert.EndsWith("20261126-1", AdaptedList.On(branch.Facts.Lists, "PersonalTeller", "Opening", new(2026, 11, 26))!.Items![^1].Id, StringComparison.Ordinal);
        Assert.Contains("检查验钞机", branch.Says(DemoBranch.Teller, "开门"));
    }

    [Fact]
    [Trait("Rule", "P-6")]
    public void What_is_not_wanted_after_all_is_taken_back_before_it_counts_and_given_back_afterwards()
    {
        branch.Says(DemoBranch.Manager, "清单 支行长 关门 日终安防检查");
        Assert.Contains("已保存", branch.Gives(DemoBranch.Manager, branch.Button("不改了")));
        Assert.Empty(branch.Facts.Lists);

        branch.Says(DemoBranch.Manager, "清单 支行长 关门 清空");
        branch.Now = DemoBranch.At("17:10", "2026-11-25");
        Assert.Contains("没有清单", branch.Says(DemoBranch.Manager, "关门"));
        Assert.Contains("已保存", branch.Says(DemoBranch.Manager, "清单 支行长 关门 恢复"));
        Assert.Contains("已经是这样了", branch.Says(DemoBranch.Manager, "清单 支行长 关门 恢复"));
        branch.Now = DemoBranch.At("17:10", "2026-11-26");
        Assert.Contains("日终安防检查", branch.Says(DemoBranch.Manager, "关门"));
        Assert.Contains("清单 · 支行长 · 关门", branch.Says(DemoBranch.Manager, "变更"));
    }

    [Fact]
    [Trait("Rule", "P-6")]
    public void A_regions_list_reaches_its_branches_and_what_a_branch_wrote_itself_stays()
    {
        branch.Says(DemoBranch.Manager, "清单 信贷员 关门 核对台账");
        Assert.Contains("正在送到各网点", branch.Says(Leader, "清单 信贷员 开门 查看到期贷款;整理合同"));
        branch.Says(Leader, "清单 信贷员 关门 锁好合同柜");
        Assert.Contains("清单已送到全部网点", branch.Shows(branch.Told[^1], Leader));

        Assert.Contains("信贷员", branch.Says(DemoBranch.Manager, "清单"));
        branch.Now = DemoBranch.At("08:10", "2026-11-25");
        Assert.Contains("整理合同", branch.Says(He, "开门"));
        branch.Now = DemoBranch.At("17:10", "2026-11-25");
        Assert.Contains("核对台账", branch.Says(He, "关门"));
        Assert.DoesNotContain("锁好合同柜", branch.Says(He, "关门"));
        Assert.Contains("清单 · 信贷员 · 开门(二级分行)", branch.Says(DemoBranch.Manager, "变更"));

        branch.Says(DemoBranch.Manager, "清单 信贷员 关门 恢复");
        branch.Now = DemoBranch.At("17:10", "2026-11-26");
        Assert.Contains("锁好合同柜", branch.Says(He, "关门"));
    }

    [Fact]
    public void What_does_not_work_is_said_and_nothing_is_lost()
    {
        Assert.Contains("没有「出纳」的清单", branch.Says(DemoBranch.Manager, "清单 出纳 开门"));
        Assert.Contains("最多 10 件", branch.Says(DemoBranch.Manager, "清单 信贷员 开门 " + string.Join(';', Enumerable.Range(1, 11).Select(n => $"第{n}件事"))));
        var tooLong = branch.Says(DemoBranch.Manager, "清单 信贷员 开门 " + new string('长', 61));
        Assert.Contains("中文最多 60 字", tooLong);
        Assert.Contains("写了两遍", branch.Says(DemoBranch.Manager, "清单 信贷员 开门 甲;甲"));
        Assert.Contains("没有叫「乙」的事", branch.Says(DemoBranch.Manager, "清单 信贷员 开门 删 乙"));
        branch.Says(DemoBranch.Teller, "清单");
        Assert.IsType<Refused>(branch.Last);
        branch.Says(DemoBranch.Teller, "清单 信贷员 开门 清空");
        Assert.IsType<Refused>(branch.Last);
        Assert.Empty(branch.Facts.Lists);
    }

    [Fact]
    public void A_leader_sees_and_changes_the_lists_of_a_branch_that_he_names()
    {
        Assert.Contains("示范支行", branch.Says(Leader, "示范支行 清单"));
        branch.Gives(Leader, branch.Fills("打开", ("list", "LoanOfficer"), ("phase", "Closing")));
        Assert.Contains("已保存", branch.Gives(Leader, branch.Fills("保存", ("items", "核对台账"))));
        Assert.Single(branch.Facts.Lists);
        branch.Says(Leader, "没有的支行 清单");
        Assert.IsType<Refused>(branch.Last);
    }
}
