using System.Text.Encodings.Web;
using System.Text.Json;
using Dizhu.Core.Geodata;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;

namespace Dizhu.Web.BaseData;

/// <summary>The faults of a supply as a layer: every piece of ground or point at fault, with its reason.</summary>
internal static class FaultLayer
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new GeoJsonConverterFactory() } };

    /// <summary>A GeoJSON FeatureCollection; lines without a place are not in it.</summary>
    public static string Write(IEnumerable<ReportLine> lines)
    {
        var collection = new FeatureCollection();
        foreach (var line in lines)
        {
            if (ShapeOf(line) is { } shape)
            {
                collection.Add(new Feature(shape, new AttributesTable
                {
                    { "line", line.Line },
                    { "key", line.Key },
                    { "code", line.Code },
                    { "message", line.Message },
                    { "warning", line.IsWarning },
                }));
            }
        }

        return JsonSerializer.Serialize(collection, Json);
    }

    private static Geometry? ShapeOf(ReportLine line) => line switch
    {
        { Shape: { } text } => new WKTReader().Read(text),
        { Lon: { } lon, Lat: { } lat } => new Point(lon, lat),
        _ => null,
    };
}
