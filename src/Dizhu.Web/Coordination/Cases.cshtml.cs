using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>The work list of a post: what will be late first.</summary>
public sealed class CasesModel(CaseReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    /// <summary>Start of a case number, from the search.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>Words of the report to look for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>Finished cases too.</summary>
    [BindProperty(SupportsGet = true)]
    public string? All { get; set; }

    public string Title { get; private set; } = "";

    public int Total { get; private set; }

    /// <summary>False when there are more than were counted.</summary>
    public bool IsCounted { get; private set; }

    public WorkListView? List { get; private set; }

    /// <summary>The address of the next page; null on the last.</summary>
    public string? NextHref { get; private set; }

    /// <summary>The stages with what stands in them; only where no stage was asked for.</summary>
    public IReadOnlyList<ChipView> Chips { get; private set; } = [];

    public StateView Empty { get; private set; } = new(StateKind.Empty, "");

    public async Task<IActionResult> OnGetAsync()
    {
        var cursor = ListCursor.Read(Cursor);
        if (!cursor.Moved)
        {
            return new RefusalPage(cursor.Refusal);
        }

        var text = CaseListQuery.ReadText(Text);
        if (!text.Moved)
        {
            return new RefusalPage(text.Refusal);
        }

        Stage? wanted = Enum.TryParse<Stage>(Stage, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        Title = wanted?.Name() ?? PageText.Of(IsSearch ? "cases.found" : All is null ? "cases.open" : "cases.all");
        IReadOnlyList<Stage> stages = wanted is { } one ? [one] : All is null ? [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())] : [];
        var query = new CaseListQuery
        {
            Stages = IsSearch ? wanted is { } stage ? [stage] : [] : stages,
            Number = Query,
            Text = text.Value,
            After = cursor.Value,
            Take = PageSize,
        };
        Chips = wanted is null && !IsSearch ? await StageChipsAsync() : [];
        var page = await reads.ListAsync(HttpContext.Who()!, query, HttpContext.RequestAborted);
        (Total, IsCounted) = (page.Total, page.IsCounted);
        if (page.Items.Count == 0)
        {
            Empty = Nothing();
            return Page();
        }

        List = new WorkListView(Title, Columns(wanted is not null), [.. page.Items.Select(i => Row(i, wanted is not null))]);
        NextHref = page.Next is { } next ? $"/cases?stage={Stage}&all={All}&q={Uri.EscapeDataString(Query ?? "")}&text={Uri.EscapeDataString(Text ?? "")}&cursor={next}" : null;
        return Page();
    }

    private bool IsSearch => !string.IsNullOrWhiteSpace(Query) || !string.IsNullOrWhiteSpace(Text);

    private StateView Nothing()
    {
        if (!IsSearch)
        {
            return new StateView(StateKind.Empty, PageText.Of("cases.none", Title), PageText.Of("cases.noneText")) { Steps = [new StepLink(PageText.Of("menu.all"), "/cases?all=1")] };
        }

        var byWords = !string.IsNullOrWhiteSpace(Text);
        var (head, text) = (byWords ? PageText.Of("cases.noWords", Text) : PageText.Of("cases.notFound", Query), PageText.Of(byWords ? "cases.noWordsText" : "cases.notFoundText"));
        return new StateView(StateKind.NothingFound, head, text) { Steps = [new StepLink(PageText.Of("menu.open"), "/cases")] };
    }

    private async Task<IReadOnlyList<ChipView>> StageChipsAsync()
    {
        var counts = await reads.CountsAsync(HttpContext.Who()!, HttpContext.RequestAborted);
        var shown = counts.Where(c => c.Value > 0 && (All is not null || !c.Key.IsFinal())).OrderBy(c => c.Key).ToList();
        return shown.Count == 0
            ? []
            : [new ChipView(PageText.Of("cases.every"), Request.Path + Request.QueryString, shown.Sum(c => c.Value), IsCurrent: true),
                .. shown.Select(c => new ChipView(c.Key.Name(), $"/cases?stage={c.Key}", c.Value))];
    }

    private static WorkColumn[] Columns(bool ofOneStage) =>
    [
        new(PageText.Of("cases.remaining"), ColumnKind.Time, ColumnWidth.Medium),
        new(PageText.Of("cases.number"), ColumnKind.Number, ColumnWidth.Medium),
        new(PageText.Of("cases.class"), ColumnKind.Title),
        new(PageText.Of("cases.place"), ColumnKind.Line),
        new(PageText.Of("cases.unit"), ColumnKind.Line),
        new(PageText.Of(ofOneStage ? "cases.due" : "cases.stage"), ColumnKind.Fact, ColumnWidth.Short),
        new(PageText.Of("cases.reported"), ColumnKind.Fact, ColumnWidth.Medium),
    ];

    private WorkRow Row(CaseListItem item, bool ofOneStage)
    {
        var books = city.Current;
        var standard = item.StandardId is { } id ? books.Catalogue.FindStandard(id) : null;
        var time = item.Stage.IsFinal()
            ? new RemainingView(LightKind.Done, "", "", item.Stage.Name())
            : CaseViews.Remaining(item.Clock, books.Calendar, clock.Now);
        return new WorkRow($"/cases/{item.Id}",
        [
            new TimeCell(time),
            new NumberCell(item.Number ?? item.ReportNumber),
            new TextCell(item.ClassKey is { } key ? books.Catalogue.FindClass(key)?.Name ?? key : PageText.Of("case.noClass"), standard?.FilingConditionText),
            new TextCell(CaseViews.Community(item.StreetCode, item.CommunityCode, books) is { Length: > 0 } place ? place : PageText.Of("case.noGrid"), item.PlaceText),
            new TextCell(item.UnitId is { } unit ? books.Organisations.NameOf(unit, CityClock.DayOf(item.ReportedAt)) : "", IsQuiet: false),
            new TextCell(ofOneStage ? item.HandlingDueAt is { } due ? CaseViews.ShortMoment(due) : "" : item.Stage.Name(), item.ReworkCount > 0 ? PageText.Of("case.rework", item.ReworkCount.ToString(CultureInfo.InvariantCulture)) : null),
            new TextCell(CaseViews.ShortMoment(item.ReportedAt), item.Source.Name(), IsQuiet: true),
        ]);
    }
}
