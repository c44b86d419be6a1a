using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dizhu.Web.Api;

/// <summary>What the OpenAPI document says beside the endpoints themselves.</summary>
internal static class OpenApiText
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer(DescribeAsync).AddSchemaTransformer(LeaveOutNullsAsync);

    // Answers leave out what is null, so a member that may be null cannot be called required.
    private static Task LeaveOutNullsAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var member in context.JsonTypeInfo.Properties.Where(p => p.IsGetNullable || Nullable.GetUnderlyingType(p.PropertyType) is not null))
        {
            schema.Required?.Remove(member.Name);
        }

        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "砥柱 数字化城市管理系统";
        document.Info.Version = "v1";
        document.Info.Description =
            "时刻一律为 UTC（ISO 8601）。办理须带所见的 version；写请求可带 Idempotency-Key，同键同内容只办一次。" +
            "错误按 RFC 9457 返回，code 固定不变，detail 说明怎么办。";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Identity.KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Identity.KeyHeader },
            [Identity.CookieScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "dizhu" },
        };
        return Task.CompletedTask;
    }

    /// <summary>Every endpoint may answer with a problem.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status401Unauthorized, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status403Forbidden, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");
}
