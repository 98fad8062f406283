using BranchBot.Features.Feedback;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>What customers and colleagues say of somebody is written down in a line, and shown at the talk without who wrote it .</summary>
public sealed class FeedbackTests
{
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Zheng = DemoBranch.Lobby;
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly Member Liu = DemoBranch.Staff[1];

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:05") };

    [Fact]
    [Trait("Rule", "Q-5")]
    [Trait("Rule", "Q-7")]
    public void Praise_complaints_and_observations_stand_in_the_dossier_without_who_wrote_them()
    {
        Assert.Contains("记下了", branch.Says(Zheng, "客户表扬 孙丽 95580 客户来电表扬她上门服务"));
        Assert.Contains("投诉 · 孙丽", branch.Says(Wang, "投诉 孙丽 等了四十分钟"));
        Assert.Contains("同事观察", branch.Says(Li, "观察 孙丽 帮老人填单子,很耐心"));
        var dossier = branch.Says(Wang, "季度情况 孙丽");
        Assert.Contains("表扬 1 · 投诉 1 · 观察 1", dossier);
        Assert.Contains("95580 表扬", dossier);
        Assert.Contains("帮老人填单子", dossier);
        Assert.DoesNotContain("李静", dossier);
        var own = branch.Says(Sun, "我的季度");
        Assert.Contains("同事观察", own);
        Assert.DoesNotContain("李静", own);
        Assert.DoesNotContain("郑洁", branch.Says(Wang, "反馈 孙丽") + branch.Says(Sun, "反馈"));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    public void Only_the_manager_and_oneself_read_it()
    {
        branch.Says(Li, "观察 孙丽 很耐心");
        branch.Says(Wang, "代 刘强 今天");
        Assert.Contains("只有支行长能看", branch.Says(Li, "反馈 孙丽"));
        Assert.Contains("只有支行长能看", branch.Says(Liu, "反馈 孙丽"));
        Assert.Contains("很耐心", branch.Says(Wang, "反馈 孙丽"));
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { OwnDossierSeen = false } });
        Assert.Contains("没有开放", branch.Says(Sun, "反馈"));
    }

    [Fact]
    [Trait("Rule", "Q-5")]
    public void What_customers_say_is_kept_by_who_leads_or_receives_them_and_nobody_writes_of_himself()
    {
        Assert.Contains("您可以写「观察」", branch.Says(Li, "投诉 孙丽 等了很久"));
        Assert.Contains("不写自己的", branch.Says(Wang, "客户表扬 王芳 我很好"));
        Assert.Contains("名单里没有", branch.Says(Wang, "客户表扬 王小二 好"));
        Assert.Contains("请写发生了什么", branch.Gives(Wang, new RecordFeedback(DemoBranch.Branch.Id, "k", Sun.Id, true) { Kind = FeedbackKind.Letter }));
        Assert.Contains("最近 100 天", branch.Gives(Wang, new RecordFeedback(DemoBranch.Branch.Id, "k", Sun.Id, true) { What = "好", Day = new(2026, 1, 1) }));
        Assert.Contains("最近 100 天", branch.Gives(Wang, new RecordFeedback(DemoBranch.Branch.Id, "k", Sun.Id, true) { What = "好", Day = new(2026, 11, 25) }));
        Assert.Contains("现在 501 字", branch.Gives(Wang, new RecordFeedback(DemoBranch.Branch.Id, "k", Sun.Id, true) { What = new string('好', 501) }));
        Assert.DoesNotContain(branch.Stored, r => r is FeedbackEntry);
    }

    [Fact]
    [Trait("Rule", "Q-5")]
    public void A_form_asks_for_what_is_missing_and_pressed_twice_it_counts_once()
    {
        branch.Says(Wang, "客户表扬 孙丽");
        var form = branch.Fills("记下", ("what", "客户来信,电话 13812345678"), ("kind", "CustomerVoice"), ("day", "2026-11-20"));
        Assert.Contains("记下了", branch.Gives(Wang, form));
        Assert.Contains("记下了", branch.Gives(Wang, form));
        var entry = Assert.Single(branch.Stored.OfType<FeedbackEntry>());
        Assert.Equal((FeedbackKind.CustomerVoice, "客户来信,电话 138****5678", 0), (entry.Kind, entry.What, branch.Written));
        Assert.Contains("撤回了", branch.Gives(Wang, branch.Button("撤回")));
        Assert.Contains("已经撤回了", branch.Gives(Wang, new WithdrawFeedback(entry.Branch, entry.Person, entry.Day, entry.Id)));
        Assert.DoesNotContain("表扬、投诉和观察", branch.Says(Wang, "季度情况 孙丽"));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public void Nobody_takes_back_what_another_wrote_but_the_manager()
    {
        branch.Says(Li, "观察 孙丽 很耐心");
        var entry = branch.Stored.OfType<FeedbackEntry>().Single();
        var withdraw = new WithdrawFeedback(entry.Branch, entry.Person, entry.Day, entry.Id);
        Assert.Contains("不是您记的", branch.Gives(Sun, withdraw));
        Assert.Contains("不是您记的", branch.Gives(Zheng, withdraw));
        Assert.Contains("撤回了", branch.Gives(Wang, withdraw));
    }

    [Theory]
    [InlineData("卡号 6222021234567890123", "卡号 622****0123")]
    [InlineData("身份证 11010119900101123X。", "身份证 110****123X。")]
    [InlineData("电话 138-1234-5678,再打 138 1234 5678", "电话 138****5678,再打 138****5678")]
    [InlineData("95580 来电,3 笔 200000 元", "95580 来电,3 笔 200000 元")]
    public void Customers_numbers_are_masked(string words, string kept) => Assert.Equal(kept, FeedbackEntry.Masked(words));
}
