using System.Text;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// Features as a vector tile: Mapbox Vector Tile 2.1, 4096 units a side, one layer and for polygons one more of the points their names stand at. What lies outside is cut off at a margin
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

    /// <summary>The tile: the layer, and beside polygons the points of their names; no bytes at all when nothing lies in it.</summary>
    public static byte[] Write(LayerDescription layer, WebTile tile, IReadOnlyList<ServedFeature> features)
    {
        var shapes = new TileGeometry(tile, tile.Zoom >= layer.MaxZoom);
        var sheet = new Sheet(layer.Id, layer.Geometry, layer.Fields, f => f.IsInTile);
        var names = layer.NameLayer is { } name ? new Sheet(name, GeometryKind.Point, layer.Fields, f => f.IsName) : null;
        foreach (var feature in features)
        {
            if (shapes.Draw(feature.Geometry) is not { } drawn)
            {
                continue;
            }

            sheet.Add(feature.Values, drawn);
            if (names is not null && shapes.DrawName(feature.Geometry) is { } point)
            {
                names.Add(feature.Values, point);
            }
        }

        var written = new ProtoBuffer(sheet.Length + (names?.Length ?? 0) + 16);
        sheet.Finish(written);
        names?.Finish(written);
        return written.Written.ToArray();
    }

    /// <summary>One layer of the tile, with the tables of its keys and values.</summary>
    private sealed class Sheet
    {
        private readonly List<string> _keys = [];
        private readonly List<(int Field, uint Key)> _fields = [];
        private readonly Dictionary<object, uint> _values = [];
        private readonly (ProtoBuffer Body, ProtoBuffer Tags, ProtoBuffer Values) _bytes = (new(), new(), new());
        private readonly GeometryKind _geometry;
        private bool _any;

        public Sheet(string name, GeometryKind geometry, IReadOnlyList<LayerField> fields, Func<LayerField, bool> carries)
        {
            _geometry = geometry;
            for (var i = 0; i < fields.Count; i++)
            {
                if (carries(fields[i]))
                {
                    _fields.Add((i, (uint)_keys.Count));
                    _keys.Add(fields[i].Name);
                }
            }

            _bytes.Body.Text(NameOfLayer, name);
        }

        /// <summary>About as long as it will be.</summary>
        public int Length => _bytes.Body.Length + _bytes.Values.Length;

        public void Add(object?[] values, ProtoBuffer drawn)
        {
            var (body, tags, table) = _bytes;
            _any = true;
            tags.Clear();
            foreach (var (field, key) in _fields)
            {
                if (values[field] is { } value)
                {
                    tags.Varint(key);
                    tags.Varint(NumberOf(value, _values, table));
                }
            }

            var length = ProtoBuffer.FieldLength(tags.Length) + 2 + ProtoBuffer.FieldLength(drawn.Length);
            body.Header(FeatureOfLayer, length);
            body.Bytes(TagsOfFeature, tags.Written);
            body.Number(TypeOfFeature, (uint)_geometry + 1);
            body.Bytes(GeometryOfFeature, drawn.Written);
        }

        /// <summary>Puts the layer into the tile, unless it is empty.</summary>
        public void Finish(ProtoBuffer tile)
        {
            if (!_any)
            {
                return;
            }

            var body = _bytes.Body;
            foreach (var key in _keys)
            {
                body.Text(KeyOfLayer, key);
            }

            body.Append(_bytes.Values.Written);
            body.Number(ExtentOfLayer, WebTile.Extent);
            body.Number(VersionOfLayer, 2);
            tile.Bytes(LayerOfTile, body.Written);
        }
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
