using CsCheck;
using Dizhu.Kernel.Geography;

namespace Dizhu.Kernel.Tests.Geography;

public class GaussKruegerTests
{
    /// <summary>Figures of PROJ (gdaltransform from EPSG:4490) for 111.2° E, 34.77° N.</summary>
    [Theory]
    [InlineData(4547, 243644.005473699, 3852650.97236883)]
    [InlineData(4526, 38243644.0054737, 3852650.97236883)]
    [InlineData(4509, -31267.6618658189, 3864443.02636679)]
    [InlineData(4498, 19968732.3381342, 3864443.02636679)]
    public void A_position_is_where_PROJ_puts_it(int epsg, double east, double north)
    {
        var plane = GaussKrueger.OfEpsg(epsg)!;
        var (x, y) = plane.ToPlane(new Cgcs2000(111.2, 34.77));
        Assert.Equal(east, x, 0.001);
        Assert.Equal(north, y, 0.001);
        var (lon, lat) = plane.ToDegrees(east, north);
        Assert.Equal(111.2, lon, 1e-9);
        Assert.Equal(34.77, lat, 1e-9);
    }

    [Fact]
    public void There_and_back_is_the_same_place_anywhere_in_the_country() =>
        Gen.Select(Gen.Double[75, 135], Gen.Double[4, 53]).Sample(
            p =>
            {
                var plane = new GaussKrueger(Math.Round(p.Item1 / 3) * 3);
                var (x, y) = plane.ToPlane(new Cgcs2000(p.Item1, p.Item2));
                var (lon, lat) = plane.ToDegrees(x, y);
                return Math.Abs(lon - p.Item1) < 1e-9 && Math.Abs(lat - p.Item2) < 1e-9;
            },
            seed: "0N0XIzNsQ0O2", iter: 2_000);

    [Theory]
    [InlineData(4490)]
    [InlineData(4555)]
    [InlineData(0)]
    public void Other_codes_are_no_such_projection(int epsg) => Assert.Null(GaussKrueger.OfEpsg(epsg));
}
