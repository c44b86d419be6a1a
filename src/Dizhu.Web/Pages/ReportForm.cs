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
    /// <summary>What a map without log-in shows: the three layers whose tiles are open to everybody.</summary>
    public const string PublicLayers = "grids management-areas places";

    /// <summary>Staff may press a component too.</summary>
    public const string StaffLayers = "grids management-areas components places";

    private static readonly string[] FigureFields = [nameof(Lon), nameof(Lat), nameof(Datum)];

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
    public string? ReporterName { get; set; }

    [BindProperty]
    public bool NeedsReply { get; set; }

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    /// <summary>The name of a place or the number of a component to look up.</summary>
    [BindProperty]
    public string? Find { get; set; }

    /// <summary>Set when only the place was looked up.</summary>
    [BindProperty]
    public string? Look { get; set; }

    /// <summary>Set when one of the places found was taken.</summary>
    [BindProperty]
    public string? Choose { get; set; }

    /// <summary>Whether a citizen fills it in.</summary>
    public virtual bool IsPublic => false;

    /// <summary>Staff see the figures; a citizen only where something is wrong with them or there are none to send.</summary>
    public bool ShowsFigures => !IsPublic || FigureFields.Any(f => ModelState.TryGetValue(f, out var entry) && entry.Errors.Count > 0);

    /// <summary>What can be looked for; the sample city says some names, as nobody can know them.</summary>
    public string FindHint
    {
        get
        {
            var hint = PageText.Of(IsPublic ? "where.findHintPublic" : "where.findHint");
            return PlaceFinder.Examples(City.Places) is { Count: > 0 } names ? hint + PageText.Of("where.examples", string.Join('、', names)) : hint;
        }
    }

    /// <summary>The city as it is now.</summary>
    protected CityBooks City => city.Current;

    protected CityClock Clock => clock;

    protected PhotoStore Store => photos;

    /// <summary>Photos stored before the form was sent.</summary>
    protected virtual IReadOnlyList<Guid> StoredPhotos => [];

    /// <summary>The words of the report as they are sent.</summary>
    protected virtual string? Words => Description;

    public IReadOnlyList<FoundPlace> Found { get; private set; } = [];

    /// <summary>What the base data say of the position, after a look-up.</summary>
    public IReadOnlyList<FactView> Place { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Datums { get; } =
        [new("CGCS2000", "CGCS2000"), new("WGS84", "WGS84", PageText.Of("report.wgs84")), new("GCJ02", "GCJ02", PageText.Of("report.gcj02"))];

    /// <summary>The classes that can be chosen, by major class.</summary>
    public IReadOnlyList<ChoiceView> Classes =>
        [.. city.Current.Catalogue.Classes.Where(c => c.IsSelectable).OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new ChoiceView(c.Key, ClassViews.Choice(city.Current.Catalogue, c)) { Group = c.MajorName })];

    /// <summary>Prepares an empty form.</summary>
    protected void Start()
    {
        Id = Ids.New(clock.Now);
        Datum ??= "CGCS2000";
    }

    /// <summary>True when the form was sent only to find the place; what was found then stands in the fields.</summary>
    protected bool LooksUp()
    {
        if (Look is null && Choose is null)
        {
            return false;
        }

        ModelState.Clear();
        var book = city.Current.Places;
        if (Choose is not null && PlaceFinder.Chosen(book, Choose) is { } chosen)
        {
            Take(chosen);
        }
        else if (!string.IsNullOrWhiteSpace(Find))
        {
            Found = PlaceFinder.Find(book, Find);
            if (Found.Count == 0)
            {
                ModelState.AddModelError(nameof(Find), PageText.Of("where.nothing", Find.Trim()));
            }
            else if (Found is [{ IsSure: true }])
            {
                Take(Found[0]);
            }
        }
        else if (Degrees(Lon) is null || Degrees(Lat) is null)
        {
            ModelState.AddModelError(nameof(Find), PageText.Of("where.empty"));
        }

        ShowPlace();
        return true;
    }

    /// <summary>True when the position can be read; else the reasons stand in the model state.</summary>
    protected bool HasPosition()
    {
        if (Degrees(Lon) is null || Degrees(Lat) is null)
        {
            ModelState.AddModelError(nameof(Find), PageText.Of("report.noPosition"));
            return false;
        }

        ShowPlace();
        return ModelState.IsValid;
    }

    private void Take(FoundPlace place)
    {
        Found = [];
        (Lon, Lat, Datum) = (Figure(place.Lon), Figure(place.Lat), "CGCS2000");
        ComponentId = place.ComponentId;
        PlaceText = string.IsNullOrWhiteSpace(PlaceText) && place.PlaceText.Length > 0 ? place.PlaceText : PlaceText;
        if (place.ComponentId is not null && string.IsNullOrWhiteSpace(ClassKey))
        {
            ClassKey = city.Current.Places.FindComponent(place.ComponentId)?.ClassKey;
        }
    }

    private void ShowPlace()
    {
        if (Degrees(Lon) is not { } lon || Degrees(Lat) is not { } lat)
        {
            return;
        }

        var point = Core.Places.Positions.ToCgcs2000(Datum, lon, lat);
        if (point.Moved)
        {
            Place = FactsAt(point.Value);
            return;
        }

        AddRefusal(point.Refusal);
    }

    /// <summary>Beside the errors of a refused report: the place, where the position can be read.</summary>
    protected void ShowPlaceQuietly()
    {
        if (Position() is { } point)
        {
            Place = FactsAt(point);
        }
    }

    private IReadOnlyList<FactView> FactsAt(Kernel.Geography.Cgcs2000 point) =>
        IsPublic ? PlaceFinder.PublicFacts(city.Current, point) : PlaceFinder.Facts(city.Current, point);

    private static string Figure(double degrees) => degrees.ToString("0.000000", CultureInfo.InvariantCulture);

    protected void AddRefusal(Kernel.Outcomes.Refusal problem)
    {
        var field = problem.Field is { Length: > 0 } name ? char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..] : "";
        ModelState.AddModelError(field is "Content" or "AttachmentIds" ? nameof(Photos) : field, problem.Message);
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
            ? await door.ReportAsync(HttpContext.Act(who), Complete(Command(source, files.Value, who)), HttpContext.RequestAborted)
            : Kernel.Outcomes.Outcome<ActAnswer>.Refused(files.Refusals);
        if (outcome.Moved)
        {
            return outcome.Value;
        }

        foreach (var problem in outcome.Refusals)
        {
            AddRefusal(problem);
        }

        ShowPlaceQuietly();
        Response.StatusCode = Problems.StatusOf(outcome.Refusal.Kind);
        return null;
    }

    private ReportCommand Command(ReportSource source, IReadOnlyList<Guid> files, Principal who) => new()
    {
        Id = Id,
        Source = source,
        ObservedAt = who.Post == Post.Collector ? clock.Now : null,
        ClassKey = ClassKey,
        Description = Words,
        PlaceText = PlaceText,
        Lon = Degrees(Lon),
        Lat = Degrees(Lat),
        Datum = Datum,
        ComponentId = ComponentId,
        ReporterPhone = ReporterPhone,
        NeedsReply = NeedsReply,
        AttachmentIds = [.. StoredPhotos, .. files],
    };

    /// <summary>What a page knows besides.</summary>
    protected virtual ReportCommand Complete(ReportCommand command) => command;

    /// <summary>The position as it stands in the fields, CGCS2000; null for none, or one that cannot be read.</summary>
    protected Kernel.Geography.Cgcs2000? Position() =>
        Degrees(Lon) is { } lon && Degrees(Lat) is { } lat && Core.Places.Positions.ToCgcs2000(Datum, lon, lat) is { Moved: true } point ? point.Value : null;

    /// <summary>A component that was chosen or typed says class and place where they are still open.</summary>
    protected void TakePart()
    {
        if (!string.IsNullOrWhiteSpace(ComponentId) && city.Current.Places.FindComponent(ComponentId.Trim()) is { } part)
        {
            ClassKey = string.IsNullOrWhiteSpace(ClassKey) ? part.ClassKey : ClassKey;
            (Lon, Lat, Datum) = Degrees(Lon) is null ? (Figure(part.Lon), Figure(part.Lat), "CGCS2000") : (Lon, Lat, Datum);
        }
    }

    private static double? Degrees(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
