using System.Text.Encodings.Web;
using System.Text.Json;
using Dizhu.Core.Geodata;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;

namespace Dizhu.Web.BaseData;

/// <summary>Layers to point at things on the map: the faults of a supply with their reasons, the geometries of a change.</summary>
internal static class MapOverlay
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

    /// <summary>What a change draws: every object that gets a geometry, with its key.</summary>
    public static string Write(ChangeProposal proposal)
    {
        var collection = new FeatureCollection();
        foreach (var drawn in proposal.Objects.Where(o => o.Shape is not null))
        {
            collection.Add(new Feature(new WKTReader().Read(drawn.Shape), new AttributesTable { { "key", drawn.Key }, { "change", true } }));
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
