using Dizhu.Core.Cases;
using Dizhu.Core.Places.Serving;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>Which layers there are, for the map.</summary>
internal static class MapLayersApi
{
    public sealed record FieldAnswer(string Name, string Type, string Title, bool IsInTile, bool IsFilter);

    /// <param name="Geometry">Point, Line or Polygon.</param>
    /// <param name="HasItems">Whether the features can be listed at <c>/ogc/collections/{id}/items</c>.</param>
    /// <param name="Extent">West, south, east, north in degrees; null where there is nothing.</param>
    /// <param name="Tiles">The address of a tile, with <c>{z}</c>, <c>{x}</c> and <c>{y}</c> to put in.</param>
    /// <param name="NameLayer">The layer in the same tiles that holds one point for the name of each polygon; null where there is none.</param>
    public sealed record LayerAnswer(
        string Id, string Title, string Description, string Geometry, int MinZoom, int MaxZoom, bool HasItems, string? TimeField, IReadOnlyList<FieldAnswer> Fields, IReadOnlyList<double>? Extent, string Tiles,
        string? NameLayer);

    /// <param name="BaseVersion">The version of the base data; 0 when there are none yet.</param>
    /// <param name="IsSynthetic">The base data are made up, and the map says so.</param>
    /// <param name="Datum">The datum of all positions.</param>
    public sealed record Answer(long BaseVersion, bool IsSynthetic, string? Label, string Datum, IReadOnlyList<LayerAnswer> Layers);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/map/layers", List).AllowAnonymous().WithTags("地图").WithSummary("可用的地图图层").Produces<Answer>().Problems();

    private static Answer List(HttpContext http, LayerRegistry layers, CityBooksHolder city)
    {
        var places = city.Current.Places;
        return new(places.Version, places.IsSynthetic, places.Base?.Label, "CGCS2000", [.. layers.All.Where(l => http.Who() is not null || OpenLayers.Has(l.Description.Id)).Select(AnswerOf)]);
    }

    private static LayerAnswer AnswerOf(IServedLayer layer)
    {
        var it = layer.Description;
        return new(
            it.Id, it.Title, it.Description, it.Geometry.ToString(), it.MinZoom, it.MaxZoom, it.HasItems, it.TimeField,
            [.. it.Fields.Select(f => new FieldAnswer(f.Name, f.Type.ToString(), f.Title, f.IsInTile, f.IsFilter))],
            layer.Extent is { } box ? [box.West, box.South, box.East, box.North] : null,
            $"/tiles/{it.Id}/{{z}}/{{x}}/{{y}}.mvt", it.NameLayer);
    }
}
