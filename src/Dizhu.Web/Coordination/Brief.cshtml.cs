using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>The drawer of a case as a piece of a page, for the script that walks through a list.</summary>
public sealed class BriefModel(CaseReads reads, UnitLoads loads, CityBooksHolder city, CityClock clock) : PageModel
{
    public BriefView Brief { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? back)
    {
        if (await BriefView.OfAsync(reads, loads, city.Current, HttpContext.Who()!, id, clock.Now, CasesModel.ListOf(back), HttpContext.RequestAborted) is not { } brief)
        {
            return NotFound();
        }

        Brief = brief;
        return Page();
    }
}
