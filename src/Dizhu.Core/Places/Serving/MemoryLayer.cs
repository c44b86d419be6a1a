using Dizhu.Core.Access;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>A field and how its value is taken from a row.</summary>
public sealed record LayerColumn<T>(LayerField Field, Func<T, object?> Value);

/// <summary>
/// A layer over rows in memory that never change: the same for every reader. Rows stand in the order of their ids; a box is
/// answered by an index and then exactly.
/// </summary>
public sealed class MemoryLayer<T> : IServedLayer
{
    private readonly T[] _rows;
    private readonly Func<T, string> _id;
    private readonly Func<T, FeatureGeometry> _geometry;
    private readonly Func<T, object?>[] _values;
    private readonly Lazy<PackedBoxIndex> _index;
    private readonly int _time;
    private readonly string _version;

    /// <param name="description">What the layer is; its fields are those of the columns.</param>
    /// <param name="version">Changes whenever the rows do.</param>
    /// <param name="rows">The rows, in any order; ids are different.</param>
    /// <param name="id">The id of a row.</param>
    /// <param name="geometry">Where a row lies.</param>
    /// <param name="columns">The fields.</param>
    public MemoryLayer(
        LayerDescription description, string version, IEnumerable<T> rows, Func<T, string> id, Func<T, FeatureGeometry> geometry, IReadOnlyList<LayerColumn<T>> columns)
    {
        Description = description with { Fields = [.. columns.Select(c => c.Field)] };
        _version = version;
        (_id, _geometry) = (id, geometry);
        _rows = [.. rows];
        if (!IsInOrder())
        {
            Array.Sort(_rows, (a, b) => string.CompareOrdinal(id(a), id(b)));
        }

        _values = [.. columns.Select(c => c.Value)];
        _time = description.TimeField is { } field ? Description.Fields.Select(f => f.Name).ToList().IndexOf(field) : -1;
        _index = new(() => new([.. _rows.Select(r => geometry(r).Box)]));
    }

    public LayerDescription Description { get; }

    public GeoBox? Extent => _index.Value.Extent is { IsEmpty: false } box ? box : null;

    public ValueTask<string> VersionAsync(Principal reader, CancellationToken cancellationToken) => ValueTask.FromResult(_version);

    public Task<LayerPage> ReadAsync(Principal reader, LayerQuery query, CancellationToken cancellationToken)
    {
        var (matched, before, page) = query is { Box: null, Equal.Count: 0, Time: null } ? AllRows(query) : Matching(query);
        return Task.FromResult(new LayerPage(
            [.. page.Select(i => At(i))], matched, HasMore: page.Length > 0 && before + page.Length < matched, HasLess: page.Length > 0 && before > 0));
    }

    public Task<ServedFeature?> FindAsync(Principal reader, string id, CancellationToken cancellationToken)
    {
        var at = FirstAtOrBehind(id);
        return Task.FromResult(at < _rows.Length && string.Equals(_id(_rows[at]), id, StringComparison.Ordinal) ? At(at) : null);
    }

    public Task<IReadOnlyList<ServedFeature>> TileAsync(Principal reader, LayerQuery query, int zoom, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServedFeature>>([.. Found(query).Select(i => At(i, forTile: true))]);

    /// <summary>A page of everything: nothing needs to be looked at to count it.</summary>
    private (int Matched, int Before, int[] Page) AllRows(LayerQuery query)
    {
        var (from, end) = (0, _rows.Length);
        if (query.After is { } after)
        {
            from = FirstBehind(after);
        }
        else if (query.Before is { } before)
        {
            end = FirstAtOrBehind(before);
            from = Math.Max(0, end - query.Limit);
        }

        return (_rows.Length, from, [.. Enumerable.Range(from, Math.Min(query.Limit, end - from))]);
    }

    private (int Matched, int Before, int[] Page) Matching(LayerQuery query)
    {
        var found = Found(query).ToArray();
        if (query.Before is { } before)
        {
            var end = CountBelow(found, FirstAtOrBehind(before));
            var start = Math.Max(0, end - query.Limit);
            return (found.Length, start, found[start..end]);
        }

        var from = query.After is { } after ? CountBelow(found, FirstBehind(after)) : 0;
        return (found.Length, from, found[from..Math.Min(found.Length, from + query.Limit)]);
    }

    private static int CountBelow(int[] sorted, int limit)
    {
        var at = Array.BinarySearch(sorted, limit);
        return at < 0 ? ~at : at;
    }

    private IEnumerable<int> Found(LayerQuery query)
    {
        var near = query.Box is { } box ? Near(box) : Enumerable.Range(0, _rows.Length);
        return query is { Equal.Count: 0, Time: null } ? near : near.Where(i => Fits(_rows[i], query));
    }

    private IEnumerable<int> Near(GeoBox box)
    {
        var found = _index.Value.Find(box);
        return Description.Geometry == GeometryKind.Point ? found : found.Where(i => _geometry(_rows[i]).Meets(box));
    }

    private bool Fits(T row, LayerQuery query) =>
        query.Equal.All(e => Equals(_values[e.Field](row), e.Value)) && (query.Time is not { } time || _time < 0 || time.Holds(_values[_time](row)));

    /// <summary>The feature of a row; for a tile without the values tiles do not carry.</summary>
    private ServedFeature At(int at, bool forTile = false)
    {
        var row = _rows[at];
        var values = new object?[_values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = forTile && !Description.Fields[i].IsInTile ? null : _values[i](row);
        }

        return new ServedFeature(_id(row), _geometry(row), values);
    }

    private bool IsInOrder()
    {
        for (var i = 1; i < _rows.Length; i++)
        {
            if (string.CompareOrdinal(_id(_rows[i - 1]), _id(_rows[i])) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int FirstBehind(string id) => First(i => string.CompareOrdinal(i, id) > 0);

    private int FirstAtOrBehind(string id) => First(i => string.CompareOrdinal(i, id) >= 0);

    /// <summary>The first row from which on a condition holds that once true stays true.</summary>
    private int First(Func<string, bool> holds)
    {
        var (low, high) = (0, _rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(_id(_rows[middle])) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
