namespace Dizhu.Kernel.Geography;

/// <summary>
/// Finds the points near a position. Built once, never changed, read by any number of threads, without allocation.
/// Distances are those of the <see cref="CityPlane"/>, in metres.
/// </summary>
public sealed class PackedPointIndex
{
    private const double PointsPerBucket = 2;

    private readonly CityPlane _plane;
    private readonly double[] _xs;
    private readonly double[] _ys;
    private readonly int[] _items;
    private readonly int[] _start;
    private readonly double _west;
    private readonly double _south;
    private readonly double _bucket;
    private readonly int _columns;
    private readonly int _rows;

    /// <param name="plane">The plane distances are measured in.</param>
    /// <param name="points">The points; answers are positions in this list.</param>
    public PackedPointIndex(CityPlane plane, IReadOnlyList<Cgcs2000> points)
    {
        _plane = plane;
        var metres = new (double X, double Y)[points.Count];
        var (east, north) = (double.MinValue, double.MinValue);
        (_west, _south) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < metres.Length; i++)
        {
            var (x, y) = metres[i] = plane.ToMetres(points[i]);
            (_west, _south) = (Math.Min(_west, x), Math.Min(_south, y));
            (east, north) = (Math.Max(east, x), Math.Max(north, y));
        }

        var (width, height) = metres.Length == 0 ? (0, 0) : (east - _west, north - _south);
        _bucket = Math.Max(1, Math.Sqrt((width + 1) * (height + 1) * PointsPerBucket / Math.Max(1, metres.Length)));
        _columns = (int)(width / _bucket) + 1;
        _rows = (int)(height / _bucket) + 1;

        _start = new int[_columns * _rows + 1];
        foreach (var (x, y) in metres)
        {
            _start[BucketOf(x, y) + 1]++;
        }

        for (var i = 1; i < _start.Length; i++)
        {
            _start[i] += _start[i - 1];
        }

        _items = new int[metres.Length];
        _xs = new double[metres.Length];
        _ys = new double[metres.Length];
        var next = _start[..^1];
        for (var i = 0; i < metres.Length; i++)
        {
            var slot = next[BucketOf(metres[i].X, metres[i].Y)]++;
            _items[slot] = i;
            (_xs[slot], _ys[slot]) = metres[i];
        }
    }

    /// <summary>How many points there are.</summary>
    public int Count => _items.Length;

    /// <summary>The nearest point within a radius, and its distance; index -1 when there is none. Of two equally near the earlier in the list.</summary>
    /// <param name="centre">Where to look from.</param>
    /// <param name="radius">Metres; a point exactly so far away counts.</param>
    /// <param name="wanted">Which points count; null for all.</param>
    public (int Index, double Metres) Nearest(Cgcs2000 centre, double radius, Func<int, bool>? wanted = null)
    {
        var (x, y) = _plane.ToMetres(centre);
        var best = -1;
        var bestSquare = radius * radius;
        var (firstColumn, lastColumn) = Span(x - radius - _west, x + radius - _west, _columns);
        var (firstRow, lastRow) = Span(y - radius - _south, y + radius - _south, _rows);
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var slot = _start[row * _columns + firstColumn]; slot < _start[row * _columns + lastColumn + 1]; slot++)
            {
                var square = Square(_xs[slot] - x, _ys[slot] - y);
                var item = _items[slot];
                if (square > bestSquare || (square == bestSquare && best >= 0 && item > best) || wanted?.Invoke(item) == false)
                {
                    continue;
                }

                (best, bestSquare) = (item, square);
            }
        }

        return best < 0 ? (-1, double.NaN) : (best, Math.Sqrt(bestSquare));
    }

    /// <summary>All points within a radius with their distances, nearest first.</summary>
    public IReadOnlyList<(int Index, double Metres)> Within(Cgcs2000 centre, double radius)
    {
        List<(int Index, double Metres)> found = [];
        var (x, y) = _plane.ToMetres(centre);
        var (firstColumn, lastColumn) = Span(x - radius - _west, x + radius - _west, _columns);
        var (firstRow, lastRow) = Span(y - radius - _south, y + radius - _south, _rows);
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var slot = _start[row * _columns + firstColumn]; slot < _start[row * _columns + lastColumn + 1]; slot++)
            {
                var square = Square(_xs[slot] - x, _ys[slot] - y);
                if (square <= radius * radius)
                {
                    found.Add((_items[slot], Math.Sqrt(square)));
                }
            }
        }

        found.Sort((a, b) => a.Metres.CompareTo(b.Metres) is var order && order != 0 ? order : a.Index.CompareTo(b.Index));
        return found;
    }

    private static double Square(double dx, double dy) => dx * dx + dy * dy;

    private int BucketOf(double x, double y) => (int)((y - _south) / _bucket) * _columns + (int)((x - _west) / _bucket);

    /// <summary>The buckets between two distances from the edge; the first after the last when none is met.</summary>
    private (int First, int Last) Span(double from, double to, int count)
    {
        if (_items.Length == 0 || to < 0 || from > count * _bucket || !(from <= to))
        {
            return (0, -1);
        }

        return ((int)Math.Clamp(from / _bucket, 0, count - 1), (int)Math.Clamp(to / _bucket, 0, count - 1));
    }
}
