using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Pages;

/// <summary>
/// The page shown when a page itself failed: plain HTML that needs no database, no layout and no script, so that
/// it can always be shown.
/// </summary>
internal static class PlainProblem
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Html.Encode(PageText.Of("problem.title"))}</title>
            <link rel="stylesheet" href="/_content/Dizhu.WebKit/css/tokens.css"><link rel="stylesheet" href="/_content/Dizhu.WebKit/css/base.css"></head>
            <body class="plain"><main><section class="state"><h1>{Html.Encode(PageText.Of("problem.title"))}</h1>
            <p>{Html.Encode(refusal.Message)}</p>
            <p><a href="/">{Html.Encode(PageText.Of("problem.home"))}</a></p>
            <p class="mid">{Html.Encode(refusal.Code)} · {Html.Encode(http.TraceIdentifier)}</p></section></main></body></html>
            """,
            http.RequestAborted);
    }
}
