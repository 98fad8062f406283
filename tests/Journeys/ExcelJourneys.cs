using BranchBot.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>The pane for Excel in a browser: beside a workbook that stands in for Excel, and where there is none.</summary>
public sealed class ExcelJourneys
{
    [Fact]
    [Trait("Rule", "S-7")]
    [Trait("Picture", "README")]
    public async Task She_picks_this_quarter_has_the_sheets_and_refreshes_them_and_a_colleagues_formulas_survive()
    {
        await using var stage = await Stage.Set("2026-11-24T17:05");
        await Sell(stage);
        await using var pane = await Pane.Open(stage, "?standin=1", person: 1);
        await pane.Taps("放进 Excel");
        await Expect(pane.Page.GetByText("好了:4 张表已是最新。")).ToBeVisibleAsync();
        var tabs = pane.Page.Locator("#grid nav").GetByRole(AriaRole.Tab);
        await Expect(tabs).ToHaveTextAsync(["Sheet1", "员工产品销售日统计表", "员工销售行为日统计表", "网点产品销售日统计表", "网点业绩柱状图"]);

        await tabs.Nth(1).ClickAsync();
        await Expect(pane.Grid).ToContainTextAsync("陈晓");
        await Expect(pane.Grid).ToContainTextAsync("300,000.00");
        await Expect(pane.Grid).ToContainTextAsync("合计");
        await tabs.Nth(4).ClickAsync();
        await Expect(pane.Page.GetByRole(AriaRole.Img, new() { Name = "金额" })).ToBeVisibleAsync();
        await pane.Page.ScreenshotAsync(new() { Path = Pictures.Of("pane") });

        // A colleague's own sum, on a sheet of her own and beside the table.
        await tabs.Nth(0).ClickAsync();
        await pane.Types(0, 0, "=SUM(BB_products[保险(笔)])");
        await Expect(pane.Cell(0, 0)).ToHaveTextAsync("1");

        await SalesBranch.Enters(stage, 4, "保险2");
        await pane.Taps("放进 Excel");
        await Expect(pane.Page.GetByText("好了:4 张表已是最新。")).ToBeVisibleAsync();
        await Expect(pane.Cell(0, 0)).ToHaveTextAsync("3");

        // What has changed since is told, and refreshed with one click.
        await SalesBranch.Enters(stage, 4, "保险4");
        await pane.Reopen();
        await Expect(pane.Page.GetByText("之后数字变了").First).ToBeVisibleAsync();
        await pane.Taps("刷新");
        await Expect(pane.Page.GetByText("之后数字变了")).ToHaveCountAsync(0);
        await Expect(pane.Cell(0, 0)).ToHaveTextAsync("7");
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public async Task Targets_are_filled_in_in_the_workbook_checked_shown_as_a_diff_and_then_applied()
    {
        await using var stage = await Stage.Set("2026-11-24T17:05");
        await using var pane = await Pane.Open(stage, "?standin=1", person: 2);
        await pane.Taps("取目标表");
        var tab = pane.Page.Locator("#grid nav").GetByRole(AriaRole.Tab, new() { Name = "目标" });
        await tab.ClickAsync();
        await Expect(pane.Grid).ToContainTextAsync("陈晓 · 理财经理");
        var header = await pane.Page.Locator("#grid td.h").AllTextContentsAsync();
        var fund = header.ToList().FindIndex(h => h.StartsWith("基金(", StringComparison.Ordinal));
        await pane.Types(4, fund, "很多");
        await pane.Taps("送回检查");
        await Expect(pane.Page.GetByText("有 1 处不对")).ToBeVisibleAsync();
        await Expect(pane.Page.GetByText("「很多」不是数字")).ToBeVisibleAsync();
        await pane.Types(4, fund, "40");
        await pane.Taps("送回检查");
        await Expect(pane.Page.GetByText("示范支行 · 基金(笔): 无 → 40")).ToBeVisibleAsync();
        await pane.Page.ScreenshotAsync(new() { Path = Pictures.Of("pane-targets") });
        await pane.Taps("采用");
        await Expect(pane.Page.GetByText("已采用 1 个目标。")).ToBeVisibleAsync();

        // The next change is over what stands now.
        await pane.Types(5, fund, "7");
        await pane.Taps("送回检查");
        await Expect(pane.Page.GetByText("王芳 · 基金(笔): 无 → 7")).ToBeVisibleAsync();
        await pane.Taps("采用");
        await Expect(pane.Page.GetByText("会改 1 个目标")).ToHaveCountAsync(0);
        await Expect(pane.Page.GetByText("已采用 1 个目标。")).ToBeVisibleAsync();
        await using var phones = await Phones.Open(stage, left: 1, right: 2);
        await phones.Left.Says("目标");
        await phones.Left.Sees("40 笔");
    }

    [Fact]
    [Trait("Rule", "S-7")]
    [Trait("Picture", "README")]
    public async Task Without_Excel_the_same_workbook_is_a_file_that_Excel_and_LibreOffice_read()
    {
        await using var stage = await Stage.Set("2026-11-24T17:05");
        await Sell(stage);
        await using var pane = await Pane.Open(stage, "", person: 1, dark: true);
        await Expect(pane.Page.GetByText("这里没有 Excel")).ToBeVisibleAsync();
        await Expect(pane.Page.GetByRole(AriaRole.List)).ToBeVisibleAsync();
        await pane.Page.ScreenshotAsync(new() { Path = Pictures.Of("pane-dark") });
        var file = await pane.Page.RunAndWaitForDownloadAsync(() => pane.Taps("下载 Excel 文件"));
        Assert.Equal("示范支行 销售统计 2026-10-01 – 2026-12-31.xlsx", file.SuggestedFilename);
        var content = await File.ReadAllBytesAsync(await file.PathAsync());
        using (var book = SpreadsheetDocument.Open(new MemoryStream(content), false))
        {
            Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(book));
        }

        var sheets = (await LibreOffice.ReadSheets([content]))[0];
        Assert.Contains("300000", sheets["员工产品销售日统计表"], StringComparison.Ordinal);
        await File.WriteAllBytesAsync(Pictures.Of("workbook"), await LibreOffice.ToPng(content, page: 4));
    }

