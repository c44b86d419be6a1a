using CsCheck;
using Dizhu.Kernel.Geography;

namespace Dizhu.Kernel.Tests.Geography;

public class DatumTests
{
    [Fact]
    public void Gcj02_lies_some_hundreds_of_metres_from_wgs84_here()
    {
        var real = new Wgs84(111.2, 34.77);
        var shifted = real.ToGcj02();
        var metres = new CityPlane(real.ToCgcs2000()).Distance(real.ToCgcs2000(), new Cgcs2000(shifted.Lon, shifted.Lat));

        Assert.InRange(metres, 300, 800);
    }

    [Theory] // Test positions of googollee/eviltransform, a public implementation of the same offset.
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void Published_pairs_of_positions_are_met(double lon, double lat, double shiftedLon, double shiftedLat)
    {
        var shifted = new Wgs84(lon, lat).ToGcj02();

        Assert.Equal(shiftedLon, shifted.Lon, 6);
        Assert.Equal(shiftedLat, shifted.Lat, 6);
    }

    [Fact]
    public void Going_to_gcj02_and_back_returns_to_the_same_point() =>
        Gen.Select(Gen.Double[73.1, 137.7], Gen.Double[3, 55.7]).Sample((lon, lat) =>
        {
            var back = new Wgs84(lon, lat).ToGcj02().ToWgs84();
            Assert.InRange(Math.Abs(back.Lon - lon), 0, 1e-9);
            Assert.InRange(Math.Abs(back.Lat - lat), 0, 1e-9);
        }, seed: "0N0XIzNsQ0O2", iter: 5000);

    [Fact]
    public void Outside_its_box_gcj02_shifts_nothing() =>
        Assert.Equal((2.35, 48.86), (new Wgs84(2.35, 48.86).ToGcj02().Lon, new Wgs84(2.35, 48.86).ToGcj02().Lat));

    [Fact]
    public void Between_cgcs2000_and_wgs84_no_digit_changes()
    {
        var point = new Cgcs2000(111.2012345, 34.7712345);

        Assert.Equal(point, point.ToWgs84().ToCgcs2000());
    }

    [Theory]
    [InlineData(181, 34, "position.longitude")]
    [InlineData(-180.0001, 34, "position.longitude")]
    [InlineData(double.NaN, 34, "position.longitude")]
    [InlineData(double.PositiveInfinity, 34, "position.longitude")]
    [InlineData(34.77, 111.2, "position.latitude")]
    [InlineData(111.2, double.NaN, "position.latitude")]
    public void Numbers_that_are_no_position_are_refused(double lon, double lat, string code)
    {
        Assert.Equal(code, Cgcs2000.TryAt(lon, lat).Refusal.Code);
        Assert.Equal(code, Wgs84.TryAt(lon, lat).Refusal.Code);
        Assert.Equal(code, Gcj02.TryAt(lon, lat).Refusal.Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cgcs2000(lon, lat));
    }
}

public class CityPlaneTests
{
    private static readonly CityPlane Plane = new(new(111.232, 34.767));

    [Fact]
    public void Metres_and_degrees_are_each_others_inverse()
    {
        var point = Plane.FromMetres(1234.5, -987.6);
        var (x, y) = Plane.ToMetres(point);

        Assert.Equal(1234.5, x, 6);
        Assert.Equal(-987.6, y, 6);
    }

    [Fact]
    public void Four_kilometres_agree_with_the_ellipsoid_within_a_thousandth()
    {
        // Length of the meridian arc by the usual series of the WGS-84 ellipsoid, which differs by less than a millimetre.
        static double Arc(double degrees)
        {
            var phi = degrees * Math.PI / 180;
            return 111132.954 * degrees - 16038.509 * Math.Sin(2 * phi) + 16.833 * Math.Sin(4 * phi) - 0.022 * Math.Sin(6 * phi);
        }

        var measured = Plane.Distance(new(111.232, 34.767), new(111.232, 34.803));

        Assert.InRange(measured / (Arc(34.803) - Arc(34.767)), 0.999, 1.001);
    }

    [Fact]
    public void A_square_with_a_hole_has_the_area_of_the_difference()
    {
        IReadOnlyList<Cgcs2000> Square(double half) =>
            [Plane.FromMetres(-half, -half), Plane.FromMetres(half, -half), Plane.FromMetres(half, half), Plane.FromMetres(-half, half)];

        Assert.Equal(10_000, Plane.SignedArea(Square(50)), 3);
        Assert.Equal(-10_000, Plane.SignedArea([.. Square(50).Reverse()]), 3);
        Assert.Equal(9_600, Plane.Area(new([Square(50), Square(10)])), 3);
    }
}

