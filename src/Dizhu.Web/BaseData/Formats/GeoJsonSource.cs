using System.Globalization;
using System.Text.Json;
using Dizhu.Core.Geodata;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>A GeoJSON FeatureCollection (RFC 7946; the older <c>crs</c> member is read), one feature after the other.</summary>
internal sealed class GeoJsonSource : IFeatureSource
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new GeoJsonConverterFactory() } };

    private readonly string _path;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public GeoJsonSource(string path)
    {
        _path = path;
        var columns = new List<string>();
        using var stream = new GeoJsonStream(path);
        foreach (var feature in stream.Features())
        {
            using (feature)
            {
                foreach (var name in Names(feature.RootElement))
                {
                    if (_places.TryAdd(name, columns.Count))
                    {
                        columns.Add(name);
                    }
                }
            }
        }

        Columns = columns;
        DatumSaid = stream.Crs ?? "WGS84";
    }

    public string Format => "GeoJSON";

    public IReadOnlyList<string> Columns { get; }

    public string Encoding => "UTF-8";

    /// <summary>What the <c>crs</c> member says; without one RFC 7946 means WGS 84.</summary>
    public string? DatumSaid { get; }

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken)
    {
        using var stream = new GeoJsonStream(_path);
        var number = 0;
        foreach (var feature in stream.Features())
        {
            using (feature)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Read(++number, feature.RootElement);
            }
        }
    }

    public void Dispose()
    {
    }

    private static IEnumerable<string> Names(JsonElement feature) =>
        (feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("id", out _) ? ["id"] : (IEnumerable<string>)[])
        .Concat(feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(p => p.Name)
            : []);

    private SourceFeature Read(int number, JsonElement feature)
    {
        var cells = new string[Columns.Count];
        Array.Fill(cells, "");
        if (feature.ValueKind != JsonValueKind.Object)
        {
            return new SourceFeature(number, cells, null, BrokenFile.Of("import.feature", "这一项不是要素。请核对文件。"));
        }

        if (feature.TryGetProperty("id", out var id))
        {
            cells[_places["id"]] = Text(id);
        }

        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                cells[_places[property.Name]] = Text(property.Value);
            }
        }

        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            return new SourceFeature(number, cells, null);
        }

        try
        {
            return new SourceFeature(number, cells, PointOf(geometry) ?? geometry.Deserialize<Geometry>(Json));
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException)
        {
            return new SourceFeature(number, cells, null, BrokenFile.Shape(problem.InnerException ?? problem));
        }
    }

    /// <summary>Points are by far the most; they need no reader of all geometries.</summary>
    private static Point? PointOf(JsonElement geometry) =>
        geometry.TryGetProperty("type", out var type) && type.ValueEquals("Point"u8) && geometry.TryGetProperty("coordinates", out var at)
            && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() >= 2
            ? new Point(at[0].GetDouble(), at[1].GetDouble())
            : null;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        _ => value.GetRawText(),
    };
}
