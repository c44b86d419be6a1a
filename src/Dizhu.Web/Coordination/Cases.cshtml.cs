using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Views;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>The work list of a post: what will be late first. A case opens beside it; every view has an address.</summary>
public sealed class CasesModel(CaseReads reads, DeskCounts desk, UnitLoads loads, ListViews views, CityBooksHolder city, CityClock clock) : PageModel
{
    private const int PageSize = 50;
    private const string Path = "/cases";

    /// <summary>The conditions of the address.</summary>
    public CaseListParameters Asked { get; private set; } = new();

    /// <summary>Finished cases too.</summary>
    [BindProperty(SupportsGet = true)]
    public string? All { get; set; }

    /// <summary>The case open in the drawer.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Case { get; set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>The case it was done on.</summary>
    [TempData]
    public Guid? DoneCase { get; set; }

    public string Title { get; private set; } = "";

    public int Total { get; private set; }

    /// <summary>False when there are more than were counted.</summary>
    public bool IsCounted { get; private set; }

    public WorkListView? List { get; private set; }

    /// <summary>The address of the next page; null on the last.</summary>
    public string? NextHref { get; private set; }

    public IReadOnlyList<ChipView> Chips { get; private set; } = [];

    public StateView Empty { get; private set; } = new(StateKind.Empty, "");

    public BriefView? Brief { get; private set; }

    /// <summary>The reader's saved views of this list.</summary>
    public ViewsRow Views { get; private set; } = new(SavedList.Cases, [], [], Guid.Empty);

    /// <summary>Whether several cases can be dispatched in one go.</summary>
    public bool MayBatch => HttpContext.Who()!.Post == Post.Dispatcher && Asked.Stage == nameof(Stage.AwaitingDispatch);

    /// <summary>The conditions that the search line does not ask for and keeps.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept =>
        [.. Request.Query.Where(p => p.Key is not ("text" or "class" or "place" or "cursor" or "case") && !string.IsNullOrEmpty(p.Value)).Select(p => (p.Key, p.Value.ToString()))];

    public IReadOnlyList<ChoiceView> Classes =>
        ClassViews.Choices(city.Current.Catalogue, clock.Today);

    public IReadOnlyList<ChoiceView> Streets =>
        [.. city.Current.Places.StreetsWithGrids.Select(s => new ChoiceView(s, city.Current.Places.NameOf(s)))];

    /// <summary>An address that leads back to a list; anything else leads to the open cases.</summary>
    internal static string ListOf(string? back) => back == Path || back?.StartsWith(Path + "?", StringComparison.Ordinal) == true ? back : Path;

