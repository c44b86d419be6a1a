using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dizhu.Core;
using Dizhu.Core.Geodata;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>A shapefile with its attribute table; the encoding is what <c>.cpg</c> or the table says, else what its bytes show.</summary>
internal sealed class ShapefileSource : IFeatureSource
{
    private const byte GbkLanguage = 0x4D;

    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly Action? _cleanUp;

    public ShapefileSource(string path, string? encoding, Action? cleanUp = null)
    {
        _path = path;
        _cleanUp = cleanUp;
        RequireWhole();
        _encoding = TextEncodings.ByName(encoding) ?? Said() ?? LookAtTable();
        Columns = Guarded(() =>
        {
            using var reader = OpenReader();
            return (IReadOnlyList<string>)[.. reader.Fields.Select(f => f.Name)];
        });
        var projection = Path.ChangeExtension(path, ".prj");
        DatumSaid = File.Exists(projection) ? File.ReadAllText(projection) : null;
    }

    public string Format => "Shapefile";

    public IReadOnlyList<string> Columns { get; }

    public string Encoding => TextEncodings.NameOf(_encoding);

    public string? DatumSaid { get; }

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken)
    {
        using var reader = Guarded(OpenReader);
        var number = 0;
        while (Guarded(() => (IsThere: reader.Read(out var deleted), IsDeleted: deleted)) is { IsThere: true } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (!record.IsDeleted)
            {
                yield return new SourceFeature(number, [.. reader.Fields.Select(f => Text(f.Value))], reader.Geometry is { IsEmpty: false } shape ? shape : null);
            }
        }
    }

    public void Dispose() => _cleanUp?.Invoke();

    private ShapefileReader OpenReader() =>
        Shapefile.OpenRead(_path, new ShapefileReaderOptions { Encoding = _encoding, GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes });

    /// <summary>Both files say in their head how long they are; a shorter one was cut off.</summary>
    private void RequireWhole()
    {
        var table = Path.ChangeExtension(_path, ".dbf");
        if (!File.Exists(table))
        {
            throw new FeatureFileException(BrokenFile.Of("import.no-table", "缺少属性表（.dbf）。请把 .shp、.shx、.dbf、.prj、.cpg 一起打包为 zip。"));
        }

        var shapes = Head(_path);
        var rows = Head(table);
        var isShapefile = shapes.Length >= 100 && BinaryPrimitives.ReadInt32BigEndian(shapes) == 9994;
        var shapesEnd = isShapefile ? 2L * BinaryPrimitives.ReadInt32BigEndian(shapes.AsSpan(24)) : long.MaxValue;
        var rowsEnd = rows.Length >= 32
            ? BinaryPrimitives.ReadUInt16LittleEndian(rows.AsSpan(8)) + (long)BinaryPrimitives.ReadUInt32LittleEndian(rows.AsSpan(4)) * BinaryPrimitives.ReadUInt16LittleEndian(rows.AsSpan(10))
            : long.MaxValue;
        if (!isShapefile || new FileInfo(_path).Length < shapesEnd || new FileInfo(table).Length < rowsEnd)
        {
            throw new FeatureFileException(BrokenFile.Of("import.truncated", "Shapefile 不完整：文件比它写明的短，可能没有传完。请重新导出或重新上传。"));
        }
    }

    private static byte[] Head(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[100];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private Encoding? Said()
    {
        var page = Path.ChangeExtension(_path, ".cpg");
        return (File.Exists(page) ? TextEncodings.ByName(File.ReadAllText(page)) : null)
            ?? (Head(Path.ChangeExtension(_path, ".dbf"))[29] == GbkLanguage ? TextEncodings.Gbk : null);
    }

    private Encoding LookAtTable()
    {
        using var stream = File.OpenRead(Path.ChangeExtension(_path, ".dbf"));
        using var body = new MemoryStream();
        stream.Position = BinaryPrimitives.ReadUInt16LittleEndian(Head(Path.ChangeExtension(_path, ".dbf")).AsSpan(8));
        var bytes = new byte[1 << 20];
        body.Write(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        body.Position = 0;
        return TextEncodings.Look(body);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException problem)
        {
            throw new FeatureFileException(BrokenFile.Of("import.encoding", "属性表中有不属于所选编码的字符。请改选编码（UTF-8 或 GBK）。"), problem);
        }
        catch (Exception problem) when (problem is IOException or ShapefileException or ArgumentException or InvalidDataException or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new FeatureFileException(BrokenFile.Of("import.format", "Shapefile 读不出来。请用制图软件检查后重新导出。"), problem);
        }
    }
}
