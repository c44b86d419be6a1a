using Dizhu.Core.Places.Serving;
using Dizhu.Web.Pages;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>The documents that lead to the features: landing page, conformance, collections.</summary>
internal static class OgcDocuments
{
    public const string Json = "application/json";
    public const string GeoJson = "application/geo+json";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";
    public const string Html = "text/html";

    public sealed record Landing(string Title, string Description, string Attribution, IReadOnlyList<Link> Links);

    public sealed record Conformance(IReadOnlyList<string> ConformsTo);

    public sealed record Spatial(IReadOnlyList<IReadOnlyList<double>> Bbox, string Crs);

    public sealed record Extent(Spatial Spatial);

    public sealed record Collection(
        string Id, string Title, string Description, IReadOnlyList<Link> Links, Extent? Extent, string ItemType, IReadOnlyList<string> Crs, string StorageCrs);

    public static readonly Conformance Classes = new(
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    ]);

    /// <summary>The address features are served at, as the client wrote it.</summary>
    public static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}/ogc";

    public static Landing LandingOf(string root, string city, string attribution) => new(
        PageText.Of("ogc.title", city), PageText.Of("ogc.intro"), attribution,
        [
            new(root, "self", Json, PageText.Of("ogc.self")),
            new(root + "?f=html", "alternate", Html, PageText.Of("ogc.page")),
            new(root + "/api", "service-desc", OpenApi, PageText.Of("ogc.api")),
            new(root + "/conformance", "conformance", Json, PageText.Of("ogc.conformance")),
            new(root + "/collections", "data", Json, PageText.Of("ogc.collections")),
        ]);

    public static object CollectionsOf(string root, IEnumerable<IServedLayer> layers) => new
    {
        links = (Link[])[new(root + "/collections", "self", Json, PageText.Of("ogc.collections"))],
        crs = CrsUris,
        collections = layers.Where(l => l.Description.HasItems).Select(l => CollectionOf(root, l)).ToList(),
    };

    public static Collection CollectionOf(string root, IServedLayer layer)
    {
        var (it, at) = (layer.Description, $"{root}/collections/{layer.Description.Id}");
        return new(
            it.Id, it.Title, it.Description,
            [
                new(at, "self", Json, it.Title),
                new(at + "/items", "items", GeoJson, it.Title),
                new(at + "/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json", PageText.Of("ogc.queryables")),
            ],
            layer.Extent is { } box ? new(new([[box.West, box.South, box.East, box.North]], Crs.Crs84.Uri)) : null,
            "feature", CrsUris, Crs.Storage.Uri);
    }

    /// <summary>What features may be asked for by, as a JSON schema.</summary>
    public static object QueryablesOf(string root, LayerDescription layer) => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = $"{root}/collections/{layer.Id}/queryables",
        ["type"] = "object",
        ["title"] = layer.Title,
        ["additionalProperties"] = false,
        ["properties"] = layer.Fields.Where(f => f.IsFilter).ToDictionary(f => f.Name, SchemaOf, StringComparer.Ordinal),
    };

    private static IReadOnlyList<string> CrsUris => [.. Crs.All.Select(c => c.Uri)];

    private static object SchemaOf(LayerField field)
    {
        var (type, format) = field.Type switch
        {
            FieldType.Whole => ("integer", null),
            FieldType.Number => ("number", null),
            FieldType.Day => ("string", "date"),
            FieldType.Instant => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        return new { title = field.Title, type, format, @enum = field.Values };
    }
}
