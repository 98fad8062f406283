using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>Where screenshots go: among the test's own results, or where <c>tests/pictures.cs</c> wants those of the README and the guides.</summary>
internal static class Pictures
{
    // The others are looked at when something is changed, and not kept.
    private static readonly string[] Readme = ["scene", "english-dark", "phone", "saturday", "chain", "issue-told", "sales", "sales-pace", "pane", "workbook", "import", "setup", "text-only", "highlight-dialog", "highlight-signed", "highlight-received", "highlight-sheet", "wall", "wall-tab", "talks-plan", "talks-declined", "talks-calendar", "talks-pane", "talks-pane-phone", "card-opening", "card-nudge", "card-limit", "card-issue", "card-sales"];

    public static string Of(string name)
    {
        var folder = (Readme.Contains(name) ? Environment.GetEnvironmentVariable("BRANCHBOT_PICTURES") : null) ?? Repository.At("TestResults", "pictures");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }

    /// <summary>A card alone, as the guides show it.</summary>
    public static Task Keep(ILocator card, string name) => card.ScreenshotAsync(new() { Path = Of(name) });
}
