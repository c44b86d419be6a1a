using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>An element of an address as it was understood.</summary>
public sealed record AddressAnswer(
    string Text, string? DistrictCode, string? StreetOfficeCode, string? CommunityCode, IReadOnlyList<string> Areas, string? Street, string? CrossStreet,
    string? Door, string? Building, string? Name, string? Remark);

/// <summary>What one element contributed to the score.</summary>
public sealed record ElementReasonAnswer(string Element, string Asked, string? Found, double Share, int Weight, string Words);

/// <summary>Where a point lies.</summary>
public sealed record GeocodeLocationAnswer(
    bool Known, string? GridCode, string? DutyGridCode, string? CommunityCode, string? Community, string? StreetCode, string? Street, string? DistrictCode)
{
    internal static GeocodeLocationAnswer Of(Location l, PlaceBook book) => new(
        l.IsKnown, l.GridCode, l.DutyGridCode, l.CommunityCode, book.NameOrNull(l.CommunityCode), l.StreetCode, book.NameOrNull(l.StreetCode), l.DistrictCode);
}

/// <summary>A position found for an address; estimated ones have no place.</summary>
public sealed record GeocodeMatchAnswer(
    string? PlaceId, string Name, string? Address, string? Type, double Lon, double Lat, int Score, bool IsEstimated,
    string? FoundByName, DateOnly? FoundByUntil, GeocodeLocationAnswer Location, IReadOnlyList<ElementReasonAnswer> Reasons)
{
    internal static GeocodeMatchAnswer Of(GeocodeMatch m, PlaceBook book) => new(
        m.Place?.Id, m.Name, m.Place?.Address, m.Place is { } p ? book.Geocoder.TypeName(p.TypeCode) : null, m.Point.Lon, m.Point.Lat, m.Score, m.IsEstimated,
        m.FoundBy?.Name, m.FoundBy?.Until, GeocodeLocationAnswer.Of(m.Location, book),
        [.. m.Reasons.Select(r => new ElementReasonAnswer(r.Element, r.Asked, r.Found, r.Share, r.Weight, r.Words))]);
}

/// <summary>What was found; matched false means there is no such place, and no position is given.</summary>
public sealed record GeocodeAnswer(bool Matched, string Words, AddressAnswer Elements, IReadOnlyList<GeocodeMatchAnswer> Matches, long BaseVersion, bool IsSynthetic);

/// <summary>A position in words.</summary>
public sealed record ReverseAnswer(
    string Words, string? PlaceId, string? PlaceName, double? Metres, string? Direction, GeocodeLocationAnswer Location, long BaseVersion, bool IsSynthetic);

/// <summary>A type of basic place.</summary>
public sealed record PlaceTypeAnswer(string Code, string Name, int Rank, int Weight, bool IsReference, string Source);

/// <summary>A name of a place and the days it was valid.</summary>
public sealed record PlaceNameAnswer(string Name, PlaceNameKind Kind, DateOnly From, DateOnly? Until, string Source);

/// <summary>A basic place with the history of its names, the name valid now first.</summary>
public sealed record BasicPlaceAnswer(
    string Id, string Type, string Name, string Address, double Lon, double Lat, string? GridCode, string? ParentId, string? StreetCode, string? CommunityCode,
    DateOnly From, DateOnly? Until, string DataSource, bool IsSynthetic, IReadOnlyList<PlaceNameAnswer> Names);

/// <summary>地理编码: addresses to positions, positions to words, and places with their names.</summary>
internal static class GeocodeApi
{
    private const double FarthestMetres = 5000;

    private static readonly Refusal UnknownPlace = new("geocode.unknown-place", "没有这个地点。请核对地点编号。", RefusalKind.NotFound, Field: "id");

