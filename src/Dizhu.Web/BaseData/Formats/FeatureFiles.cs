using Dizhu.Core;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Storage.Sqlite;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>How far a file is trusted.</summary>
/// <param name="MostBytes">Largest file, also unpacked.</param>
/// <param name="MostEntries">Most files in an archive.</param>
public sealed record FileLimits(long MostBytes, int MostEntries)
{
    /// <summary>A gibibyte: more than any layer of a city this system is for.</summary>
    public static readonly FileLimits Default = new(1L << 30, 64);
}

/// <summary>Opens a supplied file by what it is, not only by what it is called. Nothing is held in memory but the row being read.</summary>
public static class FeatureFiles
{
    private const int MagicLength = 16;
    private static ReadOnlySpan<byte> Sqlite => "SQLite format 3\0"u8;
    private static ReadOnlySpan<byte> Zip => "PK"u8;

    /// <summary>Opens GeoJSON, a shapefile (<c>.shp</c> with its fellows, or zipped), GeoPackage or CSV.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="name">What it is called; its ending helps where content does not tell.</param>
    /// <param name="encoding">UTF-8 or GBK where the supplier says so; null to take the file's word, else to look.</param>
    /// <param name="table">The table of a GeoPackage with several; null for the only one.</param>
    public static Outcome<IFeatureSource> Open(string path, string name, FileLimits limits, string? encoding = null, string? table = null)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            return BrokenFile.Of("import.empty", "文件是空的或不存在。请选择要导入的文件。");
        }

        if (file.Length > limits.MostBytes)
        {
            return new Refusal(
                "import.too-large", $"文件有 {file.Length / 1048576} MB，超过 {limits.MostBytes / 1048576} MB。请按街道或类别分成几个文件。", RefusalKind.TooLarge, Field: "file");
        }

        if (encoding is not null && TextEncodings.ByName(encoding) is null)
        {
            return BrokenFile.Of("import.encoding", $"不认识编码“{encoding}”。请选择 UTF-8 或 GBK。");
        }

        try
        {
            return Outcome(Source(path, name, limits, encoding, table));
        }
        catch (FeatureFileException broken)
        {
            return broken.Refusal;
        }
    }

    private static IFeatureSource Source(string path, string name, FileLimits limits, string? encoding, string? table)
    {
        var start = Start(path);
        if (start.AsSpan().StartsWith(Sqlite))
        {
            return new GeoPackageSource(path, table);
        }

        if (start.AsSpan().StartsWith(Zip))
        {
            return ZippedShapefile.Open(path, limits, encoding);
        }

        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".shp" => new ShapefileSource(path, encoding),
            ".csv" or ".txt" => new CsvSource(path, encoding),
            ".geojson" or ".json" => new GeoJsonSource(path),
            _ when LooksLikeJson(start) => new GeoJsonSource(path),
            _ => throw new FeatureFileException(BrokenFile.Of("import.format", "看不出是什么文件。请导入 GeoJSON、Shapefile（打包为 zip）、GeoPackage 或 CSV。")),
        };
    }

    private static bool LooksLikeJson(byte[] start)
    {
        var text = start.AsSpan().TrimStart([(byte)0xEF, (byte)0xBB, (byte)0xBF, (byte)' ', (byte)'\r', (byte)'\n', (byte)'\t']);
        return text.Length > 0 && text[0] == (byte)'{';
    }

    private static byte[] Start(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[MagicLength];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static Outcome<IFeatureSource> Outcome(IFeatureSource source) => Outcome<IFeatureSource>.Of(source);
}
