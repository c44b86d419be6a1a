using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>Made-up basic places: streets along lattice lines, door plates on them, areas and points of interest.</summary>
internal sealed class SamplePlaces(
    SampleCityRecipe recipe, SplitMix random, CityPlane plane, IReadOnlyList<SampleCell> cells, IReadOnlyList<Community> communities)
{
    private const int LinesBetweenStreets = 5;
    private const int PointsOfInterest = 300;
    private const string DataSource = "其他（合成）";
    private static readonly string[] Kinds = ["公园", "学校", "医院", "农贸市场", "广场", "停车场", "公交首末站", "小区", "商场", "社区服务站"];
    private static readonly string[] Numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    private readonly Dictionary<(int Column, int Row), SampleCell> _at = cells.ToDictionary(c => (c.Column, c.Row));
    private readonly Dictionary<string, string> _communityNames = communities.ToDictionary(c => c.Code, c => c.Name);
    private readonly List<Place> _places = [];

    public IReadOnlyList<Place> Run()
    {
        var middle = _at[(recipe.Lattice.Columns / 2, recipe.Lattice.Rows / 2)];
        Add(PlaceType.Plate, "崤山路47号", middle, Near(middle));
        AddAreas();
        var streets = Streets();
        var streetIds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var street in streets)
        {
            var cell = street.Cell(0, 1);
            streetIds[street.Name] = Add(PlaceType.Street, street.Name, cell, Near(cell));
        }

        for (var i = 0; i < PointsOfInterest; i++)
        {
            var cell = cells[random.Below(cells.Count)];
            Add(PlaceType.PointOfInterest, $"示例{Kinds[i % Kinds.Length]}{i / Kinds.Length + 1:D2}", cell, Near(cell));
        }

        var plates = recipe.Places - _places.Count;
        var perStreet = plates / streets.Count + 1;
        for (var i = 0; i < plates; i++)
        {
            var (street, number) = (streets[i % streets.Count], i / streets.Count + 1);
            var cell = street.Cell(number - 1, perStreet);
            Add(PlaceType.Plate, $"{street.Name}{number}号", cell, Near(cell), streetIds[street.Name]);
        }

        return _places;
    }

    /// <summary>An earlier name for every thirtieth point of interest and another one in use for every fifth street; drawn from no random number.</summary>
    public static IReadOnlyList<PlaceName> Names(IReadOnlyList<Place> places, DateOnly from)
    {
        var old = places.Where(p => p.TypeCode == PlaceType.PointOfInterest).Where((_, i) => i % 30 == 0).Select(p => new PlaceName
        {
            PlaceId = p.Id,
            Name = "旧" + p.Name,
            Kind = PlaceNameKind.Old,
            From = from.AddYears(-20),
            Until = from.AddDays(-1),
            Source = DataSource,
        });
        var others = places.Where(p => p.TypeCode == PlaceType.Street).Where((_, i) => i % 5 == 0).Select(p => new PlaceName
        {
            PlaceId = p.Id,
            Name = "别称" + p.Name,
            Kind = PlaceNameKind.Alias,
            From = from,
            Source = DataSource,
        });
        return [.. old.Concat(others)];
    }

    /// <summary>A region for the sample city, a zone for every street office, a block for every community.</summary>
    private void AddAreas()
    {
        Add(PlaceType.Region, "示例城区", cells[0], Near(cells[0]));
        foreach (var office in cells.GroupBy(c => DivisionCode.StreetOf(c.Grid.Code)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var cell = office.ElementAt(office.Count() / 2);
            Add("zone", $"示例地片{office.Key[^3..]}", cell, Near(cell));
        }

        foreach (var community in cells.GroupBy(c => c.Grid.CommunityCode).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var cell = community.ElementAt(community.Count() / 2);
            Add("block", $"示例区片{community.Key[^6..]}", cell, Near(cell));
        }
    }

    private List<SampleStreet> Streets()
    {
        List<SampleStreet> streets = [];
        for (var row = LinesBetweenStreets; row < recipe.Lattice.Rows; row += LinesBetweenStreets)
        {
            var at = row;
            streets.Add(new($"示例{Numeral(row / LinesBetweenStreets)}路", (i, n) => _at[(i * recipe.Lattice.Columns / n, at - i % 2)]));
        }

        for (var column = LinesBetweenStreets; column < recipe.Lattice.Columns; column += LinesBetweenStreets)
        {
            var at = column;
            streets.Add(new($"示例{Numeral(column / LinesBetweenStreets)}街", (i, n) => _at[(at - i % 2, i * recipe.Lattice.Rows / n)]));
        }

        return streets;
    }

    private Cgcs2000 Near(SampleCell cell)
    {
        while (true)
        {
            if (cell.Beside(plane, random.Below(cell.Ring.Length), 0.1 + 0.8 * random.Unit(), 8 + 6 * random.Unit()) is { } point)
            {
                return point;
            }
        }
    }

    private string Add(string type, string name, SampleCell cell, Cgcs2000 point, string? parent = null)
    {
        var id = $"SYN-P{_places.Count + 1:D5}";
        _places.Add(new()
        {
            Id = id,
            TypeCode = type,
            Name = name,
            NamedFrom = recipe.From,
            Address = $"{recipe.CityName}{_communityNames[cell.Grid.CommunityCode]}{name}（合成）",
            Lon = point.Lon,
            Lat = point.Lat,
            GridCode = cell.Grid.Code,
            ParentId = parent,
            StreetCode = DivisionCode.StreetOf(cell.Grid.Code),
            CommunityCode = cell.Grid.CommunityCode,
            From = recipe.From,
            DataSource = DataSource,
            IsSynthetic = true,
        });
        return id;
    }

    private static string Numeral(int number) =>
        number < 10 ? Numerals[number] : (number < 20 ? "" : Numerals[number / 10]) + "十" + Numerals[number % 10];

    /// <summary>A street, and which cell its i-th of n doors lies in; doors change sides.</summary>
    private sealed record SampleStreet(string Name, Func<int, int, SampleCell> Cell);
}
