using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Dizhu.Web.Public;

/// <summary>How far a report has got; wrong and absent codes get the same answer.</summary>
[EnableRateLimiting(DizhuHost.PublicLimit)]
public sealed class FollowModel(CaseReads reads) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public string? Status { get; private set; }

    public string? Number { get; private set; }

    public string Received { get; private set; } = "";

    public async Task OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Code) || await reads.FollowAsync(Code, HttpContext.RequestAborted) is not { } found)
        {
            ModelState.AddModelError(nameof(Code), CaseAnswers.NoSuchCode.Message);
            return;
        }

        (Status, Number, Received) = (found.Case.Stage.PublicStatus(), found.Report.Number, CaseViews.Moment(found.Report.ReceivedAt));
    }
}
