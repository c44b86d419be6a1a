using Dizhu.Core;
using Dizhu.Core.Administration;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>
/// People, posts and accounts, changed by an administrator. Every write takes an id of the client (sent again it is answered again), a reason, and the
/// version seen; with dryRun=true it only tells what would change and what that touches.
/// </summary>
internal static class PeopleApi
{
    private const int PageSize = 200;
    private const int MostPages = 10_000;

    private static readonly Refusal NotFound = new("staff.not-found", "没有这个人员。请从人员列表中选择。", RefusalKind.NotFound);

    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").RequireAuthorization("administrators").WithTags("应用维护");
        people.MapGet("", ListAsync).WithSummary("人员，按名称，每页 200 人；text 是名称的一部分").Produces<IReadOnlyList<PersonLine>>().Problems();
        people.MapGet("/{id:guid}", GetAsync).WithSummary("一个人员的岗位和账号；version 供办理时核对").Produces<PersonAnswer>().Problems();
        Write<TakeOnRequest>(people.MapPost("", ([AsParameters] Asking asking) => DoAsync<TakeOnRequest>(asking, r => new TakeOn(r.Id ?? Guid.Empty, r.Label ?? ""))), "新增人员；id 由客户端生成，即人员编号");
        OfPerson<RenameRequest>(people, "/{id:guid}/rename", "更改名称：岗位加序号，不写姓名", (id, r) => new Rename(id, r.Label ?? ""));
        OfPerson<PostRequest>(people, "/{id:guid}/posts", "授予岗位；id 即岗位编号；keys 是采集员的责任网格或二级平台的管理区域", (id, r) => r is { Post: { } post, From: { } from }
            ? new GivePost(id, post, string.IsNullOrWhiteSpace(r.UnitId) ? null : r.UnitId, [.. (r.Keys ?? []).OfType<string>()], from, r.Until) : null);
        OfPerson<LastDayRequest>(people, "/{id:guid}/leave", "离岗：所有岗位到 lastDay 为止，账号随之停用", (id, r) => r.LastDay is { } day ? new Leave(id, day) : null);
        OfPerson<StaffRequest>(people, "/{id:guid}/withdraw-leave", "撤回尚未生效的离岗", (id, _) => new WithdrawLeave(id));
        OfPerson<AccountRequest>(people, "/{id:guid}/accounts", "为一个岗位开通账号；id 即账号编号；首次密码只在这次回答中给出", (id, r) => r.PostId is { } post ? new OpenAccount(id, post, r.Login ?? "") : null);
        OfRow<LastDayRequest>(people, "/{id:guid}/posts/{of:guid}/end", "终止岗位：lastDay 为最后一天，今天或以后", (id, of, r) => r.LastDay is { } day ? new EndPost(id, of, day) : null);
        OfRow<StaffRequest>(people, "/{id:guid}/posts/{of:guid}/withdraw", "撤回尚未开始的岗位", (id, of, _) => new WithdrawPost(id, of));
        OfRow<StaffRequest>(people, "/{id:guid}/posts/{of:guid}/withdraw-end", "撤回尚未生效的终止", (id, of, _) => new WithdrawEnd(id, of));
        OfRow<StaffRequest>(people, "/{id:guid}/accounts/{of:guid}/reset-password", "重设密码；新密码只在这次回答中给出", (id, of, _) => new ResetPassword(id, of));
        OfRow<StaffRequest>(people, "/{id:guid}/accounts/{of:guid}/unlock", "解锁连错密码的账号", (id, of, _) => new Unlock(id, of));
        OfRow<StaffRequest>(people, "/{id:guid}/accounts/{of:guid}/switch-off", "停用账号；已登录的在一分钟内退出", (id, of, _) => new SwitchAccount(id, of, On: false));
        OfRow<StaffRequest>(people, "/{id:guid}/accounts/{of:guid}/switch-on", "启用账号", (id, of, _) => new SwitchAccount(id, of, On: true));
    }

    /// <summary>What every act is asked with.</summary>
    private sealed record Asking(HttpContext Http, StaffDoor Door, IReads Reads, CityBooksHolder City, bool? DryRun);

    private static void OfPerson<T>(RouteGroupBuilder people, string pattern, string summary, Func<Guid, T, StaffAct?> meant)
        where T : IStaffRequest =>
        Write<T>(people.MapPost(pattern, ([AsParameters] Asking asking, Guid id) => DoAsync<T>(asking, r => meant(id, r))), summary);

    private static void OfRow<T>(RouteGroupBuilder people, string pattern, string summary, Func<Guid, Guid, T, StaffAct?> meant)
        where T : IStaffRequest =>
        Write<T>(people.MapPost(pattern, ([AsParameters] Asking asking, Guid id, Guid of) => DoAsync<T>(asking, r => meant(id, of, r))), summary);

    private static void Write<T>(RouteHandlerBuilder route, string summary)
        where T : IStaffRequest =>
        route.WithSummary(summary + "；dryRun=true 只看影响").Accepts<T>("application/json").Produces<StaffAnswer>().Problems();

    /// <summary>Does an act or tells what it would do; a body that lacks what the act needs means none.</summary>
    private static async Task DoAsync<T>(Asking asking, Func<T, StaffAct?> meant)
        where T : IStaffRequest
    {
        var (http, door, reads, city, dryRun) = asking;
        var body = await Bodies.ReadAsync<T>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var asked = body.Value.Value;
        if (meant(asked) is not { } act)
        {
            await Problems.WriteAsync(http, new Refusal("input.missing", "请求中缺少办理所需的内容。请对照接口说明补齐岗位、日期或编号。", RefusalKind.Invalid));
            return;
        }

        act = act with { Id = asked.Id ?? Guid.Empty, Reason = asked.Reason ?? "", Version = asked.Version };
        var context = http.Act(http.Who()!);
        if (dryRun == true)
        {
            var plan = await door.PreviewAsync(act, context, http.RequestAborted);
            await using var db = reads.Open();
            await Bodies.AnswerAsync(http, plan.Moved ? await StaffAnswer.OfAsync(db, plan.Value, city.Current, http.RequestAborted) : Outcome<StaffAnswer>.Refused(plan.Refusals));
            return;
        }

        var done = await door.DoAsync(act, context, http.RequestAborted);
        await Bodies.AnswerAsync(http, done, StaffAnswer.Of);
    }

    private static async Task<IReadOnlyList<PersonLine>> ListAsync(HttpContext http, IReads reads, string? text, int? page)
    {
        var piece = text?.Trim() ?? "";
        await using var db = reads.Open();
        return await db.Set<Person>().AsNoTracking().Where(p => piece == "" || p.Label.Contains(piece))
            .OrderBy(p => p.Label).ThenBy(p => p.Id).Skip((Math.Clamp(page ?? 1, 1, MostPages) - 1) * PageSize).Take(PageSize)
            .Select(p => new PersonLine(p.Id, p.Label, p.Active)).ToListAsync(http.RequestAborted);
    }

    private static async Task GetAsync(HttpContext http, IReads reads, Guid id)
    {
        await using var db = reads.Open();
        var state = await StaffDoor.ReadAsync(db, id, http.RequestAborted);
        await Bodies.AnswerAsync(http, state.Person is null ? Outcome<PersonAnswer>.Refused([NotFound]) : PersonAnswer.Of(state));
    }
}
