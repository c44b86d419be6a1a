using System.Text;
using CsvHelper;
using Dizhu.Core;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>A table with a header. Its geometry stands in a column <c>WKT</c>, or its position in columns for longitude and latitude.</summary>
internal sealed class CsvSource : IFeatureSource
{
    private static readonly string[] WktHeaders = ["WKT", "geometry", "图形"];

    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly int _wkt;

    public CsvSource(string path, string? encoding)
    {
        _path = path;
        using (var look = File.OpenRead(path))
        {
            _encoding = TextEncodings.ByName(encoding) ?? TextEncodings.Look(look);
        }

        Columns = Guarded(() =>
        {
            using var text = new StreamReader(_path, _encoding);
            using var reader = Open(text);
            reader.ReadHeader();
            return (IReadOnlyList<string>)[.. reader.Headers.Select(h => h.Trim('\uFEFF', ' '))];
        });
        if (Columns.Count == 0)
        {
            throw new FeatureFileException(BrokenFile.Of("import.empty", "文件是空的；请上传带表头的 CSV 文件。"));
        }

        _wkt = Columns.ToList().FindIndex(c => WktHeaders.Contains(c, StringComparer.OrdinalIgnoreCase));
    }

    public string Format => "CSV";

    public IReadOnlyList<string> Columns { get; }

    public string Encoding => TextEncodings.NameOf(_encoding);

    public string? DatumSaid => null;

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken)
    {
        using var text = new StreamReader(_path, _encoding);
        using var reader = Open(text);
        Guarded(() =>
        {
            reader.ReadHeader();
            return true;
        });
        while (Guarded(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = new string[Columns.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = i < reader.FieldCount ? reader.GetString(i) : "";
            }

            yield return With((int)reader.LineNumber, cells);
        }
    }

    public void Dispose()
    {
    }

    private SourceFeature With(int line, string[] cells)
    {
        if (_wkt < 0 || cells[_wkt].Length == 0)
        {
            return new SourceFeature(line, cells, null);
        }

        try
        {
            return new SourceFeature(line, cells, new WKTReader().Read(cells[_wkt]));
        }
        catch (Exception problem) when (problem is ParseException or ArgumentException)
        {
            return new SourceFeature(line, cells, null, BrokenFile.Shape(problem));
        }
    }

    private static CsvReader Open(StreamReader text) =>
        CsvReader.Create(text, CsvText.Reading, leaveOpen: true);

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException problem)
        {
            throw new FeatureFileException(
                BrokenFile.Of("import.format", $"文件第 {problem.LineNumber} 行附近不是有效的 CSV（{problem.Message}）；请另存为 UTF-8 编码的 CSV 后重新上传。"), problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FeatureFileException(BrokenFile.Of("import.encoding", "文件中有不属于所选编码的字符。请改选编码，或另存为 UTF-8 后重新上传。"), problem);
        }
    }
}
