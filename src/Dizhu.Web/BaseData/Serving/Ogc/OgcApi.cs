using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>
/// The layers as OGC API – Features (Part 1: Core and GeoJSON, 17-069r4; Part 2: coordinate reference systems, 18-058r1), so that GIS
/// programs read them without an export. Log-in as everywhere: cookie or key.
/// </summary>
internal static class OgcApi
{
    public const string Document = "ogc";

    private static readonly Refusal NoSuchCollection = new("map.no-such-collection", "没有这个图层。可用的图层见 /ogc/collections。", RefusalKind.NotFound);

    private static readonly Refusal NoSuchFeature = new("map.no-such-feature", "图层里没有这个编号的要素，或不在您的可见范围内。", RefusalKind.NotFound);

    public static void Map(WebApplication app)
    {
        var ogc = app.MapGroup("/ogc").RequireAuthorization("map").WithTags("OGC API");
        ogc.MapGet("", LandingAsync).WithSummary("OGC API – Features 入口").Produces<OgcDocuments.Landing>().Produces(StatusCodes.Status200OK, contentType: OgcDocuments.Html).Problems();
        ogc.MapGet("/conformance", () => Results.Json(OgcDocuments.Classes)).WithSummary("符合的规范").Produces<OgcDocuments.Conformance>().Problems();
        ogc.MapGet("/api", ApiAsync).WithSummary("本接口的 OpenAPI 说明").Produces(StatusCodes.Status200OK, contentType: OgcDocuments.OpenApi).Problems();
        ogc.MapGet("/collections", (HttpRequest request, LayerRegistry layers) => Results.Json(OgcDocuments.CollectionsOf(OgcDocuments.Root(request), layers.All)))
            .WithSummary("图层清单").Produces(StatusCodes.Status200OK, contentType: OgcDocuments.Json).Problems();
        ogc.MapGet("/collections/{id}", (HttpContext http, string id, LayerRegistry layers) => OneAsync(http, id, layers, l => OgcDocuments.CollectionOf(OgcDocuments.Root(http.Request), l), OgcDocuments.Json))
            .WithSummary("一个图层").Produces<OgcDocuments.Collection>().Problems();
        ogc.MapGet("/collections/{id}/queryables", (HttpContext http, string id, LayerRegistry layers) => OneAsync(http, id, layers, l => OgcDocuments.QueryablesOf(OgcDocuments.Root(http.Request), l.Description), "application/schema+json"))
            .WithSummary("可用作条件的属性").Produces(StatusCodes.Status200OK, contentType: "application/schema+json").Problems();
        ogc.MapGet("/collections/{id}/items", ItemsAsync).WithSummary("图层的要素，按编号分页；可加属性条件").Produces(StatusCodes.Status200OK, contentType: OgcDocuments.GeoJson)
            .Produces(StatusCodes.Status304NotModified).Problems().AddOpenApiOperationTransformer(DescribeAsync);
        ogc.MapGet("/collections/{id}/items/{featureId}", ItemAsync).WithSummary("一个要素").Produces(StatusCodes.Status200OK, contentType: OgcDocuments.GeoJson)
            .Produces(StatusCodes.Status304NotModified).Problems().AddOpenApiOperationTransformer(DescribeCrsAsync);
    }

    private static async Task LandingAsync(HttpContext http, LayerRegistry layers, CityBooksHolder city, string? f)
    {
        if (f is not (null or "" or "json" or "html"))
        {
            await Problems.WriteAsync(http, LayerParameters.Wrong("f", "f 只能是 json 或 html。"));
            return;
        }

        var places = city.Current.Places;
        var landing = OgcDocuments.LandingOf(OgcDocuments.Root(http.Request), places.Base?.CityName ?? "", places.Base?.Label ?? "");
        if (f is "html" || (f is null or "" && http.Request.Headers.Accept.ToString().Contains(OgcDocuments.Html, StringComparison.OrdinalIgnoreCase)))
        {
            await OgcPage.WriteAsync(http, landing, layers.All.Where(l => l.Description.HasItems));
            return;
        }

        await http.Response.WriteAsJsonAsync(landing, http.RequestAborted);
    }

