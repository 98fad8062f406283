using System.Diagnostics;
using System.Text;
using BranchBot.Host.Documents;
using BranchBot.Host.Graph;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using SkiaSharp;

namespace BranchBot.Rules.Tests.Security;

/// <summary>What somebody sends costs the bot little, however it is made.</summary>
public sealed class BoundsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Theory]
    [Trait("Threat", "TM-14")]
    [InlineData("a,b\n", "1,2,3\n")]
    [InlineData("a,b\n", "1,2\n")]
    public void A_table_of_twenty_megabytes_is_not_kept_whole(string heading, string line)
    {
        var content = Encoding.UTF8.GetBytes(heading + string.Concat(Enumerable.Repeat(line, AttachmentReader.LargestFile / line.Length)));
        var watch = Stopwatch.StartNew();
        List<FileError> errors = [];
        var read = new CsvFile("targets.csv", content).Read(["a", "b"], [], errors);
        Assert.InRange(read.Count, 0, CsvTable.MostSent);
        Assert.InRange(errors.Count, 0, CellChecks.MostErrors);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    [Fact]
    [Trait("Threat", "TM-14")]
    public void A_calendar_that_is_folded_a_hundred_thousand_times_is_read_at_once()
    {
        var branch = new Rehearsal();
        var leader = new RegionLeader(DemoBranch.Id(20), Language.Chinese, "29:20", "韩冰", new(new("R01"), "城东二级分行"));
        var file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + string.Concat(Enumerable.Repeat("\n 春", 200_000)) + "\nDTSTART:20270101\nEND:VEVENT\n";
        var watch = Stopwatch.StartNew();
        Assert.NotEmpty(branch.Sends(leader, [Rehearsal.FileNamed("holidays.ics", file)]));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    [Fact]
    [Trait("Threat", "TM-14")]
    public void A_small_picture_that_unpacks_to_a_large_one_is_not_unpacked()
    {
        // Black throughout: twenty-five million pixels of it are some kilobytes.
        static byte[] Png(int side)
        {
            using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Gray8, SKAlphaType.Opaque));
            using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            return encoded.ToArray();
        }

        var small = Png(5000);
        Assert.InRange(small.Length, 1, 200_000);
        Assert.Null(Photos.Kept(small));
        Assert.NotNull(Photos.Kept(Png(2000)));
        Assert.True(Photos.MostUnpacked * 4 <= 100_000_000, "Two at a time must fit beside everything else.");

        // Of a JPEG a fraction is unpacked.
        Assert.NotNull(Photos.Kept(Photographs.Claiming(Photographs.Corners(), 8000, 8000)));
    }

    [Fact]
    [Trait("Threat", "TM-05")]
    public async Task Thousands_of_made_up_notifications_ask_the_storage_a_few_times()
    {
        var storage = new Mock<IStorage>();
        storage.Setup(s => s.Load(It.IsAny<IReadOnlyList<Read>>(), It.IsAny<CancellationToken>())).ReturnsAsync(Rows.None);
        var door = new NotificationDoor(storage.Object, null!, null!, NullLogger<NotificationDoor>.Instance);
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        var notices = Enumerable.Range(0, 3000).Select(n => $$"""{"clientState":"talks|b|b{{n}}|2027Q1|watch|{{new string('A', 22)}}"}""");
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"value":[{{string.Join(',', notices)}}]}"""));
        await (await door.Changed(http)).ExecuteAsync(http);
        Assert.Equal(202, http.Response.StatusCode);
        Assert.InRange(storage.Invocations.Count, 1, 40);

        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(new string('[', 100)));
        await (await door.Changed(http)).ExecuteAsync(http);
        Assert.Equal(400, http.Response.StatusCode);
    }

    [Fact]
    [Trait("Threat", "TM-24")]
    public void A_key_that_no_row_can_have_is_no_row_and_an_id_ends_where_it_ends()
    {
        Assert.All(new[] { "", "a/b", "a\\b", "a#b", "a?b", "a\nb", "a\u0085", new string('x', 600) }, key => Assert.False(TableLimits.IsKey(key)));
        Assert.True(TableLimits.IsKey("card|0147"));
        var told = Assert.Throws<ArgumentException>(() => TableLimits.CheckKey("李静?"));
        Assert.DoesNotContain("李静", told.Message, StringComparison.Ordinal);
        Assert.False(CellChecks.IsId("demo\n"));
    }

    [Fact]
    [Trait("Threat", "TM-14")]
    public void A_message_full_of_brackets_is_read_at_once()
    {
        var payload = System.Text.Json.JsonSerializer.SerializeToElement(new { messagePayload = new { body = new { content = new string('<', 250_000) } } });
        var watch = Stopwatch.StartNew();
        PointedMessages.Of(new BranchBot.Host.Teams.Activity { Value = payload });
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }
}
