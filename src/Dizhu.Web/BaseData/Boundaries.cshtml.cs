using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>管理边界: the municipal one with its four limits, the seven areas' own, and who has confirmed.</summary>
public sealed class BoundariesModel(Boundaries boundaries, CityBooksHolder city, CityClock clock) : PageModel
{
    public sealed record Row(
        string Code, string Name, string Limits, string Size, string State, string By, string Clause, string? Discrepancy, string? Remark, int Version, bool IsConfirmed, bool MayConfirm, bool MayDraw);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    /// <summary>The area whose boundary is being drawn; null for none, or where the reader may not.</summary>
    public Row? Drawing { get; private set; }

    /// <summary>The boundary on the map of the form, GeoJSON.</summary>
    public string? Shape { get; private set; }

    public Task OnGetAsync(string? draw) => LoadAsync(draw);

    public async Task<IActionResult> OnPostConfirmAsync(string code, int version) =>
        await DoneAsync(await boundaries.ConfirmAsync(HttpContext.Act(HttpContext.Who()!), code ?? "", version, HttpContext.RequestAborted));

    /// <summary>Drawn on the map, or handed over as a file; the file wins.</summary>
    public async Task<IActionResult> OnPostDrawAsync(string code, string? shape, IFormFile? file)
    {
        if (file is null && string.IsNullOrEmpty(shape))
        {
            return await DoneAsync(new Refusal("boundary.nothing", PageText.Of("boundaries.nothing"), RefusalKind.Invalid, Field: "shape"), code);
        }

        using var body = file?.OpenReadStream();
        var read = body is null ? GeoJsonText.Read(shape!) : await GeoJsonText.ReadAsync(body, HttpContext.RequestAborted);
        return await DoneAsync(
            read.Moved ? await boundaries.DrawAsync(HttpContext.Act(HttpContext.Who()!), code ?? "", read.Value, HttpContext.RequestAborted) : Outcome<BoundaryView>.Refused(read.Refusals), code, shape);
    }

    private async Task<IActionResult> DoneAsync(Outcome<BoundaryView> done, string? code = null, string? shape = null)
    {
        if (done.Moved)
        {
            return Redirect("/base/boundaries");
        }

        ModelState.AddModelError("File", done.Refusal.Message);
        Response.StatusCode = Problems.StatusOf(done.Refusal.Kind);
        await LoadAsync(code);
        Shape = shape;
        return Page();
    }

    private async Task LoadAsync(string? draw)
    {
        var (who, units) = (HttpContext.Who()!, city.Current.Organisations);
        Links = BaseDataLinks.For(who.Post, "/base/boundaries");
        var views = await boundaries.ListAsync(HttpContext.RequestAborted);
        Rows =
        [
            .. views.Select(v => new Row(
                v.Plan.Code, v.Plan.Name, string.Join('，', v.Plan.Limits.Select(l => l.Key + l.Value)), Size(v), State(v), v.Drawn is { } d ? $"{d.By} {d.SetOn:yyyy-MM-dd}" : "",
                v.Plan.Clause, v.Plan.Discrepancy, v.Remark, v.Drawn?.Version ?? 0, v.IsConfirmed,
                v.Drawn is not null && who.UnitId is { } unit && v.Plan.ConfirmedBy.Contains(unit) && !v.Confirmed.Any(c => c.UnitId == unit),
                who.Post == Post.Administrator || (who.Post == Post.SecondLevelDispatcher && who.UnitId == v.Plan.Code))),
        ];

        Drawing = Rows.FirstOrDefault(r => r.MayDraw && r.Code == draw);
        Shape = Drawing is not null && views.First(v => v.Plan.Code == draw).Drawn is { } now ? GeoJsonText.ForDrawing(now.Shape) : null;

        string State(BoundaryView v) => v switch
        {
            { Drawn: null } => PageText.Of("boundaries.none"),
            { IsConfirmed: true } => PageText.Of("boundaries.confirmed"),
            _ => PageText.Of("boundaries.pending", v.Confirmed.Count, v.Plan.ConfirmedBy.Count, string.Join('、', v.Plan.ConfirmedBy.Where(u => !v.Confirmed.Any(c => c.UnitId == u)).Select(u => units.NameOf(u, clock.Today)))),
        };
    }

    private static string Size(BoundaryView v) => (v.Drawn, v.Plan.PlannedKm2) switch
    {
        (null, null) => "",
        (null, { } planned) => PageText.Of("boundaries.planned", planned),
        ({ } drawn, { } planned) => PageText.Of("boundaries.km2Planned", drawn.Km2.ToString("0.##", CultureInfo.InvariantCulture), planned),
        ({ } drawn, _) => PageText.Of("boundaries.km2", drawn.Km2.ToString("0.##", CultureInfo.InvariantCulture)),
    };
}
