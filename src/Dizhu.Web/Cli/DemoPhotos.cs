using System.Collections.Concurrent;
using SkiaSharp;

namespace Dizhu.Web.Cli;

/// <summary>
/// Drawn pictures in place of photos: a road with what lies on it, before and after, marked 示例 so that nobody takes
/// them for photos. The two characters are drawn as strokes, so that no font is needed.
/// </summary>
public static class DemoPhotos
{
    private const int Width = 480;
    private const int Height = 300;
    private static readonly ConcurrentDictionary<(bool, bool), byte[]> Drawn = new();

    // 示 and 例 as strokes on a square of 10 by 10.
    private static readonly float[][] Sign =
    [
        [2, 1, 8, 1], [0.5f, 4, 9.5f, 4], [5, 4, 5, 9, 4, 8.5f], [2.5f, 5.5f, 1, 8], [7.5f, 5.5f, 9, 8],
        [13, 0.5f, 11, 4], [12, 2.8f, 12, 9.5f], [13.5f, 1.5f, 17, 1.5f], [15, 1.5f, 13.3f, 5.5f], [14.4f, 3.5f, 16.6f, 3.5f, 15.5f, 6.5f, 13.5f, 9.2f],
        [14.3f, 5, 15.4f, 6.2f], [17.8f, 2.5f, 17.8f, 7], [19.5f, 1, 19.5f, 9.3f, 18.6f, 8.7f],
    ];

    /// <summary>A picture of a component or of an event, before or after handling, as PNG.</summary>
    public static byte[] Of(bool isComponent, bool after) => Drawn.GetOrAdd((isComponent, after), key => Draw(key.Item1, key.Item2));

    private static byte[] Draw(bool isComponent, bool after)
    {
        using var bitmap = new SKBitmap(Width, Height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(new SKColor(0xDF, 0xE3, 0xE6));
        using var fill = new SKPaint { IsAntialias = true, Color = new SKColor(0xC4, 0xCB, 0xD1) };
        canvas.DrawRect(0, 110, Width, 190, fill);
        DrawPaving(canvas);
        if (isComponent)
        {
            DrawGrating(canvas, fill);
        }

        if (!after)
        {
            DrawLitter(canvas, fill, isComponent ? 70 : 110);
        }

        DrawSign(canvas);
        using var image = SKImage.FromBitmap(bitmap);
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static void DrawPaving(SKCanvas canvas)
    {
        using var line = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = 1, Color = new SKColor(0xAE, 0xB7, 0xBE) };
        for (var i = -6; i <= 6; i++)
        {
            canvas.DrawLine((Width / 2f) + (i * 30), 110, (Width / 2f) + (i * 110), Height, line);
        }

        for (var y = 125; y < Height; y += 10 + ((y - 110) / 5))
        {
            canvas.DrawLine(0, y, Width, y, line);
        }
    }

    private static void DrawGrating(SKCanvas canvas, SKPaint fill)
    {
        fill.Color = new SKColor(0x93, 0x9D, 0xA6);
        canvas.DrawRect(150, 165, 180, 70, fill);
        fill.Color = new SKColor(0x36, 0x3F, 0x47);
        for (var x = 158; x < 325; x += 17)
        {
            canvas.DrawRect(x, 173, 9, 54, fill);
        }
    }

    private static void DrawLitter(SKCanvas canvas, SKPaint fill, int pieces)
    {
        var random = new Random(pieces);
        for (var i = 0; i < pieces; i++)
        {
            var grey = (byte)random.Next(0x50, 0x90);
            fill.Color = new SKColor(grey, (byte)(grey + 6), (byte)(grey + 12));
            var (x, y) = (130 + random.Next(220), 150 + random.Next(100));
            canvas.Save();
            canvas.Translate(x, y);
            canvas.RotateDegrees(random.Next(180));
            canvas.DrawOval(0, 0, 5 + random.Next(9), 3 + random.Next(4), fill);
            canvas.Restore();
        }
    }

    private static void DrawSign(SKCanvas canvas)
    {
        using var ground = new SKPaint { Color = new SKColor(0xFF, 0xFF, 0xFF, 0xD8) };
        canvas.DrawRect(10, 10, 104, 54, ground);
        using var stroke = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = 3, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round, Color = new SKColor(0x4A, 0x54, 0x5D) };
        foreach (var points in Sign)
        {
            for (var i = 0; i + 3 < points.Length; i += 2)
            {
                canvas.DrawLine(18 + (points[i] * 4.3f), 16 + (points[i + 1] * 4.3f), 18 + (points[i + 2] * 4.3f), 16 + (points[i + 3] * 4.3f), stroke);
            }
        }
    }
}
