using System.Text.Encodings.Web;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Outcomes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Dizhu.Web.Hosting;

/// <summary>Lets machines in by the key in their header, and tells those it does not know what to do (DCM-045).</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, CityClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private Refusal? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Identity.KeyHeader].ToString() is not { Length: > 0 and <= 200 } secret)
        {
            return AuthenticateResult.NoResult();
        }

        var found = await keys.FindAsync(secret, clock.Now, Context.RequestAborted);
        if (!found.Moved)
        {
            _refusal = found.Refusal;
            return AuthenticateResult.Fail(found.Refusal.Code);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(Identity.OfKey(Context, found.Value), Identity.KeyScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, _refusal ?? Refused.NotLoggedIn);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, Refused.NotYours);
}

/// <summary>The refusals of the door itself.</summary>
internal static class Refused
{
    public static readonly Refusal NotLoggedIn = new("access.not-logged-in", "请先登录；接口调用请带上登记时取得的密钥。", RefusalKind.Unauthenticated, Kernel.Rules.Sources.Order26.Clause("三(二)3", "预留对接接口"));

    public static readonly Refusal NotYours = new("access.forbidden", "您的岗位没有这项权限。如工作需要，请联系系统管理员。", RefusalKind.Forbidden);

    public static readonly Refusal NoToken = new("access.no-token", "页面已过期或请求不是从本系统页面发出。请刷新页面后再提交。", RefusalKind.Invalid);

    public static readonly Refusal BadJson = new("input.bad-json", "请求内容不是所要求的 JSON，或有不认识的字段。请对照 /openapi/v1.json 修改。", RefusalKind.Invalid);

    public static readonly Refusal BadParameter = new("input.bad-parameter", "地址中的参数格式不对或缺少。请对照 /openapi/v1.json 修改。", RefusalKind.Invalid);

    public static readonly Refusal BadType = new("input.bad-type", "不支持这种内容类型。请对照 /openapi/v1.json，例如 application/json。", RefusalKind.Invalid);

    public static readonly Refusal TooLarge = new("input.too-large", "内容超过大小限制。请压缩或减少后再提交。", RefusalKind.TooLarge);

    public static readonly Refusal NotFound = new("system.not-found", "没有这个地址。请从首页进入，或对照 /openapi/v1.json。", RefusalKind.NotFound);

    public static readonly Refusal Unavailable = new("system.unavailable", "系统暂时不能保存，这次没有办理。请稍后用同一个编号再提交，不会重复。", RefusalKind.Unavailable);

    public static readonly Refusal Failed = new("system.failed", "系统出错，这次没有办理。请稍后再试；报修时请提供请求编号。", RefusalKind.Unavailable);

    public static readonly Refusal Busy = new("system.busy", "系统繁忙，这次没有办理。请稍等几秒，用同一个编号再提交，不会重复。", RefusalKind.Unavailable);

    public static readonly Refusal TooMany = new("system.too-many", "提交太频繁。请稍等一分钟再试。", RefusalKind.TooMany);

    public static readonly Refusal BadMethod = new("system.bad-method", "这个地址不支持这种请求。请对照 /openapi/v1.json。", RefusalKind.Invalid);
}
