using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 09:05: a highlight card from the lobby manager's words to the wall, in a browser.</summary>
public sealed class HighlightJourneys
{
    // What could be taken for something else: Markdown, HTML, quotes, marks that turn the direction of writing, emoji.
    private const string Tricky = "客户说:「*太好了*」<b>谢谢</b> [点我](https://example.com) \u202Eabc\u202C 👏🏽\n\"第二行\" 'x' & <script>alert(1)</script>";

    [Fact]
    [Trait("Rule", "H-6")]
    [Trait("Picture", "README")]
    public async Task A_card_is_given_signed_told_hung_on_the_wall_and_revoked()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasTeam(stage);
        await using var phones = await Phones.Open(stage, left: 9, right: 1, height: 1100);
        var (lobby, manager) = (phones.Left, phones.Right);

        // The screen in the lobby shows a code, and the manager enters it.
        var wall = await Wall(phones, 1366, 768);
        await manager.Says($"大屏 {await Code(wall)}");
        await Phone.Sees(manager.Newest, "大堂屏幕");
        await Expect(wall.Locator("body")).ToContainTextAsync("示范支行", new() { Timeout = 20_000 });

        // She writes two sentences and adds a photo by the page.
        await lobby.Says("亮点 李静");
        var form = lobby.Messages.Nth(await lobby.Messages.CountAsync() - 1);
        var popup = await phones.Page.Context.RunAndWaitForPageAsync(() => form.GetByText("加照片…").ClickAsync());
        await popup.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = Photographs.Pennant() });
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

        // The photo came after the message, and moved it out of sight.
        await lobby.Self.GetByRole(AriaRole.Log).EvaluateAsync("log => { log.scrollTop = log.scrollHeight; }");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("highlight-signed") });

        await using var others = await Phones.Open(stage, left: 6, right: 7, height: 1100);
        await Phone.Sees(others.Left.Messages.Filter(new() { HasText = "李静,祝贺您!" }).Last, HighlightBranch.What, "No. demo-2026-0147");
        await others.Right.Self.GetByTestId("tab-channel").ClickAsync();
        await Expect(others.Right.Self).ToContainTextAsync("No. demo-2026-0147");
        await others.Page.ScreenshotAsync(new() { Path = Pictures.Of("highlight-received") });
        await Expect(wall.Locator("body")).ToContainTextAsync(HighlightBranch.What, new() { Timeout = 40_000 });
        await Expect(wall.Locator("img").First).ToHaveJSPropertyAsync("naturalWidth", 1024);
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

    [Fact]
    [Trait("Rule", "H-1")]
    [Trait("Picture", "README")]
    public async Task A_card_is_given_from_the_menu_of_a_colleagues_message()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasTeam(stage);
        await stage.Teams.Client.PostInChannel(stage.Person(6), "刚才那位老人找到存折了,大家放心!");
        await using var phones = await Phones.Open(stage, left: 9, right: 1, height: 1100);
        var lobby = phones.Left.Self;
        await lobby.GetByTestId("tab-channel").ClickAsync();
        var message = phones.Left.Messages.Filter(new() { HasText = "找到存折了" }).Last;
        await message.HoverAsync();
        await message.GetByTestId("more").ClickAsync();
        await lobby.GetByRole(AriaRole.Menuitem, new() { Name = "发亮点时刻卡" }).ClickAsync();
        var dialog = lobby.GetByTestId("dialog");
        await Expect(dialog.GetByLabel("发生了什么")).ToHaveValueAsync("刚才那位老人找到存折了,大家放心!");
        await dialog.GetByLabel("为什么").SelectOptionAsync("Spirit");
        await lobby.ScreenshotAsync(new() { Path = Pictures.Of("highlight-dialog") });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "送签" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("已送王芳签字");
        await lobby.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Phone.Sees(phones.Right.Messages.Filter(new() { HasText = "找到存折了" }).Last, "给 李静", "践行网点精神");
    }

    [Fact]
    [Trait("Rule", "H-6")]
    [Trait("Rule", "W-3")]
    public async Task Words_of_any_kind_and_length_fit_the_wall_and_the_page()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05");
        await HighlightBranch.HasChats(stage);
        await using var phones = await Phones.Open(stage, left: 9, right: 1, height: 900);
        var walls = new[] { await Wall(phones, 1366, 768), await Wall(phones, 1080, 1920) };
        foreach (var wall in walls)
        {
            await phones.Right.Says($"大屏 {await Code(wall)}");
        }

        var sentence = "李静蹲下来慢慢陪他想,客户说要写表扬信👏。";
        var all = new[] { ("tricky", Tricky), ("longest", string.Concat(Enumerable.Repeat(sentence, 200))[..4000]), ("lines", string.Join('\n', Enumerable.Repeat(sentence + sentence, 40))) };
        foreach (var (name, words) in all)
        {
            await HighlightBranch.Gives(stage, 9, "李静", words);
            await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("highlights.sign\"", StringComparison.Ordinal));
            await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "yes" });
            var sheet = await phones.Page.Context.Browser!.NewPageAsync();
            await sheet.GotoAsync((string)HighlightBranch.Button(stage, 1, "打印 A5 卡片").Action["url"]!);
            await sheet.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await sheet.Locator("article").ScreenshotAsync(new() { Path = Pictures.Of($"sheet-{name}") });

            // The smallest line is six pixels high; one is the rounding of a font's own height.
            Assert.InRange(await sheet.Locator(".what p").EvaluateAsync<int>("p => p.scrollHeight - p.clientHeight"), 0, 1);
            Assert.Equal(1, Pages(await sheet.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true })));
        }

        foreach (var (wall, place) in walls.Select((w, i) => (w, i)))
        {
            // It asks every fifteen seconds, and when it is opened; the newest comes first.
            await wall.ReloadAsync();
            await Expect(wall.Locator(".stage > :not(.leaving)")).ToContainTextAsync($"demo-2026-0{146 + all.Length}", new() { Timeout = 40_000 });
            foreach (var number in Enumerable.Range(147, all.Length))
            {
                var stands = wall.Locator(".stage > :not(.leaving)", new() { HasText = $"demo-2026-0{number}" });
                for (var tries = 0; tries < 12 && await stands.CountAsync() == 0; tries++)
                {
                    await wall.Keyboard.PressAsync("ArrowRight");
                    await Task.Delay(300, TestContext.Current.CancellationToken);
                }

                await wall.ScreenshotAsync(new() { Path = Pictures.Of($"wall-{all[number - 147].Item1}-{place}") });
                await Expect(stands).ToHaveCountAsync(1);
                Assert.Equal((0, 0), (await wall.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight"), await wall.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")));
                Assert.Equal(0, await wall.Locator("body b, body script:not([src])").CountAsync());
            }
        }
    }

    private static async Task<IPage> Wall(Phones phones, int width, int height)
    {
        var wall = await phones.Page.Context.Browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce });
        await wall.GotoAsync(new Uri(phones.Stage.Bot.Address, "/wall/").AbsoluteUri);
        return wall;
    }

    // What the manager reads from the screen.
    private static async Task<string> Code(IPage wall)
    {
        var shown = new System.Text.RegularExpressions.Regex("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
        await Expect(wall.Locator("body")).ToContainTextAsync(shown);
        return shown.Match(await wall.Locator("body").InnerTextAsync()).Value;
    }

    private static int Pages(byte[] pdf) => System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)");
}
