#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies

// Draws the app's icons: a bank whose three pillars are the three tasks. Run it after a change of the drawing, and commit the pictures.
//   dotnet run infra/app/icons.cs
// Sizes: learn.microsoft.com, "Design your app icon for the Microsoft Teams Store" (colour 192, the picture within the middle 120; outline 32, white on nothing),
// "root.icons object" (colour 32 on nothing), "Icons in Office Add-ins" (16, 32, 80; 64 and 128 in the list of add-ins).
using SkiaSharp;

SKColor red = new(0x8E, 0x1B, 0x22), gold = new(0xEC, 0xD0, 0x96), ivory = new(0xFD, 0xF3, 0xDF), white = SKColors.White;
var app = Path.Combine("infra", "app", "icons");
if (!Directory.Exists(app))
{
    Console.Error.WriteLine("Run it in the folder of BranchBot.sln.");
    return 2;
}

Draw(Path.Combine(app, "color.png"), 192, 112, ivory, gold, red);
Draw(Path.Combine(app, "color32x32.png"), 32, 30, red, red, null);
Draw(Path.Combine(app, "outline.png"), 32, 28, white, white, null, outline: true);
foreach (var size in new[] { 16, 32, 64, 80, 128 })
{
    Draw(Path.Combine("addin", "shared", "icons", $"icon-{size}.png"), size, size - (size / 16 * 2), red, red, null);
}

return 0;

// The drawing is made on a field of 100 by 100.
static void Draw(string file, int size, int picture, SKColor roof, SKColor pillars, SKColor? ground, bool outline = false)
{
    using var bitmap = new SKBitmap(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul));
    using var canvas = new SKCanvas(bitmap);
    canvas.Clear(ground ?? SKColors.Transparent);
    var scale = picture / 100f;
    canvas.Translate((size - picture) / 2f, (size - picture) / 2f);
    canvas.Scale(scale);
    using var paint = new SKPaint { IsAntialias = true, Color = roof, StrokeJoin = SKStrokeJoin.Round, StrokeCap = SKStrokeCap.Round, StrokeWidth = 8 };
    paint.Style = outline ? SKPaintStyle.Stroke : SKPaintStyle.StrokeAndFill;
    using var gable = SKPath.ParseSvgPathData("M 50 8 L 94 34 L 6 34 Z");
    canvas.DrawPath(gable, paint);
    paint.Style = SKPaintStyle.Fill;
    canvas.DrawRoundRect(2, 86, 96, 12, 4, 4, paint);
    paint.Color = pillars;
    foreach (var x in new[] { 14f, 43f, 72f })
    {
        canvas.DrawRoundRect(x, 46, 14, 34, 3, 3, paint);
    }

    canvas.Flush();
    using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
    File.WriteAllBytes(file, data.ToArray());
    Console.WriteLine($"{file}: {data.Size} bytes");
}
