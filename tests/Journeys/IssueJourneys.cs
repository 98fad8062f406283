using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 08:12: a fault, word for word, in a browser.</summary>
public sealed class IssueJourneys
{
    // The smallest picture there is: one point.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    [Trait("Rule", "T-2")]
    [Trait("Picture", "README")]
    public async Task A_teller_reports_a_fault_at_her_first_item_and_hears_when_it_is_solved()
    {
        await using var stage = await Stage.Set("2026-11-24T08:12");
        await using var phones = await Phones.Open(stage, left: 6, right: 3);
        var (teller, operations) = (phones.Left, phones.Right);
        await operations.Says("帮助");

        await teller.Says("开门");
        var tasks = teller.Messages.Nth(await teller.Messages.CountAsync() - 1);
        await Phone.Sees(tasks, "异常");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-buttons") });
        await Phone.Taps(tasks, "异常");
        await Phone.Sees(tasks, "报告异常", "整理营业区域环境是否卫生");
        await Chooses(tasks, "什么异常", "设备");
        await Chooses(tasks, "在哪里", "大众服务区");
        await Chooses(tasks, "有多严重", "影响营业");
        await tasks.GetByLabel("怎么了").FillAsync("叫号器不打印");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-form") });
        await Phone.Taps(tasks, "报告");
        await Phone.Sees(tasks, "1/3", "⚠ 08:12 待处理 · 周涛");

        // What comes by itself may stand below it.
        var told = operations.Messages.Filter(new() { HasText = "叫号器不打印" }).Last;
        await Phone.Sees(told, "大众服务区 · 影响营业", "李静报告,已告诉您");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-told") });
        await Pictures.Keep(told, "card-issue");
        await stage.ClockShows("08:20");
        await Phone.Taps(told, "我来处理");
        await Phone.Sees(told, "您来处理", "处理中");
        await Phone.Taps(told, "已解决");
        await told.GetByLabel("怎么解决的").FillAsync("换了打印纸");
        await stage.ClockShows("08:31");
        await Phone.Taps(told, "已解决");
        await Phone.Sees(told, "您已解决:换了打印纸");

        await Phone.Sees(teller.Messages.Filter(new() { HasText = "周涛已解决:换了打印纸" }).Last, "重新打开");
        await teller.Says("我的异常");
        await teller.Sees("没有与您有关的未解决异常");
        await teller.Says("开门");
        await teller.Sees("✓ 08:12 已解决 · 周涛", "1/3");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-solved") });
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public async Task A_picture_sent_into_the_chat_stands_with_the_issue_for_who_must_act()
    {
        await using var stage = await Stage.Set("2026-11-24T08:12");
        await using var phones = await Phones.Open(stage, left: 6, right: 3);
        var (teller, operations) = (phones.Left, phones.Right);
        await operations.Says("帮助");
        await teller.Says("异常 设备 叫号器不打印");
        await Phone.Sees(operations.Messages.Filter(new() { HasText = "叫号器不打印" }).Last, "李静报告,已告诉您");

        var chooser = await phones.Page.RunAndWaitForFileChooserAsync(() => teller.Self.GetByTestId("attach").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "printer.png", MimeType = "image/png", Buffer = Png });
        await Phone.Sees(teller.Messages.Filter(new() { HasText = "发来一张图片" }).Last, "叫号器不打印");
        await operations.Says("我的异常");
        await Phone.Taps(operations.Newest, "查看");
        var picture = operations.Newest.GetByRole(AriaRole.Img).First;
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 1);
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-picture") });
    }

    [Fact]
    [Trait("Rule", "T-2")]
    [Trait("Picture", "README")]
    public async Task By_words_in_English_on_a_narrow_dark_screen()
    {
        await using var stage = await Stage.Set("2026-11-24T08:12");
        await using var phones = await Phones.Open(stage, theme: "dark", width: 390, height: 844);
        var teller = phones.Left;

        await teller.Says("English");
        await teller.Says("issue The ticket printer does not print");
        var card = teller.Messages.Nth(await teller.Messages.CountAsync() - 1);
        await Phone.Sees(card, "Report an issue", "At which task");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-words-phone") });
        await Phone.Taps(card, "Report");
        await Phone.Sees(card, "No. 1 is done with an issue", "⚠ 08:12 waiting · 周涛");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-marked-phone") });
        await teller.Says("my issues");
        await teller.Sees("The ticket printer does not print", "1 open");
        await Phone.Taps(teller.Newest, "Open");
        await teller.Sees("You reported it; 周涛 was told", "Withdraw");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("issue-card-phone") });
        await Phone.Taps(teller.Newest, "Withdraw");
        await teller.Sees("Issue withdrawn", "0/3");
        var width = await phones.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 390, $"The page is {width} px wide on a screen of 390.");
    }

    private static Task<IReadOnlyList<string>> Chooses(ILocator card, string field, string choice) => card.GetByLabel(field).SelectOptionAsync(new SelectOptionValue { Label = choice });
}
