using Dizhu.Core.Access;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>What a field holds.</summary>
public enum FieldType
{
    Text,
    Whole,
    Number,

    /// <summary>A legal day.</summary>
    Day,

    /// <summary>An instant, UTC.</summary>
    Instant,
}

/// <summary>One property of the features of a layer.</summary>
/// <param name="Name">As in tiles and GeoJSON; never renamed.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Title">As people call it, Chinese.</param>
/// <param name="IsInTile">Tiles carry it too, not only the features themselves.</param>
/// <param name="IsFilter">Features may be asked for by its value.</param>
public sealed record LayerField(string Name, FieldType Type, string Title, bool IsInTile = false, bool IsFilter = true)
{
    /// <summary>The only values there are to ask for; null when there may be any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Of a layer of polygons: maps write it in them, so that the points of names in tiles carry it too.</summary>
    public bool IsName { get; init; }
}

/// <summary>What a layer is, before anything of it is read.</summary>
public sealed record LayerDescription
{
    /// <summary>As in addresses: small letters and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Chinese.</summary>
    public required string Title { get; init; }

    /// <summary>Chinese.</summary>
    public required string Description { get; init; }

    public required GeometryKind Geometry { get; init; }

    /// <summary>
    /// The layer of points beside the polygons in the same tile, one where each name stands; null where there are none. A polygon is cut by
    /// the tiles it lies in, and a name written in each piece would be repeated.
    /// </summary>
    public string? NameLayer => Geometry == GeometryKind.Polygon && Fields.Any(f => f.IsName) ? Id + "-label" : null;

    public required IReadOnlyList<LayerField> Fields { get; init; }

    /// <summary>The field <c>datetime</c> asks about; null when the features know no time.</summary>
    public string? TimeField { get; init; }

    /// <summary>Tiles are served from this zoom on: at lower ones they would hold more than a map can show.</summary>
    public required int MinZoom { get; init; }

    /// <summary>The last zoom with tiles of its own; a map enlarges them beyond.</summary>
    public required int MaxZoom { get; init; }

    /// <summary>False when only tiles are served: what they show is counted, not features anybody could list.</summary>
    public bool HasItems { get; init; } = true;

    /// <summary>What different readers are shown differs: nothing of it may be kept for others.</summary>
    public bool IsScoped { get; init; }
}

/// <summary>A feature: its id, where it lies, and its values in the order of the layer's fields (text, long, double, <see cref="DateOnly"/>, <see cref="DateTime"/> or null).</summary>
public sealed record ServedFeature(string Id, FeatureGeometry Geometry, object?[] Values);

/// <summary>A span of time, both ends included; null is open. As instants and as the legal days they touch.</summary>
public sealed record TimeAsked(DateTime? From, DateTime? Until, DateOnly? FirstDay, DateOnly? LastDay)
{
    /// <summary>Whether a value of a time field lies in it; a feature without a time is never left out for it.</summary>
    public bool Holds(object? value) => value switch
    {
        DateOnly day => !(day < FirstDay) && !(day > LastDay),
        DateTime instant => !(instant < From) && !(instant > Until),
        _ => true,
    };
}

/// <summary>What is asked of a layer; everything given must hold.</summary>
public sealed record LayerQuery
{
    /// <summary>Features that have a point in common with it.</summary>
    public GeoBox? Box { get; init; }

    /// <summary>Fields by their place in the description, and the value each must have.</summary>
    public IReadOnlyList<(int Field, object Value)> Equal { get; init; } = [];

    public TimeAsked? Time { get; init; }

    /// <summary>The page begins behind this id; null for the first.</summary>
    public string? After { get; init; }

    /// <summary>The page ends before this id; for going back.</summary>
    public string? Before { get; init; }

    public int Limit { get; init; } = 100;
}

/// <summary>One page of features, in the order of their ids.</summary>
/// <param name="Features">The features.</param>
/// <param name="Matched">How many there are in all.</param>
/// <param name="HasMore">There are more behind the last.</param>
/// <param name="HasLess">There are others before the first.</param>
public sealed record LayerPage(IReadOnlyList<ServedFeature> Features, long Matched, bool HasMore, bool HasLess);

/// <summary>A layer of the map as everybody outside is served it: in tiles and as features.</summary>
public interface IServedLayer
{
    LayerDescription Description { get; }

    /// <summary>Where the features lie; null when unknown or nowhere.</summary>
    GeoBox? Extent { get; }

    /// <summary>
    /// A short text that changes whenever an answer to this reader may change, and differs between readers whose answers may differ:
    /// caches and ETags rest on it.
    /// </summary>
    ValueTask<string> VersionAsync(Principal reader, CancellationToken cancellationToken);

    /// <summary>A page of what the reader may see.</summary>
    Task<LayerPage> ReadAsync(Principal reader, LayerQuery query, CancellationToken cancellationToken);

    /// <summary>The feature of an id; null when there is none the reader may see.</summary>
    Task<ServedFeature?> FindAsync(Principal reader, string id, CancellationToken cancellationToken);

    /// <summary>All the reader may see of what is asked for, in the box of a tile, for drawing at its zoom. Pages and limits do not count.</summary>
    Task<IReadOnlyList<ServedFeature>> TileAsync(Principal reader, LayerQuery query, int zoom, CancellationToken cancellationToken);
}

/// <summary>Where layers come from; whoever has more to show brings another.</summary>
public interface ILayerSource
{
    /// <summary>The layers as they stand now.</summary>
    IEnumerable<IServedLayer> Layers { get; }
}

/// <summary>All layers there are.</summary>
public sealed class LayerRegistry(IEnumerable<ILayerSource> sources)
{
    public IEnumerable<IServedLayer> All => sources.SelectMany(s => s.Layers);

    public IServedLayer? Find(string id) => All.FirstOrDefault(l => string.Equals(l.Description.Id, id, StringComparison.Ordinal));
}
