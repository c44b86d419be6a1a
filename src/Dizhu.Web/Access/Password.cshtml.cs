using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Dizhu.Web.Access;

/// <summary>修改密码: everybody sets their own, first of all whoever logged in with one that was handed out.</summary>
[EnableRateLimiting(DizhuHost.SignInLimit)]
public sealed class PasswordModel(SignIn signIn, CityClock clock) : PageModel
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    /// <summary>It was just changed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    /// <summary>Nothing else can be done before.</summary>
    public bool IsFirst => Identity.HasFirstPassword(User);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Done = false;
        if (string.IsNullOrEmpty(Current))
        {
            ModelState.AddModelError(nameof(Current), PageText.Of("password.noCurrent"));
        }

        if (string.IsNullOrEmpty(Next))
        {
            ModelState.AddModelError(nameof(Next), PageText.Of("password.noNext"));
        }
        else if (!string.Equals(Next, Again, StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Again), PageText.Of("password.differs"));
        }

        if (!ModelState.IsValid || Identity.AccountOf(User) is not { } account)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var wasFirst = IsFirst;
        var outcome = await signIn.ChangePasswordAsync(account.Account, Current!, Next!, clock.Now, HttpContext.Connection.RemoteIpAddress?.ToString(), cancellationToken);
        if (!outcome.Moved)
        {
            ModelState.AddModelError(outcome.Refusal.Field switch { "current" => nameof(Current), "next" => nameof(Next), _ => "" }, outcome.Refusal.Message);
            Response.StatusCode = Problems.StatusOf(outcome.Refusal.Kind);
            return Page();
        }

        await HttpContext.SignInAsync(Identity.CookieScheme, Identity.ToClaims(outcome.Value, Identity.CookieScheme));
        return LocalRedirect(wasFirst ? "/" : "/password?Done=true");
    }
}
