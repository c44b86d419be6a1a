using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Tests.Places.Geocoding;

/// <summary>A handful of made-up places in one grid of a real community, written out so that a test can be read.</summary>
internal static class SmallPlaces
{
    public const string Grid = "411202001001001";
    private static readonly DateOnly From = new(2017, 5, 15);

    public static PlaceBook Book() => new(Data());

    public static BaseData Data(params IReadOnlyList<PlaceType> more)
    {
        List<Place> places =
        [
            At("S1", "street", "崤山路", 0, 0), At("S2", "street", "五原街", 100, 40), At("S3", "street", "示例东路", 300, 300), At("S4", "street", "示例西路", -300, 300),
            At("P47", "plate", "崤山路47号", 0, 0, "S1"), At("P49", "plate", "崤山路51号", 40, 0, "S1"), At("P48", "plate", "崤山路48号", 5, 60, "S1"),
            At("P1", "plate", "五原街12号", 90, 10, "S2"), At("N3", "plate", "只有门牌路3号", -100, -50), At("N9", "plate", "只有门牌路9号", -60, -50),
            At("Z1", "zone", "上官地片", 200, 100), At("B1", "block", "沿河区片", -200, 100),
            At("I1", "poi", "五原路小学", 250, 100), At("I2", "poi", "第一医院", 150, 150), At("I3", "poi", "第二医院", -150, 150), At("I4", "poi", "新世纪广场", 60, 60),
        ];
        var names = new List<PlaceName>
        {
            new() { PlaceId = "I4", Name = "百货大楼", Kind = PlaceNameKind.Old, From = new(1985, 1, 1), Until = new(2016, 12, 31), Source = "测试" },
            new() { PlaceId = "S2", Name = "工人街", Kind = PlaceNameKind.Old, From = new(1970, 1, 1), Until = new(2017, 5, 14), Source = "测试" },
            new() { PlaceId = "I2", Name = "市一院", Kind = PlaceNameKind.Alias, From = From, Source = "测试" },
        };
        var gone = At("G1", "poi", "老火车站", -250, -100);
        gone.Until = new DateOnly(2020, 6, 30);
        return new(
            [new BasicGrid { Code = Grid, CommunityCode = Grid[..12], DutyGridCode = "ZR001", AreaM2 = 1e6, Ring = Square(), From = From }],
            [new DutyGrid { Code = "ZR001", Name = "责任网格001" }], Divisions.Communities(), Divisions.Streets(), Divisions.Districts(), [], [], [.. places, gone], Version)
        {
            PlaceNames = names,
            PlaceTypes = [.. PlaceType.Shipped(),
            .. more],
        };
    }

    public static Cgcs2000 Point(double east, double north) => new CityPlane(new(Version.CentreLon, Version.CentreLat)).FromMetres(east, north);

    public static Place At(string id, string type, string name, double east, double north, string? parent = null)
    {
        var point = Point(east, north);
        return new()
        {
            Id = id,
            TypeCode = type,
            Name = name,
            NamedFrom = From,
            Address = $"三门峡市市场社区{name}",
            Lon = point.Lon,
            Lat = point.Lat,
            GridCode = Grid,
            ParentId = parent,
            StreetCode = Grid[..9],
            CommunityCode = Grid[..12],
            From = From,
            DataSource = "测试",
            IsSynthetic = true,
        };
    }

    private static BaseDataVersion Version => new()
    {
        Number = 7,
        Label = "测试",
        IsSynthetic = true,
        CityName = "三门峡市",
        DivisionPrefix = "4112",
        CentreLon = 111.2,
        CentreLat = 34.77,
        West = 111.19,
        South = 34.76,
        East = 111.21,
        North = 34.78,
    };

    private static byte[] Square()
    {
        Cgcs2000[] ring = [Point(-500, -500), Point(500, -500), Point(500, 500), Point(-500, 500)];
        return Wkb.Write(new([ring]));
    }
}
