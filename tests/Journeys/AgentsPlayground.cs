using System.Diagnostics;
using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>Microsoft 365 Agents Playground as the other side: a peer that we did not write. 李静 acts; the bot runs without authentication on the loopback.</summary>
public sealed class AgentsPlayground : IAsyncDisposable
{
    private readonly AzuriteProcess azurite;
    private readonly BotProcess bot;
    private readonly Process playground;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly string folder;

    private AgentsPlayground(AzuriteProcess azurite, BotProcess bot, Process playground, IPlaywright playwright, IBrowser browser, IPage page, string folder)
    {
        (this.azurite, this.bot, this.playground, this.playwright, this.browser, this.folder) = (azurite, bot, playground, playwright, browser, folder);
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Starts bot and playground at 08:10 and opens the personal chat.</summary>
    public static async Task<AgentsPlayground> Open()
    {
        var azurite = await AzuriteProcess.Start();
        var settings = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Bot:WithoutAuthentication"] = "true",
            ["Clock:Offset"] = (DemoBranch.At("08:10") - TimeProvider.System.GetUtcNow()).ToString("c", System.Globalization.CultureInfo.InvariantCulture),
        };
        await BotProcess.Run(["import", "--yes", .. Repository.DemoFiles], settings);
        var bot = await BotProcess.Start(settings);
        var folder = Directory.CreateTempSubdirectory("playground").FullName;
        var port = BotProcess.FreePort();
        var playground = Start(folder, port, bot.Address);
        var playwright = await Playwright.CreateAsync();
        var browser = await Phones.Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 1000 } });
        page.SetDefaultTimeout(15_000);
        await Answers(port);
        await page.GotoAsync($"http://127.0.0.1:{port}");
        await Expect(page.GetByText("李静,您好!")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return new(azurite, bot, playground, playwright, browser, page, folder);
    }

    /// <summary>Writes a line in the chat that is open.</summary>
    public async Task Says(string line)
    {
        await Write(line);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
    }

    /// <summary>Writes a line to the bot in the group chat.</summary>
    public async Task SaysInGroup(string line)
    {
        await Page.GetByText("示范支行", new() { Exact = true }).First.ClickAsync();
        await Write("@");
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "BranchBot" }).First.ClickAsync();
        await Page.Keyboard.TypeAsync(line);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
    }

    public Task OpensPersonalChat() => Page.GetByText("Personal Chat", new() { Exact = true }).ClickAsync();

    /// <summary>The newest button of this title.</summary>
    public ILocator Button(string title) => Page.GetByRole(AriaRole.Button, new() { Name = title, Exact = true });

    public Task Sees(string words) => Expect(Page.GetByText(words).Last).ToBeVisibleAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        playground.Kill(entireProcessTree: true);
        await playground.WaitForExitAsync();
        playground.Dispose();
        await bot.DisposeAsync();
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Write(string line)
    {
        await Page.Locator("[role=textbox][data-lexical-editor=true]").ClickAsync();
        await Page.Keyboard.TypeAsync(line);
    }

    private static Process Start(string folder, int port, Uri bot)
    {
        File.Copy(Path.Combine(Setup.Playground.Folder, Setup.Playground.Settings), Path.Combine(folder, Setup.Playground.Settings));
        var command = Setup.Playground.Command(port, new Uri(bot, "/api/messages").ToString());
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Setup.Playground.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Answers(int port)
    {
        using var http = new HttpClient();
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("Agents Playground does not answer.");
    }
}
