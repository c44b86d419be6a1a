using CsCheck;
using Dizhu.Kernel.Geography;

namespace Dizhu.Kernel.Tests.Geography;

/// <summary>Searches by box against the slow and obvious way, on a coarse raster so that edges and corners meet often.</summary>
public class BoxTests
{
    private static readonly Gen<Cgcs2000> Points = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], (x, y) => new Cgcs2000(111 + x * 0.01, 34 + y * 0.01));

    private static readonly Gen<GeoBox> Boxes = Gen.Select(Points, Points, (a, b) => GeoBox.Of(a).With(GeoBox.Of(b)));

    [Fact]
    public void An_index_finds_exactly_the_boxes_that_meet_a_box_in_the_order_of_the_list() =>
        Gen.Select(Boxes.List[0, 200], Boxes).Sample((boxes, asked) =>
            Enumerable.Range(0, boxes.Count).Where(i => asked.Meets(boxes[i])).SequenceEqual(new PackedBoxIndex(boxes).Find(asked)));

    [Fact]
    public void An_index_of_many_points_finds_exactly_those_of_a_box()
    {
        var random = new Random(20170515);
        var points = Enumerable.Range(0, 20_000).Select(_ => GeoBox.Of(new(111 + random.NextDouble(), 34 + random.NextDouble()))).ToList();
        var index = new PackedBoxIndex(points);
        for (var i = 0; i < 50; i++)
        {
            // Edges run through points.
            var asked = points[random.Next(points.Count)].With(points[random.Next(points.Count)]);
            Assert.Equal(Enumerable.Range(0, points.Count).Where(p => asked.Meets(points[p])), index.Find(asked));
        }

        Assert.Equal(points.Aggregate((a, b) => a.With(b)), index.Extent);
    }

    [Fact]
    public void Nothing_is_found_among_nothing_nor_in_an_empty_box_nor_of_an_empty_one()
    {
        var world = new GeoBox(-180, -90, 180, 90);
        Assert.Empty(new PackedBoxIndex([]).Find(world));
        Assert.True(new PackedBoxIndex([]).Extent.IsEmpty);
        Assert.Empty(new PackedBoxIndex([world]).Find(GeoBox.Empty));
        Assert.Equal([1], new PackedBoxIndex([GeoBox.Empty, world]).Find(world));
    }

    [Fact]
    public void A_segment_meets_a_box_where_one_of_its_edges_crosses_it_or_an_end_lies_inside() =>
        Gen.Select(Points, Points, Boxes).Sample((a, b, box) =>
        {
            // The raster in whole hundredths: products are exact.
            static (int X, int Y) At(double lon, double lat) => ((int)Math.Round((lon - 111) * 100), (int)Math.Round((lat - 34) * 100));
            var (p, q, low, high) = (At(a.Lon, a.Lat), At(b.Lon, b.Lat), At(box.West, box.South), At(box.East, box.North));
            (int X, int Y)[] corners = [low, (high.X, low.Y), high, (low.X, high.Y)];
            var slow = Holds(p) || Holds(q) || Enumerable.Range(0, 4).Any(i => Cross(p, q, corners[i], corners[(i + 1) % 4]));
            return slow == BoxMeeting.Segment(a, b, box);

            bool Holds((int X, int Y) at) => at.X >= low.X && at.X <= high.X && at.Y >= low.Y && at.Y <= high.Y;
        });

    [Theory]
    [InlineData("0", "0", "0", true)]
    [InlineData("22", "4194303", "4194303", true)]
    [InlineData("1", "2", "0", false)]
    [InlineData("1", "0", "2", false)]
    [InlineData("23", "0", "0", false)]
    [InlineData("-1", "0", "0", false)]
    [InlineData("1", "-1", "0", false)]
    [InlineData("01", "0", "0", false)]
    [InlineData("1", "+1", "0", false)]
    [InlineData("1", "1.0", "0", false)]
    [InlineData("1", "", "0", false)]
    [InlineData("1", "999999999999", "0", false)]
    [InlineData("1", "１", "0", false)]
    public void A_tile_is_read_from_plain_digits_within_its_zoom(string z, string x, string y, bool expected) =>
        Assert.Equal(expected, WebTile.Read(z, x, y) is not null);

    [Fact]
    public void A_position_lies_in_its_tile_and_comes_back_from_Mercator() =>
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-85, 85], Gen.Int[0, 22]).Sample((lon, lat, zoom) =>
        {
            var point = new Cgcs2000(lon, lat);
            var tile = WebTile.Holding(point, zoom);
            var (x, y) = tile.ToUnits(point);
            var (mx, my) = WebTile.ToMercator(point);
            var (backLon, backLat) = WebTile.FromMercator(mx, my);
            Assert.InRange(x, -0.001, WebTile.Extent + 0.001);
            Assert.InRange(y, -0.001, WebTile.Extent + 0.001);
            Assert.Equal((lon, lat), (Math.Round(backLon, 12), Math.Round(backLat, 12)), Near);
            var box = tile.Box(1);
            Assert.True(box.Holds(point), $"{box} {point}");
        });

    [Fact]
    public void Known_positions_are_where_EPSG_3857_has_them()
    {
        // The edge of the projection, and a position as gdaltransform gives it.
        var (edge, _) = WebTile.ToMercator(new(180, 0));
        Assert.Equal(20037508.342789244, edge, 6);
        var (x, y) = WebTile.ToMercator(new(111.2, 34.77));
        Assert.Equal(12378727.376, x, 3);
        Assert.Equal(4132668.824, y, 3);
        Assert.Equal((14, 13252, 6502), (WebTile.Holding(new(111.2, 34.77), 14) is var t ? (t.Zoom, t.Column, t.Row) : default));
    }

    [Fact]
    public void The_middle_of_a_square_of_keys_lies_in_that_square() =>
        Gen.Select(Gen.Double[73.1, 136.9], Gen.Double[3.1, 66.9], Gen.Int[0, 12]).Sample((lon, lat, level) =>
        {
            var key = MortonGrid.KeyOf(new(lon, lat))!.Value;
            var middle = MortonGrid.MiddleOf(key, level);
            Assert.Equal(key >> (2 * level), MortonGrid.KeyOf(middle)!.Value >> (2 * level));
            Assert.InRange(Math.Abs(middle.Lon - lon), 0, MortonGrid.DegreesOf(level) / 2 * 1.0001);
            Assert.InRange(Math.Abs(middle.Lat - lat), 0, MortonGrid.DegreesOf(level) / 2 * 1.0001);
        });

    private static bool Near((double Lon, double Lat) a, (double Lon, double Lat) b) => Math.Abs(a.Lon - b.Lon) < 1e-9 && Math.Abs(a.Lat - b.Lat) < 1e-9;

    private static bool Cross((int X, int Y) a, (int X, int Y) b, (int X, int Y) c, (int X, int Y) d)
    {
        static int Side((int X, int Y) a, (int X, int Y) b, (int X, int Y) p) => Math.Sign((b.X - a.X) * (p.Y - a.Y) - (b.Y - a.Y) * (p.X - a.X));
        static bool On((int X, int Y) a, (int X, int Y) b, (int X, int Y) p) =>
            Side(a, b, p) == 0 && p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);
        return On(a, b, c) || On(a, b, d) || On(c, d, a) || On(c, d, b)
            || (Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0);
    }
}
