namespace Dizhu.Web.BaseData.Api;

/// <summary>基础数据资源管理: everything under <c>/api/v1/base</c>.</summary>
internal static class BaseDataEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var data = api.MapGroup("/base").WithTags("基础数据");
        LayersApi.Map(data);
        ImportsApi.Map(data);
        BoundariesApi.Map(data);
        ComponentsApi.Map(data);
        ChangesApi.Map(data);
        CamerasApi.Map(data);
    }
}
