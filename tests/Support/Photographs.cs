using SkiaSharp;

namespace BranchBot.Tests.Support;

/// <summary>Photographs as telephones send them, drawn.</summary>
public static class Photographs
{
    /// <summary>A silk pennant (锦旗), as customers bring them, on the branch's wall: a JPEG of 1200 × 900.</summary>
    public static byte[] Pennant()
    {
        using var bitmap = new SKBitmap(1200, 900);
        using var canvas = new SKCanvas(bitmap);
        using var wall = new SKPaint { Shader = SKShader.CreateLinearGradient(new(0, 0), new(1200, 900), [new(0xF4, 0xEE, 0xE2), new(0xD3, 0xC8, 0xB4)], SKShaderTileMode.Clamp) };
        canvas.DrawRect(0, 0, 1200, 900, wall);
        canvas.Translate(240, -20);
        canvas.Scale(0.8f);
        using var silk = new SKPaint { IsAntialias = true, Shader = SKShader.CreateLinearGradient(new(250, 0), new(650, 0), [new(0x8E, 0x12, 0x18), new(0xC9, 0x24, 0x2B), new(0x9A, 0x15, 0x1C)], SKShaderTileMode.Clamp), ImageFilter = SKImageFilter.CreateDropShadow(14, 18, 16, 16, new(0, 0, 0, 90)) };
        using var cloth = Path((250, 190), (650, 190), (650, 850), (450, 980), (250, 850));
        canvas.DrawPath(cloth, silk);
        using var gold = new SKPaint { IsAntialias = true, Color = new(0xE2, 0xB8, 0x4C), Style = SKPaintStyle.Stroke, StrokeWidth = 9 };
        using var seam = Path((275, 215), (625, 215), (625, 832), (450, 945), (275, 832));
        canvas.DrawPath(seam, gold);
        gold.StrokeWidth = 4;
        for (var x = 250; x <= 650; x += 10)
        {
            var y = 850 + (130 * (1 - (Math.Abs(x - 450) / 200f)));
            canvas.DrawLine(x, y, x, y + 60, gold);
        }

        gold.StrokeWidth = 22;
        gold.StrokeCap = SKStrokeCap.Round;
        canvas.DrawLine(225, 185, 675, 185, gold);
        using var star = new SKPaint { IsAntialias = true, Color = new(0xF3, 0xD0, 0x6A) };
        using var shape = Path([.. Enumerable.Range(0, 10).Select(n => (Radius: n % 2 == 0 ? 120f : 48f, Angle: (n * MathF.PI / 5) - (MathF.PI / 2))).Select(p => (450 + (p.Radius * MathF.Cos(p.Angle)), 520 + (p.Radius * MathF.Sin(p.Angle))))]);
        canvas.DrawPath(shape, star);
        return Encode(bitmap, SKEncodedImageFormat.Jpeg);
    }

    /// <summary>Red and green above, blue and white below: how a picture lies shows at its corners. 80 × 40.</summary>
    public static byte[] Corners(SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        using var bitmap = new SKBitmap(80, 40);
        using var canvas = new SKCanvas(bitmap);
        foreach (var (x, y, color) in new[] { (0, 0, SKColors.Red), (40, 0, SKColors.Lime), (0, 20, SKColors.Blue), (40, 20, SKColors.White) })
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(x, y, 40, 20, paint);
        }

        return Encode(bitmap, format);
    }

    /// <summary>A JPEG with what a camera writes into it: how it was held (Exif 2.3, Orientation, 1 to 8), and its name.</summary>
    public static byte[] Held(byte[] jpeg, byte orientation)
    {
        // APP1: "Exif", a big-endian TIFF head, one directory with Orientation and Model.
        byte[] exif =
        [
            .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 2,
            0x01, 0x10, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            0, 0, 0, 0, .. "SECRET-CAM1\0"u8,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>The same JPEG that says of itself that it is of another size.</summary>
    public static byte[] Claiming(byte[] jpeg, int width, int height)
    {
        byte[] claiming = [.. jpeg];
        var frame = claiming.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        (claiming[frame + 5], claiming[frame + 6], claiming[frame + 7], claiming[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return claiming;
    }

    private static SKPath Path(params (float X, float Y)[] points)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([.. points.Select(p => new SKPoint(p.X, p.Y))], true);
        return path.Detach();
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
