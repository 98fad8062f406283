using BranchBot.Tests.Support;
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
}
