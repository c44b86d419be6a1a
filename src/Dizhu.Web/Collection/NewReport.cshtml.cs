using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dizhu.Web.Collection;

/// <summary>上报 by a collector.</summary>
public sealed class NewReportModel(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos) : ReportForm(door, city, clock, photos)
{
    [TempData]
    public string? Done { get; set; }

    public void OnGet()
    {
        Start();
        Source = nameof(ReportSource.Collector);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (LooksUp())
        {
            return Page();
        }

        if (await SendAsync(HttpContext.Who()!) is not { } answer)
        {
            return Page();
        }

        Done = PageText.Of("report.done", answer.ReportNumber);
        return LocalRedirect($"/cases/{answer.CaseId}");
    }
}
