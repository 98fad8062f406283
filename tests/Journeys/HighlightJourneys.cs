using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 09:05: a highlight card from the lobby manager's words to the wall, in a browser.</summary>
public sealed class HighlightJourneys
{
    private const string Photo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    [Fact]
    [Trait("Rule", "H-6")]
    [Trait("Picture", "README")]
    public async Task A_card_is_given_signed_told_hung_on_the_wall_and_revoked()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasTeam(stage);
        await using var phones = await Phones.Open(stage, left: 9, right: 1, height: 1300);
        var (lobby, manager) = (phones.Left, phones.Right);

        // The screen in the lobby shows a code, and the manager enters it.
        var wall = await phones.Page.Context.Browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce });
        await wall.GotoAsync(new Uri(stage.Bot.Address, "/wall/").AbsoluteUri);
        var code = System.Text.RegularExpressions.Regex.Match(await wall.Locator("body").InnerTextAsync(), "[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
        for (var tries = 0; !code.Success && tries < 100; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            code = System.Text.RegularExpressions.Regex.Match(await wall.Locator("body").InnerTextAsync(), "[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
        }

        Assert.True(code.Success);
        await manager.Says($"大屏 {code.Value}");
        await Phone.Sees(manager.Newest, "大堂屏幕");
        await Expect(wall.Locator("body")).ToContainTextAsync("示范支行", new() { Timeout = 20_000 });

        // She writes two sentences and adds a photo by the page.
        await lobby.Says("亮点 李静");
        var form = lobby.Messages.Nth(await lobby.Messages.CountAsync() - 1);
        var popup = await phones.Page.Context.RunAndWaitForPageAsync(() => form.GetByText("加照片…").ClickAsync());
        await popup.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Photo) });
        await popup.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        await Expect(popup.Locator("body")).ToContainTextAsync("照片放好了");
        await popup.CloseAsync();
        await form.GetByLabel("为什么").SelectOptionAsync("CustomerPraise");
        await form.GetByLabel("发生了什么").FillAsync(HighlightBranch.What);
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("highlight-form") });
        await Phone.Taps(form, "送签");
        await Phone.Sees(form, "已送王芳签字");

        await stage.ClockShows("09:12");
        var asked = manager.Messages.Filter(new() { HasText = HighlightBranch.What }).Last;
        await Phone.Sees(asked, "给 李静", "客户表扬");
        await asked.GetByLabel("可上墙(大堂屏幕").SelectOptionAsync("yes");
        await Phone.Taps(asked, "签字");
        await Phone.Sees(asked, "已签字 王芳 09:12 No. demo-2026-0147");
        await Phone.Sees(lobby.Messages.Filter(new() { HasText = "谢谢您!您发的卡王芳已经签字" }).Last, "No. demo-2026-0147");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("highlight-signed") });

        await using var others = await Phones.Open(stage, left: 6, right: 7, height: 1100);
        await Phone.Sees(others.Left.Messages.Filter(new() { HasText = "李静,祝贺您!" }).Last, HighlightBranch.What, "No. demo-2026-0147");
        await others.Right.Self.GetByTestId("tab-channel").ClickAsync();
        await Expect(others.Right.Self).ToContainTextAsync("No. demo-2026-0147");
        await others.Page.ScreenshotAsync(new() { Path = Pictures.Of("highlight-received") });
        await Expect(wall.Locator("body")).ToContainTextAsync(HighlightBranch.What, new() { Timeout = 40_000 });
        await wall.ScreenshotAsync(new() { Path = Pictures.Of("wall") });

        // The page to print.
        var sheet = await others.Page.Context.RunAndWaitForPageAsync(() => others.Left.Messages.Filter(new() { HasText = "李静,祝贺您!" }).Last.GetByText("打印 A5 卡片").ClickAsync());
        await Expect(sheet.Locator("article")).ToContainTextAsync("No. demo-2026-0147");
        await sheet.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await sheet.Locator("article").ScreenshotAsync(new() { Path = Pictures.Of("highlight-sheet") });
        Assert.Equal(1, Pages(await sheet.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true })));

        // Revoked, it goes from the wall and is changed in the channel.
        await Phone.Taps(manager.Messages.Filter(new() { HasText = HighlightBranch.What }).Last, "撤销…");
        var why = manager.Messages.Filter(new() { HasText = "为什么" }).Last;
        await why.GetByLabel("为什么").FillAsync("写错了人");
        await Phone.Taps(why, "撤销");
        await Expect(others.Right.Self).ToContainTextAsync("已撤销");
        await Expect(wall.Locator("body")).Not.ToContainTextAsync(HighlightBranch.What, new() { Timeout = 40_000 });
    }

    [Fact]
    [Trait("Rule", "H-2")]
    public async Task A_returned_card_is_mended_and_who_presses_second_reads_who_signed()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasChats(stage);
        await stage.Teams.Client.Say(stage.Person(1), "代 刘强 今天");
        await stage.Teams.Client.Say(stage.Person(2), "帮助");
        await using var phones = await Phones.Open(stage, left: 9, right: 1, height: 1300);
        await using var deputy = await Phones.Open(stage, left: 2, right: 6, height: 1100);
        var (lobby, manager) = (phones.Left, phones.Right);
        await lobby.Says("亮点 李静");
        var form = lobby.Messages.Nth(await lobby.Messages.CountAsync() - 1);
        await form.GetByLabel("为什么").SelectOptionAsync("Service");
        await form.GetByLabel("发生了什么").FillAsync("很好。");
        await Phone.Taps(form, "送签");
        var asked = manager.Messages.Filter(new() { HasText = "很好。" }).Last;
        await Phone.Taps(asked, "退回");
        var why = manager.Messages.Filter(new() { HasText = "为什么" }).Last;
        await why.GetByLabel("为什么").FillAsync("请写清楚是哪位客户");
        await Phone.Taps(why, "退回");
        var back = lobby.Messages.Filter(new() { HasText = "请写清楚是哪位客户" }).Last;
        await Phone.Taps(back, "修改");
        var mended = lobby.Messages.Filter(new() { HasText = "发亮点时刻卡" }).Last;
        await Expect(mended.GetByLabel("发生了什么")).ToHaveValueAsync("很好。");
        await mended.GetByLabel("发生了什么").FillAsync("张先生忘了密码,李静陪了半小时。");
        await Phone.Taps(mended, "送签");
        var again = manager.Messages.Filter(new() { HasText = "张先生忘了密码" }).Last;
        var his = deputy.Left.Messages.Filter(new() { HasText = "张先生忘了密码" }).Last;
        await Expect(his.GetByRole(AriaRole.Button, new() { Name = "签字" })).ToBeVisibleAsync();
        await Phone.Taps(again, "签字");
        await Phone.Sees(again, "已签字 王芳", "No. demo-2026-0147");
        await Phone.Sees(his, "王芳", "No. demo-2026-0147");
    }

    private static int Pages(byte[] pdf) => System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)");
}
