using Dizhu.Core.Cases;
using Dizhu.Core.Places.Serving;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>The door of this folder: layers, tiles and features for the map and for GIS programs.</summary>
internal static class MapServing
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ILayerSource>(s =>
        {
            var city = s.GetRequiredService<CityBooksHolder>();
            return new BaseLayers(() => (city.Current.Places, city.Current.Organisations));
        });
        services.AddSingleton<LayerRegistry>().AddSingleton(new TileCache());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        MapLayersApi.Map(api);
        TilesApi.Map(app);
    }

    /// <summary>Whether a path is an interface for programs: errors there are problems, not pages.</summary>
    public static bool IsInterface(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/tiles", StringComparison.Ordinal) || path.StartsWithSegments("/ogc", StringComparison.Ordinal);
}
