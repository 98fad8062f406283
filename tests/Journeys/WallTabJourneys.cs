using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>The spirit wall in the branch's channel, on the local Teams page.</summary>
public sealed class WallTabJourneys
{
    [Fact]
    [Trait("Picture", "README")]
    [Trait("Rule", "W-3")]
    public async Task A_colleague_opens_the_wall_in_the_channel_and_sees_what_is_signed()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasTeam(stage);
        await HighlightBranch.Gives(stage, 9, "李静");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("highlights.sign\"", StringComparison.Ordinal));
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "no" });
        await using var phones = await Phones.Open(stage, left: 6, right: 1, height: 1000);
        var hers = phones.Left.Self;
        await hers.GetByTestId("tab-channel").ClickAsync();
        await Expect(hers.GetByTestId("tab-posts")).ToHaveAttributeAsync("aria-pressed", "true");
        await hers.GetByTestId("tab-wall").ClickAsync();
        var wall = hers.FrameLocator("iframe.tab");
        await Expect(wall.Locator("h1.branch")).ToHaveTextAsync("示范支行");
        await Expect(wall.Locator(".stage")).ToContainTextAsync("demo-2026-0147");
        await Expect(wall.Locator(".stage")).ToContainTextAsync(HighlightBranch.What);
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("wall-tab") });

        // What is signed while she looks comes by itself.
        await HighlightBranch.Gives(stage, 9, "陈晓", "陪客户办完了遗产手续。");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("陪客户办完", StringComparison.Ordinal));
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "no" });
        await Expect(wall.Locator(".stage > :not(.leaving)")).ToContainTextAsync("demo-2026-0148", new() { Timeout = 40_000 });
        await hers.GetByTestId("tab-chat").ClickAsync();
        await Expect(hers.GetByTestId("composer")).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Rule", "P-5")]
    public async Task The_tab_fits_a_small_phone_and_a_side_panel_and_says_why_it_shows_nothing()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasChats(stage);
        await HighlightBranch.Gives(stage, 9, "李静", string.Concat(Enumerable.Repeat(HighlightBranch.What, 6)));
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("highlights.sign\"", StringComparison.Ordinal));
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "no" });
        await SalesBranch.Enters(stage, 4, "基金2笔30万 保险1 信用卡+3 引见4");
        await SalesBranch.Enters(stage, 5, "贷款1笔50万 手机银行2 面谈3");
        await SalesBranch.SetsTargets(stage, ("fund", "12笔200万"), ("insurance", "20"), ("credit-card", "30"), ("loan", "10笔400万"), ("mobile-bank", "25"), ("wealth", "15笔300万"));
        await using var phones = await Phones.Open(stage, height: 700);
        foreach (var (width, height) in new[] { (360, 640), (280, 900) })
        {
            var tab = await Tab(stage, phones, width, height, $"person={DemoBranch.Id(6)}");
            await Expect(tab.Locator("h1.branch")).ToHaveTextAsync("示范支行");
            var panels = await tab.Locator(".dot").CountAsync();
            Assert.True(panels > 1, "The card alone is no test of the tables.");
            for (var panel = 0; panel < panels; panel++)
            {
                await tab.ScreenshotAsync(new() { Path = Pictures.Of($"wall-tab-{width}-{panel}") });
                Assert.Equal((0, 0), (await tab.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight"), await tab.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")));
                await tab.Keyboard.PressAsync("ArrowRight");
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }
        }

        var other = await Tab(stage, phones, 360, 640, $"branch=demo&person={DemoBranch.Id(31)}");
        await Expect(other.Locator(".calm")).Not.ToContainTextAsync("正在连接");
        await other.ScreenshotAsync(new() { Path = Pictures.Of("wall-tab-refused") });
        await Expect(other.Locator("body")).Not.ToContainTextAsync("李静");

        // Without Teams around it the page of configuration has nobody to talk to, and says so.
        var config = await Tab(stage, phones, 360, 640, "", "config");
        await Expect(config.Locator(".calm")).ToContainTextAsync("没有登录成功");
    }

    private static async Task<IPage> Tab(Stage stage, Phones phones, int width, int height, string query, string tab = "")
    {
        var page = await phones.Page.Context.Browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(new Uri(stage.Bot.Address, $"/wall/?tab={tab}&{query}").AbsoluteUri);
        return page;
    }
}
