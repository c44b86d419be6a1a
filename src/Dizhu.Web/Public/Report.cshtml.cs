using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Caching.Memory;

namespace Dizhu.Web.Public;

/// <summary>A citizen's report, one question a page: no account, and a code to follow it by.</summary>
[EnableRateLimiting(DizhuHost.QuestionsLimit)]
public sealed class ReportModel(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos, IMemoryCache sent) : ReportForm(door, city, clock, photos)
{
    /// <summary>The most words of a description, as the door takes them.</summary>
    public const int MostWords = 2000;

    private const string Address = "/public/report";
    private const string DraftName = "Draft";
    private const int MostPhotos = 9;

    // Classes of one major class often differ in whose thing it is (供水井盖, 污水井盖): the end of the name tells the things apart.
    private const int SortOfThing = 2;
    private const int MostExamples = 8;
    private static readonly TimeSpan AnswerKept = TimeSpan.FromMinutes(10);

    private ReportDraft _draft = new();

    /// <summary>The question asked for, as in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "step")]
    public string? Asked { get; set; }

    [BindProperty]
    public string? Guess { get; set; }

    /// <summary>Set when everything typed, or the photos, shall be forgotten.</summary>
    [BindProperty]
    public string? Forget { get; set; }

    public ReportStep Step { get; private set; }

    public override bool IsPublic => true;

    /// <summary>How many photos are kept already.</summary>
    public int PhotoCount => _draft.Photos.Count;

    /// <summary>Whether something was typed on this browser before.</summary>
    public bool HasDraft => TempData.Peek(DraftName) is string;

    protected override IReadOnlyList<Guid> StoredPhotos => _draft.Photos;

    /// <summary>A guess of the class is told the acceptor in front of the words, as the last page shows it.</summary>
    protected override string? Words => GuessedName is { } name && !string.IsNullOrWhiteSpace(Description)
        ? PageText.Of("report.guessed", name, Description)
        : Description;

    /// <summary>The major classes in force today with a few of their classes, and 不知道.</summary>
    public IReadOnlyList<ChoiceView> Majors => [.. MajorsInForce.Select(Choice), new ChoiceView("", PageText.Of("report.notKnown"), PageText.Of("report.notKnownHint"))];

    /// <summary>Everything as it will be sent, each with the way back to its question.</summary>
    public IReadOnlyList<FactView> Said =>
    [
        Fact("report.said.what", Words, ReportStep.What),
        Fact("report.said.where", string.Join("　", new[] { PlaceText, PlaceWords }.Where(p => !string.IsNullOrWhiteSpace(p))), ReportStep.Where),
        Fact("report.said.photos", PhotoCount == 0 ? null : PageText.Of("report.photoCount", PhotoCount), ReportStep.Photo),
        Fact("report.said.phone", ReporterPhone, ReportStep.Phone),
    ];

    private IReadOnlyList<MajorClass> MajorsInForce => City.Catalogue.MajorsOf(ClassEditions.Shipped.InForce(Clock.Today).Code);

    private string? GuessedName => string.IsNullOrEmpty(Guess) ? null : MajorsInForce.FirstOrDefault(m => KeyOf(m) == Guess)?.Name;

    private string? PlaceWords => Place.FirstOrDefault(f => f.Label == PageText.Of("where.community"))?.Value ?? $"{Lon}, {Lat}";

    /// <summary>The address of a question.</summary>
    public static string AddressOf(ReportStep step) => step == ReportStep.What ? Address : $"{Address}?step={NameOf(step)}";