    private static async Task ApiAsync(HttpContext http, [FromKeyedServices(Document)] IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(http.RequestAborted);
        http.Response.ContentType = OgcDocuments.OpenApi;
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_0, http.RequestAborted);
        await http.Response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), http.RequestAborted);
    }

    private static Task OneAsync(HttpContext http, string id, LayerRegistry layers, Func<IServedLayer, object> answer, string type) =>
        Find(layers, id) is { } layer
            ? http.Response.WriteAsJsonAsync(answer(layer), (System.Text.Json.JsonSerializerOptions?)null, type, http.RequestAborted)
            : Problems.WriteAsync(http, NoSuchCollection);

    private static async Task ItemsAsync(HttpContext http, string id, LayerRegistry layers, CityClock clock)
    {
        if (Find(layers, id) is not { } layer)
        {
            await Problems.WriteAsync(http, NoSuchCollection);
            return;
        }

        var asked = ItemsQuery.Read(layer.Description, http.Request.Query);
        if (!asked.Moved)
        {
            await Problems.WriteAsync(http, asked.Refusals);
            return;
        }

        var who = http.Who()!;
        if (Etags.IsKnown(http, Etags.Of(await layer.VersionAsync(who, http.RequestAborted), OgcDocuments.Root(http.Request), id, http.Request.QueryString.Value ?? ""), isWeak: true))
        {
            return;
        }

        var page = await layer.ReadAsync(who, asked.Value.Layer, http.RequestAborted);
        Begin(http, asked.Value.Crs);
        using var writer = new FeatureWriter(http.Response.BodyWriter, layer.Description, asked.Value.Crs);
        await writer.WriteAsync(page, LinksOf(http.Request, layer.Description, page), clock.Now, http.RequestAborted);
    }

    private static async Task ItemAsync(HttpContext http, string id, string featureId, LayerRegistry layers)
    {
        if (Find(layers, id) is not { } layer)
        {
            await Problems.WriteAsync(http, NoSuchCollection);
            return;
        }

        var crs = ItemsQuery.ReadCrs(http.Request.Query, "crs");
        if (!crs.Moved || http.Request.Query.Keys.FirstOrDefault(k => k is not ("crs" or "f")) is not null)
        {
            await Problems.WriteAsync(http, crs.Moved ? [LayerParameters.Wrong("", "这里只能用参数 crs。")] : crs.Refusals);
            return;
        }

        var who = http.Who()!;
        if (await layer.FindAsync(who, featureId, http.RequestAborted) is not { } feature)
        {
            await Problems.WriteAsync(http, NoSuchFeature);
            return;
        }

        var at = $"{OgcDocuments.Root(http.Request)}/collections/{id}";
        if (Etags.IsKnown(http, Etags.Of(await layer.VersionAsync(who, http.RequestAborted), at, featureId, http.Request.QueryString.Value ?? "")))
        {
            return;
        }

        Begin(http, crs.Value);
        using var writer = new FeatureWriter(http.Response.BodyWriter, layer.Description, crs.Value);
        Link[] links =
        [
            new($"{at}/items/{Uri.EscapeDataString(featureId)}{http.Request.QueryString}", "self", OgcDocuments.GeoJson, layer.Description.Title),
            new(at, "collection", OgcDocuments.Json, layer.Description.Title),
        ];
        await writer.WriteAsync(feature, links, http.RequestAborted);
    }

    private static IServedLayer? Find(LayerRegistry layers, string id) => layers.Find(id) is { Description.HasItems: true } layer ? layer : null;

    private static void Begin(HttpContext http, Crs crs)
    {
        http.Response.ContentType = OgcDocuments.GeoJson;
        http.Response.Headers["Content-Crs"] = $"<{crs.Uri}>";
    }

    private static List<Link> LinksOf(HttpRequest request, LayerDescription layer, LayerPage page)
    {
        var at = $"{OgcDocuments.Root(request)}/collections/{layer.Id}";
        List<Link> links =
        [
            new($"{at}/items{request.QueryString}", "self", OgcDocuments.GeoJson, layer.Title),
            new(at, "collection", OgcDocuments.Json, layer.Title),
        ];
        if (page.HasMore)
        {
            links.Add(new(Turned(isBehind: true, page.Features[^1].Id), "next", OgcDocuments.GeoJson, Pages.PageText.Of("ogc.next")));
        }

        if (page.HasLess)
        {
            links.Add(new(Turned(isBehind: false, page.Features[0].Id), "prev", OgcDocuments.GeoJson, Pages.PageText.Of("ogc.previous")));
        }

        return links;

        string Turned(bool isBehind, string id) => $"{at}/items" + QueryString.Create(
            request.Query.Where(q => q.Key != "cursor").Append(KeyValuePair.Create("cursor", new Microsoft.Extensions.Primitives.StringValues(ItemsQuery.Cursor(isBehind, id)))));
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        Add(operation, "bbox", "四个数：西南角、东北角，次序按 bbox-crs");
        Add(operation, "bbox-crs", "bbox 的坐标参考系，默认 CRS84");
        Add(operation, "datetime", "时刻、日期或用斜线隔开的起止");
        Add(operation, "limit", $"一页的要素数，1 至 {ItemsQuery.MostItems}，默认 {ItemsQuery.DefaultLimit}");
        Add(operation, "cursor", "上一页 next 或 prev 链接里的翻页位置");
        Add(operation, "f", "json");
        return DescribeCrsAsync(operation, context, cancellationToken);
    }

    private static Task DescribeCrsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        Add(operation, "crs", "要素的坐标参考系，默认 CRS84");
        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string name, string description) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = name == "limit" ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "10000" } : new OpenApiSchema { Type = JsonSchemaType.String },
        });
}
