using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>What the local Teams page does around the cards: keyboard, clock, the lines that it offers.</summary>
public sealed class PageJourneys
{
    [Fact]
    public async Task The_keyboard_stays_on_a_card_that_changes_under_it()
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage);
        await phones.Left.Says("开门");
        var card = phones.Left.Newest;

        await card.GetByRole(AriaRole.Button, new() { Name = "完成", Exact = true }).First.FocusAsync();
        await phones.Page.Keyboard.PressAsync("Enter");
        await Phone.Sees(card, "1/3");
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "完成", Exact = true }).First).ToBeFocusedAsync();
        await phones.Page.Keyboard.PressAsync("Enter");
        await Phone.Sees(card, "2/3");
    }

    [Fact]
    public async Task The_clock_goes_to_the_next_day_and_never_back()
    {
        await using var stage = await Stage.Set("2026-11-24T23:50");
        await using var phones = await Phones.Open(stage);
        await phones.Left.Says("帮助");
        var clock = phones.Page.GetByTestId("clock");

        await phones.Page.Locator("#set-clock input").FillAsync("2026-11-24T08:00");
        await phones.Page.Locator("#set-clock button").ClickAsync();
        await Expect(phones.Page.Locator(".refused")).ToContainTextAsync("only goes forward");
        await Expect(clock).ToContainTextAsync("2026-11-24 23:5");

        await phones.Page.GetByRole(AriaRole.Button, new() { Name = "快进 1 小时" }).ClickAsync();
        await Expect(clock).ToContainTextAsync("2026-11-25 00:5");
        await phones.Page.Locator("#set-clock input").FillAsync("2026-11-25T08:20");
        await phones.Page.Locator("#set-clock button").ClickAsync();
        await Expect(clock).ToContainTextAsync("2026-11-25 08:2");
        await phones.Left.Says("开门");
        await phones.Left.Sees("11月25日 星期三");
        await Expect(phones.Left.Self.Locator(".day")).ToHaveTextAsync(["11月24日 星期二 · Tue", "11月25日 星期三 · Wed"]);
    }

    [Fact]
    public async Task A_line_to_try_is_said_on_the_phone_that_was_touched_last()
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage, left: 6, right: 1);
        var offered = phones.Page.GetByRole(AriaRole.Group, new() { Name = "可以说什么" });
        await Expect(offered).ToContainTextAsync("李静");

        await phones.Right.Self.GetByTestId("composer").ClickAsync();
        await Expect(offered).ToContainTextAsync("王芳");
        await offered.GetByRole(AriaRole.Button, new() { Name = "看板" }).ClickAsync();
        await phones.Right.Sees("赵敏", "0/3");
        await Expect(phones.Left.Messages.Filter(new() { HasText = "看板" }).And(phones.Left.Self.Locator("[data-from=me]"))).ToHaveCountAsync(0);
    }
}
