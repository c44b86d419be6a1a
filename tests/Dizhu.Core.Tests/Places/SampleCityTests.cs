using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Union;

namespace Dizhu.Core.Tests.Places;

/// <summary>One generation of the sample city, shared by the tests that only look at it.</summary>
public sealed class SampleCityFixture
{
    public SampleCityFixture()
    {
        Data = SampleCity.Generate();
        Book = new PlaceBook(Data);
    }

    public BaseData Data { get; }

    public PlaceBook Book { get; }
}

public class SampleCityTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    private static readonly string[] Inner = ["ORG-U099", "ORG-U100", "ORG-U101"];
    private static readonly string[] Outer = ["ORG-U102", "ORG-U103"];

    private List<BasicGrid> InnerGrids => [.. city.Data.Grids.Where(g => Inner.Contains(g.ManagementAreaCode))];

    [Fact]
    public void About_thirty_two_square_kilometres_lie_in_3200_grids_of_about_10000_square_metres()
    {
        Assert.Equal(3_200, InnerGrids.Count);
        Assert.InRange(InnerGrids.Sum(g => g.AreaM2), 32e6 * 0.95, 32e6 * 1.05);
        Assert.All(city.Data.Grids, g => Assert.InRange(g.AreaM2, 5_000, 16_000));
        Assert.InRange(city.Data.Grids.Average(g => g.AreaM2), 9_500, 10_500);
    }

    [Fact]
    public void Grids_are_valid_polygons_without_gap_or_overlap()
    {
        var reader = new WKBReader();
        foreach (var part in new[] { Inner, [Outer[0]], [Outer[1]] })
        {
            var polygons = city.Data.Grids.Where(g => part.Contains(g.ManagementAreaCode)).Select(g => reader.Read(g.Ring)).ToList();
            Assert.All(polygons, p => Assert.True(p.IsValid));
            var union = UnaryUnionOp.Union(polygons);

            // One piece, no hole, and nothing counted twice.
            Assert.Empty(Assert.IsType<Polygon>(union).Holes);
            Assert.Equal(polygons.Sum(p => p.Area), union.Area, 12);
        }
    }

    [Fact]
    public void Every_code_is_read_without_fault_and_lies_in_a_real_community()
    {
        Assert.Equal(city.Data.Grids.Count, city.Data.Grids.Select(g => g.Code).Distinct().Count());
        Assert.All(city.Data.Grids, g =>
        {
            var code = BasicGridCode.Parse(g.Code, CodeFormat.National, city.Book.IsDivision).Value;
            Assert.Equal(g.CommunityCode, code.CommunityCode);
        });
        var streets = InnerGrids.Select(g => DivisionCode.StreetOf(g.Code)).Distinct().Order();
        Assert.Equal(Enumerable.Range(1, 7).Select(n => $"41120200{n}"), streets);
        var expected = city.Data.Communities.Where(c => string.CompareOrdinal(c.Code, "411202008") < 0).Select(c => c.Code).Order();
        Assert.Equal(expected, InnerGrids.Select(g => g.CommunityCode).Distinct().Order());
    }

    [Fact]
    public void Numbers_run_from_one_without_gap_in_each_community_and_west_to_east_before_north_to_south()
    {
        var reader = new WKBReader();
        foreach (var community in city.Data.Grids.GroupBy(g => g.CommunityCode))
        {
            var grids = community.OrderBy(g => g.Code).ToList();
            Assert.Equal(Enumerable.Range(1, grids.Count), grids.Select(g => BasicGridCode.Parse(g.Code).Value.Sequence));
            var centres = grids.Select(g => reader.Read(g.Ring).Centroid).ToList();
            foreach (var (a, b) in centres.Zip(centres.Skip(1)))
            {
                Assert.True(b.X > a.X || b.Y < a.Y - 0.0003);
            }
        }
    }

    [Fact]
    public void Communities_and_duty_grids_are_each_of_one_piece()
    {
        var reader = new WKBReader();
        Assert.InRange(city.Data.DutyGrids.Count, 38, 44);
        foreach (var group in city.Data.Grids.GroupBy(g => g.CommunityCode).Concat(city.Data.Grids.GroupBy(g => g.DutyGridCode!)))
        {
            Assert.IsType<Polygon>(UnaryUnionOp.Union(group.Select(g => reader.Read(g.Ring)).ToList()));
        }

        Assert.Equal(city.Data.DutyGrids.Select(d => d.Code), city.Data.Grids.Select(g => g.DutyGridCode!).Distinct().Order());
        Assert.All(city.Data.Grids.GroupBy(g => g.DutyGridCode), d => Assert.Single(d.Select(g => g.ManagementAreaCode).Distinct()));
    }

    [Fact]
    public void Three_management_areas_share_out_the_city_and_two_lie_outside()
    {
        var reader = new WKBReader();
        var areas = city.Data.ManagementAreas.ToDictionary(a => a.Code, a => reader.Read(a.Ring));
        Assert.Equal(Inner.Concat(Outer), areas.Keys.Order());
        Assert.All(areas.Values, a => Assert.True(a.IsValid));
        Assert.All(city.Data.ManagementAreas, a => Assert.True(a.IsSynthetic));
        var whole = UnaryUnionOp.Union(InnerGrids.Select(g => reader.Read(g.Ring)).ToList());
        Assert.Equal(whole.Area, Inner.Sum(code => areas[code].Area), 12);
        Assert.True(UnaryUnionOp.Union(Inner.Select(code => areas[code]).ToList()).EqualsTopologically(whole));
        Assert.All(Outer, code => Assert.True(areas[code].Disjoint(whole)));
        Assert.All(Outer, code => Assert.Contains(city.Data.Grids, g => g.ManagementAreaCode == code));
    }

    [Fact]
    public void Area_levels_are_one_to_three_and_some_are_empty()
    {
        var levels = city.Data.Grids.GroupBy(g => g.AreaLevel).ToDictionary(g => g.Key ?? 0, g => g.Count());

        Assert.Equal([0, 1, 2, 3], levels.Keys.Order());
        Assert.InRange(levels[0], 20, 150);
        Assert.All([1, 2, 3], level => Assert.True(levels[level] > 200));
    }

    [Fact]
    public void The_city_lies_inside_the_boundary_of_its_district_once_that_is_converted_from_gcj02()
    {
        using var boundaries = JsonDocument.Parse(CityData.ReadText("data/boundaries/sanmenxia_counties.geojson"));
        var district = boundaries.RootElement.GetProperty("features").EnumerateArray()
            .Single(f => f.GetProperty("properties").GetProperty("code").GetString() == "411202");
        var shape = new Shape([
            .. district.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().SelectMany(p => p.EnumerateArray())
                .Select(ring => (IReadOnlyList<Cgcs2000>)[.. ring.EnumerateArray().Select(c => new Gcj02(c[0].GetDouble(), c[1].GetDouble()).ToCgcs2000())]),
        ]);

        Assert.True(shape.Contains(city.Book.Plane.Centre));
        var outline = city.Data.ManagementAreas.SelectMany(a => Wkb.Read(a.Ring).Rings[0]).ToList();
        Assert.DoesNotContain(outline, p => !shape.Contains(p));
    }

    [Fact]
    public void Sixty_thousand_components_have_right_ids_and_lie_in_their_grids()
    {
        Assert.Equal(60_000, city.Data.Components.Count);
        Assert.Equal(60_000, city.Data.Components.Select(c => c.Id).Distinct().Count());
        foreach (var component in city.Data.Components)
        {
            var id = ComponentId.Parse(component.Id, ComponentEdition.Edition2013, city.Book.IsDivision).Value;
            Assert.Equal(component.ClassKey, id.ClassKey);
            Assert.Equal(component.GridCode, city.Book.Locate(new(component.Lon, component.Lat)).GridCode);
            Assert.NotNull(component.MortonKey);
            Assert.Equal(component.State == ComponentState.Intact, component.ChangeDate is null);
        }
    }

    [Fact]
    public void Owners_follow_the_class_and_some_are_unknown()
    {
        string?[] OwnersOf(string key) => [.. city.Data.Components.Where(c => c.ClassKey == key).Select(c => c.OwnerId).Distinct().Order()];

        Assert.Equal(["ORG-U110"], OwnersOf("2013-C0111"));
        Assert.Equal(["ORG-U109"], OwnersOf("2013-C0101"));
        Assert.Equal(["ORG-U112", "ORG-U113", "ORG-U114"], OwnersOf("2013-C0107"));
        Assert.Equal([null], OwnersOf("2013-C0123"));
        Assert.True(city.Data.Components.Count(c => c.OwnerId is null) > 100);
        Assert.True(city.Data.Components.Select(c => c.ClassKey).Distinct().Count() > 70);
    }

    [Fact]
    public void Two_thousand_places_lie_in_their_grids_and_say_they_are_made_up()
    {
        Assert.Equal(2_000, city.Data.Places.Count);
        Assert.All(city.Data.Places, p =>
        {
            Assert.True(p.IsSynthetic);
            Assert.Equal(p.GridCode, city.Book.Locate(new(p.Lon, p.Lat)).GridCode);
        });
        Assert.Single(city.Data.Places, p => p.Name == "崤山路47号");
        Assert.Equal(PlaceType.Shipped().Select(t => t.Code).Order(), city.Data.Places.Select(p => p.TypeCode).Distinct().Order());
        Assert.All(city.Data.PlaceNames, n => Assert.Contains("合成", n.Source, StringComparison.Ordinal));
        Assert.Equal(2_000, city.Data.Places.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public void The_version_says_that_everything_is_made_up()
    {
        Assert.True(city.Data.Version!.IsSynthetic);
        Assert.Equal("示例数据（合成）", city.Data.Version.Label);
    }

    [Fact]
    public void The_same_recipe_gives_the_same_city()
    {
        // Another value means another city for everybody: change it only together with the recipe.
        Assert.Equal("1377195ACA635914", HashOf(city.Data));
        Assert.Equal("1377195ACA635914", HashOf(SampleCity.Generate()));
    }

    private static string HashOf(BaseData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var grid in data.Grids)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{grid.Code} {grid.DutyGridCode} {grid.ManagementAreaCode} {grid.AreaLevel} {grid.AreaM2}"));
            hash.AppendData(grid.Ring);
        }

        foreach (var component in data.Components)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{component.Id} {component.OwnerId} {component.Lon} {component.Lat} {component.GridCode} {component.State} {component.InitialDate:O}"));
        }

        foreach (var place in data.Places)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{place.Id} {place.Name} {place.Lon} {place.Lat} {place.GridCode}"));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
