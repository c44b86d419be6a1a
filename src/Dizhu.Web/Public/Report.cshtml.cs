using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Dizhu.Web.Public;

/// <summary>A citizen's report: no account, and a code to follow it by.</summary>
[EnableRateLimiting(DizhuHost.PublicLimit)]
public sealed class ReportModel(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos) : ReportForm(door, city, clock, photos)
{
    [TempData]
    public string? Number { get; set; }

    [TempData]
    public string? Code { get; set; }

    public override bool IsPublic => true;

    public void OnGet()
    {
        Start();
        Datum = "WGS84";
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (LooksUp())
        {
            return Page();
        }

        if (await SendAsync(Identity.Citizen) is not { } answer)
        {
            return Page();
        }

        (Number, Code) = (answer.ReportNumber, answer.FollowCode);
        return LocalRedirect("/public/thanks");
    }
}
