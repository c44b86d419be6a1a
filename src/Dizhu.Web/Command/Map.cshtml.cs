using System.Globalization;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.CommandPages;

/// <summary>城市地图: the whole city, and a way to a position, a place or a component. What is found is said in words too, without a map.</summary>
public sealed class MapModel(CityBooksHolder city) : PageModel
{
    /// <summary>What the page offers; each reader sees of it what the tiles let them see.</summary>
    public const string Layers = "grids management-areas components places heat cases";

    private static readonly char[] Between = [',', '，', ' ', '　', '、', ';'];

    /// <summary>A position (longitude first, CGCS2000), a place's name, a component's number, or one of those found.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public IReadOnlyList<FoundPlace> Found { get; private set; } = [];

    public (double Lon, double Lat)? Mark { get; private set; }

    /// <summary>The grid the position lies in.</summary>
    public string? GridCode { get; private set; }

    /// <summary>What was found, or what to write instead.</summary>
    public string? Said { get; private set; }

    /// <summary>An import whose faults are shown; its owner's rights are asked where they are fetched.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Faults { get; set; }

    /// <summary>A drafted or published change whose geometries are shown.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Change { get; set; }

    public string? Overlay => Faults is { } id ? $"/api/v1/base/imports/{id}/faults" : Change is { } change ? $"/api/v1/base/changes/{change}/shapes" : null;

    public void OnGet()
    {
        var wanted = At?.Trim() ?? "";
        if (wanted.Length == 0)
        {
            return;
        }

        var book = city.Current.Places;
        if (PositionOf(wanted) is { } figures)
        {
            ShowPosition(figures);
        }
        else if (PlaceFinder.Chosen(book, wanted) is { } chosen)
        {
            Show(chosen);
        }
        else
        {
            Found = PlaceFinder.Find(book, wanted);
            if (Found.Count == 1)
            {
                Show(Found[0]);
            }
            else
            {
                Said = Found.Count == 0 ? PageText.Of("map.nothing", wanted) : PageText.Of("map.several", Found.Count);
            }
        }
    }

    private void ShowPosition((double Lon, double Lat) figures)
    {
        var point = Positions.ToCgcs2000("CGCS2000", figures.Lon, figures.Lat);
        if (point.Moved)
        {
            Show(point.Value, string.Create(CultureInfo.InvariantCulture, $"{figures.Lon:0.######}, {figures.Lat:0.######}"));
        }
        else
        {
            Said = point.Refusal.Message;
        }
    }

    private void Show(FoundPlace place)
    {
        At = place.ComponentId ?? place.Text;
        Show(new Cgcs2000(place.Lon, place.Lat), place.Text);
    }

    private void Show(Cgcs2000 point, string name)
    {
        Mark = (point.Lon, point.Lat);
        GridCode = city.Current.Places.Locate(point).GridCode;
        Said = name + PageText.Of("map.colon") + string.Join(PageText.Of("map.comma"), PlaceFinder.Facts(city.Current, point).Select(f => $"{f.Label} {f.Value}{(f.Note is null ? "" : " " + f.Note)}"));
    }

    private static (double Lon, double Lat)? PositionOf(string text)
    {
        var parts = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var lon)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var lat)
            ? (lon, lat) : null;
    }
}
