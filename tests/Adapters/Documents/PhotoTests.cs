using BranchBot.Host.Documents;
using BranchBot.Tests.Support;
using SkiaSharp;

namespace BranchBot.Adapters.Tests.Documents;

/// <summary>Photos as they are kept: upright, small, and with nothing in them but the picture.</summary>
public sealed class PhotoTests
{
    [Theory]
    [InlineData(1, "red", "green")]
    [InlineData(2, "green", "red")]
    [InlineData(3, "white", "blue")]
    [InlineData(4, "blue", "white")]
    [InlineData(5, "red", "blue")]
    [InlineData(6, "blue", "red")]
    [InlineData(7, "white", "green")]
    [InlineData(8, "green", "white")]
    public void However_the_telephone_was_held_the_photo_stands_upright(byte orientation, string left, string right)
    {
        using var kept = SKBitmap.Decode(Photos.Kept(Photographs.Held(Photographs.Corners(), orientation)));
        Assert.Equal(orientation > 4 ? (40, 80) : (80, 40), (kept.Width, kept.Height));
        Assert.Equal((left, right), (Name(kept.GetPixel(4, 4)), Name(kept.GetPixel(kept.Width - 5, 4))));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Every_kind_is_kept_as_a_jpeg(SKEncodedImageFormat format)
    {
        var kept = Photos.Kept(Photographs.Corners(format))!;
        using var read = SKBitmap.Decode(kept);
        Assert.Equal([0xFF, 0xD8, 0xFF], kept[..3]);
        Assert.Equal(("red", "green"), (Name(read.GetPixel(4, 4)), Name(read.GetPixel(75, 4))));
    }

    [Fact]
    [Trait("Threat", "TM-19")]
    public void Nothing_of_the_camera_stays_in_it()
    {
        var taken = Photographs.Held(Photographs.Pennant(), 6);
        Assert.True(taken.AsSpan().IndexOf("SECRET-CAM1"u8) > 0);
        var kept = Photos.Kept(taken)!;
        Assert.Equal(-1, kept.AsSpan().IndexOf("SECRET-CAM1"u8));
        Assert.Equal(-1, kept.AsSpan().IndexOf("Exif"u8));
        using var read = SKBitmap.Decode(kept);
        Assert.Equal((768, Photos.LongestSide), (read.Width, read.Height));
    }

    [Fact]
    [Trait("Threat", "TM-14")]
    public void What_claims_too_many_pixels_is_not_unpacked_and_what_is_none_is_refused()
    {
        Assert.NotNull(Photos.Kept(Photographs.Claiming(Photographs.Corners(), 8000, 8000)));
        Assert.Null(Photos.Kept(Photographs.Claiming(Photographs.Corners(), 8001, 8000)));
        Assert.Null(Photos.Kept(Photographs.Claiming(Photographs.Corners(), 65000, 65000)));
        Assert.Null(Photos.Kept("no photo"u8.ToArray()));
        Assert.Null(Photos.Kept(Array.Empty<byte>()));
    }

    private static string Name(SKColor color) => (color.Red > 128, color.Green > 128, color.Blue > 128) switch
    {
        (true, false, false) => "red",
        (false, true, false) => "green",
        (false, false, true) => "blue",
        (true, true, true) => "white",
        _ => color.ToString(),
    };
}
