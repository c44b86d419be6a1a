using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Tests.Kit.Pages;

[IgnoreAntiforgeryToken]
public sealed class FormModel : PageModel
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; } = new DateOnly(2026, 11, 30);

    [BindProperty]
    [StringLength(20)]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Size { get; set; } = "small";

    [BindProperty]
    public string? Cause { get; set; }

    [BindProperty]
    public string[] Works { get; set; } = [];

    [BindProperty]
    public bool Told { get; set; }

    [BindProperty]
    public IFormFile? Paper { get; set; }

    public IActionResult OnPost()
    {
        ModelState.AddModelError(nameof(Reason), "请写明不能按期的原因");
        ModelState.AddModelError("", "这件已经申请过一次");
        return Page();
    }
}
