using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Access;

/// <summary>Light or dark, kept in this browser; by post only. The dark one is for walls and night shifts.</summary>
public sealed class LookModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? theme, string? back)
    {
        Response.Cookies.Append(Shell.ThemeCookie, theme == Shell.Dark ? Shell.Dark : "light", new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365), Secure = Request.IsHttps });
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
