using System.Text;
using Dizhu.Core;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>One kind of settings: what holds, what is to come, older versions, and new rows – looked at before they are stored.</summary>
public sealed class SettingModel(SettingsDoor door, IReads reads, CityBooksHolder city, CityClock clock, AuditLog audit) : PageModel
{
    /// <summary>Rows of a preview shown; the others are counted.</summary>
    public const int MostShown = 200;
    private const int LargestFile = 1 << 20;
    private const int PageSize = 100;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _codes = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _people = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The kind, as the address names it.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string KindName { get; set; } = "";

    /// <summary>The row whose versions are shown and which the form starts from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    /// <summary>A piece of a cell looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    /// <summary>The page of the rows, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    /// <summary>What was just done: saved or withdrawn.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The cells of the form; an address may give some beforehand (<c>?Cells[day]=2026-12-01</c>).</summary>
    [BindProperty(SupportsGet = true)]
    public Dictionary<string, string?> Cells { get; set; } = new(StringComparer.Ordinal);

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public bool End { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The table as text, carried from its preview to its import.</summary>
    [BindProperty]
    public string? Table { get; set; }

    public SettingKind Kind { get; private set; } = null!;

    public IReadOnlyList<SettingRow> Rows { get; private set; } = [];

    /// <summary>The rows of this page that were looked for.</summary>
    public IReadOnlyList<SettingRow> Shown { get; private set; } = [];

    public PagesView Paging { get; private set; } = new(1, 1, 0, _ => "");

    public IReadOnlyList<LaterRow> Later { get; private set; } = [];

    public IReadOnlyList<SettingRow> Versions { get; private set; } = [];

    /// <summary>What would change; null before a preview.</summary>
    public SettingPlan? Plan { get; private set; }

    /// <summary>How many open cases the row touches; null where that cannot be counted.</summary>
    public string? Reach { get; private set; }

    public DateTime Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Key is not null && Versions.Count == 0)
        {
            return NotFound();
        }

        if (Versions.FirstOrDefault(v => !v.Ends) is { } row)
        {
            Cells = Kind.Columns.ToDictionary(c => c.Name, string? (c) => _people.GetValueOrDefault(row[c.Name], row[c.Name]), StringComparer.Ordinal);
        }