    private static async Task Sell(Stage stage)
    {
        await SalesBranch.Enters(stage, 4, "基金2笔30万 保险1 信用卡+3 引见4");
        await SalesBranch.Enters(stage, 5, "贷款1笔50万 手机银行2 面谈3");
        await SalesBranch.Enters(stage, 11, "贷款2笔120万");
        await stage.Teams.Client.Say(stage.Person(9), "今天没有");
        await SalesBranch.SetsTargets(stage, ("fund", "12笔200万"), ("insurance", "20"), ("credit-card", "30"), ("loan", "10笔400万"), ("mobile-bank", "25"), ("wealth", "15笔300万"));
    }
}

/// <summary>The pane in headless Chromium.</summary>
internal sealed class Pane : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Pane(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    public ILocator Grid => Page.Locator("#grid");

    /// <summary>Opens it as somebody of the demo branches.</summary>
    public static async Task<Pane> Open(Stage stage, string query, int person, bool dark = false)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Phones.Launch(playwright);
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = query.Length > 0 ? 1280 : 350, Height = 860 },
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            AcceptDownloads = true,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        page.SetDefaultTimeout(15_000);
        var pane = new Pane(playwright, browser, page);
        await page.GotoAsync($"{stage.Bot.Address}addin/excel/{query}");
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync(DemoBranch.Id(person).ToString());
        await Expect(page.GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        return pane;
    }

    public Task Taps(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public ILocator Cell(int row, int column) => Page.Locator("#grid tr").Nth(row).Locator("td").Nth(column);

    /// <summary>Somebody types into a cell of the workbook.</summary>
    public async Task Types(int row, int column, string text)
    {
        await Cell(row, column).FillAsync(text);
        await Cell(row, column).BlurAsync();
    }

    /// <summary>Looks again whether what stands is stale, as opening the pane does.</summary>
    public async Task Reopen() => await Page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
