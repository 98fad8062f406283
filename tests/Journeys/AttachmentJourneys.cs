using BranchBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>The paper clip on the phone: pictures and files of the computer go to the bot, and what nobody takes is answered.</summary>
public sealed class AttachmentJourneys
{
    // The smallest picture there is: one point.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData(1000)]
    [InlineData(360)]
    public async Task A_picture_and_a_file_are_sent_with_the_paper_clip(int width)
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage, width: width);

        // Asked for before anything else: the browser is told in the background to hand its file dialog over, and a key pressed meanwhile opens none.
        var opens = phones.Page.WaitForFileChooserAsync(new() { Timeout = 60_000 });
        await phones.Left.Says("帮助");
        await phones.Left.Self.GetByTestId("attach").PressAsync("Enter");
        var chooser = await opens;
        await chooser.SetFilesAsync([new FilePayload { Name = "machine.png", MimeType = "image/png", Buffer = Png }, new FilePayload { Name = "说明.docx", MimeType = "application/octet-stream", Buffer = [1] }]);

        var mine = phones.Left.Self.Locator("[data-testid=message][data-from=me]").Last;
        await Expect(mine.GetByRole(AriaRole.Img, new() { Name = "machine.png" })).ToBeVisibleAsync();
        await Expect(mine.Locator(".file")).ToContainTextAsync("说明.docx");
        await Expect(mine.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await phones.Left.Sees("收不了");
        var box = await phones.Left.Self.Locator(".compose").BoundingBoxAsync();
        Assert.InRange(box!.X + box.Width, 0, width);

        await phones.Page.ReloadAsync();
        await Expect(phones.Left.Self.Locator("img.sent")).ToHaveCountAsync(1);
    }
}
