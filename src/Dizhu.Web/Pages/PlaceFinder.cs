using System.Globalization;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>A registered place or component offered for a position.</summary>
/// <param name="Value"><c>place:…</c> or <c>component:…</c> with its id.</param>
public sealed record FoundPlace(string Value, string Text, string Hint, double Lon, double Lat, string? ComponentId, string PlaceText)
{
    /// <summary>Whether it is what was asked for, and not only like it.</summary>
    public bool IsSure { get; init; }
}

/// <summary>Finds positions by what people know of them: the name of a place, or the number on a component.</summary>
internal static class PlaceFinder
{
    private const int Most = 8;
    private const int ShortestNumber = 6;
    private const double NearMetres = 100;

    /// <summary>Addresses and names through the geocoder, and components by number of either edition (from its first six digits); the best first, eight at most.</summary>
    public static IReadOnlyList<FoundPlace> Find(PlaceBook book, string wanted)
    {
        var text = wanted.Trim();
        if (text.Length == 0)
        {
            return [];
        }

        var components = text.Length >= ShortestNumber && text.All(char.IsAsciiDigit)
            ? book.FindComponent(text) is { } exact ? [exact] : book.Components.Where(c => c.Id.StartsWith(text, StringComparison.Ordinal)).Take(Most)
            : [];
        var places = book.Geocoder.Search(text, limit: Most).Matches;
        return [.. components.Select(Of).Concat(places.Select(Of)).Take(Most)];
    }

    /// <summary>The place or component behind a button, or null.</summary>
    public static FoundPlace? Chosen(PlaceBook book, string value)
    {
        var at = value.IndexOf(':', StringComparison.Ordinal);
        var (kind, id) = at < 0 ? ("", "") : (value[..at], value[(at + 1)..]);
        return kind switch
        {
            "component" => book.FindComponent(id) is { } component ? Of(component) : null,
            "place" => book.Geocoder.Find(id) is { } place ? Of(place) : null,
            "near" => Estimated(id),
            _ => null,
        };
    }

    /// <summary>Names to try in the sample city: a street, and a place that is neither street nor number; none elsewhere.</summary>
    public static IReadOnlyList<string> Examples(PlaceBook book) => !book.IsSynthetic
        ? []
        : [.. new[] { PlaceType.Street, PlaceType.PointOfInterest }.Select(type => book.Geocoder.FirstOf(type)?.Name).OfType<string>()];

    /// <summary>What a citizen recognises a position by: the community and what is near.</summary>
    public static IReadOnlyList<FactView> PublicFacts(CityBooks city, Cgcs2000 point)
    {
        var location = city.Places.Locate(point);
        return location.IsKnown ? [Community(city.Places, location), .. Near(city.Places, point)] : NoGrid;
    }

    /// <summary>What the base data say of a position: grid, community, duty grid, level, what is near.</summary>
    public static IReadOnlyList<FactView> Facts(CityBooks city, Cgcs2000 point)
    {
        var (book, location) = (city.Places, city.Places.Locate(point));
        return !location.IsKnown
            ? NoGrid
            :
            [
                new(PageText.Of("where.grid"), location.GridCode!) { RefText = PageText.Of("ref.baseData", location.BaseVersion) },
                Community(book, location),
                new(PageText.Of("case.dutyGrid"), location.DutyGridCode ?? PageText.Of("case.none")),
                new(PageText.Of("case.area"), book.NameOrNull(location.ManagementAreaCode) ?? PageText.Of("case.none")),
                new(PageText.Of("case.level"), location.AreaLevel is { } level ? PageText.Of("case.levelOf", level) : PageText.Of("case.noLevel")),
                .. Near(book, point),
            ];
    }

    private static IReadOnlyList<FactView> NoGrid => [new(PageText.Of("where.grid"), PageText.Of("case.noGrid"))];

    private static FactView Community(PlaceBook book, Location location) =>
        new(PageText.Of("where.community"), $"{book.NameOrNull(location.StreetCode)}{book.NameOrNull(location.CommunityCode)}");

    private static IEnumerable<FactView> Near(PlaceBook book, Cgcs2000 point) =>
        book.Geocoder.Describe(point, NearMetres) is { Place: not null } near ? [new(PageText.Of("where.near"), near.Words)] : [];

    private static FoundPlace Of(ManagedComponent c) => new(
        "component:" + c.Id, $"{c.Name} {c.Id}", PageText.Of("case.grid", c.GridCode), c.Lon, c.Lat, c.Id, "")
    {
        IsSure = true,
    };

    private static FoundPlace Of(Place p) => new("place:" + p.Id, p.Name, p.Address, p.Lon, p.Lat, null, p.Name) { IsSure = true };

    private static FoundPlace Of(GeocodeMatch m) => m.Place is { } place
        ? Of(place) with { Hint = Hint(m), IsSure = m.Score == 100 }
        : new(string.Create(CultureInfo.InvariantCulture, $"near:{m.Point.Lon:0.0000000},{m.Point.Lat:0.0000000}"), m.Name, Hint(m), m.Point.Lon, m.Point.Lat, null, "");

    private static string Hint(GeocodeMatch m) => string.Join(
        " · ",
        new[]
        {
            m.Place?.Address, m.FoundBy is { } by && by.Name != m.Name ? PageText.Of("where.foundBy", by.Name) : null,
            m.Score == 100 ? null : PageText.Of("where.score", m.Score), m.IsEstimated ? PageText.Of("where.estimated") : null,
        }.OfType<string>());

    /// <summary>A position that belongs to no registered place; the words for it stay those of the reporter.</summary>
    private static FoundPlace? Estimated(string figures) =>
        figures.Split(',') is [var lon, var lat]
            && double.TryParse(lon, CultureInfo.InvariantCulture, out var x) && double.TryParse(lat, CultureInfo.InvariantCulture, out var y)
            ? new FoundPlace("near:" + figures, "", "", x, y, null, "")
            : null;
}