        return Page();
    }

    /// <summary>The rows in force as a table that can be imported again.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        var lines = Rows.Select(r => string.Join(',', Kind.Columns.Select(c => CsvText.Cell(r[c.Name])))).Prepend(string.Join(',', Kind.Columns.Select(c => c.Name)));
        await audit.WriteAsync("export", HttpContext.Who()!.Label, PageText.Of("settings.exported", Kind.Title, Rows.Count), HttpContext);
        return File(Encoding.UTF8.GetBytes(CsvText.Mark + string.Join("\r\n", lines) + "\r\n"), "text/csv; charset=utf-8", $"{Kind.Name}.csv");
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => EnterAsync(dryRun: true, cancellationToken);

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken) => EnterAsync(dryRun: false, cancellationToken);

    public async Task<IActionResult> OnPostTableAsync(CancellationToken cancellationToken)
    {
        if (SettingKinds.Find(KindName) is null)
        {
            return NotFound();
        }

        if (Upload is not { Length: > 0 and <= LargestFile })
        {
            return await AgainAsync(nameof(Upload), Upload is { Length: > 0 } ? PageText.Of("settings.tooLarge") : PageText.Of("settings.noFile"), cancellationToken);
        }

        using var bytes = new MemoryStream();
        await Upload.CopyToAsync(bytes, cancellationToken);
        bytes.Position = 0;
        try
        {
            using var reader = new StreamReader(bytes, TextEncodings.Look(bytes));
            Table = await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            return await AgainAsync(nameof(Upload), PageText.Of("settings.notText"), cancellationToken);
        }

        return await ImportAsync(dryRun: true, cancellationToken);
    }

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken) => ImportAsync(dryRun: false, cancellationToken);

    public async Task<IActionResult> OnPostWithdrawAsync(string? key, DateTime instant, string? reason, CancellationToken cancellationToken)
    {
        if (SettingKinds.Find(KindName) is not { } kind)
        {
            return NotFound();
        }

        var done = await door.WithdrawAsync(kind, key ?? "", DateTime.SpecifyKind(instant, DateTimeKind.Utc), reason ?? "", HttpContext.Act(HttpContext.Who()!), cancellationToken);
        if (!done.Moved)
        {
            return await AgainAsync("", done.Refusal.Message, cancellationToken, done.Refusal.Kind);
        }

        await CityLoader.ReloadSettingsAsync(reads, city, cancellationToken);
        return Redirect($"/maintenance/settings/{kind.Name}?Done=withdrawn");
    }

    /// <summary>A cell in words.</summary>
    public string Words(string column, string value)
    {
        if (_people.TryGetValue(value, out var label))
        {
            return label;
        }

        if (!_codes.TryGetValue(column, out var codes))
        {
            _codes[column] = codes = SettingWords.CodesOf(Kind, column, city.Current, clock.Today);
        }

        return codes.Count == 0 ? value : string.Join('、', value.Split(';').Select(v => codes.GetValueOrDefault(v, v)));
    }

    /// <summary>What a row is about, in words.</summary>
    public string KeyWords(SettingRow row) => string.Join(" · ", Kind.Columns.Where(c => c.IsKey).Select(c => Words(c.Name, row[c.Name])));

    /// <summary>The field of a column with what was typed and what is wrong with it.</summary>
    public FieldView Field(SettingColumn column)
    {
        var name = $"Cells[{column.Name}]";
        return SettingWords.Field(Kind, column, Cells.GetValueOrDefault(column.Name), ModelState.GetValueOrDefault(name)?.Errors.FirstOrDefault()?.ErrorMessage, city.Current, clock.Today);
    }

    /// <summary>From when a version holds: a day for kinds by day, else a moment; nothing for what is shipped.</summary>
    public string FromWords(DateTime from) => from == DateTime.UnixEpoch ? PageText.Of("settings.shipped") : Kind.ByDay ? $"{CityClock.DayOf(from):yyyy-MM-dd}" : CaseViews.Moment(from);

    private async Task<IActionResult> EnterAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (SettingKinds.Find(KindName) is not { } kind)
        {
            return NotFound();
        }

        var cells = Cells.Where(c => kind.Columns.Any(k => k.Name == c.Key)).ToDictionary(c => c.Key, c => c.Value?.Trim() ?? "", StringComparer.Ordinal);
        SentRow[] rows = [new(1, cells, (From ?? "").Trim().Replace('T', ' '), End)];
        var act = HttpContext.Act(HttpContext.Who()!);
        var plan = dryRun ? await door.DryRunAsync(kind, rows, act, cancellationToken) : await door.ImportAsync(kind, rows, allOrNothing: true, act, cancellationToken);
        IReadOnlyList<Refusal> faults = plan.Moved ? [.. plan.Value.Refused.SelectMany(r => r.Reasons)] : plan.Refusals;
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                // The page calls columns by their titles; the sentence names them as a table does.
                var message = kind.Columns.Any(c => c.Name == fault.Field) ? fault.Message.Replace($"“{fault.Field}”", $"“{SettingWords.Column(kind, fault.Field!)}”", StringComparison.Ordinal) : fault.Message;
                ModelState.AddModelError(FieldOf(kind, fault.Field), message);
            }

            Response.StatusCode = Problems.StatusOf(faults[0].Kind);
        }
        else if (!dryRun)
        {
            await CityLoader.ReloadSettingsAsync(reads, city, cancellationToken);
            return Redirect($"/maintenance/settings/{kind.Name}?Done=saved");
        }

        await LoadAsync(cancellationToken);
        if (faults.Count == 0)
        {
            await ShowAsync(plan.Value, cancellationToken);
        }

        return Page();
    }

    private async Task<IActionResult> ImportAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (SettingKinds.Find(KindName) is not { } kind)
        {
            return NotFound();
        }

        using var text = new StringReader(Table ?? "");
        var rows = SettingImport.Read(kind, text);
        if (!rows.Moved)
        {
            return await AgainAsync(nameof(Upload), rows.Refusal.Message, cancellationToken, rows.Refusal.Kind);
        }

        var act = HttpContext.Act(HttpContext.Who()!);
        var plan = dryRun ? await door.DryRunAsync(kind, rows.Value, act, cancellationToken) : await door.ImportAsync(kind, rows.Value, allOrNothing: false, act, cancellationToken);
        if (!plan.Moved)
        {
            return await AgainAsync(nameof(Upload), plan.Refusal.Message, cancellationToken, plan.Refusal.Kind);
        }

        if (!dryRun)
        {
            await CityLoader.ReloadSettingsAsync(reads, city, cancellationToken);
            return Redirect($"/maintenance/settings/{kind.Name}?Done=saved");
        }

        await LoadAsync(cancellationToken);
        await ShowAsync(plan.Value, cancellationToken);
        return Page();
    }

    private async Task ShowAsync(SettingPlan plan, CancellationToken cancellationToken)
    {
        Plan = plan;
        if (plan.Changes is [var only])
        {
            await using var db = reads.Open();
            Reach = await SettingReach.OfAsync(db, Kind, only.New, cancellationToken);
        }
    }

    private async Task<IActionResult> AgainAsync(string field, string message, CancellationToken cancellationToken, RefusalKind refused = RefusalKind.Invalid)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = Problems.StatusOf(refused);
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (SettingKinds.Find(KindName) is not { } kind)
        {
            return false;
        }

        (Kind, Now) = (kind, clock.Now);
        await using var db = reads.Open();
        var book = await SettingsDoor.BookAsync(db, kind, cancellationToken);
        Rows = [.. book.At(kind.Name, Now)];
        Later = SettingWords.Later(book, kind, Now);
        Versions = Key is { } key ? [.. book.VersionsOf(kind.Name, key).DistinctBy(v => v.From)] : [];
        if (kind.Name is SettingKinds.Shifts or SettingKinds.ReceivingUnits)
        {
            _people = await db.Set<Person>().AsNoTracking().ToDictionaryAsync(p => p.Id.ToString(), p => p.Label, StringComparer.Ordinal, cancellationToken);
        }

        Search();
        return true;
    }

    private void Search()
    {
        var wanted = Find?.Trim() ?? "";
        List<SettingRow> found = wanted.Length == 0
            ? [.. Rows]
            : [.. Rows.Where(r => r.Cells.Any(c => c.Value.Contains(wanted, StringComparison.OrdinalIgnoreCase) || Words(c.Key, c.Value).Contains(wanted, StringComparison.OrdinalIgnoreCase)))];
        Paging = PagesView.Of(At, PageSize, found.Count, p => $"/maintenance/settings/{Kind.Name}?Find={Uri.EscapeDataString(wanted)}&At={p}");
        At = Paging.Page;
        Shown = [.. found.Skip((At - 1) * PageSize).Take(PageSize)];
    }

    private static string FieldOf(SettingKind kind, string? field) => field switch
    {
        "from" => nameof(From),
        { } name when kind.Columns.Any(c => c.Name == name) => $"Cells[{name}]",
        _ => "",
    };
}
