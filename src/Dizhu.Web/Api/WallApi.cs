using System.Text.Encodings.Web;
using System.Text.Json;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Core.Organisations;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Dizhu.Web.Api;

/// <summary>Open cases as the map of the wall draws them: those that need a hand one by one, the rest counted by street.</summary>
internal static class WallApi
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new GeoJsonConverterFactory() } };

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/map/wall", PointsAsync).RequireAuthorization("walls").WithTags("地图").WithSummary("大屏地图：超期、将超、挂账的在办案件逐件，其余按街道计数，GeoJSON")
            .Produces(StatusCodes.Status200OK, contentType: "application/geo+json").Problems();

    private static async Task PointsAsync(HttpContext http, WallReads wall, CityBooksHolder city)
    {
        var text = Write(await wall.OfAsync(http.Who()!, http.RequestAborted), city.Current);
        http.Response.ContentType = "application/geo+json";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    private static string Write(WallSnapshot snapshot, CityBooks city)
    {
        var collection = new FeatureCollection();
        var counts = snapshot.Streets.Where(s => s.Key is not null).ToDictionary(s => s.Key!, s => s.Counts.Calm, StringComparer.Ordinal);
        foreach (var (code, middle) in city.Places.StreetMiddles)
        {
            collection.Add(new Feature(new Point(middle.Lon, middle.Lat), new AttributesTable
            {
                { "kind", "street" },
                { "name", city.Places.NameOf(code) },
                { "n", counts.GetValueOrDefault(code) },
                { "href", "/cases?place=" + Uri.EscapeDataString(code) },
            }));
        }

        foreach (var (c, rank) in snapshot.Late.Concat(snapshot.Others).Select((c, i) => (c, i)))
        {
            collection.Add(new Feature(new Point(c.Lon, c.Lat), new AttributesTable
            {
                { "kind", c.Light switch { OpenLight.Late => "late", OpenLight.Soon => "soon", _ => "hold" } },
                { "text", c.Over is { } over ? CaseViews.Over(over) : "" },
                { "rank", rank },
                { "href", $"/cases/{c.Id}" },
            }));
        }

        return JsonSerializer.Serialize(collection, Json);
    }
}
