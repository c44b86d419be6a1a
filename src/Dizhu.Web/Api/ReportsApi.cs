using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>Reports of collectors, desks and machines.</summary>
internal static class ReportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/reports", (HttpContext http, CaseDoor door) => ReportAsync(http, door, http.Who()!))
            .WithTags("上报")
            .WithName("Report")
            .WithSummary("上报；id 由客户端生成，重发不重复登记")
            .Accepts<ReportCommand>("application/json")
            .Produces<ActAnswer>(StatusCodes.Status201Created)
            .Produces<ActAnswer>()
            .Problems();
    }

    public static async Task ReportAsync(HttpContext http, CaseDoor door, Principal who)
    {
        var body = await Bodies.ReadAsync<ReportCommand>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var outcome = await door.ReportAsync(http.Act(who), body.Value.Value, http.RequestAborted);
        var created = outcome.Moved && !outcome.Value.AlreadyDone;
        await Bodies.AnswerAsync(http, outcome, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}

/// <summary>What citizens may do without an account.</summary>
internal static class PublicApi
{
    /// <summary>What a citizen following a report is told: no names, no internal words.</summary>
    public sealed record FollowAnswer(string ReportNumber, string? CaseNumber, string Status, DateTime ReceivedAt);

    public static void Map(RouteGroupBuilder open)
    {
        open.WithTags("市民");
        open.MapPost("/reports", (HttpContext http, CaseDoor door) => ReportsApi.ReportAsync(http, door, Identity.Citizen))
            .RequireRateLimiting(DizhuHost.PublicLimit)
            .WithName("PublicReport")
            .WithSummary("市民上报；回答中的 followCode 只给一次")
            .Accepts<ReportCommand>("application/json")
            .Produces<ActAnswer>(StatusCodes.Status201Created)
            .Problems();
        open.MapGet("/reports/{code}", FollowAsync)
            .RequireRateLimiting(DizhuHost.PublicLimit)
            .WithSummary("凭查询码看办理进度")
            .Produces<FollowAnswer>()
            .Problems();
    }

    private static async Task FollowAsync(HttpContext http, string code, CaseReads reads)
    {
        if (await reads.FollowAsync(code, http.RequestAborted) is not { } found)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCode);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new FollowAnswer(found.Report.Number, found.Case.Number, found.Case.Stage.PublicStatus(), found.Report.ReceivedAt), http.RequestAborted);
    }
}
