using Dizhu.Core;
using Dizhu.Core.Organisations;
using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Pages;

/// <summary>What the pages for a report share: the fields, kept when refused, and sending them once.</summary>
public abstract class ReportForm(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos) : PageModel
{
    /// <summary>Made with the page, so that sending it twice stores one report.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? ClassKey { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? PlaceText { get; set; }

    [BindProperty]
    public string? Lon { get; set; }

    [BindProperty]
    public string? Lat { get; set; }

    [BindProperty]
    public string? Datum { get; set; }

    [BindProperty]
    public string? ComponentId { get; set; }

    [BindProperty]
    public string? ReporterPhone { get; set; }

    [BindProperty]
    public bool NeedsReply { get; set; }

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public IReadOnlyList<ChoiceView> Datums { get; } =
        [new("CGCS2000", "CGCS2000"), new("WGS84", "WGS84", PageText.Of("report.wgs84")), new("GCJ02", "GCJ02", PageText.Of("report.gcj02"))];

    /// <summary>The classes that can be chosen, by major class.</summary>
    public IReadOnlyList<ChoiceView> Classes =>
        [.. city.Current.Catalogue.Classes.Where(c => c.IsSelectable).OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new ChoiceView(c.Key, $"{c.Code} {c.Name}") { Group = c.MajorName })];

    /// <summary>Prepares an empty form.</summary>
    protected void Start()
    {
        Id = Ids.New(clock.Now);
        Datum ??= "CGCS2000";
    }

    /// <summary>Sends the report; null when it was refused, with the reasons in the model state.</summary>
    protected async Task<ActAnswer?> SendAsync(Principal who)
    {
        if (!Enum.TryParse<ReportSource>(Source, out var source))
        {
            ModelState.AddModelError(nameof(Source), PageText.Of("report.noSource"));
            return null;
        }

        var files = await photos.PutAllAsync(Photos, who, clock.Now, HttpContext.RequestAborted);
        var outcome = files.Moved
            ? await door.ReportAsync(HttpContext.Act(who), Command(source, files.Value, who), HttpContext.RequestAborted)
            : Kernel.Outcomes.Outcome<ActAnswer>.Refused(files.Refusals);
        if (outcome.Moved)
        {
            return outcome.Value;
        }

        foreach (var problem in outcome.Refusals)
        {
            var field = problem.Field is { Length: > 0 } name ? char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..] : "";
            ModelState.AddModelError(field, problem.Message);
        }

        Response.StatusCode = Problems.StatusOf(outcome.Refusal.Kind);
        return null;
    }

    private ReportCommand Command(ReportSource source, IReadOnlyList<Guid> files, Principal who) => new()
    {
        Id = Id,
        Source = source,
        ObservedAt = who.Post == Post.Collector ? clock.Now : null,
        ClassKey = ClassKey,
        Description = Description,
        PlaceText = PlaceText,
        Lon = Degrees(Lon),
        Lat = Degrees(Lat),
        Datum = Datum,
        ComponentId = ComponentId,
        ReporterPhone = ReporterPhone,
        NeedsReply = NeedsReply,
        AttachmentIds = files,
    };

    private static double? Degrees(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
