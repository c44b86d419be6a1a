using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>
/// ETags of what is served from the map. They rest on the layer's version for this reader and on the build, since another build may
/// write the same data otherwise; the browser asks each time, and is told in a word that nothing changed.
/// </summary>
internal static class Etags
{
    private static readonly string Build = typeof(Etags).Module.ModuleVersionId.ToString("N") + typeof(Core.CityData).Module.ModuleVersionId.ToString("N");

    /// <summary>The tag of what these words stand for.</summary>
    public static string Of(params ReadOnlySpan<string> words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Build + string.Join('\n', words)))[..12]);

    /// <summary>Sets the headers of a kept answer, and says whether the client has it already; then nothing more is to be written.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        var headers = http.Response.Headers;
        headers.ETag = $"\"{tag}\"";
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Encoding, Cookie, X-Api-Key";
        if (!http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag.AsSpan().Trim('"').StartsWith(tag, StringComparison.Ordinal)))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