    /// <summary>True for a request that stores something: photos, or the report itself.</summary>
    public static bool Stores(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && StepOf(request.Query["step"]) is ReportStep.Photo or ReportStep.Check;

    public IActionResult OnGet()
    {
        var kept = Kept();
        (Step, _draft) = (StepOf(Asked), kept ?? new ReportDraft { Id = Core.Ids.New(Clock.Now), Datum = "WGS84" });
        if (Step > _draft.FirstOpen)
        {
            return LocalRedirect(AddressOf(_draft.FirstOpen));
        }

        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Step = StepOf(Asked);
        var kept = Kept();
        if (Forget == "all")
        {
            TempData.Remove(DraftName);
            return LocalRedirect(Address);
        }

        if (Step > ReportStep.What && kept?.Id != Id)
        {
            return Elsewhere(kept);
        }

        _draft = kept?.Id == Id ? kept : new ReportDraft { Id = Id == Guid.Empty ? Core.Ids.New(Clock.Now) : Id, Datum = "WGS84" };
        var goesOn = Step switch
        {
            ReportStep.What => SaysWhat(),
            ReportStep.Where => SaysWhere(),
            ReportStep.Photo => await KeepsPhotosAsync(),
            ReportStep.Phone => SaysPhone(),
            _ => true,
        };
        Keep();
        if (Step == ReportStep.Check)
        {
            return await SendDraftAsync();
        }

        if (goesOn)
        {
            return LocalRedirect(AddressOf(Step + 1));
        }

        Show();
        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Page();
    }

    private bool SaysWhat()
    {
        _draft = _draft with { Guess = Guess, Description = Description?.Trim() };
        if (string.IsNullOrWhiteSpace(Description) || Words?.Length > MostWords)
        {
            ModelState.AddModelError(nameof(Description), PageText.Of(string.IsNullOrWhiteSpace(Description) ? "report.noWords" : "report.manyWords", MostWords));
        }

        return ModelState.IsValid;
    }

    private bool SaysWhere()
    {
        if (Look is null && Choose is null && !string.IsNullOrWhiteSpace(Find) && string.IsNullOrWhiteSpace(Lon))
        {
            Look = "1";
        }

        var looked = LooksUp();
        var isPlace = !looked && HasPosition();
        _draft = _draft with { PlaceText = PlaceText?.Trim(), Lon = Lon, Lat = Lat, Datum = Datum, ComponentId = ComponentId };
        return isPlace;
    }

    private async Task<bool> KeepsPhotosAsync()
    {
        if (Forget == "photos")
        {
            _draft = _draft with { Photos = [] };
            return false;
        }

        if (_draft.Photos.Count + Photos.Count > MostPhotos)
        {
            ModelState.AddModelError(nameof(Photos), PageText.Of("report.manyPhotos", MostPhotos));
            return false;
        }

        var stored = await Store.PutAllAsync(Photos, Identity.Citizen, Clock.Now, HttpContext.RequestAborted);
        if (!stored.Moved)
        {
            AddRefusal(stored.Refusal);
            return false;
        }

        _draft = _draft with { Photos = [.. _draft.Photos, .. stored.Value] };
        return true;
    }

    private bool SaysPhone()
    {
        _draft = _draft with { Phone = ReporterPhone?.Trim() };
        if (CallerHistory.FaultOf(ReporterPhone) is not { } fault)
        {
            return true;
        }

        AddRefusal(fault);
        return false;
    }

    private async Task<IActionResult> SendDraftAsync()
    {
        Show();
        Source = nameof(ReportSource.Citizen);
        if (await SendAsync(Identity.Citizen) is not { } answer)
        {
            Step = FieldsInError().Select(StepOfField).DefaultIfEmpty(ReportStep.Check).Min();
            return Page();
        }

        // The code is told once. A form sent twice at the same moment gets the answer of the first.
        answer = answer.FollowCode is null && sent.TryGetValue(Id, out ActAnswer? first) ? first! : answer;
        sent.Set(Id, answer, AnswerKept);
        TempData.Remove(DraftName);
        TempData[nameof(ThanksModel.Number)] = answer.ReportNumber;
        TempData[nameof(ThanksModel.Due)] = answer.StageDueAt is { } due ? CaseViews.Moment(due) : null;
        if (answer.FollowCode is { } code)
        {
            TempData[nameof(ThanksModel.Code)] = code;
        }

        return LocalRedirect("/public/thanks");
    }

    /// <summary>A page of a report that was sent already, or that another window has replaced.</summary>
    private LocalRedirectResult Elsewhere(ReportDraft? kept) =>
        LocalRedirect(kept is not null ? AddressOf(kept.FirstOpen) : sent.TryGetValue(Id, out _) ? "/public/thanks" : Address);

    private ReportDraft? Kept() => ReportDraft.Unpack(TempData.Peek(DraftName) as string);

    private void Keep() => TempData[DraftName] = _draft.Pack();

    private void Show()
    {
        (Id, Guess, Description, PlaceText) = (_draft.Id, _draft.Guess, _draft.Description, _draft.PlaceText);
        (Lon, Lat, Datum, ComponentId, ReporterPhone) = (_draft.Lon, _draft.Lat, _draft.Datum, _draft.ComponentId, _draft.Phone);
        if (Place.Count == 0)
        {
            ShowPlaceQuietly();
        }
    }

    private IEnumerable<string> FieldsInError() => ModelState.Where(e => e.Value is { Errors.Count: > 0 }).Select(e => e.Key);

    private static ReportStep StepOfField(string field) => field switch
    {
        nameof(Description) or nameof(ClassKey) => ReportStep.What,
        nameof(Lon) or nameof(Lat) or nameof(Datum) or nameof(PlaceText) or nameof(ComponentId) or nameof(Find) => ReportStep.Where,
        nameof(Photos) => ReportStep.Photo,
        nameof(ReporterPhone) => ReportStep.Phone,
        _ => ReportStep.Check,
    };

    private static string NameOf(ReportStep step) => step.ToString().ToLowerInvariant();

    private static ReportStep StepOf(string? name) => Enum.GetValues<ReportStep>().FirstOrDefault(s => string.Equals(NameOf(s), name, StringComparison.Ordinal));

    private static string KeyOf(MajorClass major) => (major.Kind == MatterKind.Component ? "C" : "E") + major.Code;

    private ChoiceView Choice(MajorClass major) => new(
        KeyOf(major),
        major.Name,
        string.Join("、", City.Catalogue.Classes
            .Where(c => c.IsSelectable && c.Edition == major.Edition && c.Kind == major.Kind && c.Code.StartsWith(major.Code, StringComparison.Ordinal))
            .Select(c => c.DisplayName).DistinctBy(n => n.Length > SortOfThing ? n[^SortOfThing..] : n).Take(MostExamples)));

    private static FactView Fact(string label, string? value, ReportStep step) =>
        new(PageText.Of(label), string.IsNullOrWhiteSpace(value) ? PageText.Of("report.notSaid") : value) { RefText = PageText.Of("report.change"), RefHref = AddressOf(step) };
}
