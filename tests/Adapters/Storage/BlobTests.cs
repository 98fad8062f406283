using System.Net;
using BranchBot.Host.Storage;

namespace BranchBot.Adapters.Tests.Storage;

/// <summary>What people send, in a real blob store.</summary>
public sealed class BlobTests(AzuriteFixture azurite)
{
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 1, 2, 3];

    [Fact]
    [Trait("Threat", "TM-19")]
    public async Task A_picture_is_seen_by_its_link_and_by_nothing_else()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var room = new StorageRoom(azurite, prefix: "blobs");
        var name = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", Picture, cancel);
        Assert.Matches("^[0-9a-f]{64}\\.jpg$", name);
        var link = room.Pictures.LinkTo(name)!;

        using var http = new HttpClient();
        using var seen = await http.GetAsync(link, cancel);
        Assert.Equal(Picture, await seen.Content.ReadAsByteArrayAsync(cancel));
        Assert.Equal("image/jpeg", seen.Content.Headers.ContentType?.ToString());

        Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync(link.GetLeftPart(UriPartial.Path), cancel)).StatusCode);
        var other = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", Picture, cancel);
        Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync(link.AbsoluteUri.Replace(name, other, StringComparison.Ordinal), cancel)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await http.PutAsync(link, new ByteArrayContent([1]), cancel)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Accepted, (await http.DeleteAsync(link, cancel)).StatusCode);
    }

    [Fact]
    public async Task A_link_ends_within_a_working_day_and_stays_the_same_for_a_while()
    {
        await using var room = new StorageRoom(azurite, prefix: "blobs");
        var link = room.Pictures.LinkTo("x.jpg")!;
        var until = DateTimeOffset.Parse(Uri.UnescapeDataString(link.Query.TrimStart('?').Split('&').Single(p => p.StartsWith("se=", StringComparison.Ordinal))[3..]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(until - DateTimeOffset.UtcNow, PictureLinks.Lifetime, PictureLinks.Lifetime + TimeSpan.FromHours(1));
        Assert.True(link == room.Pictures.LinkTo("x.jpg") || DateTimeOffset.UtcNow.Minute == 0);
    }

    [Fact]
    public async Task What_was_taken_away_is_gone_and_what_never_was_there_is_no_failure()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var room = new StorageRoom(azurite, prefix: "blobs2");
        await room.Blobs.Remove(BlobKind.Files, "never.csv", cancel);
        Assert.Null(await room.Blobs.Read(BlobKind.Files, "never.csv", cancel));
        var name = await room.Blobs.Put(BlobKind.Files, "csv", "application/octet-stream", Picture, cancel);
        Assert.Equal(Picture, (await room.Blobs.Read(BlobKind.Files, name, cancel))!.Value.ToArray());
        Assert.Null(await room.Blobs.Read(BlobKind.Pictures, name, cancel));
        await room.Blobs.Remove(BlobKind.Files, name, cancel);
        Assert.Null(await room.Blobs.Read(BlobKind.Files, name, cancel));
    }
}
