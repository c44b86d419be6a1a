using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>A key asked for: one post, one unit, one reach, and a day it ends.</summary>
public sealed record KeyRequest(string? Label, Post? Post, string? UnitId, ScopeKind? ScopeKind, IReadOnlyList<string>? ScopeKeys, DateTime? ExpiresAt);

/// <summary>A key as lists show it; the secret is in the answer to its making and nowhere else.</summary>
public sealed record KeyAnswer(
    Guid Id, string Label, Post Post, string? UnitId, ScopeKind ScopeKind, IReadOnlyList<string> ScopeKeys, DateTime CreatedAt, DateTime ExpiresAt,
    DateTime? RevokedAt, string? Secret);

/// <summary>Keys for machines, given and taken back by an administrator; both are in the audit log.</summary>
internal static class KeysApi
{
    private const int LongestScope = 1000;

    // 三(二)1  The powers are apart for machines too: a key has one post, of a unit that has this power.
    private static readonly Clause Apart = Sources.Order26.Clause("三(二)1", "监督机构主要职能是发现问题、受理立案和监督考核");

    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequireAuthorization("administrators").WithTags("接口密钥");
        keys.MapPost("", CreateAsync).WithSummary("登记接口密钥；密钥只在这次回答中给出").Accepts<KeyRequest>("application/json")
            .Produces<KeyAnswer>(StatusCodes.Status201Created).Problems();
        keys.MapGet("", ListAsync).WithSummary("已登记的接口密钥").Produces<IReadOnlyList<KeyAnswer>>().Problems();
        keys.MapDelete("/{id:guid}", RevokeAsync).WithSummary("停用接口密钥").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task CreateAsync(HttpContext http, ApiKeys keys, CityBooksHolder city, CityClock clock, AuditLog audit)
    {
        var body = await Bodies.ReadAsync<KeyRequest>(http);
        var faults = body.Moved ? Faults(body.Value.Value, city.Current.Organisations, clock.Now) : [.. body.Refusals];
        if (faults.Count > 0)
        {
            await Problems.WriteAsync(http, faults);
            return;
        }

        var asked = body.Value.Value;
        var (label, post, scope) = (asked.Label!.Trim(), asked.Post!.Value, new Scope(asked.ScopeKind!.Value, asked.ScopeKeys ?? []));
        var (now, until) = (clock.Now, asked.ExpiresAt!.Value);
        var (id, secret) = await keys.CreateAsync(label, post, asked.UnitId, scope, now, until, http.RequestAborted);
        await audit.WriteAsync("config", http.Who()!.Label, $"登记接口密钥 {label}（{id}，{post.Name()}）", http);
        await Bodies.AnswerAsync<KeyAnswer>(
            http, new KeyAnswer(id, label, post, asked.UnitId, scope.Kind, scope.Keys, now, until, null, secret), StatusCodes.Status201Created);
    }

    private static async Task ListAsync(HttpContext http, IReads reads)
    {
        await using var db = reads.Open();
        var rows = await db.Set<ApiKey>().AsNoTracking().OrderBy(k => k.Label).ThenBy(k => k.Id).ToListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            rows.Select(k => new KeyAnswer(
                k.Id, k.Label, k.Post, k.UnitId, k.ScopeKind, k.ScopeKeys.Split(',', StringSplitOptions.RemoveEmptyEntries), k.CreatedAt, k.ExpiresAt, k.RevokedAt, null)),
            http.RequestAborted);
    }

    private static async Task RevokeAsync(HttpContext http, Guid id, ApiKeys keys, CityClock clock, AuditLog audit)
    {
        if (await keys.RevokeAsync(id, clock.Now, http.RequestAborted) is not { } label)
        {
            await Problems.WriteAsync(http, new Refusal("keys.not-found", "没有这个接口密钥，或它已经停用。请从列表中选择。", RefusalKind.NotFound));
            return;
        }

        await audit.WriteAsync("config", http.Who()!.Label, $"停用接口密钥 {label}（{id}）", http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static List<Refusal> Faults(KeyRequest asked, OrganisationBook units, DateTime now)
    {
        var faults = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(asked.Label) || asked.Label.Trim().Length > 50)
        {
            faults.Add(Fault("input.missing", "label", "请写明密钥给哪个系统用（不超过 50 字）。"));
        }

        if (asked.ExpiresAt is not { Kind: DateTimeKind.Utc } until || until <= now)
        {
            faults.Add(Fault("input.bad-time", "expiresAt", "请给出失效时刻 expiresAt：带时区，晚于现在。"));
        }

        if (asked.Post is not { } post || post is Post.Citizen or Post.Administrator)
        {
            faults.Add(Fault("keys.bad-post", "post", "请给出一个岗位 post；市民和系统管理员的岗位不能给接口密钥。"));
        }
        else if (!PostFit.Fits(post, asked.UnitId, units))
        {
            faults.Add(new Refusal(
                "keys.unit-does-not-fit", $"岗位{post.Name()}与单位不符：监督、指挥和处置的权力分开，一个密钥只能有其中一种。请改选单位或岗位。", RefusalKind.Rule, Apart, "unitId"));
        }

        CheckScope(asked, faults);
        return faults;
    }

    private static void CheckScope(KeyRequest asked, List<Refusal> faults)
    {
        var keys = asked.ScopeKeys ?? [];
        var listed = asked.ScopeKind is ScopeKind.DutyGrids or ScopeKind.ManagementArea or ScopeKind.UnitSubtree;
        if (asked.ScopeKind is null || listed != (keys.Count > 0) || keys.Sum(k => (k?.Length ?? 0) + 1) > LongestScope
            || keys.Any(k => string.IsNullOrWhiteSpace(k) || k.Contains(',', StringComparison.Ordinal)))
        {
            faults.Add(Fault("keys.bad-scope", "scopeKind", "请给出范围 scopeKind；按网格、区域或单位的范围要列出代码 scopeKeys，全市和本人的范围不列。"));
        }
    }

    private static Refusal Fault(string code, string field, string message) => new(code, message, RefusalKind.Invalid, Field: field);
}
