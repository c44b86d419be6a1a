using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Geocoding;

/// <summary>地名: the basic places with their names, by type and by a part of any name; one place with the history of its names.</summary>
public sealed class PlacesModel(CityBooksHolder city) : PageModel
{
    /// <summary>Rows shown.</summary>
    public const int Most = 100;

    /// <summary>One place of the list.</summary>
    public sealed record Row(Place Place, string Type, string OtherNames);

    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>The one place asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public Place? One { get; private set; }

    public IReadOnlyList<PlaceName> Names { get; private set; } = [];

    public IReadOnlyList<FactView> Facts { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Types => [.. city.Current.Places.Geocoder.Types.Select(t => new ChoiceView(t.Code, t.Name))];

    public IActionResult OnGet()
    {
        var (book, geocoder) = (city.Current.Places, city.Current.Places.Geocoder);
        if (Id is not null)
        {
            if (geocoder.Find(Id) is not { } place)
            {
                return new RefusalPage(new("geocode.unknown-place", PageText.Of("geo.unknownPlace"), Kernel.Outcomes.RefusalKind.NotFound));
            }

            (One, Names, Facts) = (place, geocoder.NamesOf(place.Id), FactsOf(place, book));
            return Page();
        }

        var wanted = AddressText.Fold(Text ?? "");
        var found = book.Places.Where(p => string.IsNullOrEmpty(Type) || string.Equals(p.TypeCode, Type, StringComparison.Ordinal))
            .Where(p => wanted.Length == 0 || geocoder.NamesOf(p.Id).Select(n => n.Name).Prepend(p.Name).Any(n => AddressText.Fold(n).Contains(wanted, StringComparison.Ordinal)))
            .ToList();
        Total = found.Count;
        Rows = [.. found.Take(Most).Select(p => new Row(p, geocoder.TypeName(p.TypeCode), string.Join('、', geocoder.NamesOf(p.Id).Select(n => n.Name))))];
        return Page();
    }

    /// <summary>From when until when, in words.</summary>
    public static string Days(DateOnly from, DateOnly? until) =>
        until is { } end ? PageText.Of("geo.fromUntil", $"{from:yyyy-MM-dd}", $"{end:yyyy-MM-dd}") : PageText.Of("geo.since", $"{from:yyyy-MM-dd}");

    /// <summary>The kind of a name, in words.</summary>
    public static string Kind(PlaceNameKind kind) => PageText.Of("geo.kind." + kind);

    private static List<FactView> FactsOf(Place place, PlaceBook book) =>
    [
        new(PageText.Of("geo.type"), book.Geocoder.TypeName(place.TypeCode)),
        new(PageText.Of("geo.address"), place.Address),
        new(PageText.Of("geo.state"), PageText.Of(place.Until is null ? "geo.inForce" : "geo.retired")) { Note = Days(place.From, place.Until) },
        new(PageText.Of("where.grid"), place.GridCode ?? PageText.Of("case.noGrid")),
        new(PageText.Of("where.community"), $"{book.NameOrNull(place.StreetCode)}{book.NameOrNull(place.CommunityCode)}"),
        new(PageText.Of("geo.parent"), place.ParentId is { } parent && book.Geocoder.Find(parent) is { } above ? above.Name : PageText.Of("case.none")),
        new(PageText.Of("geo.position"), $"{place.Lon:0.000000}, {place.Lat:0.000000}") { Href = SearchModel.MapHref(place.Lon, place.Lat) },
        new(PageText.Of("geo.source"), place.DataSource),
    ];
}
