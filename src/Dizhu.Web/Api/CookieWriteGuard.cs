using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;

namespace Dizhu.Web.Api;

/// <summary>Writes by cookie need the antiforgery token in a header; keys in a header cannot be sent by a foreign page.</summary>
internal sealed class CookieWriteGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var writes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (writes && string.Equals(http.User.Identity?.AuthenticationType, Identity.CookieScheme, StringComparison.Ordinal))
        {
            await antiforgery.ValidateRequestAsync(http);
        }

        return await next(context);
    }
}
