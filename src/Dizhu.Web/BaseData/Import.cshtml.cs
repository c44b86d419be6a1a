using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Web.BaseData.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.BaseData;

/// <summary>导入: a file goes in with what its supplier says of it; the page watches it run and shows every row that was left out.</summary>
[RequestSizeLimit(1L << 30)]
[RequestFormLimits(MultipartBodyLengthLimit = 1L << 30)]
public sealed class ImportModel(IServiceProvider services, IReads reads, BaseLayersDoor layers, CityClock clock) : PageModel
{
    /// <summary>Lines shown on the page; the others are in the table to download.</summary>
    public const int MostLines = 100;
    private const int MostRecent = 20;

    private readonly ImportJobs _jobs = services.GetRequiredService<ImportJobs>();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Layer { get; set; }

    [BindProperty]
    public ImportMode Mode { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public string? Datum { get; set; }

    [BindProperty]
    public string? Encoding { get; set; }

    [BindProperty]
    public string? Mapping { get; set; }

    [BindProperty]
    public bool ConfirmDatum { get; set; }

    [BindProperty]
    public bool DryRun { get; set; } = true;

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Layers { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Modes { get; } = [.. Enum.GetValues<ImportMode>().Select(m => new ChoiceView(m.ToString(), PageText.Of($"import.mode.{m}")))];

    public IReadOnlyList<ChoiceView> Encodings { get; } = [new("UTF-8", "UTF-8"), new("GBK", "GBK")];

    public IReadOnlyList<ImportRecord> Recent { get; private set; } = [];

    /// <summary>The import the address names; null on the bare page.</summary>
    public ImportRecord? Shown { get; private set; }

    public IReadOnlyList<ReportLine> Lines { get; private set; } = [];

    public int LineCount { get; private set; }

    public ImportProgress? Progress => Id is { } id ? _jobs.ProgressOf(id) : null;

    public bool IsRunning => Shown?.State is ImportState.Waiting or ImportState.Running;

    public string StateOf(ImportRecord record) => PageText.Of($"import.state.{record.State}") + (record.DryRun ? PageText.Of("import.wasDry") : "");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        From ??= clock.Today;
        await LoadAsync(cancellationToken);
        return Id is not null && Shown is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Upload is null || string.IsNullOrEmpty(Layer))
        {
            ModelState.AddModelError(Upload is null ? nameof(Upload) : nameof(Layer), PageText.Of(Upload is null ? "import.noFile" : "import.noLayer"));
            return await AgainAsync(cancellationToken);
        }

        var asked = new ImportParameters(Layer, Path.GetFileName(Upload.FileName), Mode, From, Datum, ConfirmDatum, string.IsNullOrEmpty(Encoding) ? null : Encoding, null, Mapping, DryRun);
        await using var body = Upload.OpenReadStream();
        var taken = await ImportsApi.TakeAsync(HttpContext, _jobs, asked, body, clock.Today);
        if (taken.Moved)
        {
            return Redirect($"/base/import/{taken.Value.Id}");
        }

        ModelState.AddModelError(taken.Refusal.Field == "mapping" ? nameof(Mapping) : nameof(Upload), taken.Refusal.Message);
        return await AgainAsync(cancellationToken);
    }

    private async Task<PageResult> AgainAsync(CancellationToken cancellationToken)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Links = BaseDataLinks.For(HttpContext.Who()!.Post, "/base/import");
        var known = await layers.ListAsync(cancellationToken);
        Layers =
        [
            new(BaseLayers.Grids, PageText.Of("import.grids")), new(BaseLayers.Components, PageText.Of("import.components")), new(BaseLayers.ManagementAreas, PageText.Of("import.areas")),
            .. known.Where(l => l is { HasOwnTable: false, Shape: not LayerShape.None }).Select(l => new ChoiceView(l.Id, l.Title)),
        ];
        await using var db = reads.Open();
        Recent = await db.Set<ImportRecord>().AsNoTracking().OrderByDescending(r => r.AskedAt).Take(MostRecent).ToListAsync(cancellationToken);
        Shown = Id is { } id ? await db.Set<ImportRecord>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) : null;
        var lines = Shown?.Lines() ?? [];
        (Lines, LineCount) = ([.. lines.Take(MostLines)], lines.Count);
    }
}
