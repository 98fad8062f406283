using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>The manager writes the loan officer's list, and the next morning his card comes by itself.</summary>
public sealed class ListJourneys
{
    [Fact]
    [Trait("Rule", "P-6")]
    public async Task Wang_Fang_writes_the_loan_officers_list_and_the_next_morning_He_Wei_has_a_card()
    {
        await using var stage = await Stage.Set("2026-10-09T17:10");
        await using var phones = await Phones.Open(stage, left: 11, right: 1);
        var (he, manager) = (phones.Left, phones.Right);
        await he.Says("关门");
        await he.Sees("没有清单");

        await manager.Says("清单");
        await manager.Sees("信贷员", "开门 0 件 · 关门 0 件");
        var card = manager.Newest;
        await Phone.Taps(card, "打开");
        await Phone.Sees(card, "没有要做的事");
        await card.Locator("textarea").FillAsync("查看到期贷款\n参加晨会");
        await Phone.Taps(card, "保存");
        await Phone.Sees(card, "已保存", "从明天(10月10日(周六))起用");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("list") });

        await stage.Teams.MoveClockAsync(DemoBranch.At("08:00", "2026-10-10") - stage.Teams.Clock.GetUtcNow());
        await he.Sees("早上好,何伟 · 开门三件事", "查看到期贷款", "0/2");
        await Phone.Taps(he.Newest, "完成");
        await he.Sees("1/2");
    }
}
