using Dizhu.Core;
using Dizhu.Core.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Dizhu.Web.Hosting;

/// <summary>
/// The outermost layer: safe headers on every answer, and every failure told in words with a code, never as a
/// stack trace. What was not stored says so and asks to try again with the same id.
/// </summary>
internal sealed class Safety(RequestDelegate next, AuditLog audit, ILogger<Safety> log)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        SetHeaders(http.Response.Headers);
        try
        {
            if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            {
                await TellAsync(http, Refused.BadParameter);
                return;
            }

            await next(http);
            await TellRoutingAsync(http);
            await NoteRefusalAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = 499;
        }
        catch (BadHttpRequestException problem)
        {
            await TellAsync(http, problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refused.TooLarge : HttpMethods.IsGet(http.Request.Method) ? Refused.BadParameter : Refused.BadJson);
        }
        catch (AntiforgeryValidationException)
        {
            await TellAsync(http, Refused.NoToken);
        }
        catch (StoreUnavailableException problem)
        {
            log.LogError(problem, "Not stored: {Method} {Path} {Request}", http.Request.Method, http.Request.Path, http.TraceIdentifier);
            await TellAsync(http, Refused.Unavailable);
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            log.LogError(problem, "Failed: {Method} {Path} {Request}", http.Request.Method, http.Request.Path, http.TraceIdentifier);
            await TellAsync(http, Refused.Failed);
        }
    }

    /// <summary>Who was refused for lack of rights, or came with a key nobody gave, stands in the audit log; an answer already given is not undone when that cannot be written.</summary>
    private async Task NoteRefusalAsync(HttpContext http)
    {
        var isKey = http.Request.Headers.ContainsKey(Identity.KeyHeader);
        if (http.Response.StatusCode != StatusCodes.Status403Forbidden && !(http.Response.StatusCode == StatusCodes.Status401Unauthorized && isKey))
        {
            return;
        }

        try
        {
            await (http.Who() is { } who
                ? audit.WriteAsync("refused", who.Label, $"{http.Request.Method} {http.Request.Path}", http)
                : audit.WriteFailureAsync(isKey ? "接口密钥" : "", $"{http.Request.Method} {http.Request.Path}", http));
        }
        catch (StoreUnavailableException problem)
        {
            log.LogError(problem, "A refusal could not be put into the audit log: {Request}", http.TraceIdentifier);
        }
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(self)";
    }

    // Routing answers an unknown address, method or type with a bare number; the reader gets words.
    private static Task TellRoutingAsync(HttpContext http)
    {
        var refusal = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Refused.NotFound,
            StatusCodes.Status405MethodNotAllowed => Refused.BadMethod,
            StatusCodes.Status415UnsupportedMediaType => Refused.BadType,
            _ => null,
        };
        if (refusal is null || http.Response.HasStarted || http.Response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        return IsApi(http)
            ? Problems.WriteAsync(http, Problems.From([refusal], http.TraceIdentifier) with { Status = http.Response.StatusCode })
            : Pages.PlainProblem.WriteAsync(http, refusal);
    }

    private static bool IsApi(HttpContext http) => BaseData.Serving.MapServing.IsInterface(http.Request.Path);

    /// <summary>Tells a refusal the way the caller reads: a problem to the interface, a page to a person.</summary>
    public static Task TellAsync(HttpContext http, Kernel.Outcomes.Refusal refusal)
    {
        if (http.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        http.Response.Clear();
        SetHeaders(http.Response.Headers);
        if (IsApi(http))
        {
            return Problems.WriteAsync(http, refusal);
        }

        http.Response.StatusCode = Problems.StatusOf(refusal.Kind);
        return Pages.PlainProblem.WriteAsync(http, refusal);
    }
}
