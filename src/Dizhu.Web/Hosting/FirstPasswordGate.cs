using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Hosting;

/// <summary>
/// Whoever logged in with a password somebody else handed out sets their own before anything else: until then what they do could have been done by
/// whoever handed it out.
/// </summary>
internal sealed class FirstPasswordGate(RequestDelegate next)
{
    /// <summary>The page on which a password is changed.</summary>
    public const string Page = "/password";

    private static readonly string[] Open = [Page, "/login", "/logout", "/look", "/api/v1/session"];

    private static readonly Refusal First = new(
        "access.first-password", "您用的是管理员给的密码，只够登录一次。请先在“修改密码”设自己的密码，再办理其他事情。", RefusalKind.Forbidden);

    public Task InvokeAsync(HttpContext http)
    {
        if (!Identity.HasFirstPassword(http.User) || Array.Exists(Open, p => http.Request.Path.StartsWithSegments(p, StringComparison.Ordinal)))
        {
            return next(http);
        }

        if (BaseData.Serving.MapServing.IsInterface(http.Request.Path))
        {
            return Problems.WriteAsync(http, First);
        }

        http.Response.Redirect(Page);
        return Task.CompletedTask;
    }
}
