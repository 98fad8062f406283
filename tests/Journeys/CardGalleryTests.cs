using System.Text;
using System.Text.Json;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>Every card drawn by the official renderer with Teams' host configurations: light and dark, phone and wide, Chinese and English.</summary>
public sealed class CardGalleryTests
{
    private const string Page = """
        <!doctype html><meta charset="utf-8"><style>
        body { margin: 0; font-family: "Segoe UI", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; font-size: 14px; }
        body.dark { background: #1f1f1f; color: #fff; } body.light { background: #f5f5f5; }
        main { columns: 4; column-gap: 16px; padding: 16px; width: max-content; }
        figure { break-inside: avoid; margin: 0 0 16px; } figcaption { font-size: 12px; opacity: .7; }
        .card { border: 1px solid #8884; border-radius: 8px; background: #fff; overflow: hidden; } .dark .card { background: #292929; }
        .ac-pushButton { border: 1px solid #8888; border-radius: 4px; padding: 5px 12px; background: transparent; color: inherit; font: 600 14px/20px inherit; }
        .ac-pushButton.style-positive { background: #5b5fc7; color: #fff; }
        </style><body><main></main>
        """;

    [Theory]
    [InlineData(Language.Chinese, "light", 358)]
    [InlineData(Language.Chinese, "dark", 358)]
    [InlineData(Language.English, "light", 358)]
    [InlineData(Language.English, "dark", 358)]
    [InlineData(Language.Chinese, "light", 640)]
    [InlineData(Language.English, "dark", 640)]
    public async Task Every_card_is_drawn_whole(Language language, string theme, int width)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Phones.Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 4 * (width + 16) + 32, Height = 1000 } });
        await page.SetContentAsync(Page);
        await page.AddScriptTagAsync(new() { Path = Repository.At("infra", "local", "node_modules", "adaptivecards", "dist", "adaptivecards.min.js") });
        var config = await File.ReadAllTextAsync(Repository.At("infra", "local", "node_modules", "adaptivecards-designer", "lib", "hostConfigs", $"microsoft-teams-{theme}.json"), TestContext.Current.CancellationToken);
        await page.EvaluateAsync("theme => { document.body.className = theme; }", theme);

        foreach (var (name, card, reader) in CardSamples.All(language))
        {
            var json = Encoding.UTF8.GetString(new AdaptiveCardRenderer(Rehearsal.Catalogue).Render(card, reader).Utf8.Span);
            var faults = await page.EvaluateAsync<string[]>(
                """
                ([name, json, config, width]) => {
                  const context = new AdaptiveCards.SerializationContext();
                  const card = new AdaptiveCards.AdaptiveCard();
                  card.hostConfig = new AdaptiveCards.HostConfig(JSON.parse(config));
                  card.parse(JSON.parse(json), context);
                  const faults = [];
                  for (let i = 0; i < context.eventCount; i++) faults.push(context.getEventAt(i).message);
                  const figure = document.createElement('figure');
                  figure.style.width = width + 'px';
                  figure.innerHTML = '<figcaption></figcaption><div class="card"></div>';
                  figure.firstChild.textContent = name;
                  figure.lastChild.append(card.render());
                  document.querySelector('main').append(figure);
                  if (figure.lastChild.scrollWidth > figure.lastChild.clientWidth) faults.push('wider than the card');
                  for (const button of figure.querySelectorAll('button')) {
                    const box = button.getBoundingClientRect();
                    if (box.height < 24 || box.width < 40) faults.push('the button ' + button.textContent + ' is ' + box.width + ' by ' + box.height);
                    if ([button, ...button.querySelectorAll('*')].some(e => e.scrollWidth > e.clientWidth + 1)) faults.push('the button ' + button.textContent + ' is cut');
                  }
                  return faults;
                }
                """,
                new object[] { name, json, config, width });

            // This renderer knows no charts and says so; it draws what stands in their place, which is what is looked at here.
            faults = [.. faults.Where(f => f != "Unknown element type \"Chart.HorizontalBar\". Fallback will be used if present.")];
            Assert.True(faults.Length == 0, $"{name}: {JsonSerializer.Serialize(faults)}");
        }

        await page.ScreenshotAsync(new() { Path = Pictures.Of($"cards-{language}-{theme}-{width}"), FullPage = true });
    }
}
