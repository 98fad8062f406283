using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>Monday 28 December 2026: the quarterly talks from one tap to an answer, in a browser.</summary>
public sealed class TalkJourneys
{
    [Fact]
    [Trait("Picture", "README")]
    [Trait("Rule", "Q-2")]
    [Trait("Rule", "Q-3")]
    [Trait("Rule", "Q-4")]
    public async Task She_arranges_moves_one_confirms_and_finds_another_time_for_who_declines()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", graph: true);
        await stage.Teams.Client.Say(stage.Person(5), "帮助");
        await using var phones = await Phones.Open(stage, left: 5, right: 1, height: 1050);
        var (sun, manager) = (phones.Left, phones.Right);
        await manager.Says("休假 赵敏 1月1日至1月16日");
        await manager.Says("季度谈话");
        await Phone.Sees(manager.Newest, "10 人 · 1 月 1 日至 15 日,安排一下?");
        await Phone.Taps(manager.Newest, "安排一下");
        await manager.Sees("提议 9 · 排不下 1(已证明不能更多)", "1月4日", "排不下的", "赵敏", "休假到1月16日");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("talks-plan") });

        await Phone.Taps(manager.Newest, "改时间");
        await Phone.Sees(manager.Newest, "另找时间", "现在是");
        await manager.Newest.GetByRole(AriaRole.Button, new() { NameRegex = new("1月8日") }).First.ClickAsync();
        await Phone.Sees(manager.Newest, "改到");
        await Phone.Taps(manager.Newest, "确认并邀请 9 人");
        await Phone.Sees(manager.Newest, "已邀请 9 人", "已邀请 9 · 排不下 1");

        await sun.Sees("季度谈话", "王芳和您,一对一", "已邀请");

        // In Outlook the invitation stands beside what else she has; she declines there.
        var calendar = await phones.Page.Context.Browser!.NewPageAsync();
        await calendar.GotoAsync($"{stage.Teams.Url}/calendar.html?of={stage.Person(1).Id}");
        await Expect(calendar.Locator("article")).ToHaveCountAsync(9, new() { Timeout = 30_000 });
        await calendar.ScreenshotAsync(new() { Path = Pictures.Of("talks-calendar"), FullPage = true });
        await calendar.GotoAsync($"{stage.Teams.Url}/calendar.html?of={stage.Person(5).Id}");
        await Expect(calendar.Locator("article")).ToContainTextAsync("季度谈话 王芳");
        await calendar.GetByText("谢绝 · Decline").ClickAsync();
        await Expect(calendar.Locator("article[data-response=declined]")).ToHaveCountAsync(1);
        await phones.Page.BringToFrontAsync();
        await manager.Sees("另找时间 · 孙丽", "孙丽不行:");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("talks-declined") });
        var other = manager.Newest.GetByRole(AriaRole.Button, new() { NameRegex = new("^1月") }).First;
        var when = await other.InnerTextAsync();
        await other.ClickAsync();
        await Phone.Sees(manager.Newest, "已重新邀请孙丽");
        await Phone.Sees(sun.Newest, when, "已邀请");
        await Phone.Taps(sun.Newest, "接受");
        await Phone.Sees(sun.Newest, "到时候见", "已接受");
        await manager.Says("季度谈话");
        await Phone.Sees(manager.Newest, "已接受 1 · 已邀请 8 · 排不下 1");
    }

    [Fact]
    [Trait("Picture", "README")]
    [Trait("Rule", "Q-5")]
    [Trait("Rule", "Q-6")]
    [Trait("Rule", "Q-7")]
    public async Task Before_the_talk_she_opens_the_invitation_and_writes_minutes_beside_it_and_the_employee_acknowledges_them()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", graph: true);
        await SalesBranch.Enters(stage, 5, "基金2笔30万 信用卡3");
        await stage.Teams.Client.Say(stage.Person(9), "客户表扬 孙丽 95580 客户来电,表扬她上门为老人办业务");
        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        await SalesBranch.Presses(stage, 1, "确认并邀请 10 人");
        await stage.Teams.Client.WaitFor(stage.Person(5), m => HighlightBranch.Words(m).Contains("王芳和您,一对一", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        // Wednesday 6 January, before her talk at ten.
        await stage.ClockShows("9.09:55");
        await using var pane = await OutlookPane.Open(stage, person: 1);
        await pane.Opens("孙丽");
        await Expect(pane.Body).ToContainTextAsync("客户经理 · 2026年第四季度");
        await Expect(pane.Body).ToContainTextAsync("表扬 1 · 投诉 0 · 观察 0");
        await Expect(pane.Body).ToContainTextAsync("谈话提纲");
        await pane.Taps("把提纲放进邀请");
        await Expect(pane.Page.GetByLabel("正文")).ToContainTextAsync("鼓励与改进");
        await Expect(pane.Page.GetByLabel("正文")).Not.ToContainTextAsync("差距");
        await pane.Taps("开始计时");
        await pane.Page.ScreenshotAsync(new() { Path = Pictures.Of("talks-pane") });

        await pane.Turns("记录");
        await pane.Page.GetByLabel("谈了什么").FillAsync("肯定上门服务。基金差距在老客户联系少,先做名单。");
        await pane.Agrees(1, "每周约三位老客户", "2027-01-27");
        await pane.Agrees(2, "整理到期客户名单", "2027-01-15");
        await pane.Agrees(3, "报名基金培训", "2027-02-10");
        await Expect(pane.Page.GetByText("已存草稿").Filter(new() { Visible = true })).ToHaveCountAsync(1);
        await pane.Taps("发给本人");
        await Expect(pane.Page.GetByText("已发给孙丽。")).ToBeVisibleAsync();
        await pane.Turns("私下笔记");
        await pane.Page.GetByRole(AriaRole.Textbox, new() { Name = "私下笔记" }).FillAsync("想转对公,三月再谈");
        await Expect(pane.Page.GetByText("已存草稿").Filter(new() { Visible = true })).ToHaveCountAsync(1);

        await using var own = await OutlookPane.Open(stage, person: 5, width: 390);
        await own.Opens("王芳");
        await Expect(own.Body).ToContainTextAsync("表扬 1 · 投诉 0 · 观察 0");
        await Expect(own.Body).Not.ToContainTextAsync("谈话提纲");
        await Expect(own.Page.GetByRole(AriaRole.Tab, new() { Name = "私下笔记" })).ToHaveCountAsync(0);
        await own.Turns("记录");
        await Expect(own.Body).ToContainTextAsync("先做名单");
        await own.Page.ScreenshotAsync(new() { Path = Pictures.Of("talks-pane-phone") });
        await own.Taps("已阅");
        await Expect(own.Page.GetByRole(AriaRole.Button, new() { Name = "已阅" })).ToHaveCountAsync(0);

        await stage.Teams.Client.Say(stage.Person(1), "谈话记录 孙丽");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("先做名单", StringComparison.Ordinal));
        await using var paper = await own.Page.Context.Browser!.NewContextAsync();
        var sheet = await paper.NewPageAsync();
        await sheet.GotoAsync((string)HighlightBranch.Button(stage, 1, "打印谈话表").Action["url"]!);
        await Expect(sheet.GetByText("支行长签字")).ToBeVisibleAsync();
        await sheet.ScreenshotAsync(new() { Path = Pictures.Of("talks-paper"), FullPage = true });

        // Three weeks later both are reminded of the first.
        await stage.ClockShows("21.09:05");
        foreach (var who in new[] { 1, 5 })
        {
            await stage.Teams.Client.WaitFor(stage.Person(who), m => HighlightBranch.Words(m) is var words && words.Contains("到期的约定", StringComparison.Ordinal) && words.Contains("每周约三位老客户", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        }
    }
}

/// <summary>The pane for Outlook in a browser, beside a calendar that stands in for Outlook.</summary>
internal sealed class OutlookPane : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private OutlookPane(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    public ILocator Body => Page.Locator("#pane");

    /// <summary>Opens it as somebody of the demo branches.</summary>
    public static async Task<OutlookPane> Open(Stage stage, int person, int width = 1180)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Phones.Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai" });
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync($"{stage.Bot.Address}addin/outlook/?standin=1");
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync(DemoBranch.Id(person).ToString());
        return new(playwright, browser, page);
    }

    /// <summary>Somebody opens the appointment with somebody.</summary>
    public async Task Opens(string with)
    {
        await Page.Locator("#outlook nav button").Filter(new() { HasText = with }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Tab, new() { Name = "情况" })).ToBeVisibleAsync();
    }

    public Task Taps(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task Turns(string tab) => Page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();

    public async Task Agrees(int number, string what, string due)
    {
        var group = Page.GetByRole(AriaRole.Group, new() { Name = $"约定 {number}" });
        await group.GetByLabel($"约定 {number}").FillAsync(what);
        await group.GetByLabel("哪天以前").FillAsync(due);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
