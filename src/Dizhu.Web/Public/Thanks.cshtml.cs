using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Public;

/// <summary>The number and the code, large, and what happens next.</summary>
public sealed class ThanksModel : PageModel
{
    [TempData]
    public string? Number { get; set; }

    [TempData]
    public string? Code { get; set; }
}
