using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;

namespace Dizhu.Web.Collection;

/// <summary>A report by a collector or an acceptor.</summary>
public sealed class NewReportModel(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos) : ReportForm(door, city, clock, photos)
{
    [TempData]
    public string? Done { get; set; }

    public bool ClassIsOptional => HttpContext.Who()!.Post != Post.Collector;

    public IReadOnlyList<ChoiceView> Sources =>
        [.. ReportSources.OpenTo(HttpContext.Who()!.Post).Select(s => new ChoiceView(s.ToString(), s.Name()))];

    public void OnGet()
    {
        Start();
        Source ??= Sources[0].Value;
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
