using System.Globalization;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>
/// 地理编码: addresses to positions and grids, and positions to words (三政办〔2017〕26号 三(二) subsystem 4, functions G1–G4 and G6). Pure and in
/// memory; one for every version of the base data.
/// </summary>
public sealed class Geocoder
{
    /// <summary>Below this score a place is not offered; ours.</summary>
    public const int LeastScore = 40;

    /// <summary>The longest address taken, characters.</summary>
    public const int LongestAddress = 200;

    /// <summary>How far away a reference place may be, metres, unless asked otherwise; ours.</summary>
    public const double ReferenceMetres = 500;

    private const int MostOffered = 50;
    private static readonly string[] Directions = ["东", "东北", "北", "西北", "西", "西南", "南", "东南"];

    private readonly PlaceBook _book;
    private readonly PlaceNameIndex _index;
    private readonly AddressSplitter _splitter;
    private readonly Dictionary<string, PlaceType> _types;

    internal Geocoder(BaseData data, PlaceBook book)
    {
        _book = book;
        _index = new PlaceNameIndex(data);
        _types = data.PlaceTypes.ToDictionary(t => t.Code, StringComparer.Ordinal);
        Types = data.PlaceTypes;
        var street = _types.TryGetValue(PlaceType.Street, out var known) ? known.Rank : int.MaxValue;
        _splitter = new AddressSplitter(
            data, data.Places.Where(p => p.Until is null && _types.TryGetValue(p.TypeCode, out var t) && t.Rank < street).Select(p => AddressText.Fold(p.Name)));
    }

    /// <summary>The types of places, coarse to fine.</summary>
    public IReadOnlyList<PlaceType> Types { get; }

    /// <summary>An address taken apart.</summary>
    public AddressElements Split(string address) => _splitter.Split(address);

    /// <summary>The place of an id, also a retired one.</summary>
    public Place? Find(string id) => _index.ById.GetValueOrDefault(id);

    /// <summary>The first place of a type that is there now, by id; null where there is none.</summary>
    public Place? FirstOf(string typeCode) => _index.ById.Values.Where(p => p.TypeCode == typeCode && p.Until is null).MinBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>The other and earlier names of a place.</summary>
    public IReadOnlyList<PlaceName> NamesOf(string placeId) => _index.NamesOf(placeId);

    /// <summary>The name of a type; its code when it has none.</summary>
    public string TypeName(string code) => _types.TryGetValue(code, out var type) ? type.Name : code;

    /// <summary>Finds an address.</summary>
    /// <param name="address">As people write it.</param>
    /// <param name="mode">Alike, or the whole address.</param>
    /// <param name="at">The legal day whose names are meant; null for any name of what is there now.</param>
    /// <param name="limit">How many are offered at most.</param>
    public GeocodeResult Search(string address, GeocodeMode mode = GeocodeMode.Fuzzy, DateOnly? at = null, int limit = 10)
    {
        var asked = _splitter.Split(address.Length <= LongestAddress ? address : address[..LongestAddress]);
        var exact = mode == GeocodeMode.Exact;
        var matches = Candidates(asked, exact, at, new MatchScorer(_book, _types, _index, at))
            .Where(m => m.Score >= (exact ? 100 : LeastScore))
            .GroupBy(m => m.Place?.Id ?? m.Name, StringComparer.Ordinal).Select(g => g.MaxBy(m => m.Score)!)
            .OrderByDescending(m => m.Score).ThenBy(m => m.IsEstimated).ThenByDescending(m => m.FoundBy is null)
            .ThenBy(m => m.Name.Length).ThenBy(m => m.Place?.Id, StringComparer.Ordinal)
            .Take(Math.Clamp(limit, 1, MostOffered)).ToList();
        return new GeocodeResult(asked, matches, WordsOf(asked, matches));
    }

    /// <summary>A position in words: the nearest reference place, direction and distance.</summary>
    /// <param name="point">CGCS2000.</param>
    /// <param name="radius">How far the place may be, metres.</param>
    public PositionWords Describe(Cgcs2000 point, double radius = ReferenceMetres)
    {
        var location = _book.Locate(point);
        var outside = location.IsKnown ? "" : "；这个位置不在任何单元网格内";
        if (_book.NearestPlace(point, radius, p => p.Until is null && _types.TryGetValue(p.TypeCode, out var type) && type.IsReference) is not var (place, metres))
        {
            var within = string.Create(CultureInfo.InvariantCulture, $"{radius:0} 米内没有登记的门（楼）牌或兴趣点");
            return new PositionWords(null, null, null, location, within + outside);
        }

        var rounded = Math.Round(metres, MidpointRounding.AwayFromZero);
        var direction = rounded >= 1 ? DirectionFrom(new(place.Lon, place.Lat), point) : null;
        var words = direction is null ? $"{place.Name}处（0米）" : string.Create(CultureInfo.InvariantCulture, $"{place.Name}的{direction}方向{rounded:0}米");
        return new PositionWords(place, metres, direction, location, words + outside);
    }

