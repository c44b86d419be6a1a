using Dizhu.Core.Cases;
using Dizhu.Core.Geocoding;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Geocoding;

/// <summary>One batch row by row: a person picks a candidate, sets no match, or corrects the address.</summary>
public sealed class BatchModel(GeocodeBatches door, CityBooksHolder city) : PageModel
{
    private const int PageRows = 20;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public GeocodeRowState? State { get; set; }

    /// <summary>The line the page before ended with.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    [BindProperty]
    public int Line { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public int? Candidate { get; set; }

    [BindProperty]
    public bool NoMatch { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [TempData]
    public string? Done { get; set; }

    public GeocodeBatchSummary Summary { get; private set; } = null!;

    public IReadOnlyList<GeocodeBatchRow> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Chips { get; private set; } = [];

    /// <summary>The next page; null on the last.</summary>
    public string? NextHref { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await ShowAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var decision = new GeocodeDecision(Version, Candidate, NoMatch ? true : null, Candidate is null && !NoMatch ? Address : null, Note);
        var decided = await door.DecideAsync(HttpContext.Act(HttpContext.Who()!), Id, Line, decision, city.Current.Places, HttpContext.RequestAborted);
        if (decided.Moved)
        {
            Done = PageText.Of("geo.done", Line, GeocodeBatches.Name(decided.Value.State));
            return LocalRedirect(Href(State, After));
        }

        if (decided.Refusal.Kind is Kernel.Outcomes.RefusalKind.NotFound)
        {
            return new RefusalPage(decided.Refusal);
        }

        ModelState.AddModelError("", PageText.Of("geo.lineSays", Line, decided.Refusal.Message));
        Response.StatusCode = Problems.StatusOf(decided.Refusal.Kind);
        return await ShowAsync() ?? Page();
    }

    private async Task<IActionResult?> ShowAsync()
    {
        var batch = await door.FindAsync(Id, HttpContext.RequestAborted);
        if (!batch.Moved)
        {
            return new RefusalPage(batch.Refusal);
        }

        Summary = batch.Value;
        var rows = await door.RowsAsync(Id, State, After, PageRows + 1, HttpContext.RequestAborted);
        Rows = [.. rows.Take(PageRows)];
        NextHref = rows.Count > PageRows ? Href(State, Rows[^1].Line) : null;
        Chips =
        [
            new ChipView(PageText.Of("geo.allRows"), Href(null, 0), Summary.Batch.RowCount, State is null),
            .. Enum.GetValues<GeocodeRowState>().Select(s => new ChipView(GeocodeBatches.Name(s), Href(s, 0), Summary.Count(s), State == s)),
        ];
        return null;
    }

    private string Href(GeocodeRowState? state, int after) =>
        $"/geocode/batches/{Id}?after={after}" + (state is { } known ? $"&state={known}" : "");
}
