using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Dizhu.Web.Api;

/// <summary>A log-in asked for.</summary>
public sealed record SignInRequest(string? Login, string? Password);

/// <summary>A password of one's own in place of the present one.</summary>
public sealed record PasswordRequest(string? Current, string? Next);

/// <summary>Who is logged in, in whose post when it is lent (委托), and the token that writes by cookie must carry in <c>X-CSRF-TOKEN</c>.</summary>
/// <param name="HasFirstPassword">True while nothing is answered but the change of a password that was handed out.</param>
public sealed record SessionAnswer(Guid Id, string Label, string Post, string PostName, string? UnitId, string Token, string? ActsFor, bool HasFirstPassword);

/// <summary>Log-in by cookie for people who script the interface.</summary>
internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("登录");
        session.MapPost("", (Delegate)SignInAsync).AllowAnonymous().RequireRateLimiting(DizhuHost.SignInLimit)
            .WithSummary("登录").Accepts<SignInRequest>("application/json").Produces<SessionAnswer>().Problems();
        session.MapGet("", Answer).WithSummary("我是谁").Produces<SessionAnswer>().Problems();
        session.MapPost("/password", (Delegate)ChangePasswordAsync).RequireAuthorization("staff").RequireRateLimiting(DizhuHost.SignInLimit)
            .WithSummary("修改本人密码；其他登录随即退出").Accepts<PasswordRequest>("application/json").Produces<SessionAnswer>().Problems();
        session.MapDelete("", (Delegate)SignOutAsync).WithSummary("退出").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task SignInAsync(HttpContext http, SignIn signIn, CityClock clock, AuditLog audit, IAntiforgery antiforgery)
    {
        var body = await Bodies.ReadAsync<SignInRequest>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var (login, password) = (body.Value.Value.Login ?? "", body.Value.Value.Password ?? "");
        var outcome = await signIn.TryAsync(login, password, clock.Now, http.RequestAborted);
        await audit.WriteAsync(outcome.Moved ? "login" : "login-failed", login, "/api/v1/session", http);
        if (!outcome.Moved)
        {
            await Problems.WriteAsync(http, outcome.Refusals);
            return;
        }

        await EnterAsync(http, outcome.Value, antiforgery);
    }

    private static async Task ChangePasswordAsync(HttpContext http, SignIn signIn, CityClock clock, IAntiforgery antiforgery)
    {
        var body = await Bodies.ReadAsync<PasswordRequest>(http);
        if (!body.Moved || Identity.AccountOf(http.User) is not { } account)
        {
            await Problems.WriteAsync(http, body.Moved ? [PeopleOnly] : body.Refusals);
            return;
        }

        var (current, next) = (body.Value.Value.Current ?? "", body.Value.Value.Next ?? "");
        var outcome = await signIn.ChangePasswordAsync(account.Account, current, next, clock.Now, http.Connection.RemoteIpAddress?.ToString(), http.RequestAborted);
        if (!outcome.Moved)
        {
            await Problems.WriteAsync(http, outcome.Refusals);
            return;
        }

        await EnterAsync(http, outcome.Value, antiforgery);
    }

    // A key stands for a machine: it has no password.
    private static readonly Refusal PeopleOnly = new("access.people-only", "接口密钥没有密码。请用本人账号登录后修改。", RefusalKind.Forbidden);

    /// <summary>Makes this log-in the one of the cookie, and answers with it and its token.</summary>
    public static async Task EnterAsync(HttpContext http, SignedIn signedIn, IAntiforgery antiforgery)
    {
        http.User = Identity.ToClaims(signedIn, Identity.CookieScheme);
        await http.SignInAsync(Identity.CookieScheme, http.User);
        await http.Response.WriteAsJsonAsync(Of(http, antiforgery), http.RequestAborted);
    }

    private static SessionAnswer Answer(HttpContext http, IAntiforgery antiforgery) => Of(http, antiforgery);

    private static async Task SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(Identity.CookieScheme);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SessionAnswer Of(HttpContext http, IAntiforgery antiforgery)
    {
        var who = http.Who()!;
        return new SessionAnswer(who.Id, who.Label, who.Post.ToString(), who.Post.Name(), who.UnitId, antiforgery.GetAndStoreTokens(http).RequestToken!, who.For?.Label, Identity.HasFirstPassword(http.User));
    }
}
