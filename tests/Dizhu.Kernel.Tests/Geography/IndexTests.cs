using Dizhu.Kernel.Geography;

namespace Dizhu.Kernel.Tests.Geography;

public class PackedGridIndexTests
{
    private const int Side = 30;
    private const int Nano = 1_000_000_000;

    /// <summary>900 quadrangles that tile an area, corners shifted, on a raster of 1e-7 degree; codes in shuffled order.</summary>
    private static List<(string Code, Shape Shape)> Tiles()
    {
        var random = new Random(20170515);
        var corners = new Cgcs2000[Side + 1, Side + 1];
        for (var c = 0; c <= Side; c++)
        {
            for (var r = 0; r <= Side; r++)
            {
                corners[c, r] = new(
                    Math.Round((111.2 + c * 0.001 + random.Next(-300, 300) * 1e-6) * 1e7) / 1e7,
                    Math.Round((34.7 + r * 0.001 + random.Next(-300, 300) * 1e-6) * 1e7) / 1e7);
            }
        }

        var codes = Enumerable.Range(1, Side * Side).ToArray();
        random.Shuffle(codes);
        return
        [
            .. from c in Enumerable.Range(0, Side)
               from r in Enumerable.Range(0, Side)
               select (codes[c * Side + r].ToString("D4"), new Shape([[corners[c, r], corners[c + 1, r], corners[c + 1, r + 1], corners[c, r + 1]]])),
        ];
    }

    /// <summary>A tile as the slow search sees it: whole nano-degrees.</summary>
    private sealed record Slow(string Code, (long X, long Y)[] Ring)
    {
        public static List<Slow> Of(IEnumerable<(string Code, Shape Shape)> tiles) =>
            [.. tiles.Select(t => new Slow(t.Code, [.. t.Shape.Rings[0].Select(p => (Whole(p.Lon), Whole(p.Lat)))]))];

        /// <summary>The slow and obvious way: every tile, every edge.</summary>
        public static string? Find(List<Slow> tiles, Cgcs2000 point)
        {
            string? lowest = null;
            var (x, y) = (Whole(point.Lon), Whole(point.Lat));
            foreach (var tile in tiles)
            {
                if ((lowest is null || string.CompareOrdinal(tile.Code, lowest) < 0) && tile.Holds(x, y))
                {
                    lowest = tile.Code;
                }
            }

            return lowest;
        }

        public bool Holds(long x, long y)
        {
            var inside = false;
            for (var i = 0; i < Ring.Length; i++)
            {
                var (ax, ay) = Ring[i];
                var (bx, by) = Ring[(i + 1) % Ring.Length];
                var cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
                if (cross == 0 && x >= Math.Min(ax, bx) && x <= Math.Max(ax, bx) && y >= Math.Min(ay, by) && y <= Math.Max(ay, by))
                {
                    return true;
                }

                if ((ay > y) != (by > y) && (cross > 0) == (by > ay))
                {
                    inside = !inside;
                }
            }

            return inside;
        }
    }

    private static long Whole(double degrees) => (long)Math.Round(degrees * Nano);

    [Fact]
    public void A_hundred_thousand_random_points_are_found_where_a_slow_search_finds_them()
    {
        var tiles = Tiles();
        var index = new PackedGridIndex(tiles);
        var random = new Random(1);
        var slowly = Slow.Of(tiles);
        var outside = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var point = new Cgcs2000(111.198 + random.NextDouble() * 0.034, 34.698 + random.NextDouble() * 0.034);
            var slow = Slow.Find(slowly, point);
            Assert.Equal(slow, index.Find(point));
            outside += slow is null ? 1 : 0;
        }

