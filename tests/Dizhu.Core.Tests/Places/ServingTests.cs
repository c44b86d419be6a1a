using CsCheck;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Tests.Places;

/// <summary>Layers in memory and the tiles drawn of them.</summary>
public class ServingTests
{
    private static readonly Principal Reader = new(Guid.Empty, "受理员 01", Post.Acceptor, null, Scope.Everything);
    private static readonly GeometryFactory Factory = new();

    private sealed record Row(string Id, string Kind, DateOnly Day, FeatureGeometry Geometry);

    private static readonly LayerDescription Points = new()
    {
        Id = "things",
        Title = "东西",
        Description = "",
        Geometry = GeometryKind.Point,
        Fields = [],
        TimeField = "day",
        MinZoom = 0,
        MaxZoom = 18,
    };

    private static MemoryLayer<Row> Layer(IEnumerable<Row> rows, LayerDescription? description = null) => new(
        description ?? Points, "1", rows, r => r.Id, r => r.Geometry,
        [
            new(new("kind", FieldType.Text, "种类", IsInTile: true), r => r.Kind),
            new(new("day", FieldType.Day, "日期"), r => r.Day),
            new(new("size", FieldType.Whole, "大小", IsInTile: true), r => (long)r.Kind.Length),
        ]);

    private static readonly Gen<Row> Rows = Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 20], Gen.Int[0, 20], (id, kind, day, x, y) =>
        new Row($"{id}", new string('x', kind), new DateOnly(2017, 5, 1).AddDays(day), FeatureGeometry.Of(new Cgcs2000(111 + x * 0.01, 34 + y * 0.01))));

    private static readonly Gen<LayerQuery> Queries = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[1, 7], Gen.Int[0, 7], (x, y, kind, day, limit, what) => new LayerQuery
    {
        Box = (what & 1) > 0 ? new(111 + x * 0.01, 34 + y * 0.01, 111.15, 34.15) : null,
        Equal = (what & 2) > 0 ? [(0, new string('x', kind))] : [],
        Time = (what & 4) > 0 ? new(null, null, new DateOnly(2017, 5, 1).AddDays(day), null) : null,
        Limit = limit,
    });

    [Fact]
    public Task Pages_forward_and_back_show_every_row_that_fits_once_in_order_and_count_them_all() =>
        Gen.Select(Rows.List[0, 60], Queries).SampleAsync(async sample =>
        {
            var (all, query) = sample;
            var rows = all.DistinctBy(r => r.Id).ToList();
            var layer = Layer(rows);
            var expected = rows.Where(r => (query.Box is not { } b || b.Holds(r.Geometry.Point))
                && (query.Equal.Count == 0 || r.Kind == (string)query.Equal[0].Value) && !(r.Day < query.Time?.FirstDay))
                .Select(r => r.Id).Order(StringComparer.Ordinal).ToList();
            var (forward, last) = await WalkAsync(layer, query, p => p.HasMore ? query with { After = p.Features[^1].Id } : null);
            Assert.Equal(expected, forward.SelectMany(p => p.Features).Select(f => f.Id));
            Assert.All(forward, p => Assert.Equal(expected.Count, p.Matched));
            var (back, _) = await WalkAsync(layer, last, p => p.HasLess ? query with { Before = p.Features[0].Id } : null);
            Assert.Equal(expected, back.AsEnumerable().Reverse().SelectMany(p => p.Features).Select(f => f.Id));
            Assert.False(forward[0].HasLess);
        });

    [Fact]
    public async Task A_feature_is_found_by_its_id_and_by_no_other()
    {
        var layer = Layer([Of("b", 1), Of("a", 2), Of("d", 3)]);

        Assert.Equal("x", (await layer.FindAsync(Reader, "b", default))!.Values[0]);
        Assert.Null(await layer.FindAsync(Reader, "c", default));
        Assert.Null(await layer.FindAsync(Reader, "", default));
        Assert.Null(await layer.FindAsync(Reader, "e", default));

        static Row Of(string id, int size) => new(id, new string('x', size), default, FeatureGeometry.Of(new Cgcs2000(111, 34)));
    }

    [Fact]
    public void A_polygon_meets_a_box_exactly_where_NetTopologySuite_says_so() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 20]).Sample((which, x1, y1, x2, y2) =>
        {
            var shape = Shapes[which];
            var box = GeoBox.Around([At(x1, y1), At(x2, y2)]);
            var rectangle = Factory.ToGeometry(new Envelope(box.West, box.East, box.South, box.North));
            return FeatureGeometry.Of(shape).Meets(box) == Polygon(FeatureGeometry.Of(shape)).Intersects(rectangle);
        });

    [Fact]
    public void Rings_are_sorted_into_polygons_with_their_holes_and_turned_as_GeoJSON_wants_them()
    {
        var geometry = FeatureGeometry.Of(Shapes[2]);

        // An island in the hole of a frame, the frame, and a square beside it.
        Assert.Equal([1, 2, 1], geometry.Parts.Select(p => p.Length));
        Assert.All(geometry.Parts, p => Assert.All(p, r => Assert.Equal(r[0], r[^1])));
        Assert.All(geometry.Parts, p => Assert.Equal([true, .. p.Skip(1).Select(_ => false)], p.Select(r => NetTopologySuite.Algorithm.Orientation.IsCCW([.. r.Select(c => new Coordinate(c.Lon, c.Lat))]))));
    }

    [Fact]
    public void Squares_side_by_side_are_joined_into_one_outline_and_a_gap_stays_a_hole() =>
        Gen.Bool.Array[25].Where(b => b.Any(x => x)).Sample(taken =>
        {
            static Shape Square(int i) => new([[At(i % 5, i / 5), At(i % 5 + 1, i / 5), At(i % 5 + 1, i / 5 + 1), At(i % 5, i / 5 + 1)]]);
            var squares = Enumerable.Range(0, 25).Where(i => taken[i]).Select(i => FeatureGeometry.Of(Square(i))).ToList();
            var joined = Joining.Of(squares)!.Value;
            var union = NetTopologySuite.Operation.Union.UnaryUnionOp.Union([.. squares.Select(Polygon)]);
            Assert.True(Polygon(joined).IsValid, Polygon(joined).AsText());
            Assert.Equal(union.Area, Polygon(joined).Area, 9);
            Assert.Equal(union.Length, Polygon(joined).Length, 9);
        });

    [Fact]
    public async Task A_tile_of_points_reads_back_with_each_point_in_its_place_and_its_values()
    {
        var random = new Random(20170515);
        var rows = Enumerable.Range(0, 500).Select(i => new Row($"{i:D4}", new string('x', i % 4), default, FeatureGeometry.Of(new Cgcs2000(111.2 + random.NextDouble() * 0.02, 34.77 + random.NextDouble() * 0.02)))).ToList();
        var layer = Layer(rows);
        var tile = WebTile.Holding(new(111.21, 34.78), 14);
        var (name, extent, features) = TileReader.Read(TileWriter.Write(layer.Description, tile, await TileAsync(layer, tile)));
        var expected = rows.Where(r => tile.Box(TileWriter.Buffer).Holds(r.Geometry.Point)).ToList();

        Assert.Equal(("things", 4096), (name, extent));
        Assert.InRange(expected.Count, 100, 499);
        Assert.Equal(expected.Count, features.Count);
        for (var i = 0; i < features.Count; i++)
        {
            var (x, y) = tile.ToUnits(expected[i].Geometry.Point);
            Assert.Equal(((int)Math.Round(x), (int)Math.Round(y)), Assert.Single(Assert.Single(features[i].Paths)));
            Assert.Equal((expected[i].Kind, (long)expected[i].Kind.Length), ((string)features[i].Properties["kind"], (long)features[i].Properties["size"]));
            Assert.False(features[i].Properties.ContainsKey("day"));
        }
    }

    [Fact]
    public void The_point_of_a_name_lies_inside_its_polygon_whatever_the_shape() =>
        Gen.Bool.Array[25].Where(b => b.Any(x => x)).Sample(taken =>
        {
            static Shape Square(int i) => new([[At(i % 5, i / 5), At(i % 5 + 1, i / 5), At(i % 5 + 1, i / 5 + 1), At(i % 5, i / 5 + 1)]]);
            var joined = Joining.Of([.. Enumerable.Range(0, 25).Where(i => taken[i]).Select(i => FeatureGeometry.Of(Square(i)))])!.Value;
            Assert.True(Polygon(joined).Covers(Factory.CreatePoint(new Coordinate(joined.Point.Lon, joined.Point.Lat))), $"{joined.Point} {Polygon(joined).AsText()}");
        });

    /// <summary>A bent shape whose centre of gravity lies on the edge of its notch.</summary>
    [Fact]
    public void A_name_does_not_stand_on_a_border()
    {
        Shape bent = new([[At(3, 1), At(5, 1), At(5, 4), At(4, 4), At(4, 5), At(3, 5), At(3, 3), At(4, 3), At(4, 2), At(3, 2)]]);

        var point = FeatureGeometry.Of(bent).Point;

        var room = Polygon(FeatureGeometry.Of(bent)).Boundary.Distance(Factory.CreatePoint(new Coordinate(point.Lon, point.Lat)));
        Assert.True(new Shape(bent.Rings).Contains(point));
        Assert.InRange(room, 0.0004, 0.0051);
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(1, 1)]
    public void A_name_stands_in_the_middle_of_a_square_and_beside_the_hole_of_a_frame(int holes, double lon)
    {
        Shape shape = new([[At(0, 0), At(5, 0), At(5, 5), At(0, 5)], .. holes == 0 ? [] : new[] { new[] { At(2, 1), At(4, 1), At(4, 4), At(2, 4) } }]);

        var point = FeatureGeometry.Of(shape).Point;

        Assert.Equal(At(0, 0).Lon + lon * 0.01, point.Lon, 9);
        Assert.Equal(At(0, 0).Lat + 2.5 * 0.01, point.Lat, 9);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(19)]
    public async Task A_polygon_cut_by_many_tiles_has_its_name_in_one_of_them(int zoom)
    {
        var description = Points with { Geometry = GeometryKind.Polygon, Fields = [] };
        var random = new Random(20170515);
        var rows = Enumerable.Range(0, 40).Select(i => new Cgcs2000(111.2 + random.NextDouble() * 0.004, 34.77 + random.NextDouble() * 0.004) is var c
            ? new Row($"{i:D2}", $"{i}", default, FeatureGeometry.Of(new Shape([[c, new(c.Lon + 0.003, c.Lat), new(c.Lon + 0.003, c.Lat + 0.002), new(c.Lon, c.Lat + 0.002)]]))) : null!).ToList();
        var layer = new MemoryLayer<Row>(description, "1", rows, r => r.Id, r => r.Geometry,
            [new(new("kind", FieldType.Text, "种类", IsInTile: true) { IsName = true }, r => r.Kind), new(new("other", FieldType.Text, "别的", IsInTile: true), r => r.Id)]);
        var (first, last) = (WebTile.Holding(new(111.199, 34.777), zoom), WebTile.Holding(new(111.208, 34.769), zoom));
        var (pieces, named) = (0, new List<(string Name, double X, double Y)>());
        for (var x = first.Column; x <= last.Column; x++)
        {
            for (var y = first.Row; y <= last.Row; y++)
            {
                var tile = WebTile.At(zoom, x, y)!.Value;
                var layers = TileReader.ReadAll(TileWriter.Write(layer.Description, tile, await TileAsync(layer, tile)));
                pieces += layers.Where(l => l.Name == "things").Sum(l => l.Features.Count);
                named.AddRange(layers.Where(l => l.Name == "things-label").SelectMany(l => l.Features).Select(f =>
                {
                    var at = Assert.Single(Assert.Single(f.Paths));
                    Assert.InRange(at.X, 0, WebTile.Extent - 1);
                    Assert.InRange(at.Y, 0, WebTile.Extent - 1);
                    Assert.Equal("kind", Assert.Single(f.Properties).Key);
                    return ((string)f.Properties["kind"], (double)x + (double)at.X / WebTile.Extent, (double)y + (double)at.Y / WebTile.Extent);
                }));
            }
        }

        Assert.True(zoom < 16 || pieces > 2 * rows.Count, $"{pieces} pieces");
        Assert.Equal(rows.Select(r => r.Kind).Order(StringComparer.Ordinal), named.Select(n => n.Name).Order(StringComparer.Ordinal));
        Assert.All(named, n =>
        {
            var (x, y) = WebTile.At(zoom, 0, 0)!.Value.ToUnits(rows.Single(r => r.Kind == n.Name).Geometry.Point);
            Assert.InRange(x / WebTile.Extent - n.X, 0, 1.01 / WebTile.Extent);
            Assert.InRange(y / WebTile.Extent - n.Y, 0, 1.01 / WebTile.Extent);
        });
    }

    [Fact]
    public void A_polygon_smaller_than_a_letter_has_no_name_in_the_tile()
    {
        var layer = Points with { Geometry = GeometryKind.Polygon, Fields = [new("kind", FieldType.Text, "种类", IsInTile: true) { IsName = true }] };
        var tile = WebTile.Holding(new(111.21, 34.78), 14);
        var (box, unit) = (tile.Box(), (tile.Box().East - tile.Box().West) / WebTile.Extent);
        byte[] Tile(int units) => TileWriter.Write(layer, tile, [new("a", FeatureGeometry.Of(new Shape(
            [[new(box.West + unit, box.South + unit), new(box.West + unit * (units + 1), box.South + unit), new(box.West + unit * (units + 1), box.South + unit * 20)]])), ["x"])]);

        Assert.Equal(["things"], TileReader.ReadAll(Tile(90)).Select(l => l.Name));
        Assert.Equal(["things", "things-label"], TileReader.ReadAll(Tile(100)).Select(l => l.Name));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(18)]
    public async Task Polygons_are_cut_at_the_margin_keep_their_area_and_turn_the_right_way(int zoom)
    {
        var geometry = FeatureGeometry.Of(Shapes[2]);
        var layer = Layer([new("1", "x", default, geometry)], Points with { Geometry = GeometryKind.Polygon });
        var seen = 0;
        foreach (var tile in TilesOver(geometry.Box, zoom, most: 400))
        {
            var (_, _, features) = TileReader.Read(TileWriter.Write(layer.Description, tile, await TileAsync(layer, tile)));
            var outline = Polygon(tile, geometry).Intersection(Factory.ToGeometry(new Envelope(-64, 4160, -64, 4160)));
            if (features.Count == 0)
            {
                Assert.True(outline.Area < 10_000, $"{tile}: nothing drawn of {outline.Area}");
                continue;
            }

            seen++;
            var drawn = Assert.Single(features);
            Assert.Equal((3, drawn.Paths.Count), (drawn.Type, drawn.Closed));
            Assert.All(drawn.Paths.SelectMany(p => p), p => Assert.True(p is { X: >= -64 and <= 4160, Y: >= -64 and <= 4160 }, $"{p}"));
            Assert.True(TileReader.Twice(drawn.Paths[0]) > 0, "The first ring is an outer one.");
            Assert.InRange(drawn.Paths.Sum(TileReader.Twice) / 2.0, outline.Area - Slack(drawn), outline.Area + Slack(drawn));
        }

        Assert.True(seen > 0);

        // Rounding moves each vertex by at most a unit, thinning a line by less than two.
        static double Slack(TileFeature f) => 10 + f.Paths.Sum(p => p.Count) * 4160 * 0.5 / 4 * 2;
    }

    [Fact]
    public async Task A_line_is_cut_into_the_pieces_that_show()
    {
        var tile = WebTile.Holding(new(111.21, 34.78), 14);
        var box = tile.Box();
        var (width, height) = (box.East - box.West, box.North - box.South);
        Cgcs2000 In(double x, double y) => new(box.West + x * width, box.North - y * height);

        // In from the west, out to the north, back in and out to the east.
        var line = FeatureGeometry.OfLines([[In(-1, 0.5), In(0.4, 0.5), In(0.4, -1), In(0.6, -1), In(0.6, 0.5), In(2, 0.5)]]);
        var layer = Layer([new("1", "x", default, line)], Points with { Geometry = GeometryKind.Line, MaxZoom = 14 });
        var (_, _, features) = TileReader.Read(TileWriter.Write(layer.Description, tile, await TileAsync(layer, tile)));

        var drawn = Assert.Single(features);
        Assert.Equal((2, 2, 0), (drawn.Type, drawn.Paths.Count, drawn.Closed));
        Assert.Equal([(-64, 2048), (1638, 2048), (1638, -64)], drawn.Paths[0].Select(p => (p.X, (int)Math.Round(p.Y / 2.0) * 2)));
        Assert.Equal((2458, -64), drawn.Paths[1][0]);
        Assert.Equal(4160, drawn.Paths[1][^1].X);
    }

    [Fact]
    public async Task A_tile_without_features_has_no_bytes_and_what_is_too_small_to_show_is_left_out()
    {
        var speck = FeatureGeometry.Of(new Shape([[new(111.2, 34.77), new(111.200001, 34.77), new(111.200001, 34.770001)]]));
        var layer = Layer([new("1", "x", default, speck)], Points with { Geometry = GeometryKind.Polygon });
        var (far, near) = (WebTile.Holding(new(100, 30), 14), WebTile.Holding(new(111.2, 34.77), 5));

        Assert.Empty(TileWriter.Write(layer.Description, far, await TileAsync(layer, far)));
        Assert.NotEmpty(await TileAsync(layer, near));
        Assert.Empty(TileWriter.Write(layer.Description, near, await TileAsync(layer, near)));
    }

    private static readonly Shape[] Shapes =
    [
        new([[At(3, 3), At(17, 4), At(10, 16)]]),
        new([[At(2, 2), At(18, 2), At(18, 18), At(12, 18), At(12, 6), At(8, 6), At(8, 18), At(2, 18)]]),
        new([
            [At(7, 7), At(7, 9), At(9, 9), At(9, 7)], [At(2, 2), At(14, 2), At(14, 14), At(2, 14)],
            [At(5, 5), At(11, 5), At(11, 11), At(5, 11)], [At(16, 2), At(19, 2), At(19, 5), At(16, 5)],
        ]),
    ];

    private static Cgcs2000 At(int x, int y) => new(111 + x * 0.01, 34 + y * 0.01);

    private static Geometry Polygon(FeatureGeometry geometry) => Polygon(geometry, c => new Coordinate(c.Lon, c.Lat));

    private static Geometry Polygon(WebTile tile, FeatureGeometry geometry) => Polygon(geometry, c => tile.ToUnits(c) is var (x, y) ? new Coordinate(x, y) : new());

    private static MultiPolygon Polygon(FeatureGeometry geometry, Func<Cgcs2000, Coordinate> at) => Factory.CreateMultiPolygon(
        [.. geometry.Parts.Select(p => Factory.CreatePolygon(Factory.CreateLinearRing([.. p[0].Select(at)]), [.. p.Skip(1).Select(r => Factory.CreateLinearRing([.. r.Select(at)]))]))]);

    private static IEnumerable<WebTile> TilesOver(GeoBox box, int zoom, int most)
    {
        var (first, last) = (WebTile.Holding(new(box.West, box.North), zoom), WebTile.Holding(new(box.East, box.South), zoom));
        var all = from x in Enumerable.Range(first.Column, last.Column - first.Column + 1)
                  from y in Enumerable.Range(first.Row, last.Row - first.Row + 1)
                  select WebTile.At(zoom, x, y)!.Value;
        var tiles = all.ToList();
        return tiles.Where((_, i) => i % Math.Max(1, tiles.Count / most) == 0);
    }

    private static Task<IReadOnlyList<ServedFeature>> TileAsync(MemoryLayer<Row> layer, WebTile tile) =>
        layer.TileAsync(Reader, new() { Box = tile.Box(TileWriter.Buffer) }, tile.Zoom, TestContext.Current.CancellationToken);

    /// <summary>All pages, and the query of the last.</summary>
    private static async Task<(List<LayerPage> Pages, LayerQuery Last)> WalkAsync(MemoryLayer<Row> layer, LayerQuery query, Func<LayerPage, LayerQuery?> next)
    {
        List<LayerPage> pages = [];
        var last = query;
        for (LayerQuery? asked = query; asked is not null; asked = next(pages[^1]))
        {
            last = asked;
            pages.Add(await layer.ReadAsync(Reader, asked, CancellationToken.None));
            Assert.True(pages.Count < 200, "The pages never end.");
        }

        return (pages, last);
    }
}
