using System.Text;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// Features as a vector tile: Mapbox Vector Tile 2.1, one layer, 4096 units a side. What lies outside is cut off at a margin
/// wide enough that no edge or symbol shows the seam.
/// </summary>
public static class TileWriter
{
    /// <summary>Units drawn beyond each edge.</summary>
    public const int Buffer = 64;

    private const int LayerOfTile = 3;
    private const int NameOfLayer = 1;
    private const int FeatureOfLayer = 2;
    private const int KeyOfLayer = 3;
    private const int ValueOfLayer = 4;
    private const int ExtentOfLayer = 5;
    private const int VersionOfLayer = 15;
    private const int TagsOfFeature = 2;
    private const int TypeOfFeature = 3;
    private const int GeometryOfFeature = 4;

    /// <summary>The tile; no bytes at all when nothing lies in it.</summary>
    public static byte[] Write(LayerDescription layer, WebTile tile, IReadOnlyList<ServedFeature> features)
    {
        var (keys, valueBytes, values) = (new List<string>(), new ProtoBuffer(), new Dictionary<object, uint>());
        List<(int Field, uint Key)> fields = [];
        for (var i = 0; i < layer.Fields.Count; i++)
        {
            if (layer.Fields[i].IsInTile)
            {
                fields.Add((i, (uint)keys.Count));
                keys.Add(layer.Fields[i].Name);
            }
        }

        var shapes = new TileGeometry(tile, tile.Zoom >= layer.MaxZoom);
        var (body, tags) = (new ProtoBuffer(), new ProtoBuffer());
        body.Text(NameOfLayer, layer.Id);
        var any = false;
        foreach (var feature in features)
        {
            if (shapes.Draw(feature.Geometry) is not { } drawn)
            {
                continue;
            }

            any = true;
            tags.Clear();
            foreach (var (field, key) in fields)
            {
                if (feature.Values[field] is { } value)
                {
                    tags.Varint(key);
                    tags.Varint(NumberOf(value, values, valueBytes));
                }
            }

            var length = ProtoBuffer.FieldLength(tags.Length) + 2 + ProtoBuffer.FieldLength(drawn.Length);
            body.Header(FeatureOfLayer, length);
            body.Bytes(TagsOfFeature, tags.Written);
            body.Number(TypeOfFeature, (uint)layer.Geometry + 1);
            body.Bytes(GeometryOfFeature, drawn.Written);
        }

        return any ? Finish(body, keys, valueBytes) : [];
    }

    private static byte[] Finish(ProtoBuffer body, List<string> keys, ProtoBuffer values)
    {
        foreach (var key in keys)
        {
            body.Text(KeyOfLayer, key);
        }

        body.Append(values.Written);
        body.Number(ExtentOfLayer, WebTile.Extent);
        body.Number(VersionOfLayer, 2);
        var tile = new ProtoBuffer(body.Length + 8);
        tile.Bytes(LayerOfTile, body.Written);
        return tile.Written.ToArray();
    }

    /// <summary>The number of a value in the tile's table; equal values stand there once.</summary>
    private static uint NumberOf(object value, Dictionary<object, uint> values, ProtoBuffer bytes)
    {
        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(values, value, out var known);
        if (!known)
        {
            number = (uint)values.Count - 1;
            Put(bytes, value);
        }

        return number;
    }

    private static void Put(ProtoBuffer bytes, object value)
    {
        const int text = 1, real = 3, whole = 4;
        switch (value)
        {
            case long number:
                bytes.Header(ValueOfLayer, 1 + ProtoBuffer.VarintLength((ulong)number));
                bytes.Number(whole, (ulong)number);
                break;
            case double number:
                bytes.Header(ValueOfLayer, 1 + sizeof(double));
                bytes.Real(real, number);
                break;
            default:
                var words = value switch
                {
                    DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                    _ => value.ToString() ?? "",
                };
                bytes.Header(ValueOfLayer, ProtoBuffer.FieldLength(Encoding.UTF8.GetByteCount(words)));
                bytes.Text(text, words);
                break;
        }
    }
}