public class MortonGridTests
{
    private static readonly Gen<Cgcs2000> Points =
        Gen.Select(Gen.Double[111.1, 111.4], Gen.Double[34.7, 34.9]).Select((lon, lat) => new Cgcs2000(lon, lat));

    [Fact]
    public void Every_point_of_a_box_is_in_one_of_at_most_sixteen_ranges() =>
        Gen.Select(Points, Points, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((a, b, u, v) =>
        {
            var southWest = new Cgcs2000(Math.Min(a.Lon, b.Lon), Math.Min(a.Lat, b.Lat));
            var northEast = new Cgcs2000(Math.Max(a.Lon, b.Lon), Math.Max(a.Lat, b.Lat));
            var ranges = MortonGrid.RangesOf(southWest, northEast);
            var inside = new Cgcs2000(southWest.Lon + u * (northEast.Lon - southWest.Lon), southWest.Lat + v * (northEast.Lat - southWest.Lat));
            var key = MortonGrid.KeyOf(inside)!.Value;
            Assert.InRange(ranges.Count, 1, 16);
            Assert.Contains(ranges, r => r.From <= key && key <= r.To);
            Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
        }, seed: "0N0XIzNsQ0O2", iter: 500);

    [Fact]
    public void The_ranges_of_a_small_box_hold_few_points_from_elsewhere()
    {
        var ranges = MortonGrid.RangesOf(new(111.2, 34.77), new(111.21, 34.78));
        var random = new Random(7);
        var outside = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var point = new Cgcs2000(111.1 + 0.3 * random.NextDouble(), 34.7 + 0.2 * random.NextDouble());
            var key = MortonGrid.KeyOf(point)!.Value;
            outside += ranges.Any(r => r.From <= key && key <= r.To) ? 1 : 0;
        }

        // The box is 0.17 % of the area; anything below 1 % spares the index nearly all rows.
        Assert.InRange(outside, 5, 100);
    }

    [Fact]
    public void Outside_the_grid_there_is_no_key_and_no_range()
    {
        Assert.Null(MortonGrid.KeyOf(new(2.35, 48.86)));
        Assert.Null(MortonGrid.KeyOf(new(111, -34)));
        Assert.Empty(MortonGrid.RangesOf(new(2, 48), new(3, 49)));
        Assert.Empty(MortonGrid.RangesOf(new(111.3, 34.7), new(111.2, 34.8)));
    }
}

public class WkbTests
{
    private static readonly Shape Triangle = new([[new(111, 34), new(112, 34), new(111.5, 35), new(111, 34)]]);

    [Fact]
    public void A_shape_is_read_back_as_written()
    {
        var read = Wkb.Read(Wkb.Write(Triangle));

        Assert.Equal(Triangle.Rings[0], read.Rings[0]);
    }

    [Fact]
    public void Another_library_reads_the_same_shape_and_we_read_its()
    {
        var theirs = new NetTopologySuite.IO.WKBReader().Read(Wkb.Write(Triangle));
        var both = theirs.Factory.CreateMultiPolygon([(NetTopologySuite.Geometries.Polygon)theirs]);
        var bigEndian = new NetTopologySuite.IO.WKBWriter(NetTopologySuite.IO.ByteOrder.BigEndian).Write(both);

        Assert.Equal(0.5, theirs.Area, 9);
        Assert.Equal(Triangle.Rings[0], Wkb.Read(bigEndian).Rings[0]);
    }

    [Fact]
    public void Bytes_that_are_cut_off_or_foreign_are_no_shape()
    {
        var bytes = Wkb.Write(Triangle);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => Wkb.Read(bytes.AsSpan(0, length)));
        }

        Assert.Throws<FormatException>(() => Wkb.Read([.. bytes, 0]));
        bytes[1] = 1;
        Assert.Throws<FormatException>(() => Wkb.Read(bytes));
    }

    [Fact]
    public void A_count_that_promises_more_than_there_is_takes_no_memory()
    {
        var bytes = Wkb.Write(Triangle);
        bytes.AsSpan(9, 4).Fill(0xFF);

        Assert.Throws<FormatException>(() => Wkb.Read(bytes));
    }
}
