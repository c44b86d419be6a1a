using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>A street as it was met: its name, how alike it is, and the name it was met by.</summary>
internal sealed record StreetShare(string Name, double Share, NameEntry? MetBy);

/// <summary>
/// The score of a candidate: the weights of the elements that are met over the weights of all that were asked for. So one more
/// element met never makes it lower.
/// </summary>
/// <param name="book">Grids and names.</param>
/// <param name="types">Types of places by code.</param>
/// <param name="index">All names.</param>
/// <param name="at">The legal day whose names are meant; null for now.</param>
internal sealed class MatchScorer(PlaceBook book, IReadOnlyDictionary<string, PlaceType> types, PlaceNameIndex index, DateOnly? at)
{
    /// <summary>What a name no longer valid counts for, asked without a day; ours.</summary>
    private const double PastShare = 0.9;

    /// <summary>What an estimated plate or crossing counts for; ours.</summary>
    private const double EstimateShare = 0.5;

    /// <summary>An address that is one registered name as a whole.</summary>
    public GeocodeMatch Whole(AddressElements asked, NameEntry entry)
    {
        var reason = new ElementReason(TypeName(entry.Place), asked.Naming.Length > 0 ? asked.Naming : asked.Text, entry.Place.Name, Past(entry), WeightOf(entry.Place), Note(entry));
        return Match(asked, entry, [reason]);
    }

    /// <summary>A place whose name is like the name asked for; null when it is not.</summary>
    public GeocodeMatch? Named(AddressElements asked, NameEntry entry)
    {
        var share = NameLikeness.Of(asked.Name!, entry.Folded, partly: true);
        if (share <= 0)
        {
            return null;
        }

        List<ElementReason> reasons = [];
        if (asked.Street is { } street)
        {
            var on = AddressText.Fold(entry.Place.Address).Contains(street, StringComparison.Ordinal) || Above(entry.Place).Any(p => AddressText.Fold(p.Name) == street);
            reasons.Add(new ElementReason(Name(PlaceType.Street), street, null, on ? 1 : 0, Weight(PlaceType.Street)));
        }

        if (asked.Door is { } door)
        {
            reasons.Add(new ElementReason(Name(PlaceType.Plate), door + "号", null, 0, Weight(PlaceType.Plate)));
        }

        reasons.Add(new ElementReason(TypeName(entry.Place), asked.Name!, entry.Place.Name, share * Past(entry), WeightOf(entry.Place), Note(entry)));
        return Match(asked, entry, reasons);
    }

    /// <summary>A street, or a plate on it.</summary>
    public GeocodeMatch OnStreet(AddressElements asked, StreetShare street, NameEntry entry)
    {
        var isPlate = entry.Place.TypeCode == PlaceType.Plate;
        List<ElementReason> reasons = [OfStreet(asked.Street!, street)];
        if (asked.CrossStreet is { } other)
        {
            reasons.Add(new ElementReason(Name(PlaceType.Street), other, null, 0, Weight(PlaceType.Street)));
        }

        if (asked.Door is { } door)
        {
            var met = isPlate && AddressSplitter.Plate(entry.Folded)?.Door == door;
            reasons.Add(new ElementReason(
                Name(PlaceType.Plate), door + "号", isPlate && !met ? entry.Place.Name : met ? entry.Place.Name : null,
                met ? reasons[0].Share * Past(entry) : 0, Weight(PlaceType.Plate), met ? Note(entry) : isPlate ? "同街另一门牌" : "按所在街巷定位"));
        }

        if (asked.Name is { } name)
        {
            reasons.Add(new ElementReason(Name(PlaceType.PointOfInterest), name, null, 0, Weight(PlaceType.PointOfInterest)));
        }

        return Match(asked, entry, reasons) with { FoundBy = entry.Name ?? street.MetBy?.Name };
    }

    /// <summary>A plate between two others.</summary>
    public GeocodeMatch Estimated(AddressElements asked, StreetShare street, (Cgcs2000 Point, string Lower, string Higher) between) => Estimate(
        asked,
        $"{street.Name}{asked.Door}号（估算位置）",
        between.Point,
        [
            OfStreet(asked.Street!, street),
            new ElementReason(
                Name(PlaceType.Plate), asked.Door + "号", $"{between.Lower}与{between.Higher}之间", EstimateShare * street.Share, Weight(PlaceType.Plate), "按相邻门牌估算"),
        ]);

