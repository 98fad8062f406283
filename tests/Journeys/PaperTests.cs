using System.Text.RegularExpressions;
using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>The guides for staff are printed and pinned up: two pages of A4 each, front and back of one sheet.</summary>
public sealed partial class PaperTests
{
    private const string Style = """
        @page { size: A4; margin: 11mm 13mm; }
        body { line-height: 1.34; font-family: "Liberation Sans", "Noto Sans CJK SC", sans-serif; margin: 0; }
        h1 { font-size: 14pt; margin: 0 0 3pt; } h2 { font-size: 10.5pt; margin: 6pt 0 2pt; break-after: avoid; }
        p, ul { margin: 2pt 0; } ul { padding-left: 12pt; }
        table { border-collapse: collapse; width: 100%; margin: 3pt 0; break-inside: avoid; }
        td, th { border: .5pt solid #bbb; padding: 1pt 4pt; text-align: left; vertical-align: top; } th { background: #f2f2f6; font-weight: 600; }
        code { background: #eef; padding: 0 2pt; border-radius: 2pt; font: inherit; }
        table:has(img) { table-layout: fixed; } img { display: block; margin: 0 auto; max-width: 100%; max-height: 58mm; width: auto; }
        """;

    [Theory]
    [InlineData("员工手册", "9.3pt")]
    [InlineData("staff-guide", "8.4pt")]
    public async Task A_guide_for_staff_is_two_pages_of_paper_with_its_pictures(string name, string type)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Phones.Launch(playwright);
        var page = await browser.NewPageAsync();
        var html = Path.ChangeExtension(Pictures.Of(name), "html");
        await File.WriteAllTextAsync(
            html,
            $"""<!doctype html><meta charset="utf-8"><base href="{new Uri(Repository.At("docs"))}/"><style>{Style}</style><body style="font-size: {type}"></body><script src="{new Uri(Repository.At("infra", "local", "node_modules", "markdown-it", "dist", "browser", "markdown-it.umd.min.js"))}"></script>""",
            TestContext.Current.CancellationToken);
        await page.GotoAsync(new Uri(html).AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("guide => { document.body.innerHTML = markdownit({ html: true }).render(guide); }", await File.ReadAllTextAsync(Repository.At("docs", name + ".md"), TestContext.Current.CancellationToken));
        await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.images].filter(image => image.naturalWidth === 0).length"));
        Assert.InRange(await page.EvaluateAsync<int>("document.images.length"), 4, 12);

        var paper = await page.PdfAsync(new() { Path = Path.ChangeExtension(html, "pdf"), PreferCSSPageSize = true, PrintBackground = true });
        Assert.Equal(2, Leaf().Count(System.Text.Encoding.Latin1.GetString(paper)));
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Leaf();
}
