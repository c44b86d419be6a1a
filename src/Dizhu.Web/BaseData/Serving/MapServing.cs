using Dizhu.Core.Cases;
using Dizhu.Core.Cases.Serving;
using Dizhu.Core.Places.Serving;
using Dizhu.Web.BaseData.Serving.Ogc;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>The door of this folder: layers, tiles and features for the map and for GIS programs.</summary>
internal static class MapServing
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ILayerSource>(s =>
        {
            var city = s.GetRequiredService<CityBooksHolder>();
            return new ServedBaseLayers(() => (city.Current.Places, city.Current.Organisations));
        });
        services.AddSingleton<ILayerSource>(s =>
        {
            var city = s.GetRequiredService<CityBooksHolder>();
            return new ThematicLayers(() => city.Current.Places, s.GetRequiredService<Dizhu.Core.IReads>());
        });
        services.AddSingleton<ILayerSource, CaseLayers>();
        services.AddSingleton<LayerRegistry>().AddSingleton(new TileCache());
        services.AddOpenApi(OgcApi.Document, options =>
        {
            Dizhu.Web.Api.OpenApiText.Describe(options);
            options.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_0;
            options.ShouldInclude = api => api.RelativePath?.StartsWith("ogc", StringComparison.Ordinal) is true;
        });
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        MapLayersApi.Map(api);
        TilesApi.Map(app);
        OgcApi.Map(app);
    }

    /// <summary>Whether a path is an interface for programs: errors there are problems, not pages.</summary>
    public static bool IsInterface(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/tiles", StringComparison.Ordinal) || path.StartsWithSegments("/ogc", StringComparison.Ordinal);
}
