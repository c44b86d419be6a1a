using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Api;

/// <summary>A change as it is drafted; the id is made by the client.</summary>
public sealed record ChangeRequest(
    Guid? Id, string? Layer, ChangeKind? Kind, IReadOnlyList<ProposedObject?>? Objects, IReadOnlyList<string?>? Ends, DateOnly? From, string? Reason, Guid? CaseId);

/// <summary>A second person's word on a change.</summary>
public sealed record ReviewRequest(int Version, bool Publish, string? Opinion);

/// <summary>The version a change is taken back at.</summary>
public sealed record WithdrawRequest(int Version);

/// <summary>A change with its proposal read.</summary>
public sealed record ChangeAnswer(
    Guid Id, string Layer, ChangeKind Kind, ChangeState State, IReadOnlyList<ProposedObject> Objects, IReadOnlyList<string> Ends, DateOnly From, string Reason, Guid? CaseId,
    string DraftedBy, DateTime DraftedAt, string? ReviewedBy, DateTime? ReviewedAt, string? Opinion, long? BaseVersion, int Version)
{
    internal static ChangeAnswer Of(BaseChange c)
    {
        var proposal = ChangeProposal.Read(c.Proposal);
        return new ChangeAnswer(
            c.Id, c.LayerId, c.Kind, c.State, proposal.Objects, proposal.Ends, c.From, c.Reason, c.CaseId, c.DraftedBy, c.DraftedAt, c.ReviewedBy, c.ReviewedAt, c.Opinion, c.BaseVersion, c.Version);
    }
}

/// <summary>Edits of grids and components: drafted, reviewed by a second person, published.</summary>
internal static class ChangesApi
{
    public static void Map(RouteGroupBuilder data)
    {
        var changes = data.MapGroup("/changes");
        changes.MapGet("", async (BaseChanges door, ChangeState? state, CancellationToken ct) => (await door.ListAsync(state, ct)).Select(ChangeAnswer.Of).ToList())
            .RequireAuthorization("staff").WithSummary("网格和部件的变更，最近的在前").Produces<IReadOnlyList<ChangeAnswer>>().Problems();
        changes.MapGet("/{id:guid}", async (HttpContext http, Guid id, BaseChanges door) => await Bodies.AnswerAsync<ChangeAnswer>(
                http, await door.FindAsync(id, http.RequestAborted) is { } found ? ChangeAnswer.Of(found) : new Refusal("change.unknown", "没有这项变更。请从列表中选择。", RefusalKind.NotFound)))
            .RequireAuthorization("staff").WithSummary("一项变更").Produces<ChangeAnswer>().Problems();
        changes.MapGet("/{id:guid}/shapes", ShapesAsync).RequireAuthorization("staff").WithSummary("一项变更的图形，GeoJSON").Produces(StatusCodes.Status200OK, contentType: "application/geo+json").Problems();
        changes.MapPost("", DraftAsync).RequireAuthorization("drafters").WithSummary("起草变更：移动、拆分、合并、改属性、新增、停用；提交前按发布的规则检查")
            .Accepts<ChangeRequest>("application/json").Produces<ChangeAnswer>(StatusCodes.Status201Created).Problems();
        changes.MapPost("/{id:guid}/review", ReviewAsync).RequireAuthorization("administrators").WithSummary("审核：发布或退回，须由另一人办理").Accepts<ReviewRequest>("application/json").Produces<ChangeAnswer>().Problems();
        changes.MapPost("/{id:guid}/withdraw", WithdrawAsync).RequireAuthorization("drafters").WithSummary("起草人撤回").Accepts<WithdrawRequest>("application/json").Produces<ChangeAnswer>().Problems();
    }

    /// <summary>The draft of a request, or what is missing.</summary>
    internal static Outcome<ChangeDraft> Draft(ChangeRequest asked, DateOnly today) =>
        asked is { Id: { } id, Layer: { } layer, Kind: { } kind } && (asked.Objects ?? []).All(o => o is { Key.Length: > 0 }) && (asked.Ends ?? []).All(e => e is { Length: > 0 })
            ? new ChangeDraft(id, layer, kind, new ChangeProposal([.. (asked.Objects ?? []).Select(o => o!)], [.. (asked.Ends ?? []).Select(e => e!)]), asked.From ?? today, asked.Reason ?? "", asked.CaseId)
            : new Refusal("input.missing", "请写明编号 id、图层 layer、种类 kind，以及每个对象的标识 key。", RefusalKind.Invalid, Field: "objects");

    private static async Task ShapesAsync(HttpContext http, Guid id, BaseChanges door)
    {
        if (await door.FindAsync(id, http.RequestAborted) is not { } found)
        {
            await Problems.WriteAsync(http, new Refusal("change.unknown", "没有这项变更。请从列表中选择。", RefusalKind.NotFound));
            return;
        }

        http.Response.ContentType = "application/geo+json; charset=utf-8";
        await http.Response.WriteAsync(MapOverlay.Write(ChangeProposal.Read(found.Proposal)), http.RequestAborted);
    }

    private static async Task DraftAsync(HttpContext http, BaseChanges door, CaseReads cases, CityClock clock)
    {
        var body = await Bodies.ReadAsync<ChangeRequest>(http);
        var draft = body.Moved ? Draft(body.Value.Value, clock.Today) : Outcome<ChangeDraft>.Refused(body.Refusals);
        if (draft.Moved && await CaseProposals.CheckAsync(cases, http.Who()!, draft.Value.CaseId, http.RequestAborted) is { } refusal)
        {
            draft = refusal;
        }

        await AnswerAsync(http, draft.Moved ? await door.DraftAsync(http.Act(http.Who()!), draft.Value, http.RequestAborted) : Outcome<BaseChange>.Refused(draft.Refusals), StatusCodes.Status201Created);
    }

    private static async Task ReviewAsync(HttpContext http, Guid id, BaseChanges door, CityBooksHolder city, IReads reads, AuditLog audit)
    {
        var body = await Bodies.ReadAsync<ReviewRequest>(http);
        var done = body.Moved
            ? await door.ReviewAsync(http.Act(http.Who()!), id, body.Value.Value.Version, body.Value.Value.Publish, body.Value.Value.Opinion ?? "", http.RequestAborted)
            : Outcome<BaseChange>.Refused(body.Refusals);
        if (done is { Moved: true, Value.State: ChangeState.Published })
        {
            city.Swap(await CityLoader.LoadAsync(reads, http.RequestAborted));
            await audit.WriteAsync("config", http.Who()!.Label, $"发布基础数据变更 {id}", http);
        }

        await AnswerAsync(http, done);
    }

    private static async Task WithdrawAsync(HttpContext http, Guid id, BaseChanges door)
    {
        var body = await Bodies.ReadAsync<WithdrawRequest>(http);
        await AnswerAsync(http, body.Moved ? await door.WithdrawAsync(http.Act(http.Who()!), id, body.Value.Value.Version, http.RequestAborted) : Outcome<BaseChange>.Refused(body.Refusals));
    }

    private static Task AnswerAsync(HttpContext http, Outcome<BaseChange> done, int status = StatusCodes.Status200OK) =>
        Bodies.AnswerAsync(http, done, ChangeAnswer.Of, status);
}
