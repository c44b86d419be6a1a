using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geocoding;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Geocoding;

/// <summary>批量匹配: upload a file of addresses; the batches so far.</summary>
public sealed class BatchesModel(GeocodeBatches door, CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>Made with the page, so that sending it twice stores one batch.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<GeocodeBatchSummary> Rows { get; private set; } = [];

    /// <summary>From this score on rows are accepted without a person.</summary>
    public int Threshold => city.Current.Settings.CaseSettings(clock.Now).GeocodeAcceptScore;

    /// <summary>Where the threshold comes from.</summary>
    public string ThresholdSource => city.Current.Settings.CaseSettings(clock.Now).SourceOf("geocode-accept-score");

    public Task OnGetAsync()
    {
        Id = Ids.New(clock.Now);
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), PageText.Of("geo.noFile"));
            return await RefusedAsync(StatusCodes.Status400BadRequest);
        }

        await using var body = Upload.OpenReadStream();
        var content = await GeocodeBatchesApi.ReadAsync(body, HttpContext.RequestAborted);
        var added = await door.AddAsync(HttpContext.Act(HttpContext.Who()!), Id, Upload.FileName, content, null, GeocodeBatchesApi.Terms(city.Current, clock.Now), HttpContext.RequestAborted);
        if (added.Moved)
        {
            return LocalRedirect($"/geocode/batches/{Id}");
        }

        foreach (var refusal in added.Refusals)
        {
            ModelState.AddModelError(nameof(Upload), refusal.Message);
        }

        return await RefusedAsync(Problems.StatusOf(added.Refusal.Kind));
    }

    private async Task<IActionResult> RefusedAsync(int status)
    {
        Response.StatusCode = status;
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync() => Rows = await door.ListAsync(HttpContext.RequestAborted);
}
