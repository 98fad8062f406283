using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>The scene on Microsoft 365 Agents Playground.</summary>
public sealed class PlaygroundJourneys
{
    [Fact]
    public async Task On_a_foreign_client_she_is_walked_through_her_opening_tasks_by_card_and_by_words()
    {
        await using var playground = await AgentsPlayground.Open();

        await playground.Says("开门");
        await playground.Sees("早上好,李静 · 开门三件事");
        await playground.Sees("整理营业区域环境是否卫生");
        await Expect(playground.Button("完成")).ToHaveCountAsync(3);
        await playground.Button("完成").Nth(0).ClickAsync();
        await playground.Sees("1/3");
        await playground.Sees("✓ 08:1");
        await playground.Says("完成");
        await playground.Sees("第 2 件完成,下一件:领用尾箱,请领现金和重要空白凭证");
        await playground.Says("撤销");
        await playground.Sees("已撤销第 2 件");
        await playground.Page.ScreenshotAsync(new() { Path = Pictures.Of("playground") });
    }

    [Fact]
    public async Task On_a_foreign_client_she_gets_help_in_her_language_and_an_answer_to_nonsense()
    {
        await using var playground = await AgentsPlayground.Open();

        await playground.Says("帮助");
        await playground.Sees("我能帮您做什么");
        await playground.Says("English");
        await playground.Sees("All right, English from now on.");
        await playground.Says("opening");
        await playground.Sees("Good morning, 李静 · Opening three tasks");
        await playground.Says("opning");
        await playground.Sees("Did you mean \"opening\"?");
    }

    [Fact]
    public async Task What_she_asks_in_a_group_is_answered_in_her_own_chat()
    {
        await using var playground = await AgentsPlayground.Open();

        await playground.SaysInGroup("我的任务");
        await playground.Sees("已发到你的私聊");
        await Expect(playground.Page.GetByText("今天的任务")).ToHaveCountAsync(0);
        await playground.OpensPersonalChat();
        await playground.Sees("今天的任务");
        await playground.Sees("0/6");
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task A_client_that_draws_charts_draws_the_branchs_bars()
    {
        await using var playground = await AgentsPlayground.Open();

        await playground.Says("基金2笔30万 保险1 信用卡3");
        await playground.Sees("我看懂的是");
        await playground.Button("记入").Last.ClickAsync();
        await playground.Sees("已记入");
        await playground.Says("统计");
        await playground.Sees("销售统计");
        await playground.Page.ScreenshotAsync(new() { Path = Pictures.Of("playground-chart") });
        await Expect(playground.Page.GetByText("■")).ToHaveCountAsync(0);
        await playground.Sees("信用卡 3");
    }
}
