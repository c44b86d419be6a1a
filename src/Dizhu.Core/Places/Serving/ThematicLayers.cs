using System.Collections.Concurrent;
using Dizhu.Core.Access;
using Dizhu.Kernel.Geography;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// Layers without a table of their own – terrain, facilities of a unit, any thematic data – served like those of the core. The features of a
/// layer are read when it is first asked for, and anew after each of its versions.
/// </summary>
public sealed class ThematicLayers(Func<PlaceBook> places, IReads reads) : ILayerSource
{
    private readonly ConcurrentDictionary<string, ThematicLayer> _made = new(StringComparer.Ordinal);

    public IEnumerable<IServedLayer> Layers => places().Layers.Select(layer => _made.AddOrUpdate(
        layer.Id, _ => new ThematicLayer(layer, reads), (_, present) => present.Version == layer.LiveVersion ? present : new ThematicLayer(layer, reads)));
}

/// <summary>One such layer at one version.</summary>
internal sealed class ThematicLayer : IServedLayer
{
    private const int MinZoom = 10;
    private const int MaxZoom = 17;

    private readonly BaseLayer _layer;
    private readonly IReads _reads;
    private readonly Lazy<Task<MemoryLayer<LayerFeature>>> _features;

    public ThematicLayer(BaseLayer layer, IReads reads)
    {
        (_layer, _reads) = (layer, reads);
        _features = new(LoadAsync);
        Description = new LayerDescription
        {
            Id = layer.Id,
            Title = layer.Title,
            Description = $"{layer.Provider}，{layer.DatedOn:yyyy-MM-dd}。{layer.Metadata}",
            Geometry = layer.Shape switch { LayerShape.Point => GeometryKind.Point, LayerShape.Line => GeometryKind.Line, _ => GeometryKind.Polygon },
            Fields = [.. Columns.Select(c => c.Field)],
            TimeField = "from",
            MinZoom = MinZoom,
            MaxZoom = MaxZoom,
        };
    }

    public int Version => _layer.LiveVersion;

    public LayerDescription Description { get; }

    /// <summary>Known once the features were first asked for.</summary>
    public GeoBox? Extent { get; private set; }

    private static LayerColumn<LayerFeature>[] Columns =>
    [
        new(new("id", FieldType.Text, "编号", IsInTile: true), f => f.Key),
        new(new("name", FieldType.Text, "名称", IsInTile: true) { IsName = true }, f => f.Name),
        new(new("cells", FieldType.Text, "属性", IsFilter: false), f => f.Cells),
        new(new("from", FieldType.Day, "启用日期"), f => f.From),
    ];

    public ValueTask<string> VersionAsync(Principal reader, CancellationToken cancellationToken) => ValueTask.FromResult($"{_layer.Id}-{Version}");

    public async Task<LayerPage> ReadAsync(Principal reader, LayerQuery query, CancellationToken cancellationToken) => await (await _features.Value).ReadAsync(reader, query, cancellationToken);

    public async Task<ServedFeature?> FindAsync(Principal reader, string id, CancellationToken cancellationToken) => await (await _features.Value).FindAsync(reader, id, cancellationToken);

    public async Task<IReadOnlyList<ServedFeature>> TileAsync(Principal reader, LayerQuery query, int zoom, CancellationToken cancellationToken) =>
        await (await _features.Value).TileAsync(reader, query, zoom, cancellationToken);

    private async Task<MemoryLayer<LayerFeature>> LoadAsync()
    {
        await using var db = _reads.Open();
        var rows = await db.Set<LayerFeature>().AsNoTracking().Where(f => f.LayerId == _layer.Id && f.Until == null).ToListAsync();
        var shapes = rows.ToDictionary(r => r.Key, Shape, StringComparer.Ordinal);
        var layer = new MemoryLayer<LayerFeature>(Description, $"{_layer.Id}-{Version}", rows, f => f.Key, f => shapes[f.Key], Columns);
        Extent = layer.Extent;
        return layer;
    }

    private static FeatureGeometry Shape(LayerFeature feature) => new WKBReader().Read(feature.Shape) switch
    {
        Point point => FeatureGeometry.Of(At(point.Coordinate)),
        LineString line => FeatureGeometry.OfLines([Line(line)]),
        MultiLineString lines => FeatureGeometry.OfLines(lines.Geometries.OfType<LineString>().Select(Line)),
        MultiPoint points => FeatureGeometry.Of(At(points.Coordinate)),
        _ => FeatureGeometry.Of(Wkb.Read(feature.Shape)),
    };

    private static IReadOnlyList<Cgcs2000> Line(LineString line) => [.. line.Coordinates.Select(At)];

    private static Cgcs2000 At(Coordinate coordinate) => new(coordinate.X, coordinate.Y);
}
