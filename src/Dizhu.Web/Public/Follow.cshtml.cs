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

    /// <summary>Which sentence says what the status means.</summary>
    public string Meaning { get; private set; } = "";

    public string Received { get; private set; } = "";

    public async Task OnPostAsync()
    {
        var code = string.Concat((Code ?? "").Where(char.IsAsciiLetterOrDigit));
        if (code.Length == 0)
        {
            ModelState.AddModelError(nameof(Code), PageText.Of("follow.noCode"));
            return;
        }

        if (await reads.FollowAsync(code, HttpContext.RequestAborted) is not { } found)
        {
            ModelState.AddModelError(nameof(Code), CaseAnswers.NoSuchCode.Message);
            return;
        }

        Meaning = found.Case.Stage.ToString();
        (Status, Number, Received) = (found.Case.Stage.PublicStatus(), found.Report.Number, CaseViews.Moment(found.Report.ReceivedAt));
    }
}
