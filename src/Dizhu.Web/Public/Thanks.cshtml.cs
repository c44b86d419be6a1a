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

    /// <summary>The code as people copy it: groups of five.</summary>
    public string? CodeInGroups => Code is null ? null : string.Join('-', Code.Chunk(5).Select(group => new string(group)));
}
