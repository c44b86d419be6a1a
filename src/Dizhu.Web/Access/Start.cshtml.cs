using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Access;

/// <summary>The front door: each post to its first list, everybody else to the log-in.</summary>
public sealed class StartModel : PageModel
{
    public IActionResult OnGet() => HttpContext.Who() is not { } who
        ? LocalRedirect("/login")
        : LocalRedirect(Menus.FirstList(who.Post));
}
