using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Hosting;

/// <summary>One fault in what was sent.</summary>
public sealed record ProblemItem(string Code, string Message, string? Field, string? Clause);

/// <summary>
/// An error as the interface tells it (RFC 9457): a stable code, a Chinese sentence that says what to do, and
/// the clause where there is one.
/// </summary>
public sealed record Problem
{
    /// <summary><c>urn:dizhu:problem:{code}</c>.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public required string Code { get; init; }

    public string? Clause { get; init; }

    /// <summary>Every fault found, where there are several or one is about a field.</summary>
    public IReadOnlyList<ProblemItem>? Errors { get; init; }

    /// <summary>What to tell the people who run the system.</summary>
    public string? RequestId { get; init; }
}

/// <summary>Turns refusals into answers.</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The HTTP status of a sort of refusal.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.Rule => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public static Problem From(IReadOnlyList<Refusal> refusals, string? requestId)
    {
        var first = refusals[0];
        return new Problem
        {
            Type = "urn:dizhu:problem:" + first.Code,
            Title = TitleOf(first.Kind),
            Status = StatusOf(first.Kind),
            Detail = string.Join(" ", refusals.Select(r => r.Message)),
            Code = first.Code,
            Clause = first.Clause?.ToString(),
            Errors = refusals.Count > 1 || first.Field is not null
                ? [.. refusals.Select(r => new ProblemItem(r.Code, r.Message, r.Field, r.Clause?.ToString()))]
                : null,
            RequestId = requestId,
        };
    }

    public static Task WriteAsync(HttpContext http, params IReadOnlyList<Refusal> refusals) =>
        WriteAsync(http, From(refusals, http.TraceIdentifier));

    /// <summary>Writes a problem as it is.</summary>
    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = "5";
        }

        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(problem, Json, "application/problem+json; charset=utf-8", http.RequestAborted);
    }

    private static string TitleOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => "填写有误",
        RefusalKind.Unauthenticated => "需要登录",
        RefusalKind.Forbidden => "没有权限",
        RefusalKind.NotFound => "没有找到",
        RefusalKind.Conflict => "已有变化",
        RefusalKind.TooLarge => "内容太大",
        RefusalKind.Rule => "规则不允许",
        RefusalKind.TooMany => "太频繁",
        _ => "暂时不能办理",
    };
}