    private string DirectionFrom(Cgcs2000 from, Cgcs2000 to)
    {
        var ((ax, ay), (bx, by)) = (_book.Plane.ToMetres(from), _book.Plane.ToMetres(to));
        var eighth = (int)Math.Round(Math.Atan2(by - ay, bx - ax) / (Math.PI / 4), MidpointRounding.AwayFromZero);
        return Directions[(eighth + 8) % 8];
    }

    private IEnumerable<GeocodeMatch> Candidates(AddressElements asked, bool exact, DateOnly? at, MatchScorer scorer)
    {
        // The whole text may be one registered name, whatever it seems to be made of.
        string[] names = asked.Areas.Count > 0 ? [asked.Naming, asked.Text, WithoutAreas(asked)] : [asked.Naming, asked.Text];
        foreach (var entry in names.SelectMany(_index.Named).Where(e => e.Holds(at)))
        {
            yield return scorer.Whole(asked, entry);
        }

        if (asked.Street is { } street)
        {
            foreach (var match in _index.StreetsLike(street, exact).SelectMany(s => OnStreet(asked, s, at, scorer)))
            {
                yield return match;
            }

            if (asked.CrossStreet is { } other && !exact)
            {
                // Where the streets are not known to meet, the other one is offered beside the first.
                var turned = asked with { Street = other, CrossStreet = street };
                foreach (var match in CrossingOf(asked, street, other, scorer).Concat(_index.StreetsLike(other, exact).SelectMany(s => OnStreet(turned, s, at, scorer))))
                {
                    yield return match;
                }
            }
        }

        if (asked.Name is { } name)
        {
            foreach (var match in _index.SharingWith(name).Where(e => e.Holds(at)).Select(e => scorer.Named(asked, e)).OfType<GeocodeMatch>())
            {
                yield return match;
            }
        }
    }

    private IEnumerable<GeocodeMatch> OnStreet(AddressElements asked, (StreetEntries Street, string Name, double Share, NameEntry? MetBy) met, DateOnly? at, MatchScorer scorer)
    {
        if (met.MetBy is { } name && !name.Holds(at))
        {
            yield break;
        }

        var street = new StreetShare(met.Name, met.Share, met.MetBy);
        var plates = asked.Door is { } door ? (met.Street.Plates.GetValueOrDefault(door) ?? []).Where(p => p.Holds(at)).ToList() : [];
        foreach (var plate in plates)
        {
            yield return scorer.OnStreet(asked, street, plate);
        }

        if (plates.Count > 0)
        {
            yield break;
        }

        var streets = met.Street.Streets.Where(s => s.Holds(at)).DistinctBy(s => s.Place.Id).ToList();
        var instead = streets.Count > 0 ? streets : NearestNumbers(met.Street, asked.Door).Where(p => p.Holds(at));
        foreach (var entry in instead)
        {
            yield return scorer.OnStreet(asked, street, entry);
        }

        if (PlateEstimate.Between(met.Street, asked.Door, _book.Plane) is { } estimate)
        {
            yield return scorer.Estimated(asked, street, estimate);
        }
    }

    /// <summary>Of a street that is registered only by its plates those next to the number.</summary>
    private static IEnumerable<NameEntry> NearestNumbers(StreetEntries street, string? door)
    {
        const int offered = 3;
        var wanted = int.TryParse(door?.Split('-')[0], CultureInfo.InvariantCulture, out var number) ? number : 0;
        return street.Numbered.OrderBy(n => Math.Abs((long)n.Key - wanted)).ThenBy(n => n.Key).Take(offered).Select(n => n.Value);
    }

    private IEnumerable<GeocodeMatch> CrossingOf(AddressElements asked, string one, string other, MatchScorer scorer)
    {
        foreach (var a in _index.StreetsLike(one, exact: false))
        {
            foreach (var b in _index.StreetsLike(other, exact: false))
            {
                if (PlateEstimate.Crossing(a.Street, b.Street, _book.Plane) is { } point)
                {
                    yield return scorer.Crossing(asked, new StreetShare(a.Name, a.Share, a.MetBy), new StreetShare(b.Name, b.Share, b.MetBy), point);
                }
            }
        }
    }

    private static string WithoutAreas(AddressElements asked) => string.Concat(asked.Street, asked.Door is { } door ? door + "号" : "", asked.Building, asked.Name);

    private static string WordsOf(AddressElements asked, List<GeocodeMatch> matches)
    {
        if (matches.Count > 0)
        {
            return matches[0].Score == 100 && !matches[0].IsEstimated ? $"找到“{matches[0].Name}”。" : $"没有完全一致的地点，最接近的是“{matches[0].Name}”。";
        }

        return asked.Naming.Length == 0
            ? "只写了行政区划，没有写街巷、门牌或地点名称。请补充后再查。"
            : $"没有找到“{asked.Text}”。请核对街巷名称和门牌号，或换一个附近的地点名称。";
    }
}