    public async Task<IActionResult> OnGetAsync([FromQuery] CaseListParameters asked)
    {
        Asked = asked;
        var parsed = asked.ToQuery(clock.Now);
        if (!parsed.Moved)
        {
            return new RefusalPage(parsed.Refusal);
        }

        var wanted = parsed.Value.Stages is [var one] ? one : (Stage?)null;
        Title = wanted?.Name() ?? (parsed.Value.Stages.Count > 1 ? PageText.Of("cases.toDo") : TitleOf(asked));
        var query = parsed.Value with
        {
            Stages = parsed.Value.Stages.Count > 0 || All is not null || IsSearch || asked.ClosedOn is not null ? parsed.Value.Stages : [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())],
            Take = PageSize,
        };
        Chips = await ChipsAsync(wanted, parsed.Value.Stages);
        Views = await views.RowAsync(SavedList.Cases, Request);
        var page = await reads.ListAsync(HttpContext.Who()!, query, HttpContext.RequestAborted);
        (Total, IsCounted) = (page.Total, page.IsCounted);
        Empty = page.Items.Count == 0 ? Nothing() : Empty;
        var hasUnit = wanted is not { } stage || stage > Stage.AwaitingDispatch;
        List = page.Items.Count == 0 ? null : new WorkListView(Title, Columns(wanted is not null, hasUnit), [.. page.Items.Select(i => Row(i, wanted is not null, hasUnit))])
        {
            SelectName = MayBatch ? "id" : null,
            SelectFormId = MayBatch ? "batch" : null,
        };
        NextHref = page.Next is { } next ? With(("cursor", next.ToString())) : null;
        Brief = Case is { } id ? await BriefView.OfAsync(reads, loads, city.Current, HttpContext.Who()!, id, clock.Now, With(), HttpContext.RequestAborted) : null;
        return Page();
    }

    private string TitleOf(CaseListParameters asked) => asked switch
    {
        { Overdue: true } or { Light: "late" } => PageText.Of("cases.overdue"),
        { Light: "soon" } => PageText.Of("cases.soon"),
        { Light: "hold" } => PageText.Of("cases.held"),
        { ClosedOn: { } day } => PageText.Of("cases.closedOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => PageText.Of(IsSearch ? "cases.found" : All is null ? "cases.open" : "cases.all"),
    };

    private bool IsSearch => !string.IsNullOrWhiteSpace(Asked.Number) || !string.IsNullOrWhiteSpace(Asked.Text);

    private StateView Nothing()
    {
        if (!IsSearch)
        {
            return new StateView(StateKind.Empty, PageText.Of("cases.none", Title), PageText.Of("cases.noneText")) { Steps = [new StepLink(PageText.Of("menu.all"), "/cases?all=1")] };
        }

        var byWords = !string.IsNullOrWhiteSpace(Asked.Text);
        var (head, text) = (byWords ? PageText.Of("cases.noWords", Asked.Text) : PageText.Of("cases.notFound", Asked.Number), PageText.Of(byWords ? "cases.noWordsText" : "cases.notFoundText"));
        return new StateView(StateKind.NothingFound, head, text) { Steps = [new StepLink(PageText.Of("menu.open"), Path)] };
    }

    /// <summary>Late ones first, then the stages where none was asked for, then the sources within one.</summary>
    private async Task<IReadOnlyList<ChipView>> ChipsAsync(Stage? wanted, IReadOnlyList<Stage> among)
    {
        ChipView[] lights =
        [
            new(PageText.Of("cases.overdue"), With(("overdue", Asked.Overdue is true ? null : "true"), ("light", null)), IsCurrent: Asked.Overdue is true || Asked.Light == "late", Light: LightKind.Late),
            LightChip("cases.soon", "soon", LightKind.Soon), LightChip("cases.held", "hold", LightKind.Hold),
        ];
        var isLit = Asked.Overdue is true || !string.IsNullOrEmpty(Asked.Light);
        if (wanted is not null)
        {
            return
            [
                new ChipView(PageText.Of("cases.every"), With(("overdue", null), ("light", null), ("source", null)), IsCurrent: !isLit && Asked.Source is null or { Length: 0 }), .. lights,
                .. Enum.GetValues<ReportSource>().Select((s, i) => new ChipView(s.Name(), With(("source", s.ToString())), IsCurrent: Asked.Source == s.ToString()) { StartsGroup = i == 0 }),
            ];
        }

        var counts = IsSearch ? new Dictionary<Stage, int>() : await desk.OfAsync(HttpContext.Who()!, HttpContext.RequestAborted);
        var shown = counts.Where(c => c.Value > 0 && (among.Count == 0 || among.Contains(c.Key))).OrderBy(c => c.Key).ToList();
        return shown.Count == 0
            ? []
            : [new ChipView(PageText.Of("cases.every"), With(("overdue", null), ("light", null)), shown.Sum(c => c.Value), IsCurrent: !isLit), .. lights,
                .. shown.Select((c, i) => new ChipView(c.Key.Name(), $"/cases?stage={c.Key}", c.Value) { StartsGroup = i == 0 })];
    }

    private ChipView LightChip(string text, string light, LightKind kind) =>
        new(PageText.Of(text), With(("light", Asked.Light == light ? null : light), ("overdue", null)), IsCurrent: Asked.Light == light, Light: kind);

    /// <summary>This list with other conditions; from its first page, with no case open.</summary>
    private string With(params (string Name, string? Value)[] changed)
    {
        var all = Request.Query.Where(p => p.Key is not ("cursor" or "case") && changed.All(c => c.Name != p.Key)).Select(p => (p.Key, Value: (string?)p.Value.ToString()))
            .Concat(changed).Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Value!)}").ToList();
        return all.Count == 0 ? Path : $"{Path}?{string.Join('&', all)}";
    }

    /// <summary>Before dispatch no unit is responsible and no handling is due, so there are no columns for them.</summary>
    private static WorkColumn[] Columns(bool ofOneStage, bool hasUnit) =>
    [
        new(PageText.Of("cases.remaining"), ColumnKind.Time, ColumnWidth.Medium),
        new(PageText.Of("cases.number"), ColumnKind.Number, ColumnWidth.Medium),
        new(PageText.Of("cases.class"), ColumnKind.Title),
        new(PageText.Of("cases.place"), ColumnKind.Line),
        .. hasUnit ? new WorkColumn[] { new(PageText.Of("cases.unit"), ColumnKind.Line) } : [],
        .. hasUnit ? new WorkColumn[] { new(PageText.Of(ofOneStage ? "cases.due" : "cases.stage"), ColumnKind.Fact, ColumnWidth.Short) } : [],
        new(PageText.Of("cases.reported"), ColumnKind.Fact, ColumnWidth.Medium),
    ];

    private WorkRow Row(CaseListItem item, bool ofOneStage, bool hasUnit)
    {
        var books = city.Current;
        var standard = item.StandardId is { } id ? books.Catalogue.FindStandard(id) : null;
        var time = item.Stage.IsFinal()
            ? new RemainingView(LightKind.Done, "", "", item.Stage.Name())
            : CaseViews.Remaining(item.Clock, books.Calendar, clock.Now);
        var number = item.Number ?? item.ReportNumber;
        return new WorkRow($"/cases/{item.Id}",
        [
            new TimeCell(time),
            new NumberCell(number),
            new TextCell(CaseViews.ClassName(item.ClassKey, books), standard?.FilingConditionText),
            new TextCell(CaseViews.Community(item.StreetCode, item.CommunityCode, books) is { Length: > 0 } place ? place : PageText.Of("case.noGrid"), item.PlaceText),
            .. hasUnit
                ? new CellView[]
                {
                    new TextCell(item.UnitId is { } unit ? books.Organisations.NameOf(unit, CityClock.DayOf(item.ReportedAt)) : "", IsQuiet: false),
                    new TextCell(ofOneStage ? item.HandlingDueAt is { } due ? CaseViews.ShortMoment(due) : "" : item.Stage.Name(), item.ReworkCount > 0 ? PageText.Of("case.rework", item.ReworkCount.ToString(CultureInfo.InvariantCulture)) : null),
                }
                : [],
            new TextCell(CaseViews.ShortMoment(item.ReportedAt), item.Source.Name(), IsQuiet: true),
        ])
        {
            IsCurrent = item.Id == Case,
            SelectValue = item.Id.ToString(),
            SelectLabel = PageText.Of("batch.select", number),
        };
    }
}
