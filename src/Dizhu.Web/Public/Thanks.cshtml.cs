using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Public;

/// <summary>The number and the code, large, and what happens next; as long as the browser stays open.</summary>
public sealed class ThanksModel : PageModel
{
    [TempData]
    public string? Number { get; set; }

    [TempData]
    public string? Code { get; set; }

    /// <summary>Until when the report is to be accepted, by the limit the city has set; null when it has set none.</summary>
    [TempData]
    public string? Due { get; set; }

    /// <summary>The code as people copy it: groups of five.</summary>
    public string? CodeInGroups => Code is null ? null : string.Join('-', Code.Chunk(5).Select(group => new string(group)));

    /// <summary>A reload must not lose the code.</summary>
    public void OnGet() => TempData.Keep();
}
