using System.Globalization;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Web.Api;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Geocoding;

/// <summary>地址查询: an address to candidates with score, reasons and grid; a position to words.</summary>
public sealed class SearchModel(CityBooksHolder city) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    /// <summary>The day whose names are meant.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Exact { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Lon { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Lat { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Datum { get; set; }

    public GeocodeResult? Result { get; private set; }

    public PositionWords? Position { get; private set; }

    public IReadOnlyList<ChoiceView> Datums { get; } = [new("CGCS2000", "CGCS2000"), new("WGS84", "WGS84"), new("GCJ02", "GCJ02")];

    public void OnGet()
    {
        Datum ??= "CGCS2000";
        // Asked with nothing in it is not the same as not asked.
        if (Request.Query.ContainsKey(nameof(Address)))
        {
            Find(Address ?? "");
        }

        if (Request.Query.ContainsKey(nameof(Lon)))
        {
            Describe();
        }
    }

    /// <summary>Grid, community and duty grid of a position; that there is none is said.</summary>
    public string Where(Location location)
    {
        var book = city.Current.Places;
        return location.IsKnown
            ? PageText.Of("geo.where", location.GridCode, book.NameOrNull(location.StreetCode), book.NameOrNull(location.CommunityCode), location.DutyGridCode ?? PageText.Of("case.none"))
            : PageText.Of("case.noGrid");
    }

    /// <summary>The type of a place.</summary>
    public string Type(Place place) => city.Current.Places.Geocoder.TypeName(place.TypeCode);

    /// <summary>The map at a position.</summary>
    public static string MapHref(double lon, double lat) => string.Create(CultureInfo.InvariantCulture, $"/map?at={lon:0.000000},{lat:0.000000}");

    private void Find(string address)
    {
        if (GeocodeApi.WrongAddress(address) is { } wrong)
        {
            ModelState.AddModelError(nameof(Address), wrong.Message);
            return;
        }

        DateOnly? day = null;
        if (!string.IsNullOrWhiteSpace(At))
        {
            if (!DateOnly.TryParseExact(At, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
            {
                ModelState.AddModelError(nameof(At), PageText.Of("geo.badDay"));
                return;
            }

            day = asked;
        }

        Result = city.Current.Places.Geocoder.Search(address, Exact ? GeocodeMode.Exact : GeocodeMode.Fuzzy, day);
    }

    private void Describe()
    {
        if (!double.TryParse(Lon, CultureInfo.InvariantCulture, out var lon) || !double.TryParse(Lat, CultureInfo.InvariantCulture, out var lat))
        {
            ModelState.AddModelError(nameof(Lon), PageText.Of("geo.badFigures"));
            return;
        }

        var point = Positions.ToCgcs2000(Datum, lon, lat);
        if (point.Moved)
        {
            Position = city.Current.Places.Geocoder.Describe(point.Value);
        }
        else
        {
            ModelState.AddModelError(nameof(Lon), point.Refusal.Message);
        }
    }
}
