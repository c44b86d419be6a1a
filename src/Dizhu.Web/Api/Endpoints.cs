using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>All endpoints of <c>/api/v1</c>. Each group declares who may enter it; nothing is open by default.</summary>
public static class Endpoints
{
    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<CookieWriteGuard>();
        SessionApi.Map(api);
        ReportsApi.Map(api);
        CasesApi.Map(api);
        AttachmentsApi.Map(api);
        CityApi.Map(api);
        KeysApi.Map(api);
        PublicApi.Map(app.MapGroup("/api/v1/public").AllowAnonymous());
    }
}
