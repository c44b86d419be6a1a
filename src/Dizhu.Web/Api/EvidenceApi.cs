using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>Why personal data are looked at or erased.</summary>
public sealed record ReporterRequest(string? Reason);

/// <summary>One case as evidence, and the personal data of its reporters; all of it in the audit log.</summary>
internal static class EvidenceApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases/{id:guid}").WithTags("案件");
        cases.MapGet("/evidence", EvidenceAsync).RequireAuthorization("evidence").WithSummary("导出案件证据（zip，可脱离系统核对；个人信息不导出）")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").Problems();
        cases.MapPost("/reports/{reportId:guid}/reveal", RevealAsync).RequireAuthorization("staff").WithSummary("查看上报人姓名电话：须写理由，记入审计")
            .Accepts<ReporterRequest>("application/json").Produces<ReporterAnswer>().Problems();
        cases.MapPost("/reports/{reportId:guid}/erase", EraseAsync).RequireAuthorization("administrators").WithSummary("清除上报人姓名电话：须写理由，记入审计，校验值保留")
            .Accepts<ReporterRequest>("application/json").Produces<ErasedAnswer>().Problems();
    }

    private static async Task EvidenceAsync(HttpContext http, Guid id, Evidence evidence, AuditLog log)
    {
        var who = http.Who()!;
        if (await evidence.OfAsync(who, id, http.RequestAborted) is not { } file)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCase);
            return;
        }

        await log.WriteAsync("export", $"{who.Post} {who.Label}", $"案件证据 {id}", http);
        http.Response.ContentType = "application/zip";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"evidence-{id}.zip\"";
        await http.Response.Body.WriteAsync(file, http.RequestAborted);
    }

    private static Task RevealAsync(HttpContext http, Guid id, Guid reportId, ReporterData data) =>
        WithReasonAsync(http, reason => data.RevealAsync(http.Act(http.Who()!), id, reportId, reason, http.RequestAborted));

    private static Task EraseAsync(HttpContext http, Guid id, Guid reportId, ReporterData data) =>
        WithReasonAsync(http, reason => data.EraseAsync(http.Act(http.Who()!), id, reportId, reason, http.RequestAborted));

    private static async Task WithReasonAsync<T>(HttpContext http, Func<string?, Task<Outcome<T>>> act)
    {
        var body = await Bodies.ReadAsync<ReporterRequest>(http);
        await Bodies.AnswerAsync(http, body.Moved ? await act(body.Value.Value.Reason) : Outcome<T>.Refused(body.Refusals));
    }
}