        Assert.InRange(outside, 1_000, 50_000);
    }

    [Fact]
    public void On_shared_corners_and_edges_the_lowest_code_wins()
    {
        var tiles = Tiles();
        var index = new PackedGridIndex(tiles);
        var slowly = Slow.Of(tiles);
        foreach (var (code, shape) in tiles)
        {
            var tile = slowly.Single(t => t.Code == code);
            var ring = shape.Rings[0];
            for (var i = 0; i < ring.Count; i++)
            {
                Assert.Equal(Slow.Find(slowly, ring[i]), index.Find(ring[i]));

                // Halves of whole 1e-7 steps are whole nano-degrees: these points lie exactly on the edge.
                var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
                var middle = new Cgcs2000((a.Lon + b.Lon) / 2, (a.Lat + b.Lat) / 2);
                Assert.True(tile.Holds(Whole(middle.Lon), Whole(middle.Lat)));
                Assert.Equal(Slow.Find(slowly, middle), index.Find(middle));
            }
        }
    }

    [Fact]
    public void The_position_in_the_list_given_is_found_too()
    {
        var tiles = Tiles();
        var index = new PackedGridIndex(tiles);
        var middle = new Cgcs2000(111.215, 34.715);

        Assert.Equal(index.Find(middle), tiles[index.FindSource(middle)].Code);
        Assert.Equal(-1, index.FindSource(new(112, 34.715)));
        Assert.Equal(tiles.Count, index.Count);
    }

    [Fact]
    public void Another_library_agrees()
    {
        var tiles = Tiles();
        var index = new PackedGridIndex(tiles);
        var factory = new NetTopologySuite.Geometries.GeometryFactory();
        var theirs = tiles.Select(t => (t.Code, Area: factory.CreatePolygon(
            [.. t.Shape.Rings[0].Append(t.Shape.Rings[0][0]).Select(p => new NetTopologySuite.Geometries.Coordinate((double)Whole(p.Lon), (double)Whole(p.Lat)))]))).ToList();
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var point = new Cgcs2000(111.2 + random.NextDouble() * 0.03, 34.7 + random.NextDouble() * 0.03);
            var spot = factory.CreatePoint(new NetTopologySuite.Geometries.Coordinate((double)Whole(point.Lon), (double)Whole(point.Lat)));
            Assert.Equal(theirs.Where(t => t.Area.Covers(spot)).Select(t => t.Code).Min(StringComparer.Ordinal), index.Find(point));
        }
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        var index = new PackedGridIndex(Tiles());
        var point = new Cgcs2000(111.215, 34.715);
        _ = index.Find(point);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _ = index.Find(point);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Holes_are_outside_and_their_edges_inside()
    {
        IReadOnlyList<Cgcs2000> Square(double from, double to) => [new(from, from), new(to, from), new(to, to), new(from, to), new(from, from)];
        var index = new PackedGridIndex([("1", new([Square(10, 11), Square(10.4, 10.6)]))]);

        Assert.Equal("1", index.Find(new(10.2, 10.5)));
        Assert.Null(index.Find(new(10.5, 10.5)));
        Assert.Equal("1", index.Find(new(10.4, 10.5)));
        Assert.Equal("1", index.Find(new(10, 10)));
        Assert.Null(index.Find(new(11.0000001, 10.5)));
    }

    [Fact]
    public void An_empty_index_finds_nothing_and_bad_polygons_are_refused()
    {
        IReadOnlyList<Cgcs2000> square = [new(10, 10), new(11, 10), new(11, 11)];

        Assert.Null(new PackedGridIndex([]).Find(new(0, 0)));
        Assert.Contains("1", Assert.Throws<ArgumentException>(() => new PackedGridIndex([("1", new([square])), ("1", new([square]))])).Message);
        Assert.Throws<ArgumentException>(() => new PackedGridIndex([("1", new([[new(10, 10), new(11, 10), new(10, 10)]]))]));
        Assert.Throws<ArgumentException>(() => new PackedGridIndex([("1", new([[new(10, 10), new(13, 10), new(13, 11)]]))]));
    }
}

public class PackedPointIndexTests
{
    private static readonly CityPlane Plane = new(new(111.232, 34.767));

    [Fact]
    public void The_nearest_point_is_the_one_a_slow_search_finds()
    {
        var random = new Random(11);
        List<Cgcs2000> points = [.. Enumerable.Range(0, 3_000).Select(_ => Plane.FromMetres(random.Next(0, 2000), random.Next(0, 1000)))];
        var index = new PackedPointIndex(Plane, points);
        for (var i = 0; i < 2_000; i++)
        {
            var centre = Plane.FromMetres(random.Next(-100, 2100), random.Next(-100, 1100));
            var radius = random.Next(1, 120);
            var near = points.Select((p, n) => (Index: n, Metres: Plane.Distance(centre, p)))
                .Where(p => p.Metres <= radius - 1e-6).OrderBy(p => Math.Round(p.Metres, 6)).ThenBy(p => p.Index).ToList();
            var found = index.Nearest(centre, radius - 1e-6);
            if (near.Count == 0)
            {
                Assert.Equal(-1, found.Index);
                continue;
            }

            Assert.Equal(near[0].Metres, found.Metres, 5);
            Assert.Equal(near.Select(n => n.Index).Order(), index.Within(centre, radius - 1e-6).Select(n => n.Index).Order());
        }
    }

    [Fact]
    public void Of_two_at_the_same_spot_the_earlier_is_found_and_a_filter_is_heeded()
    {
        var spot = Plane.FromMetres(10, 10);
        var index = new PackedPointIndex(Plane, [Plane.FromMetres(500, 500), spot, spot, Plane.FromMetres(12, 10)]);

        Assert.Equal(1, index.Nearest(spot, 5).Index);
        Assert.Equal(3, index.Nearest(spot, 5, i => i > 2).Index);
        Assert.Equal(-1, index.Nearest(spot, 5, _ => false).Index);
    }

    [Fact]
    public void Far_away_without_points_or_without_radius_there_is_none()
    {
        var spot = Plane.FromMetres(0, 0);

        Assert.Equal(-1, new PackedPointIndex(Plane, []).Nearest(spot, 100).Index);
        Assert.Equal(-1, new PackedPointIndex(Plane, [spot]).Nearest(new(-120, -34), 100).Index);
        Assert.Equal(0, new PackedPointIndex(Plane, [spot]).Nearest(spot, 0).Index);
        Assert.Equal(-1, new PackedPointIndex(Plane, [spot]).Nearest(spot, double.NaN).Index);
    }
}
