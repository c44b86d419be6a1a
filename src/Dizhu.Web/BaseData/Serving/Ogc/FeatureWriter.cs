using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>Features as GeoJSON (RFC 7946), straight onto the body: a page is never in memory as text.</summary>
internal sealed class FeatureWriter : IDisposable
{
    private const int FlushAt = 64 * 1024;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly PipeWriter _body;
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _names;
    private readonly Crs _crs;

    public FeatureWriter(PipeWriter body, LayerDescription layer, Crs crs)
    {
        (_body, _crs) = (body, crs);
        _json = new Utf8JsonWriter(body, Options);
        _names = [.. layer.Fields.Select(f => JsonEncodedText.Encode(f.Name))];
    }

    /// <summary>A collection: links and counts, then the features.</summary>
    public async Task WriteAsync(LayerPage page, IReadOnlyList<Link> links, DateTime at, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "FeatureCollection"u8);
        _json.WriteString("timeStamp"u8, at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        _json.WriteNumber("numberMatched"u8, page.Matched);
        _json.WriteNumber("numberReturned"u8, page.Features.Count);
        Link.Write(_json, links);
        _json.WriteStartArray("features"u8);
        foreach (var feature in page.Features)
        {
            Feature(feature, []);
            if (_json.BytesPending + _body.UnflushedBytes > FlushAt)
            {
                _json.Flush();
                await _body.FlushAsync(cancellationToken);
            }
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        await _body.FlushAsync(cancellationToken);
    }

    /// <summary>One feature with its links.</summary>
    public async Task WriteAsync(ServedFeature feature, IReadOnlyList<Link> links, CancellationToken cancellationToken)
    {
        Feature(feature, links);
        _json.Flush();
        await _body.FlushAsync(cancellationToken);
    }

    public void Dispose() => _json.Dispose();

    private void Feature(ServedFeature feature, IReadOnlyList<Link> links)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "Feature"u8);
        _json.WriteString("id"u8, feature.Id);
        _json.WriteStartObject("geometry"u8);
        Geometry(feature.Geometry);
        _json.WriteEndObject();
        _json.WriteStartObject("properties"u8);
        for (var i = 0; i < _names.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            Value(feature.Values[i]);
        }

        _json.WriteEndObject();
        if (links.Count > 0)
        {
            Link.Write(_json, links);
        }

        _json.WriteEndObject();
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null:
                _json.WriteNullValue();
                break;
            case string text:
                _json.WriteStringValue(text);
                break;
            case long whole:
                _json.WriteNumberValue(whole);
                break;
            case double number:
                _json.WriteNumberValue(number);
                break;
            case DateOnly day:
                _json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                _json.WriteStringValue(instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"A feature cannot have a value of {value.GetType().Name}.");
        }
    }

    private void Geometry(FeatureGeometry geometry)
    {
        var several = geometry.Parts.Length > 1;
        switch (geometry.Kind)
        {
            case GeometryKind.Point:
                _json.WriteString("type"u8, "Point"u8);
                _json.WritePropertyName("coordinates"u8);
                Position(geometry.Point);
                break;
            case GeometryKind.Line:
                _json.WriteString("type"u8, several ? "MultiLineString"u8 : "LineString"u8);
                _json.WritePropertyName("coordinates"u8);
                All(geometry.Parts, several, part => Positions(part[0]));
                break;
            default:
                _json.WriteString("type"u8, several ? "MultiPolygon"u8 : "Polygon"u8);
                _json.WritePropertyName("coordinates"u8);
                All(geometry.Parts, several, rings => All(rings, true, Positions));
                break;
        }
    }

    private void All<T>(T[] items, bool inArray, Action<T> write)
    {
        if (inArray)
        {
            _json.WriteStartArray();
        }

        foreach (var item in items)
        {
            write(item);
        }

        if (inArray)
        {
            _json.WriteEndArray();
        }
    }

    private void Positions(Cgcs2000[] points)
    {
        _json.WriteStartArray();
        foreach (var point in points)
        {
            Position(point);
        }

        _json.WriteEndArray();
    }

    private void Position(Cgcs2000 point)
    {
        var (first, second) = _crs.Write(point);
        _json.WriteStartArray();
        _json.WriteNumberValue(first);
        _json.WriteNumberValue(second);
        _json.WriteEndArray();
    }
}

/// <summary>A link as OGC documents carry them.</summary>
internal sealed record Link(string Href, string Rel, string Type, string Title)
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Link> links)
    {
        json.WriteStartArray("links"u8);
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("href"u8, link.Href);
            json.WriteString("rel"u8, link.Rel);
            json.WriteString("type"u8, link.Type);
            json.WriteString("title"u8, link.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
