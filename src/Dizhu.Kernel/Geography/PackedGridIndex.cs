namespace Dizhu.Kernel.Geography;

/// <summary>
/// Finds the polygon a point lies in, among many that tile an area. Built once, never changed, read by any number of
/// threads, without allocation. A point on a shared edge belongs to the lowest code; outside all it belongs to none.
/// Coordinates are taken to whole nano-degrees (0.1 mm) and all tests on them are exact.
/// </summary>
public sealed class PackedGridIndex
{
    private readonly string[] _codes;
    private readonly int[] _source;
    private readonly int[] _ringStart;
    private readonly int[] _firstRing;
    private readonly int[] _xs;
    private readonly int[] _ys;
    private readonly (int West, int South, int East, int North)[] _boxes;
    private readonly long _west;
    private readonly long _south;
    private readonly long _width;
    private readonly long _height;
    private readonly int _columns;
    private readonly int _rows;
    private readonly long _bucketWidth;
    private readonly long _bucketHeight;
    private readonly int[] _bucketStart;
    private readonly int[] _bucketItems;

    /// <param name="shapes">Code and polygon of each; codes are different.</param>
    /// <exception cref="ArgumentException">Two polygons share a code, a ring has fewer than three points, or all together are wider than two degrees.</exception>
    public PackedGridIndex(IReadOnlyList<(string Code, Shape Shape)> shapes)
    {
        var order = Enumerable.Range(0, shapes.Count).OrderBy(i => shapes[i].Code, StringComparer.Ordinal).ToArray();
        _source = order;
        _codes = [.. order.Select(i => shapes[i].Code)];
        for (var i = 1; i < _codes.Length; i++)
        {
            if (string.Equals(_codes[i], _codes[i - 1], StringComparison.Ordinal))
            {
                throw new ArgumentException($"Two polygons have the code {_codes[i]}.", nameof(shapes));
            }
        }

        var points = shapes.SelectMany(s => s.Shape.Rings).SelectMany(r => r).ToList();
        if (points.Count > 0)
        {
            _west = points.Min(p => Nano.Of(p.Lon));
            _south = points.Min(p => Nano.Of(p.Lat));
            _width = points.Max(p => Nano.Of(p.Lon)) - _west;
            _height = points.Max(p => Nano.Of(p.Lat)) - _south;
        }

        if (_width > Nano.WidestExtent || _height > Nano.WidestExtent)
        {
            throw new ArgumentException("The polygons together are wider than two degrees.", nameof(shapes));
        }

        (_firstRing, _ringStart, _xs, _ys) = Pack(shapes, order, _west, _south);
        _boxes = [.. Enumerable.Range(0, order.Length).Select(BoxOf)];
        (_columns, _rows) = Divide(order.Length, _width, _height);
        _bucketWidth = _width / _columns + 1;
        _bucketHeight = _height / _rows + 1;
        (_bucketStart, _bucketItems) = Fill();
    }

    /// <summary>How many polygons there are.</summary>
    public int Count => _codes.Length;

    /// <summary>The code of the polygon a point lies in, or null.</summary>
    public string? Find(Cgcs2000 point)
    {
        var found = IndexOf(point);
        return found < 0 ? null : _codes[found];
    }

    /// <summary>The position, in the list the index was built from, of the polygon a point lies in; -1 when there is none.</summary>
    public int FindSource(Cgcs2000 point)
    {
        var found = IndexOf(point);
        return found < 0 ? -1 : _source[found];
    }

    private int IndexOf(Cgcs2000 point)
    {
        var dx = Nano.Of(point.Lon) - _west;
        var dy = Nano.Of(point.Lat) - _south;
        if (_codes.Length == 0 || (ulong)dx > (ulong)_width || (ulong)dy > (ulong)_height)
        {
            return -1;
        }

        var (x, y) = ((int)dx, (int)dy);
        var bucket = (int)(dy / _bucketHeight) * _columns + (int)(dx / _bucketWidth);
        var end = _bucketStart[bucket + 1];
        for (var i = _bucketStart[bucket]; i < end; i++)
        {
            // Items stand in the order of their codes, so the first that holds the point is the lowest.
            var item = _bucketItems[i];
            ref readonly var box = ref _boxes[item];
            if (x >= box.West && x <= box.East && y >= box.South && y <= box.North && Holds(item, x, y))
            {
                return item;
            }
        }

        return -1;
    }

