using System.Globalization;
using System.Security.Cryptography;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using SkiaSharp;

namespace Dizhu.Web.Hosting;

/// <summary>A photo as it will be stored.</summary>
public sealed record Photo(byte[] Bytes, int Width, int Height, DateTime? TakenAt)
{
    public Attachment ToRow(Guid id, Guid who, DateTime at, byte[] sentHash) => new()
    {
        Id = id,
        UploadedBy = who,
        UploadedAt = at,
        ContentType = PhotoIntake.StoredType,
        Length = Bytes.Length,
        Sha256 = SHA256.HashData(Bytes),
        SentSha256 = sentHash,
        Width = Width,
        Height = Height,
        TakenAt = TakenAt,
    };
}

/// <summary>
/// Lets only pictures in: the pixel count is read before anything is decoded, the picture is turned upright,
/// made smaller where it is large and encoded anew, so that nothing but the picture is kept (no EXIF, no
/// place, no hidden content). When it was taken is read first.
/// </summary>
public static class PhotoIntake
{
    /// <summary>The media type photos are stored in.</summary>
    public const string StoredType = "image/jpeg";

    private const int LargestBytes = 15 * 1024 * 1024;
    private const long LargestPixels = 50_000_000;
    private const int LongestSide = 2560;
    private const int Quality = 85;

    public static Outcome<Photo> Take(byte[] sent)
    {
        if (sent.Length > LargestBytes)
        {
            return Refused.TooLarge with { Code = "attachment.too-large", Message = $"照片超过 {LargestBytes / 1024 / 1024} MB。请压缩后再上传。" };
        }

        using var codec = SKCodec.Create(new SKMemoryStream(sent));
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
        {
            return new Refusal("attachment.not-an-image", "这个文件不是 JPEG、PNG 或 WebP 图片。请上传照片。", RefusalKind.Invalid, Field: "content");
        }

        if ((long)codec.Info.Width * codec.Info.Height > LargestPixels)
        {
            return new Refusal("attachment.too-many-pixels", $"图片像素太多（最多 {LargestPixels / 1_000_000} 百万像素）。请缩小后再上传。", RefusalKind.TooLarge, Field: "content");
        }

        using var decoded = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height));
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
        {
            return new Refusal("attachment.damaged", "图片已损坏，打不开。请重新拍照上传。", RefusalKind.Invalid, Field: "content");
        }

        using var upright = Upright(decoded, codec.EncodedOrigin);
        using var fitted = Fit(upright);
        using var image = SKImage.FromBitmap(fitted);
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new Photo(encoded.ToArray(), fitted.Width, fitted.Height, TakenAt(sent));
    }

    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var turns = origin switch
        {
            SKEncodedOrigin.BottomRight => 180,
            SKEncodedOrigin.RightTop => 90,
            SKEncodedOrigin.LeftBottom => 270,
            _ => 0,
        };
        if (turns == 0)
        {
            return bitmap.Copy();
        }

        var turned = turns == 180 ? new SKBitmap(bitmap.Width, bitmap.Height) : new SKBitmap(bitmap.Height, bitmap.Width);
        using var canvas = new SKCanvas(turned);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(turns);
        canvas.Translate(-bitmap.Width / 2f, -bitmap.Height / 2f);
        canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        return turned;
    }

    private static SKBitmap Fit(SKBitmap bitmap)
    {
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        if (longest <= LongestSide)
        {
            return bitmap.Copy();
        }

        var scale = (double)LongestSide / longest;
        var size = new SKImageInfo(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
        return bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    private static DateTime? TakenAt(byte[] sent)
    {
        try
        {
            var exif = ImageMetadataReader.ReadMetadata(new MemoryStream(sent)).OfType<ExifSubIfdDirectory>().FirstOrDefault();
            var text = exif?.GetString(ExifDirectoryBase.TagDateTimeOriginal);
            return DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var taken)
                ? taken
                : null;
        }
        catch (Exception problem) when (problem is ImageProcessingException or IOException)
        {
            // The picture itself was read; what is written beside it is a help, not a condition.
            return null;
        }
    }
}
