using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Geodata;

/// <summary>What has become of an import.</summary>
public enum ImportState
{
    /// <summary>等待.</summary>
    Waiting,

    /// <summary>进行中.</summary>
    Running,

    /// <summary>已检查: a dry run, or nothing had changed.</summary>
    Checked,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>未发布: the supply has to be mended first.</summary>
    Refused,

    /// <summary>中断: the system stopped in between; nothing was kept.</summary>
    Broken,
}

/// <summary>One import from a page or the interface: who asked for it, how it went, and its report.</summary>
public sealed class ImportRecord
{
    public required Guid Id { get; init; }

    public required string LayerId { get; init; }

    public required string FileName { get; init; }

    public required ImportMode Mode { get; init; }

    public required bool DryRun { get; init; }

    public required Guid ById { get; init; }

    public required string By { get; init; }

    public required DateTime AskedAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public required ImportState State { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Ended { get; set; }

    public int Unchanged { get; set; }

    public int RefusedCount { get; set; }

    public int FaultCount { get; set; }

    public int WarningCount { get; set; }

    /// <summary>Format, encoding and datum it was read in.</summary>
    public string ReadAs { get; set; } = "";

    /// <summary>Why the supply as a whole was not taken: the code; empty otherwise.</summary>
    public string Code { get; set; } = "";

    /// <summary>The same in words.</summary>
    public string Message { get; set; } = "";

    /// <summary>The lines of the report, packed; null while it runs.</summary>
    public byte[]? Report { get; set; }

    /// <summary>Packs the lines of a report.</summary>
    public static byte[] Pack(ImportReport report)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(zip, ReportLine.Of(report), RelaxedJson.Options);
        }

        return packed.ToArray();
    }

    /// <summary>The lines of the report; none while it runs.</summary>
    public IReadOnlyList<ReportLine> Lines()
    {
        if (Report is null)
        {
            return [];
        }

        using var zip = new GZipStream(new MemoryStream(Report), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<ReportLine>>(zip, RelaxedJson.Options) ?? [];
    }
}

/// <summary>One line of a report: a refused row, or a fault of the grids together.</summary>
/// <param name="Line">Line or running number in the file; 0 for a fault of all together.</param>
/// <param name="Key">The objects it is about.</param>
/// <param name="Code">What is wrong, as a code.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Lon">Where, CGCS2000 degrees; null when unknown.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Shape">The piece of ground at fault as well-known text; null for a point.</param>
/// <param name="IsWarning">It did not stand in the way.</param>
public sealed record ReportLine(int Line, string Key, string Code, string Message, double? Lon, double? Lat, string? Shape, bool IsWarning)
{
    /// <summary>Refused rows and faults in the order of the file.</summary>
    public static IReadOnlyList<ReportLine> Of(ImportReport report) =>
    [
        .. report.Refused.Select(r => Of(r.Line, r.Id, r.Reason.Code, r.Reason.Message, r.Where, null, isWarning: false))
            .Concat(report.Faults.Select(f => Of(
                f.Line, string.Join(' ', f.Codes), f.Reason.Code, f.Reason.Message,
                f.Where is { IsEmpty: false } where ? new Cgcs2000(where.Centroid.X, where.Centroid.Y) : null,
                f.Where is { IsEmpty: false, Dimension: not NetTopologySuite.Geometries.Dimension.Point } ? f.Where.AsText() : null, f.IsWarning)))
            .DistinctBy(l => (l.Line, l.Key, l.Code, l.Message)).OrderBy(l => l.IsWarning).ThenBy(l => l.Line),
    ];

    /// <summary>The report as a table to download (UTF-8, with a header).</summary>
    public static string Csv(IEnumerable<ReportLine> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.Write(CsvText.Mark + "行号,标识,性质,代码,原因,经度,纬度\r\n");
        foreach (var line in lines)
        {
            text.Write(string.Join(',', new[] { Plain(line.Line), line.Key, line.IsWarning ? "提示" : "错误", line.Code, line.Message, Plain(line.Lon), Plain(line.Lat) }.Select(CsvText.Cell)));
            text.Write("\r\n");
        }

        return text.ToString();
    }

    private static ReportLine Of(int line, string key, string code, string message, Cgcs2000? where, string? shape, bool isWarning) =>
        new(line, key, code, message, where?.Lon, where?.Lat, shape, isWarning);

    private static string Plain(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
