using CsCheck;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Places.Geocoding;

public class GeocoderTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    private static readonly PlaceBook Small = SmallPlaces.Book();

    private static GeocodeMatch Best(string address, DateOnly? at = null) => Small.Geocoder.Search(address, at: at).Matches[0];

    [Fact]
    [Requirement("DCM-019")]
    public void A_known_address_gives_its_point_and_grid_and_an_unknown_one_no_match_and_never_a_default_point()
    {
        var place = city.Data.Places.Single(p => p.Name == "崤山路47号");
        var found = city.Book.Geocoder.Search("崤山路47号");

        Assert.Equal((place, 100, place.GridCode), (found.Matches[0].Place, found.Matches[0].Score, found.Matches[0].Location.GridCode));
        Assert.Equal((place.Lon, place.Lat), (found.Matches[0].Point.Lon, found.Matches[0].Point.Lat));

        // And the reverse.
        var words = city.Book.Geocoder.Describe(new(place.Lon, place.Lat));
        Assert.Equal(("崤山路47号处（0米）", place.GridCode), (words.Words, words.Location.GridCode));

        foreach (var unknown in new[] { "长安街1号", "没有的大厦", "47号", "湖滨区", "", "？？", "    " })
        {
            var nothing = city.Book.Geocoder.Search(unknown);
            Assert.False(nothing.IsMatched, unknown);
            Assert.Matches(@"^(没有找到“|只写了)", nothing.Words);
        }
    }

    [Theory]
    [InlineData("崤山路47号", "P47", 100)]
    [InlineData("河南省三门峡市湖滨区崤山路四十七號", "P47", 100)]
    [InlineData("崤山路47号（院内）对面", "P47", 100)]
    [InlineData("峭山路47号", "P47", 50)]
    [InlineData("崤山47号", "P47", 40)]
    [InlineData("五原路小学", "I1", 100)]
    [InlineData("市场社区第一医院", "I2", 100)]
    [InlineData("新世纪广场停车场", "I4", 78)]
    [InlineData("崤山路47号，院内", "P47", 100)]
    [InlineData("上官地片", "Z1", 100)]
    [InlineData("崤山路", "S1", 100)]
    public void What_is_registered_is_found_with_a_score(string address, string id, int score)
    {
        if (Small.Geocoder.Search(address).Matches is [var best, ..])
        {
            Assert.Equal((id, score), (best.Place?.Id, best.Score));
        }
        else
        {
            Assert.Equal("崤山47号", address);
        }
    }

    [Fact]
    public void Exact_search_takes_nothing_that_is_only_alike()
    {
        Assert.Equal("P47", Small.Geocoder.Search("湖滨区崤山路47号", GeocodeMode.Exact).Matches.Single().Place?.Id);
        Assert.False(Small.Geocoder.Search("峭山路47号", GeocodeMode.Exact).IsMatched);
        Assert.False(Small.Geocoder.Search("崤山路77号", GeocodeMode.Exact).IsMatched);
        Assert.False(Small.Geocoder.Search("前进街道崤山路47号", GeocodeMode.Exact).IsMatched);
    }

    [Fact]
    public void A_missing_number_gives_the_street_with_a_lower_score_and_says_so()
    {
        var best = Best("崤山路77号");
        Assert.Equal(("S1", 50, false), (best.Place?.Id, best.Score, best.IsEstimated));
        Assert.Contains(best.Reasons, r => r.Words == "门（楼）牌“77号”没有登记（按所在街巷定位）");
        Assert.StartsWith("没有完全一致的地点", Small.Geocoder.Search("崤山路77号").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_between_two_others_is_estimated_and_marked()
    {
        var best = Best("崤山路49号");
        Assert.Equal((null, true, "崤山路49号（估算位置）"), (best.Place, best.IsEstimated, best.Name));
        Assert.InRange(Small.Plane.Distance(best.Point, SmallPlaces.Point(20, 0)), 0, 0.5);
        Assert.Equal(75, best.Score);
        Assert.Contains("按相邻门牌估算", best.Reasons[1].Words, StringComparison.Ordinal);

        // 53 lies behind the last one, 50 has a neighbour on its side only below.
        Assert.DoesNotContain(Small.Geocoder.Search("崤山路53号").Matches.Concat(Small.Geocoder.Search("崤山路50号").Matches), m => m.IsEstimated);
    }

    [Fact]
    public void A_street_known_only_by_its_plates_offers_those_next_to_the_number()
    {
        var found = Small.Geocoder.Search("只有门牌路4号").Matches;
        Assert.Equal(["N3", "N9"], found.Where(m => !m.IsEstimated).Select(m => m.Place?.Id));
        Assert.All(found.Where(m => !m.IsEstimated), m => Assert.Equal(50, m.Score));
    }

    [Fact]
    public void A_crossing_is_found_when_both_streets_are_known()
    {
        var found = Best("崤山路与五原街交叉口");
        Assert.Equal((true, "崤山路与五原街交叉口（估算位置）"), (found.IsEstimated, found.Name));
        Assert.InRange(Small.Plane.Distance(found.Point, SmallPlaces.Point(65, 5)), 0, 1);
        Assert.Equal(["S1", "S2"], Small.Geocoder.Search("崤山路与五原街交叉口").Matches.Skip(1).Select(m => m.Place?.Id).Order());
        Assert.DoesNotContain(Small.Geocoder.Search("崤山路与长安街交叉口").Matches, m => m.IsEstimated);
        Assert.DoesNotContain(Small.Geocoder.Search("示例东路与示例西路交叉口").Matches, m => m.IsEstimated);
    }

    [Theory]
    [InlineData("示例东路", "S3")]
    [InlineData("第二医院", "I3")]
    public void Numbers_and_directions_tell_neighbours_apart(string address, string id) =>
        Assert.Equal([id], Small.Geocoder.Search(address).Matches.Select(m => m.Place?.Id));

    [Fact]
    public void An_old_name_answers_by_date_and_says_which_is_valid_now()
    {
        Assert.Equal(("I4", 100), (Best("百货大楼", new DateOnly(2010, 1, 1)).Place?.Id, Best("百货大楼", new DateOnly(2010, 1, 1)).Score));
        Assert.False(Small.Geocoder.Search("百货大楼", at: new DateOnly(2018, 1, 1)).IsMatched);
        Assert.False(Small.Geocoder.Search("新世纪广场", at: new DateOnly(2010, 1, 1)).IsMatched);
        Assert.Equal(100, Best("新世纪广场", new DateOnly(2018, 1, 1)).Score);

        var today = Best("百货大楼");
        Assert.Equal(("I4", "新世纪广场", 90, "百货大楼"), (today.Place?.Id, today.Name, today.Score, today.FoundBy?.Name));
        Assert.Contains("现名“新世纪广场”", today.Reasons[0].Words, StringComparison.Ordinal);

        var plate = Best("工人街12号");
        Assert.Equal(("P1", "五原街12号"), (plate.Place?.Id, plate.Name));
        Assert.Contains("现名“五原街”", plate.Reasons[0].Words, StringComparison.Ordinal);
        Assert.Equal(100, Best("市一院").Score);
    }

    [Fact]
    public void A_retired_place_is_found_only_for_a_day_it_was_there()
    {
        Assert.False(Small.Geocoder.Search("老火车站").IsMatched);
        Assert.Equal("G1", Best("老火车站", new DateOnly(2019, 1, 1)).Place?.Id);
        Assert.False(Small.Geocoder.Search("老火车站", at: new DateOnly(2021, 1, 1)).IsMatched);
        Assert.NotEqual("老火车站", Small.Geocoder.Describe(SmallPlaces.Point(-250, -100)).Place?.Name);
    }

    [Fact]
    public void A_wrong_division_lowers_the_score_and_is_named()
    {
        var best = Best("前进街道崤山路47号");
        Assert.Equal(("P47", 89), (best.Place?.Id, best.Score));
        Assert.Contains("街道“前进街道”不一致，登记的是“湖滨街道”", best.Reasons[^1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_a_city_adds_as_data_is_searched_and_described_like_the_national_ones()
    {
        var lamp = new PlaceType { Code = "lamp-post", Name = "灯杆", Rank = 7, Weight = 50, IsReference = true, Source = "测试" };
        var data = SmallPlaces.Data(lamp);
        var book = new PlaceBook(data with { Places = [.. data.Places, SmallPlaces.At("L1", "lamp-post", "沿河灯杆07", -400, -400)] });

        Assert.Equal("灯杆", book.Geocoder.Search("沿河灯杆07").Matches[0].Reasons[0].Element);
        Assert.Equal("沿河灯杆07的北方向30米", book.Geocoder.Describe(SmallPlaces.Point(-400, -370)).Words);
    }

    [Theory]
    [InlineData(10, 10, "崤山路47号的东北方向14米")]
    [InlineData(-7, 0, "崤山路47号的西方向7米")]
    [InlineData(0, -9, "崤山路47号的南方向9米")]
    [InlineData(-8, -8, "崤山路47号的西南方向11米")]
    [InlineData(0.2, 0.2, "崤山路47号处（0米）")]
    public void A_position_is_told_by_place_direction_and_distance(double east, double north, string words)
    {
        var found = Small.Geocoder.Describe(SmallPlaces.Point(east, north));
        Assert.Equal((words, SmallPlaces.Grid, "ZR001"), (found.Words, found.Location.GridCode, found.Location.DutyGridCode));
    }

    [Fact]
    public void Outside_all_grids_and_far_from_places_is_said()
    {
        Assert.EndsWith("；这个位置不在任何单元网格内", Small.Geocoder.Describe(SmallPlaces.Point(250, 510)).Words, StringComparison.Ordinal);
        var far = Small.Geocoder.Describe(SmallPlaces.Point(5000, 5000));
        Assert.Equal((null, "500 米内没有登记的门（楼）牌或兴趣点；这个位置不在任何单元网格内"), (far.Place, far.Words));
    }

    [Fact]
    public void Every_reference_place_names_itself_at_its_own_point()
    {
        foreach (var place in city.Data.Places.Where((p, i) => p.TypeCode is "plate" or "poi" && i % 7 == 0))
        {
            Assert.Equal($"{place.Name}处（0米）", city.Book.Geocoder.Describe(new(place.Lon, place.Lat)).Words);
        }
    }

    [Fact]
    public void Every_place_of_the_city_is_found_by_its_name_with_full_score()
    {
        foreach (var place in city.Data.Places)
        {
            var best = city.Book.Geocoder.Search(place.Name).Matches[0];
            Assert.Equal((place.Name, 100, place.GridCode), (best.Name, best.Score, best.Location.GridCode));
        }
    }

    [Fact]
    public void Random_text_that_shares_no_element_gives_no_point()
    {
        // Letters of no name of the city, with the words addresses are made of.
        Gen.String["乾坤震巽坎离艮兑0123456789号巷与交叉口附近（）北侧"].Sample(
            text => city.Book.Geocoder.Search(text).Matches.All(m => m.Reasons.Any(r => r.Share > 0 && r.Element is not ("区县" or "街道" or "社区")))
                && !city.Book.Geocoder.Search(text).IsMatched,
            iter: 3_000, seed: "0000KOIPe036");
        Gen.String["示例路街号公园学校医院一二三十0123456789湖滨区与交叉口崤山"].Sample(
            text => city.Book.Geocoder.Search(text).Matches.All(m => m.Reasons.Any(r => r.Share > 0 && r.Element is not ("区县" or "街道" or "社区"))),
            iter: 2_000, seed: "0000KOIPe036");
    }

    [Fact]
    public void One_more_matching_element_never_lowers_the_score()
    {
        var plates = city.Data.Places.Where(p => p.TypeCode == "plate").ToList();
        Gen.Select(Gen.Int[0, plates.Count - 1], Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (i, district, office, door) =>
            {
                var (plate, at) = (plates[i], plates[i].Name.LastIndexOfAny(['路', '街']) + 1);
                int ScoreOf(bool d, bool o, bool n)
                {
                    var address = (d ? "湖滨区" : "陕州区") + (o ? city.Book.NameOf(plate.StreetCode!) : "湖滨街道") + plate.Name[..at] + (n ? plate.Name[at..] : "");
                    return city.Book.Geocoder.Search(address, limit: 50).Matches.Where(m => m.Place == plate).Select(m => m.Score).DefaultIfEmpty(0).Max();
                }

                var score = ScoreOf(district, office, door);
                return ScoreOf(true, office, door) >= score && ScoreOf(district, true, door) >= score && ScoreOf(district, office, true) >= score;
            },
            iter: 500, seed: "0000KOIPe036");
    }

    [Fact]
    public void An_old_component_id_and_one_of_the_other_edition_lead_to_the_component()
    {
        var alias = city.Data.ComponentAliases.First(a => a.ComponentId[6..10] == "0505" || a.ComponentId[6..10] == "0101");
        Assert.Equal(17, alias.OtherId.Length);
        Assert.Same(city.Book.FindComponent(alias.ComponentId), city.Book.FindComponent(alias.OtherId));
        Assert.Null(city.Book.FindComponent("41120201001999999"));
        Assert.True(ComponentId.Parse(alias.OtherId, ComponentEdition.Edition2026).Moved);
    }
}
