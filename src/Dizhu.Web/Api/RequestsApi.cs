using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>What stands beside one case: requests that wait for consent, cases like it, and who has it on their desk.</summary>
internal static class RequestsApi
{
    /// <summary>The requests that wait for the reader's post.</summary>
    public sealed record RequestsAnswer(IReadOnlyList<RequestAnswer> Items);

    /// <summary>Cases that may be the same matter, nearest first.</summary>
    public sealed record SimilarAnswer(IReadOnlyList<SimilarRow> Items);

    /// <summary>One case that may be the same matter.</summary>
    public sealed record SimilarRow(Guid Id, string? Number, Stage Stage, string StageName, DateTime ReportedAt, double Metres);

    /// <summary>Who has the case on their desk.</summary>
    public sealed record DeskAnswer(string Label, DateTime Since, bool IsMine);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/requests", RequestsAsync).RequireAuthorization("approvers").WithTags("案件").WithSummary("待本岗审批的申请").Produces<RequestsAnswer>().Problems();
        var cases = api.MapGroup("/cases").WithTags("案件");
        cases.MapGet("/{id:guid}/similar", SimilarAsync).WithSummary("可能重复的案件：同类、相近、相隔不久").Produces<SimilarAnswer>().Problems();
        cases.MapPut("/{id:guid}/desk", TakeDeskAsync).WithSummary("打开案件或续报在办；takeOver=true 接手").Produces<DeskAnswer>().Problems();
        cases.MapDelete("/{id:guid}/desk", GiveBackAsync).WithSummary("离开案件").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task RequestsAsync(HttpContext http, CaseReads reads, CityBooksHolder city)
    {
        var rows = await reads.AwaitingConsentAsync(http.Who()!, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new RequestsAnswer([.. rows.Select(r => RequestAnswer.From(r.Request, r.Case, city.Current))]), http.RequestAborted);
    }

    private static async Task SimilarAsync(HttpContext http, Guid id, CaseReads reads)
    {
        var who = http.Who()!;
        if (await reads.FileAsync(who, id, http.RequestAborted) is null)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCase);
            return;
        }

        var similar = await reads.SimilarAsync(who, id, http.Act(who).At, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new SimilarAnswer([.. similar.Select(s => new SimilarRow(s.Id, s.Number, s.Stage, s.Stage.Name(), s.ReportedAt, Math.Round(s.Metres, 1)))]), http.RequestAborted);
    }

    private static async Task TakeDeskAsync(HttpContext http, Guid id, CaseReads reads, DeskLocks desks, bool? takeOver)
    {
        var who = http.Who()!;
        if (await reads.FileAsync(who, id, http.RequestAborted) is null)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCase);
            return;
        }

        var desk = await desks.TakeAsync(http.Act(who), id, takeOver ?? false, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new DeskAnswer(desk.Label, desk.Since, desk.PersonId == who.Id), http.RequestAborted);
    }

    private static async Task GiveBackAsync(HttpContext http, Guid id, DeskLocks desks)
    {
        await desks.GiveBackAsync(http.Act(http.Who()!), id, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
