using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dizhu.Core.Places.Serving;
using Dizhu.Web.Pages;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>The landing page for people: what can be read here, and where.</summary>
internal static class OgcPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static Task WriteAsync(HttpContext http, OgcDocuments.Landing landing, IEnumerable<IServedLayer> layers)
    {
        var root = OgcDocuments.Root(http.Request);
        var rows = new StringBuilder();
        foreach (var layer in layers.Select(l => l.Description))
        {
            rows.Append(
                $"<tr><td><a href=\"{Html.Encode($"{root}/collections/{layer.Id}/items")}\">{Html.Encode(layer.Title)}</a></td><td>{Html.Encode(layer.Id)}</td><td>{Html.Encode(layer.Description)}</td></tr>\n");
        }

        var links = string.Concat(landing.Links.Where(l => l.Rel is not ("self" or "alternate")).Select(l => $"<li><a href=\"{Html.Encode(l.Href)}\">{Html.Encode(l.Title)}</a></li>"));
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Html.Encode(landing.Title)}</title>
            <link rel="stylesheet" href="/_content/Dizhu.WebKit/css/tokens.css"><link rel="stylesheet" href="/_content/Dizhu.WebKit/css/base.css"></head>
            <body class="plain"><main><section class="state"><h1>{Html.Encode(landing.Title)}</h1>
            <p>{Html.Encode(landing.Description)}</p><p>{Html.Encode(landing.Attribution)}</p>
            <table><thead><tr><th>{Html.Encode(PageText.Of("ogc.layer"))}</th><th>{Html.Encode(PageText.Of("ogc.id"))}</th><th>{Html.Encode(PageText.Of("ogc.about"))}</th></tr></thead>
            <tbody>{rows}</tbody></table><ul>{links}</ul></section></main></body></html>
            """,
            http.RequestAborted);
    }
}
