using System.IO.Compression;
using Dizhu.Core.Access;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>Vector tiles of the layers, for the map and for every program that reads Mapbox Vector Tiles.</summary>
internal static class TilesApi
{
    public const string MediaType = "application/vnd.mapbox-vector-tile";
    private static readonly HashSet<string> NoOthers = new(StringComparer.Ordinal);

    private static readonly Refusal NoSuchTile = new(
        "map.no-such-tile", "没有这个图块：请检查图层名称和缩放级别、列号、行号是否在图层的范围内。图层清单见 /api/v1/map/layers。", RefusalKind.NotFound);

    public static void Map(WebApplication app) =>
        app.MapGet("/tiles/{layer}/{z}/{x}/{y}.mvt", TileAsync).AllowAnonymous().WithTags("地图").WithSummary("矢量图块（MVT 2.1，EPSG:3857）；可加属性条件和 datetime")
            .Produces(StatusCodes.Status200OK, contentType: MediaType).Produces(StatusCodes.Status304NotModified).Problems();

    private static async Task TileAsync(HttpContext http, string layer, string z, string x, string y, LayerRegistry layers, TileCache cache)
    {
        if (http.Who() is null && !OpenLayers.Has(layer))
        {
            await Problems.WriteAsync(http, Refused.NotLoggedIn);
            return;
        }

        if (layers.Find(layer) is not { } served || WebTile.Read(z, x, y) is not { } tile || tile.Zoom < served.Description.MinZoom || tile.Zoom > served.Description.MaxZoom)
        {
            await Problems.WriteAsync(http, NoSuchTile);
            return;
        }

        var query = LayerParameters.Read(served.Description, http.Request.Query, NoOthers);
        if (!query.Moved)
        {
            await Problems.WriteAsync(http, query.Refusals);
            return;
        }

        var who = http.Who() ?? Identity.Citizen;
        var version = await served.VersionAsync(who, http.RequestAborted);
        var asked = http.Request.QueryString.Value ?? "";
        if (Etags.IsKnown(http, Etags.Of(version, layer, z, x, y, asked)))
        {
            return;
        }

        var key = $"{layer}/{z}/{x}/{y}{asked}#{version}";
        var bytes = cache.Find(key) ?? await MakeAsync(served, who, tile, query.Value, key, cache, http.RequestAborted);
        await SendAsync(http, bytes, key, cache);
    }

    private static async Task<byte[]> MakeAsync(
        IServedLayer layer, Principal who, WebTile tile, LayerQuery query, string key, TileCache cache, CancellationToken cancellationToken)
    {
        var features = await layer.TileAsync(who, query with { Box = tile.Box(TileWriter.Buffer) }, tile.Zoom, cancellationToken);
        var bytes = TileWriter.Write(layer.Description, tile, features);
        cache.Keep(key, bytes);
        return bytes;
    }

    private static async Task SendAsync(HttpContext http, byte[] bytes, string key, TileCache cache)
    {
        http.Response.ContentType = MediaType;
        if (bytes.Length > 0 && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            var zipped = cache.Find(key + "+gzip");
            if (zipped is null)
            {
                cache.Keep(key + "+gzip", zipped = Zipped(bytes));
            }

            // Another form of the same tile has another tag.
            http.Response.Headers.ETag = http.Response.Headers.ETag.ToString()[..^1] + "-gzip\"";
            http.Response.Headers.ContentEncoding = "gzip";
            bytes = zipped;
        }

        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var target = new MemoryStream(bytes.Length / 2);
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return target.ToArray();
    }
}
