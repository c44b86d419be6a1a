using System.Collections.Concurrent;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dizhu.Web.Hosting;

/// <summary>
/// Looks a log-in up again once a minute, so that a locked account, a changed password or an ended post stops
/// working soon; and answers the interface with problems instead of sending machines to the log-in page.
/// </summary>
internal sealed class CookieEvents : CookieAuthenticationEvents
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, (SignedIn? Known, DateTime At)> _seen = new();

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (Identity.AccountOf(context.Principal!) is not { } account)
        {
            context.RejectPrincipal();
            return;
        }

        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<CityClock>().Now;
        if (!_seen.TryGetValue(account.Stamp, out var seen) || now - seen.At > Remember || now < seen.At)
        {
            seen = (await services.GetRequiredService<SignIn>().ResumeAsync(account.Account, account.Stamp, now, context.HttpContext.RequestAborted), now);
            _seen[account.Stamp] = seen;
        }

        // A delegation ends at its moment and when it is taken back, so it is asked for each time.
        var known = seen.Known;
        if (known is not null && Identity.DelegationOf(context.Principal!) is { } delegation)
        {
            var lent = await services.GetRequiredService<Delegations>().RepresentAsync(known, delegation, now, context.HttpContext.RequestAborted);
            known = lent.Moved ? lent.Value : null;
        }

        if (known is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Identity.CookieScheme);
            return;
        }

        context.ReplacePrincipal(Identity.ToClaims(known, Identity.CookieScheme));
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
        {
            return Problems.WriteAsync(context.HttpContext, Refused.NotLoggedIn);
        }

        return base.RedirectToLogin(context);
    }

    public override async Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
        {
            await Problems.WriteAsync(context.HttpContext, Refused.NotYours);
            return;
        }

        // A page is sent on to words; the interface's refusals are noted where all answers pass.
        var audit = context.HttpContext.RequestServices.GetRequiredService<AuditLog>();
        await audit.WriteAsync("refused", context.HttpContext.Who()?.Label ?? "", $"{context.Request.Method} {context.Request.Path}", context.HttpContext);
        context.Response.Redirect("/refused");
    }

    /// <summary>Who looks at the features with a browser logs in there, as for any page.</summary>
    private static bool WantsPage(HttpRequest request) =>
        request.Path.StartsWithSegments("/ogc", StringComparison.Ordinal) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool IsApi(HttpRequest request) => BaseData.Serving.MapServing.IsInterface(request.Path) && !WantsPage(request);
}
