using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Core.Tests.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Geodata;

public class SupplyRulesTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    private static readonly LayerForm Good = new()
    {
        Id = "terrain",
        Kind = "基础地形数据",
        Title = "基础地形图",
        Provider = "ORG-U060",
        Origin = LayerOrigin.Survey,
        DatedOn = new(2017, 3, 1),
        Scale = 1000,
        Datum = "CGCS2000",
        Shape = LayerShape.Line,
    };

    private static BaseLayer Layer(LayerForm form) => form.ToLayer(id => id == "ORG-U060" ? "市国土资源局" : null).Value;

    [Fact]
    [Requirement("DCM-042")]
    public void A_layer_says_where_it_comes_from_and_of_which_day_it_is()
    {
        var layer = Layer(Good);
        Assert.Equal((LayerOrigin.Survey, new DateOnly(2017, 3, 1), "市国土资源局"), (layer.Origin, layer.DatedOn, layer.Provider));

        var without = (Good with { Origin = null, DatedOn = null }).ToLayer(_ => null);
        Assert.Equal(["layer.origin-missing", "layer.date-missing"], without.Refusals.Select(r => r.Code));
        Assert.All(without.Refusals, r => Assert.Contains("三(二)2", r.Clause!.ToString()));
    }

    [Fact]
    [Requirement("DCM-081")]
    public void The_plans_scale_passes_and_another_is_remarked()
    {
        Assert.Empty(LayerForm.Remarks(Layer(Good)));
        Assert.Contains("1:1000", Assert.Single(LayerForm.Remarks(Layer(Good with { Scale = 2000 }))));
        Assert.Contains("未写明比例尺", Assert.Single(LayerForm.Remarks(Layer(Good with { Scale = null }))));
    }

    [Theory]
    [InlineData("单元网格数据", BaseSet.Grids, null)]
    [InlineData("部件", BaseSet.Components, null)]
    [InlineData("Imagery", BaseSet.Imagery, null)]
    [InlineData("地下管线", BaseSet.Thematic, "地下管线")]
    [InlineData("3", BaseSet.Thematic, "3")]
    public void A_sixth_kind_is_kept_under_the_other_thematic_data(string kind, BaseSet set, string? said) => Assert.Equal((set, said), LayerForm.SetOf(kind));

    [Fact]
    [Requirement("DCM-083")]
    public void A_layer_older_than_the_last_request_is_due()
    {
        string[] ids = ["public-transport", "municipal-utilities", "road-names"];
        var layers = ids.Select((id, i) => Layer(Good with { Id = id, Kind = "其它专题数据", DatedOn = new(2017, 1 + i, 1), SupplyAskedOn = new(2017, 2, 15) })).ToList();
        Assert.Equal([true, true, false], layers.Select(l => l.IsUpdateDue));
        Assert.Contains("待更新", Assert.Single(LayerForm.Remarks(layers[0])));
        Assert.All(ids, id => Assert.Contains(SupplyPlan.All, p => p.LayerId == id));
    }

    [Fact]
    public void Every_fault_of_a_form_is_named() =>
        Assert.Equal(
            ["id", "kind", "title", "provider", "datum", "origin", "datedOn", "shape"],
            new LayerForm { Id = "Grids!" }.ToLayer(_ => null).Refusals.Select(r => r.Field));

    [Theory]
    [InlineData("CGCS2000", 111.2, 34.77)]
    [InlineData("epsg:4490", 111.2, 34.77)]
    [InlineData("urn:ogc:def:crs:EPSG::4547", 243644.005473699, 3852650.97236883)]
    [InlineData("EPSG:3857", 12378727.37, 4132668.82)]
    public void Numbers_of_a_known_datum_become_positions(string datum, double x, double y)
    {
        var point = SourceDatum.Read(datum).Value.ToCgcs2000(x, y).Value;
        Assert.Equal(111.2, point.Lon, 1e-4);
        Assert.Equal(34.77, point.Lat, 1e-4);
    }

    [Fact]
    public void A_prj_of_the_citys_projection_is_read_and_a_local_one_is_refused()
    {
        const string prj = """PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";
        Assert.Equal(111.2, SourceDatum.Read(prj).Value.ToCgcs2000(243644.005473699, 3852650.97236883).Value.Lon, 1e-9);
        Assert.Equal("import.datum", SourceDatum.Read("PROJCS[\"Xian_1980\"]").Refusal.Code);
        Assert.Equal("import.datum", SourceDatum.Read("").Refusal.Code);
        Assert.Equal("import.swapped", SourceDatum.Cgcs2000.ToCgcs2000(34.77, 111.2).Refusal.Code);
        Assert.Equal("import.position", SourceDatum.Cgcs2000.ToCgcs2000(0, 0).Refusal.Code);
    }

    [Fact]
    public void A_shifted_file_said_to_be_unshifted_is_asked_about()
    {
        var book = city.Book;
        var points = book.Components.Take(2_000).Select(c => new Cgcs2000(c.Lon, c.Lat).ToGcj02() is var g ? (g.Lon, g.Lat, (string?)c.GridCode) : default).ToList();
        var honest = book.Components.Take(2_000).Select(c => (c.Lon, c.Lat, (string?)c.GridCode)).ToList();

        var doubt = DatumDoubt.Check(SourceDatum.Cgcs2000, points, book, isConfirmed: false);

        Assert.Equal("import.datum-doubt", doubt!.Code);
        Assert.Contains("GCJ02", doubt.Message);
        Assert.Null(DatumDoubt.Check(SourceDatum.Cgcs2000, points, book, isConfirmed: true));
        Assert.Null(DatumDoubt.Check(SourceDatum.Read("GCJ02").Value, points, book, isConfirmed: false));
        Assert.Null(DatumDoubt.Check(SourceDatum.Cgcs2000, honest, book, isConfirmed: false));
        Assert.Equal("import.datum-doubt", DatumDoubt.Check(SourceDatum.Cgcs2000, [.. points.Select(p => (p.Item1, p.Item2, (string?)null))], book, isConfirmed: false)?.Code);
        Assert.Equal("import.swapped", DatumDoubt.Check(SourceDatum.Cgcs2000, [.. honest.Select(p => (p.Item2, p.Item1, p.Item3))], book, isConfirmed: true)!.Code);
    }
}
