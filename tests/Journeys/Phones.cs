using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>The local Teams page in headless Chromium, with its two phones.</summary>
public sealed class Phones : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Phones(Stage stage, IPlaywright playwright, IBrowser browser, IPage page)
    {
        Stage = stage;
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
        Left = new(page.GetByTestId("phone-left"));
        Right = new(page.GetByTestId("phone-right"));
    }

    public Stage Stage { get; }

    public IPage Page { get; }

    public Phone Left { get; }

    public Phone Right { get; }

    /// <summary>Opens the page with one person on each phone.</summary>
    public static async Task<Phones> Open(Stage stage, int left = 6, int right = 1, string theme = "light", int width = 1000, int height = 1100)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai" });
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync($"{stage.Teams.Url}/?left={DemoBranch.Id(left)}&right={DemoBranch.Id(right)}&theme={theme}");
        return new(stage, playwright, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>Headless Chromium of this machine.</summary>
    public static Task<IBrowser> Launch(IPlaywright playwright)
    {
        // Several bots and browsers share two cores: what is expected is waited for longer than the usual five seconds.
        Assertions.SetDefaultExpectTimeout(15_000);
        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    private static string Chromium() => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Chromium on this machine; tests/all.cs installs it.");
}

/// <summary>One phone.</summary>
public sealed class Phone(ILocator phone)
{
    public ILocator Self => phone;

    /// <summary>What stands in the chat, the newest last.</summary>
    public ILocator Messages => phone.GetByTestId("message");

    /// <summary>The newest message of the bot.</summary>
    public ILocator Newest => phone.Locator("[data-testid=message][data-from=bot]").Last;

    /// <summary>Writes a line and waits for the bot's answer.</summary>
    public async Task Says(string line)
    {
        await Expect(phone.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        var before = await phone.Locator("[data-testid=message][data-from=bot]").CountAsync();
        await phone.GetByTestId("composer").FillAsync(line);
        await phone.GetByTestId("send").ClickAsync();
        await Expect(phone.Locator("[data-testid=message][data-from=bot]").Nth(before)).ToBeVisibleAsync();
    }

    /// <summary>Taps a button of a card.</summary>
    public static Task Taps(ILocator card, string title, int nth = 1) =>
        card.GetByRole(AriaRole.Button, new() { Name = title, Exact = true }).Nth(nth - 1).ClickAsync();

    /// <summary>The newest message of the bot shows these words.</summary>
    public async Task Sees(params string[] words) => await Sees(Newest, words);

    /// <summary>A card shows these words.</summary>
    public static async Task Sees(ILocator card, params string[] words)
    {
        foreach (var word in words)
        {
            await Expect(card).ToContainTextAsync(word);
        }
    }
}
