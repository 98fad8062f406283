using BranchBot.Tests.Support;

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
        await manager.Newest.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new("1月8日") }).First.ClickAsync();
        await Phone.Sees(manager.Newest, "改到");
        await Phone.Taps(manager.Newest, "确认并邀请 9 人");
        await Phone.Sees(manager.Newest, "已邀请 9 人", "已邀请 9 · 排不下 1");

        await sun.Sees("季度谈话", "王芳和您,一对一", "已邀请");

        // In Outlook the invitation stands beside what else she has; she declines there.
        var calendar = await phones.Page.Context.Browser!.NewPageAsync();
        await calendar.GotoAsync($"{stage.Teams.Url}/calendar.html?of={stage.Person(1).Id}");
        await Microsoft.Playwright.Assertions.Expect(calendar.Locator("article")).ToHaveCountAsync(9, new() { Timeout = 30_000 });
        await calendar.ScreenshotAsync(new() { Path = Pictures.Of("talks-calendar"), FullPage = true });
        await calendar.GotoAsync($"{stage.Teams.Url}/calendar.html?of={stage.Person(5).Id}");
        await Microsoft.Playwright.Assertions.Expect(calendar.Locator("article")).ToContainTextAsync("季度谈话 王芳");
        await calendar.GetByText("谢绝 · Decline").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(calendar.Locator("article[data-response=declined]")).ToHaveCountAsync(1);
        await phones.Page.BringToFrontAsync();
        await manager.Sees("另找时间 · 孙丽", "孙丽不行:");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("talks-declined") });
        var other = manager.Newest.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new("^1月") }).First;
        var when = await other.InnerTextAsync();
        await other.ClickAsync();
        await Phone.Sees(manager.Newest, "已重新邀请孙丽");
        await Phone.Sees(sun.Newest, when, "已邀请");
        await Phone.Taps(sun.Newest, "接受");
        await Phone.Sees(sun.Newest, "到时候见", "已接受");
        await manager.Says("季度谈话");
        await Phone.Sees(manager.Newest, "已接受 1 · 已邀请 8 · 排不下 1");
    }
}