    /// <summary>Where two streets come nearest.</summary>
    public GeocodeMatch Crossing(AddressElements asked, StreetShare one, StreetShare other, Cgcs2000 point) => Estimate(
        asked,
        $"{one.Name}与{other.Name}交叉口（估算位置）",
        point,
        [
            OfStreet(asked.Street!, one), OfStreet(asked.CrossStreet!, other),
            new ElementReason("交叉口", "交叉口", "两街最近处", EstimateShare * one.Share * other.Share, Weight(PlaceType.Plate), "按两街最近的地点估算"),
        ]);

    private GeocodeMatch Estimate(AddressElements asked, string name, Cgcs2000 point, List<ElementReason> reasons)
    {
        var location = book.Locate(point);
        reasons.AddRange(Above(asked, location.CommunityCode, []));
        return new GeocodeMatch(null, name, point, Score(reasons), reasons, location, true);
    }

    private GeocodeMatch Match(AddressElements asked, NameEntry entry, List<ElementReason> reasons)
    {
        var place = entry.Place;
        var point = new Cgcs2000(place.Lon, place.Lat);
        var location = book.Locate(point);
        reasons.AddRange(Above(asked, place.CommunityCode ?? location.CommunityCode, [.. Above(place).Select(p => AddressText.Fold(p.Name)), AddressText.Fold(place.Address)]));
        return new GeocodeMatch(place, place.Name, point, Score(reasons), reasons, location, false) { FoundBy = entry.Name };
    }

    /// <summary>The divisions and areas asked for beside those the place lies in.</summary>
    private IEnumerable<ElementReason> Above(AddressElements asked, string? community, IReadOnlyList<string> names)
    {
        foreach (var (code, element) in new[] { (asked.DistrictCode, "区县"), (asked.StreetOfficeCode, "街道"), (asked.CommunityCode, "社区") })
        {
            if (code is not null)
            {
                var own = community?[..Math.Min(code.Length, community.Length)];
                yield return new ElementReason(
                    element, book.NameOf(code), own is null ? null : book.NameOf(own), string.Equals(own, code, StringComparison.Ordinal) ? 1 : 0, Weight(PlaceType.Region));
            }
        }

        foreach (var area in asked.Areas)
        {
            var type = index.Named(area).Select(e => e.Place).FirstOrDefault();
            var met = names.Any(n => n.Contains(area, StringComparison.Ordinal));
            yield return new ElementReason(type is null ? "区域" : TypeName(type), area, null, met ? 1 : 0, type is null ? Weight(PlaceType.Region) : WeightOf(type));
        }
    }

    private IEnumerable<Place> Above(Place place)
    {
        const int deepest = 10;
        for (var (child, i) = (place, 0); i < deepest && child.ParentId is { } parent && index.ById.TryGetValue(parent, out var above); i++)
        {
            yield return child = above;
        }
    }

    private ElementReason OfStreet(string asked, StreetShare street)
    {
        var past = street.MetBy is { } entry ? Past(entry) : 1;
        return new ElementReason(Name(PlaceType.Street), asked, street.MetBy?.Place.Name ?? street.Name, street.Share * past, Weight(PlaceType.Street), street.MetBy is { } by ? Note(by) : null);
    }

    private static int Score(List<ElementReason> reasons) =>
        (int)Math.Round(100 * reasons.Sum(r => r.Share * r.Weight) / reasons.Sum(r => r.Weight), MidpointRounding.AwayFromZero);

    private double Past(NameEntry entry) => at is null && entry.IsPast ? PastShare : 1;

    private static string? Note(NameEntry entry) => entry.Name switch
    {
        null => null,
        { Until: { } until } => $"旧名，用至 {until:yyyy-MM-dd}，现名“{entry.Place.Name}”",
        _ => $"别名，标准名称“{entry.Place.Name}”",
    };

    private string TypeName(Place place) => Name(place.TypeCode);

    private string Name(string code) => types.TryGetValue(code, out var type) ? type.Name : code;

    private int WeightOf(Place place) => Math.Max(1, Weight(place.TypeCode));

    private int Weight(string code) => types.TryGetValue(code, out var type) ? type.Weight : 1;
}
