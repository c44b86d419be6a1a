using Dizhu.Core;
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
    public sealed record FollowAnswer(string ReportNumber, string? CaseNumber, string Status, DateTime ReceivedAt, IReadOnlyList<ProgressStep> Progress);

    public static void Map(RouteGroupBuilder open)
    {
        open.WithTags("市民");
        open.MapPost("/reports", (HttpContext http, CaseDoor door) => ReportsApi.ReportAsync(http, door, Identity.Citizen))
            .RequireRateLimiting(DizhuHost.PublicLimit)
            .WithName("PublicReport")
            .WithSummary("市民上报；回答中的 followCode 只给一次")
            .Accepts<ReportCommand>("application/json")
            .Produces<ActAnswer>(StatusCodes.Status201Created)
            .Produces<ActAnswer>()
            .Problems();
        open.MapGet("/reports/{code}", FollowAsync)
            .RequireRateLimiting(DizhuHost.PublicLimit)
            .WithSummary("凭查询码看办理进度")
            .Produces<FollowAnswer>()
            .Problems();
        open.MapGet("/figures", FiguresAsync).WithSummary("公开数据：某月按街道、按类别的上报、立案、结案、按期；少于 5 的不给数").Produces<Public.FigureBook>().Problems();
        MapAct<RateCommand>(open, "rate", "凭查询码评价一次，1 至 5 分");
        MapAct<ReopenCommand>(open, "reopen", "凭查询码要求重新办理，写明哪里没有解决");
    }

    private static async Task FiguresAsync(HttpContext http, Public.PublishedFigures figures, string? month)
    {
        if (figures.MonthOf(month) is not { } asked)
        {
            await Problems.WriteAsync(http, Public.FiguresModel.NoSuchMonth);
            return;
        }

        http.Response.Headers.CacheControl = "public, max-age=300";
        await http.Response.WriteAsJsonAsync(await figures.OfAsync(asked, http.RequestAborted), http.RequestAborted);
    }

    private static void MapAct<TCommand>(RouteGroupBuilder open, string name, string summary)
        where TCommand : CaseCommand =>
        open.MapPost("/reports/{code}/" + name, (HttpContext http, string code, CaseReads reads, CaseDoor door, IReads store) => ActAsync<TCommand>(http, code, reads, door, store))
            .RequireRateLimiting(DizhuHost.PublicLimit)
            .WithName("Public" + typeof(TCommand).Name)
            .WithSummary(summary)
            .Accepts<TCommand>("application/json")
            .Produces<FollowAnswer>()
            .Problems();

    private static async Task ActAsync<TCommand>(HttpContext http, string code, CaseReads reads, CaseDoor door, IReads store)
        where TCommand : CaseCommand
    {
        var body = await Bodies.ReadAsync<TCommand>(http);
        var found = body.Moved ? await reads.FollowAsync(code, http.RequestAborted) : null;
        if (!body.Moved || found is null)
        {
            await Problems.WriteAsync(http, body.Moved ? [CaseAnswers.NoSuchCode] : body.Refusals);
            return;
        }

        var who = Identity.CitizenOf(found.Value.Case.Id);
        var outcome = await door.ActAsync(http.Act(who), found.Value.Case.Id, body.Value.Value with { AttachmentIds = [] }, key: null, http.RequestAborted);
        if (!outcome.Moved)
        {
            await Problems.WriteAsync(http, outcome.Refusals);
            return;
        }

        await FollowAsync(http, code, reads, store);
    }

    private static async Task FollowAsync(HttpContext http, string code, CaseReads reads, IReads store)
    {
        if (await reads.FollowAsync(code, http.RequestAborted) is not { } found)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCode);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new FollowAnswer(
                found.Report.Number, found.Case.Number, found.Case.Stage.PublicStatus(), found.Report.ReceivedAt,
                await CaseProgress.OfAsync(store, found.Case.Id, http.RequestAborted)),
            http.RequestAborted);
    }
}
