using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Dizhu.Web.Api;

/// <summary>A delegation as it stands.</summary>
/// <param name="InForce">True while the delegate may act.</param>
public sealed record DelegationAnswer(
    Guid Id, string Holder, string Delegate, Post Post, string PostName, string? UnitId, DateTime From, DateTime Until, string Reason,
    DateTime CreatedAt, DateTime? WithdrawnAt, bool InForce)
{
    public static DelegationAnswer Of(DelegationRow row, DateTime at) => new(
        row.Delegation.Id, row.Holder, row.Delegate, row.Post, row.Post.Name(), row.UnitId, row.Delegation.From, row.Delegation.Until,
        row.Delegation.Reason, row.Delegation.CreatedAt, row.Delegation.WithdrawnAt, row.Delegation.HoldsAt(at));
}

/// <summary>Lends a post while its holder is away, takes it back, and lets the delegate step into it and out again.</summary>
internal static class DelegationsApi
{
    // A key stands for a machine: it neither lends nor takes a post.
    private static readonly Refusal PeopleOnly = new("delegation.people-only", "接口密钥不能委托，也不能代办。请用本人账号登录。", RefusalKind.Forbidden);

    private static readonly Refusal Chained = new("delegation.chained", "您正在代人办理，不能再代另一人。请先退回本人岗位。", RefusalKind.Forbidden);

    public static void Map(RouteGroupBuilder api)
    {
        var delegations = api.MapGroup("/delegations").RequireAuthorization("staff").WithTags("委托");
        delegations.MapPost("", LendAsync).WithSummary("外出时把本人岗位委托给他人代办；id 由客户端生成").Accepts<DelegationRequest>("application/json")
            .Produces<DelegationAnswer>().Problems();
        delegations.MapGet("", ListAsync).WithSummary("本人给出和接受的委托；审计员和系统管理员看全部").Produces<IReadOnlyList<DelegationAnswer>>().Problems();
        delegations.MapDelete("/{id:guid}", WithdrawAsync).WithSummary("收回委托；收回后代办立即终止").Produces<DelegationAnswer>().Problems();
        delegations.MapPost("/{id:guid}/represent", RepresentAsync).WithSummary("开始代办：以本人之名办理委托人的岗位").Produces<SessionAnswer>().Problems();
        delegations.MapPost("/return", (Delegate)ReturnAsync).WithSummary("结束代办，回到本人岗位").Produces<SessionAnswer>().Problems();
    }

    private static async Task LendAsync(HttpContext http, Delegations delegations, CityClock clock)
    {
        var body = await Bodies.ReadAsync<DelegationRequest>(http);
        if (!body.Moved || Identity.AccountOf(http.User) is not { } account)
        {
            await Problems.WriteAsync(http, body.Moved ? [PeopleOnly] : body.Refusals);
            return;
        }

        var outcome = await delegations.LendAsync(http.Who()!, account.Account, body.Value.Value, clock.Now, Address(http), http.RequestAborted);
        await AnswerAsync(http, outcome, clock.Now);
    }

    private static async Task<IReadOnlyList<DelegationAnswer>> ListAsync(HttpContext http, Delegations delegations, CityClock clock) =>
        [.. (await delegations.ListAsync(http.Who()!, http.RequestAborted)).Select(r => DelegationAnswer.Of(r, clock.Now))];

    private static async Task WithdrawAsync(HttpContext http, Guid id, Delegations delegations, CityClock clock) =>
        await AnswerAsync(http, await delegations.WithdrawAsync(http.Who()!, id, clock.Now, Address(http), http.RequestAborted), clock.Now);

    private static async Task RepresentAsync(HttpContext http, Guid id, Delegations delegations, SignIn signIn, CityClock clock, AuditLog audit, IAntiforgery antiforgery)
    {
        if (http.Who()!.For is not null || await OwnAsync(http, signIn, clock) is not { } own)
        {
            await Problems.WriteAsync(http, http.Who()!.For is not null ? Chained : PeopleOnly);
            return;
        }

        var outcome = await delegations.RepresentAsync(own, id, clock.Now, http.RequestAborted);
        if (!outcome.Moved)
        {
            await Problems.WriteAsync(http, outcome.Refusals);
            return;
        }

        await audit.WriteAsync("delegation", own.Principal.Label, $"开始代办 {id}：代{outcome.Value.Principal.For!.Label}", http);
        await SessionApi.EnterAsync(http, outcome.Value, antiforgery);
    }

    private static async Task ReturnAsync(HttpContext http, SignIn signIn, CityClock clock, IAntiforgery antiforgery)
    {
        if (await OwnAsync(http, signIn, clock) is not { } own)
        {
            await Problems.WriteAsync(http, PeopleOnly);
            return;
        }

        await SessionApi.EnterAsync(http, own, antiforgery);
    }

    private static async Task<SignedIn?> OwnAsync(HttpContext http, SignIn signIn, CityClock clock) =>
        Identity.AccountOf(http.User) is { } account ? await signIn.ResumeAsync(account.Account, account.Stamp, clock.Now, http.RequestAborted) : null;

    private static Task AnswerAsync(HttpContext http, Outcome<DelegationRow> outcome, DateTime at) => Bodies.AnswerAsync(
        http, outcome, v => DelegationAnswer.Of(v, at));

    private static string? Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();
}