    public static void Map(RouteGroupBuilder api)
    {
        var geocode = api.MapGroup("/geocode").WithTags("地理编码");
        geocode.MapGet("", SearchAsync).WithSummary("地址查坐标和网格：候选带得分和理由；查不到则 matched 为 false，不给默认坐标。at 为按哪一天的地名查")
            .Produces<GeocodeAnswer>().Problems();
        geocode.MapGet("/reverse", ReverseAsync).WithSummary("坐标查地点：最近的地点、方向和距离，及所在网格").Produces<ReverseAnswer>().Problems();
        geocode.MapGet("/types", (CityBooksHolder city) => city.Current.Places.Geocoder.Types.Select(t => new PlaceTypeAnswer(t.Code, t.Name, t.Rank, t.Weight, t.IsReference, t.Source)))
            .WithSummary("基本地点类型，由粗到细").Produces<IReadOnlyList<PlaceTypeAnswer>>().Problems();
        geocode.MapGet("/places/{id}", PlaceAsync).WithSummary("一个基本地点及其名称沿革").Produces<BasicPlaceAnswer>().Problems();
    }

    private static Task SearchAsync(HttpContext http, CityBooksHolder city, string address, GeocodeMode? mode, DateOnly? at, int? limit)
    {
        if (WrongAddress(address) is { } wrong)
        {
            return Problems.WriteAsync(http, wrong);
        }

        var book = city.Current.Places;
        var found = book.Geocoder.Search(address, mode ?? GeocodeMode.Fuzzy, at, limit ?? 10);
        var e = found.Elements;
        return http.Response.WriteAsJsonAsync(
            new GeocodeAnswer(
                found.IsMatched, found.Words,
                new AddressAnswer(e.Text, e.DistrictCode, e.StreetOfficeCode, e.CommunityCode, e.Areas, e.Street, e.CrossStreet, e.Door, e.Building, e.Name, e.Remark),
                [.. found.Matches.Select(m => GeocodeMatchAnswer.Of(m, book))], book.Version, book.IsSynthetic),
            http.RequestAborted);
    }

    private static Task ReverseAsync(HttpContext http, CityBooksHolder city, double lon, double lat, string? datum, double? radius)
    {
        var point = Positions.ToCgcs2000(datum, lon, lat);
        if (!point.Moved)
        {
            return Problems.WriteAsync(http, point.Refusals);
        }

        if (radius is { } asked && (!double.IsFinite(asked) || asked is <= 0 or > FarthestMetres))
        {
            return Problems.WriteAsync(http, new Refusal("geocode.radius", $"查找半径须大于 0、不超过 {FarthestMetres} 米。请改正。", RefusalKind.Invalid, Field: "radius"));
        }

        var book = city.Current.Places;
        var found = book.Geocoder.Describe(point.Value, radius ?? Geocoder.ReferenceMetres);
        return http.Response.WriteAsJsonAsync(
            new ReverseAnswer(found.Words, found.Place?.Id, found.Place?.Name, found.Metres, found.Direction, GeocodeLocationAnswer.Of(found.Location, book), book.Version, book.IsSynthetic),
            http.RequestAborted);
    }

    private static Task PlaceAsync(HttpContext http, CityBooksHolder city, string id)
    {
        var geocoder = city.Current.Places.Geocoder;
        return Bodies.AnswerAsync<BasicPlaceAnswer>(http, geocoder.Find(id) is { } p
            ? new BasicPlaceAnswer(
                p.Id, geocoder.TypeName(p.TypeCode), p.Name, p.Address, p.Lon, p.Lat, p.GridCode, p.ParentId, p.StreetCode, p.CommunityCode, p.From, p.Until, p.DataSource, p.IsSynthetic,
                [
                    new PlaceNameAnswer(p.Name, PlaceNameKind.Standard, p.NamedFrom, null, p.DataSource),
                    .. geocoder.NamesOf(p.Id).Select(n => new PlaceNameAnswer(n.Name, n.Kind, n.From, n.Until, n.Source)),
                ])
            : UnknownPlace);
    }

    /// <summary>What is wrong with an address before it is looked for; null when nothing is.</summary>
    internal static Refusal? WrongAddress(string? address) =>
        string.IsNullOrWhiteSpace(address) ? new("geocode.no-address", "请填写地址或地点名称。", RefusalKind.Invalid, Field: "address")
        : address.Length > Geocoder.LongestAddress ? new("geocode.too-long", $"地址最长 {Geocoder.LongestAddress} 个字。请只写地点本身。", RefusalKind.Invalid, Field: "address")
        : null;
}
