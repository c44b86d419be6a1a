using System.Text.Json;
using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;

namespace Dizhu.Web.BaseData;

/// <summary>Geometries as GeoJSON, the form the map and other programs hand them over in.</summary>
internal static class GeoJsonText
{
    /// <summary>More corners nobody draws by hand.</summary>
    private const int MostDrawn = 500;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>Reads one geometry.</summary>
    public static Outcome<Geometry> Read(string text) => Read(() => JsonSerializer.Deserialize<Geometry>(text, Json));

    /// <summary>Reads one geometry of any length.</summary>
    public static async Task<Outcome<Geometry>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(body);
        var all = await text.ReadToEndAsync(cancellationToken);
        return Read(all);
    }

    /// <summary>Writes one geometry.</summary>
    public static string Write(Geometry geometry) => JsonSerializer.Serialize(geometry, Json);

    /// <summary>A geometry as a map can take it up for redrawing; null for one with too many corners or with holes, which comes as a file.</summary>
    public static string? ForDrawing(byte[] wellKnownBinary) =>
        new WKBReader().Read(wellKnownBinary) is { NumPoints: <= MostDrawn } shape and (LineString or Polygon { NumInteriorRings: 0 }) ? Write(shape) : null;

    private static Outcome<Geometry> Read(Func<Geometry?> read)
    {
        try
        {
            return read() is { } shape ? shape : new Refusal("boundary.shape", "请给出 GeoJSON 的面。", RefusalKind.Invalid, Field: "shape");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or ParseException or InvalidOperationException or NotSupportedException or FormatException)
        {
            return new Refusal("boundary.shape", "GeoJSON 读不出来，或面没有闭合。请改正后重新提交。", RefusalKind.Invalid, Field: "shape");
        }
    }
}
