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
        RequestsApi.Map(api);
        AttachmentsApi.Map(api);
        EvidenceApi.Map(api);
        CityApi.Map(api);
        GeocodeApi.Map(api);
        GeocodeBatchesApi.Map(api);
        MapSymbolsApi.Map(api);
        WallApi.Map(api);
        KeysApi.Map(api);
        SettingsApi.Map(api);
        PeopleApi.Map(api);
        MatrixApi.Map(api);
        DelegationsApi.Map(api);
        DailyReportApi.Map(api);
        LedgerApi.Map(api);
        SubmissionsApi.Map(api);
        NoticesApi.Map(api);
        PrintedPairsApi.Map(api);
        InboxApi.Map(api);
        ExchangeApi.Map(api);
        SubscriptionsApi.Map(api);
        DeliveriesApi.Map(api);
        ViewsApi.Map(api);
        EventsApi.Map(api);
        BaseData.Api.BaseDataEndpoints.Map(api);
        BaseData.Serving.MapServing.Map(app, api);
        PublicApi.Map(app.MapGroup("/api/v1/public").AllowAnonymous());
    }
}
