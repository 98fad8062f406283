using SkiaSharp;

namespace BranchBot.Host.Documents;

/// <summary>
/// Photos as they are kept: turned as the camera meant, no larger than a card shows, and written anew as JPEG, so that nothing of where and with what they
/// were taken stays in them.
/// </summary>
internal static class Photos
{
    /// <summary>The most pixels of a side: what Teams shows on a card (cards reference: 1024 × 1024, less than 1 MB).</summary>
    public const int LongestSide = 1024;

    /// <summary>The most pixels that are unpacked at all: 64 million, more than telephones take; a small file may claim any number.</summary>
    public const long MostPixels = 64_000_000;

    /// <summary>
    /// The most pixels that stand in memory at a time: 24 million are 96 MB. A JPEG or WebP is unpacked at a fraction of its size; of a PNG all of it must
    /// fit, and a picture of a whole telephone's screen has five.
    /// </summary>
    public const long MostUnpacked = 24_000_000;

    private const int Quality = 85;
    private const int Eighths = 8;

    // A small file may become a large picture: however many come, no more memory than two of them need.
    private static readonly SemaphoreSlim Gate = new(2);

    /// <summary>The same, when its turn has come: two at a time.</summary>
    public static async Task<byte[]?> KeptInTurn(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        try
        {
            return Kept(content);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>The photo as it is kept; null where it cannot be read, or is too large to be.</summary>
    public static byte[]? Kept(ReadOnlyMemory<byte> content)
    {
        using var data = SKData.CreateCopy(content.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0 || (long)codec.Info.Width * codec.Info.Height > MostPixels)
        {
            return null;
        }

        using var whole = Decode(codec);
        if (whole is null)
        {
            return null;
        }

        var scale = Math.Min(1f, LongestSide / (float)Math.Max(whole.Width, whole.Height));
        var (width, height) = (Math.Max(1, (int)MathF.Round(whole.Width * scale)), Math.Max(1, (int)MathF.Round(whole.Height * scale)));
        var sideways = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        using var surface = SKSurface.Create(new SKImageInfo(sideways ? height : width, sideways ? width : height, SKColorType.Rgba8888, SKAlphaType.Premul));

        // What was see-through becomes paper.
        surface.Canvas.Clear(SKColors.White);
        Turn(surface.Canvas, codec.EncodedOrigin, width, height);
        using var image = SKImage.FromBitmap(whole);
        surface.Canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var turned = surface.Snapshot();
        using var jpeg = turned.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg?.ToArray();
    }

    // At a fraction of its size where the format can: a large photo need not stand in memory whole.
    private static SKBitmap? Decode(SKCodec codec)
    {
        // JPEG is unpacked at eighths: the smallest that is no smaller than what is kept. One that cannot be is whole at each.
        var wanted = Math.Min(LongestSide, Math.Max(codec.Info.Width, codec.Info.Height));
        var size = Enumerable.Range(1, Eighths).Select(n => codec.GetScaledDimensions(n / (float)Eighths)).FirstOrDefault(s => Math.Max(s.Width, s.Height) >= wanted, new(codec.Info.Width, codec.Info.Height));
        if ((long)size.Width * size.Height > MostUnpacked)
        {
            return null;
        }

        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success or SKCodecResult.IncompleteInput)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    // Exif 2.3, Orientation: how rows and columns lie in the picture as it is meant.
    private static void Turn(SKCanvas canvas, SKEncodedOrigin origin, int width, int height)
    {
        var matrix = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        canvas.SetMatrix(matrix);
    }
}
