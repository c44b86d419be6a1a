using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Dizhu.Web.Access;

/// <summary>Log-in by cookie.</summary>
[EnableRateLimiting(DizhuHost.SignInLimit)]
public sealed class LoginModel(SignIn signIn, CityClock clock, AuditLog audit) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => HttpContext.Who() is null ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Login))
        {
            ModelState.AddModelError(nameof(Login), PageText.Of("login.noLogin"));
        }

        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError(nameof(Password), PageText.Of("login.noPassword"));
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await signIn.TryAsync(Login!, Password!, clock.Now, HttpContext.RequestAborted);
        await audit.WriteAsync(outcome.Moved ? "login" : "login-failed", Login!, "/login", HttpContext);
        if (!outcome.Moved)
        {
            ModelState.AddModelError("", outcome.Refusal.Message);
            return Page();
        }

        await HttpContext.SignInAsync(Identity.CookieScheme, Identity.ToClaims(outcome.Value, Identity.CookieScheme));
        return LocalRedirect(outcome.Value.HasFirstPassword ? FirstPasswordGate.Page : Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }
}