    private bool Holds(int item, int x, int y)
    {
        var inside = false;
        for (var ring = _firstRing[item]; ring < _firstRing[item + 1]; ring++)
        {
            var (start, end) = (_ringStart[ring], _ringStart[ring + 1]);
            long ax = (long)_xs[end - 1] - x;
            long ay = (long)_ys[end - 1] - y;
            for (var i = start; i < end; i++)
            {
                long bx = (long)_xs[i] - x;
                long by = (long)_ys[i] - y;
                if ((ay <= 0 || by <= 0) && (ay >= 0 || by >= 0) && (ax >= 0 || bx >= 0))
                {
                    // Differences are at most 2e9, so this stays below 2^63.
                    var cross = ax * by - bx * ay;
                    if (cross == 0 && (ax <= 0 || bx <= 0))
                    {
                        return true;
                    }

                    inside ^= (ay > 0) != (by > 0) && (by > ay) == (cross > 0);
                }

                (ax, ay) = (bx, by);
            }
        }

        return inside;
    }

    private static (int[] FirstRing, int[] RingStart, int[] Xs, int[] Ys) Pack(
        IReadOnlyList<(string Code, Shape Shape)> shapes, int[] order, long west, long south)
    {
        List<int> firstRing = [0];
        List<int> ringStart = [0];
        List<int> xs = [];
        List<int> ys = [];
        foreach (var source in order)
        {
            foreach (var ring in shapes[source].Shape.Rings)
            {
                var closed = ring.Count > 1 && ring[0] == ring[^1];
                var count = closed ? ring.Count - 1 : ring.Count;
                if (count < 3)
                {
                    throw new ArgumentException($"A ring of {shapes[source].Code} has fewer than three points.", nameof(shapes));
                }

                for (var i = 0; i < count; i++)
                {
                    xs.Add((int)(Nano.Of(ring[i].Lon) - west));
                    ys.Add((int)(Nano.Of(ring[i].Lat) - south));
                }

                ringStart.Add(xs.Count);
            }

            firstRing.Add(ringStart.Count - 1);
        }

        return ([.. firstRing], [.. ringStart], [.. xs], [.. ys]);
    }

    private (int West, int South, int East, int North) BoxOf(int item)
    {
        var box = (West: int.MaxValue, South: int.MaxValue, East: int.MinValue, North: int.MinValue);
        for (var i = _ringStart[_firstRing[item]]; i < _ringStart[_firstRing[item + 1]]; i++)
        {
            box = (Math.Min(box.West, _xs[i]), Math.Min(box.South, _ys[i]), Math.Max(box.East, _xs[i]), Math.Max(box.North, _ys[i]));
        }

        return box;
    }

    /// <summary>About two buckets a polygon, as square as the area allows.</summary>
    private static (int Columns, int Rows) Divide(int count, long width, long height)
    {
        var buckets = Math.Clamp(count * 2.0, 1, 4_000_000);
        var ratio = (width + 1.0) / (height + 1.0);
        var columns = (int)Math.Clamp(Math.Round(Math.Sqrt(buckets * ratio)), 1, buckets);
        return (columns, Math.Max(1, (int)(buckets / columns)));
    }

    private (int[] Start, int[] Items) Fill()
    {
        var start = new int[_columns * _rows + 1];
        ForEachBucket((bucket, _) => start[bucket + 1]++);
        for (var i = 1; i < start.Length; i++)
        {
            start[i] += start[i - 1];
        }

        var items = new int[start[^1]];
        var next = start[..^1];
        ForEachBucket((bucket, item) => items[next[bucket]++] = item);
        return (start, items);
    }

    private void ForEachBucket(Action<int, int> visit)
    {
        for (var item = 0; item < _boxes.Length; item++)
        {
            var (west, south, east, north) = _boxes[item];
            for (var row = (int)(south / _bucketHeight); row <= north / _bucketHeight; row++)
            {
                for (var column = (int)(west / _bucketWidth); column <= east / _bucketWidth; column++)
                {
                    visit(row * _columns + column, item);
                }
            }
        }
    }
}
