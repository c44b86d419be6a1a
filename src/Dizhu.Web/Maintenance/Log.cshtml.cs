using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Views;
using Dizhu.Kernel.Calendars;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>日志: the changes of settings, and the audit log of log-ins, refusals, exports and configuration.</summary>
public sealed class LogModel(IReads reads, ListViews views, CityBooksHolder city, CityClock clock) : PageModel
{
    private const int PageSize = 50;
    private const string Settings = "settings";

    /// <summary>Kinds of the audit log, as they are stored.</summary>
    internal static readonly string[] AuditKinds = ["login", "login-failed", "refused", "config", "export", "delegation", "reveal", "reveal-refused", "erase", "geocode", "password", Core.Exchange.Undelivered.AuditKind];

    /// <summary>One line: when, who, which kind, what in words, and the cells that changed.</summary>
    public sealed record Row(string At, string Who, string Kind, string What, string? Address, IReadOnlyList<(string Column, string Old, string New)> Cells);

    /// <summary>Which log: <c>settings</c> or <c>audit</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    /// <summary>Only this kind of setting or of line.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Only this legal day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public bool OfSettings => Of != "audit";

    public IReadOnlyList<ChipView> Chips { get; private set; } = [];

    public IReadOnlyList<ChoiceView> KindChoices { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The reader's saved views of this list.</summary>
    public ViewsRow Views { get; private set; } = new(SavedList.Log, [], [], Guid.Empty);

    public PagesView Paging { get; private set; } = new(1, 1, 0, _ => "");

    /// <summary>Settings are changed on pages only an administrator may enter.</summary>
    public bool MayChange => HttpContext.Who()!.Post == Post.Administrator;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Views = await views.RowAsync(SavedList.Log, Request);
        Chips = [new(PageText.Of("log.settings"), "/maintenance/log", null, OfSettings), new(PageText.Of("log.audit"), "/maintenance/log?Of=audit", null, !OfSettings)];
        KindChoices = OfSettings
            ? [.. SettingKinds.All.Select(k => new ChoiceView(k.Name, k.Title)), .. StaffLog.Kinds.Select(k => new ChoiceView(k.Name, k.Title))]
            : [.. AuditKinds.Select(k => new ChoiceView(k, PageText.Of("log.kind." + k)))];
        if (!string.IsNullOrEmpty(Kind) && !KindChoices.Any(k => k.Value == Kind))
        {
            ModelState.AddModelError(nameof(Kind), PageText.Of("log.noKind"));
        }

        var span = DayOf();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await using var db = reads.Open();
        if (OfSettings)
        {
            await LoadChangesAsync(db, span, cancellationToken);
        }
        else
        {
            await LoadAuditAsync(db, span, cancellationToken);
        }
    }

    private (DateTime From, DateTime To)? DayOf()
    {
        if (string.IsNullOrWhiteSpace(Day))
        {
            return null;
        }

        if (!DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || !CalendarRange.Contains(day))
        {
            ModelState.AddModelError(nameof(Day), PageText.Of("log.badDay"));
            return null;
        }

        var start = CityClock.StartOf(day);
        return (start, start.AddDays(1));
    }

    private async Task LoadChangesAsync(DizhuDb db, (DateTime From, DateTime To)? span, CancellationToken cancellationToken)
    {
        var lines = db.Set<SettingChange>().AsNoTracking();
        lines = string.IsNullOrEmpty(Kind) ? lines : lines.Where(c => c.Kind == Kind);
        lines = span is var (from, to) ? lines.Where(c => c.At >= from && c.At < to) : lines;
        Page(await lines.CountAsync(cancellationToken));
        var page = await lines.OrderByDescending(c => c.No).Skip((At - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var people = page.Exists(c => c.Kind is SettingKinds.Shifts or SettingKinds.ReceivingUnits || StaffLog.Names.Contains(c.Kind))
            ? await db.Set<Person>().AsNoTracking().ToDictionaryAsync(p => p.Id.ToString(), p => p.Label, StringComparer.Ordinal, cancellationToken)
            : [];
        Rows = [.. page.Select(c => StaffLog.PersonOf(c) is { } person ? StaffRowOf(c, people.GetValueOrDefault(person.ToString(), "")) : RowOf(c, people))];
    }

    private Row StaffRowOf(SettingChange change, string label) => new(
        CaseViews.Moment(change.At), change.Who, StaffLog.Kinds.First(k => k.Name == change.Kind).Title,
        PageText.Of("people.logOf", label, PageText.Of("people.logLine", StaffWords.Done(change), StaffWords.From(change.From, change.At), change.Reason)),
        null, StaffWords.Differences(change, city.Current, clock.Today));

    private Row RowOf(SettingChange change, Dictionary<string, string> people)
    {
        var kind = SettingKinds.Find(change.Kind);
        string Words(string column, string value) => people.TryGetValue(value, out var label) ? label
            : kind is null ? value
            : string.Join('、', value.Split(';').Select(v => SettingWords.CodesOf(kind, column, city.Current, clock.Today).GetValueOrDefault(v, v)));
        var (old, now) = (change.Old is { } o ? SettingRow.Read(o) : null, change.New is { } n ? SettingRow.Read(n) : null);
        var from = change.From <= change.At ? PageText.Of("settings.atOnce") : kind is { ByDay: true } ? $"{CityClock.DayOf(change.From):yyyy-MM-dd} " : CaseViews.Moment(change.From) + " ";
        return new Row(
            CaseViews.Moment(change.At), change.Who, kind?.Title ?? change.Kind,
            PageText.Of(change.Sort == ChangeSort.Withdrawn ? "log.withdrawn" : "log.change", PageText.Of("settings.sort." + change.Sort), string.Join('/', change.Key.Split('/').Select(k => people.GetValueOrDefault(k, k))), from)
                + (change.Reason is { } reason ? PageText.Of("log.because", reason) : ""),
            null,
            kind is null ? [] : [.. change.Sort == ChangeSort.Withdrawn ? SettingWords.Differences(kind, null, old, Words) : SettingWords.Differences(kind, old, now, Words)]);
    }

    private async Task LoadAuditAsync(DizhuDb db, (DateTime From, DateTime To)? span, CancellationToken cancellationToken)
    {
        var lines = db.Set<AuditEntry>().AsNoTracking();
        lines = string.IsNullOrEmpty(Kind) ? lines : lines.Where(a => a.Kind == Kind);
        lines = span is var (from, to) ? lines.Where(a => a.At >= from && a.At < to) : lines;
        Page(await lines.CountAsync(cancellationToken));
        var page = await lines.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Skip((At - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        Rows = [.. page.Select(a => new Row(CaseViews.Moment(a.At), a.Who, AuditKinds.Contains(a.Kind) ? PageText.Of("log.kind." + a.Kind) : a.Kind, a.What, a.Address, []))];
    }

    private void Page(int total)
    {
        Paging = PagesView.Of(At, PageSize, total, p => $"/maintenance/log?Of={(OfSettings ? Settings : "audit")}&Kind={Kind}&Day={Day}&At={p}");
        At = Paging.Page;
    }
}
