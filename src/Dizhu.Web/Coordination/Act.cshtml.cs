using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>One act on one case: what has to be said, and the refusal in words when it cannot be done.</summary>
public sealed class ActModel(CaseReads reads, CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos, DeskLocks desks, UnitLoads loads, IReads store) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>Makes the same form sent twice one act.</summary>
    [BindProperty]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ClassKey { get; set; }

    /// <summary>The list it was begun from, to go back to; empty stays with the case.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    [BindProperty]
    public string? StandardId { get; set; }

    [BindProperty]
    public string? DutyId { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    [BindProperty]
    public string? OtherUnitId { get; set; }

    [BindProperty]
    public Guid? CollectorId { get; set; }

    [BindProperty]
    public bool? Confirmed { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public RequestSize? Size { get; set; }

    [BindProperty]
    public decimal? Amount { get; set; }

    [BindProperty]
    public DateOnly? ResumeOn { get; set; }

    [BindProperty]
    public Guid? IntoCaseId { get; set; }

    [BindProperty]
    public Guid? PersonId { get; set; }

    [BindProperty]
    public int? Score { get; set; }

    [BindProperty]
    public double? Lon { get; set; }

    [BindProperty]
    public double? Lat { get; set; }

    [BindProperty]
    public string? Opinion { get; set; }

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    /// <summary>Set when only the class was picked, to show its standards.</summary>
    [BindProperty]
    public string? Pick { get; set; }

    [TempData]
    public string? Done { get; set; }

    /// <summary>The case it was done on, for a list to link to.</summary>
    [TempData]
    public Guid? DoneCase { get; set; }

    public CaseAct Doing { get; private set; }

    public string Title { get; private set; } = "";

    public string Number { get; private set; } = "";

    /// <summary>The case the act is on, shown beside the form.</summary>
    public new CaseFile File { get; private set; } = null!;

    public string CaseTitle { get; private set; } = "";

    public string Place { get; private set; } = "";

    public IReadOnlyList<FactView> Head { get; private set; } = [];

    public IReadOnlyList<TimelineItem> Timeline { get; private set; } = [];

    public PhotoPair Shown { get; private set; } = new(null, null);

    /// <summary>The act itself, and the way back.</summary>
    public IReadOnlyList<ActButton> Acts { get; private set; } = [];

    public string? ClassHint { get; private set; }

    public ClauseLink? RefusedClause { get; private set; }

    public bool Undecided { get; private set; }

    public bool NeedsReason => CaseFlow.Of(Doing).Any(m => m.NeedsReason);

    /// <summary>True for acts beside the main line that say what was done.</summary>
    public bool GivesResult => Doing is CaseAct.FinishCo or CaseAct.AnswerUrge or CaseAct.Reply or CaseAct.Split;

    /// <summary>What was asked, for whoever decides it.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Sizes { get; private set; } = [];

    /// <summary>The unit of the handling limit, in words.</summary>
    public string LimitUnit { get; private set; } = "";

    public IReadOnlyList<ChoiceView> Similar { get; private set; } = [];

    public IReadOnlyList<ChoiceView> People { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Scores { get; } = [.. Enumerable.Range(1, 5).Select(n => new ChoiceView(n.ToString(CultureInfo.InvariantCulture), PageText.Of("act.score." + n)))];

    /// <summary>Who else has the case open now; advice only.</summary>
    public DeskLock? Desk { get; private set; }

    /// <summary>What this post often says with this act, as the city has set it.</summary>
    public IReadOnlyList<string> Phrases => city.Current.Settings.PhrasesFor(HttpContext.Who()!.Post, Doing.ToString(), clock.Now);

    public bool TakesPhotos => Doing is CaseAct.Handle or CaseAct.AnswerVerify or CaseAct.PassCheck or CaseAct.Rework;

    public IReadOnlyList<ChoiceView> ClassChoices { get; private set; } = [];

    public IReadOnlyList<ChoiceView> StandardChoices { get; private set; } = [];

    public IReadOnlyList<ChoiceView> DutyChoices { get; private set; } = [];

    public IReadOnlyList<ChoiceView> UnitChoices { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Collectors { get; private set; } = [];

    /// <summary>Who is sent when nobody is chosen, in words.</summary>
    public string GoesByItself { get; private set; } = "";

    public IReadOnlyList<UnitChoice> Units { get; private set; } = [];

    public IReadOnlyList<ChoiceView> YesNo { get; } = [new("true", PageText.Of("act.true")), new("false", PageText.Of("act.false"))];

    public async Task<IActionResult> OnGetAsync(string act)
    {
        if (await PrepareAsync(act) is { } refusal)
        {
            return new RefusalPage(refusal);
        }

        Key = Guid.NewGuid().ToString("N");
        var who = HttpContext.Who()!;
        Desk = await desks.OtherAsync(who, Id, clock.Now, HttpContext.RequestAborted);
        if (Desk is null)
        {
            await desks.TakeAsync(HttpContext.Act(who), Id, takeOver: false, HttpContext.RequestAborted);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        var version = Version;
        if (await PrepareAsync(act) is { } refusal)
        {
            return new RefusalPage(refusal);
        }

        Version = version;
        if (Pick is not null)
        {
            ModelState.Clear();
            return Page();
        }

        var who = HttpContext.Who()!;
        var files = await photos.PutAllAsync(Photos, who, clock.Now, HttpContext.RequestAborted);
        var outcome = files.Moved
            ? await door.ActAsync(HttpContext.Act(who), Id, ActCommands.Of(this, files.Value), new ClientKey(Key, "page " + act, CaseDoor.HashOf(Key)), HttpContext.RequestAborted)
            : Outcome<ActAnswer>.Refused(files.Refusals);
        if (outcome.Moved)
        {
            await desks.GiveBackAsync(HttpContext.Act(who), Id, HttpContext.RequestAborted);
            var (done, stage, number) = (Doing.Name(), outcome.Value.StageName, outcome.Value.Number ?? Number);
            Done = stage == done || stage == "已" + done ? PageText.Of("act.doneOnly", done, number) : PageText.Of("act.done", done, number, stage);
            DoneCase = Id;
            return LocalRedirect(string.IsNullOrEmpty(Back) ? $"/cases/{Id}" : CasesModel.ListOf(Back));
        }

        foreach (var problem in outcome.Refusals)
        {
            ModelState.AddModelError(FieldOf(problem.Field), problem.Message);
            RefusedClause ??= problem.Clause is { } clause ? ClauseLink.To(clause) : null;
        }

        Response.StatusCode = Problems.StatusOf(outcome.Refusal.Kind);
        return Page();
    }

    /// <summary>Finds the case and the act, and fills the choices; or says why there is nothing to do.</summary>
    private async Task<Refusal?> PrepareAsync(string slug)
    {
        if (ActButtons.ActOf(slug) is not { } act || await reads.FileAsync(HttpContext.Who()!, Id, HttpContext.RequestAborted) is not { } file)
        {
            return CaseAnswers.NoSuchCase;
        }

        Doing = act;
        var c = file.State.Case;
        Number = c.Number ?? file.Reports[0].Number;
        Title = PageText.Of("act.title", act.Name(), Number);
        if (Request.Method == HttpMethods.Get && !file.OpenMoves.Any(m => m.Act == act))
        {
            var closed = file.Entries.LastOrDefault(e => e.Act is CaseAct.Close or CaseAct.ForceClose)?.Entry.At;
            return CaseDecision.WhyNot(file.State, act, HttpContext.Act(HttpContext.Who()!), city.Current, closed)
                ?? new Refusal("case.act-not-open", PageText.Of("act.notOpen", c.Stage.Name(), act.Name()), RefusalKind.Rule);
        }

        Version = c.Version;
        ShowCase(file);
        if (act == CaseAct.File)
        {
            PrepareFiling(c);
        }
        else if (act == CaseAct.Dispatch)
        {
            await PrepareDispatchAsync(file);
        }
        else if (act is CaseAct.SendVerify or CaseAct.SendCheck or CaseAct.HandOver)
        {
            await PrepareSendingAsync(file.State);
        }
        else
        {
            await PrepareSideAsync(file);
        }

        return null;
    }

    /// <summary>The choices of the acts of tasks, requests and linked cases.</summary>
    private async Task PrepareSideAsync(CaseFile file)
    {
        var (c, state, books, today) = (file.State.Case, file.State, city.Current, clock.Today);
        LimitUnit = state.LastTurn(ClockKind.Handling)?.LimitUnit?.Term() ?? "";
        Asked = Doing is CaseAct.Consent or CaseAct.RefuseAsked or CaseAct.WithdrawAsked or CaseAct.GrantReturn or CaseAct.GrantExtension or CaseAct.GrantDeferral
            or CaseAct.GrantAppeal or CaseAct.ForceClose or CaseAct.Cancel or CaseAct.AnswerUrge
            ? [.. state.Requests.Where(r => r.State == RequestState.Open).Select(r => CaseViews.Request(r, LimitUnit))]
            : [];
        Sizes = Doing switch
        {
            CaseAct.AskReturn => ChoicesOf(RequestKind.Return),
            CaseAct.AskExtension => ChoicesOf(RequestKind.Extension),
            CaseAct.Urge => ChoicesOf(RequestKind.Urging),
            _ => [],
        };
        UnitChoices = Doing switch
        {
            CaseAct.HandDown or CaseAct.DispatchOn => [.. books.Organisations.All.Where(u => c.HolderUnitId is { } h && u.Id != h && books.Organisations.IsInSubtree(u.Id, h)).Select(u => Named(u.Id))],
            CaseAct.AddCoHandler => [.. books.Organisations.All.Where(u => u.Group is not (UnitGroup.Above or UnitGroup.Centre) && u.Id != c.UnitId).Select(u => Named(u.Id))],
            CaseAct.ExcuseCo => [.. state.Tasks.Where(t => t.Kind == TaskKind.CoHandle && t.IsOpen()).Select(t => Named(t.UnitId!))],
            _ => [],
        };
        if (Doing is CaseAct.Correct or CaseAct.Split)
        {
            var key = ClassKey;
            PrepareFiling(c);
            ClassKey = key;
            StandardChoices = Doing == CaseAct.Correct && c.Number is not null
                ? [.. books.Catalogue.Classes.SelectMany(k => books.Catalogue.StandardsOf(k.Key, today).Select(s => new ChoiceView(s.Id, s.FilingConditionText) { Group = $"{k.Code} {k.Name}" }))]
                : [];
        }
        else if (Doing == CaseAct.Merge)
        {
            var similar = await reads.SimilarAsync(HttpContext.Who()!, Id, clock.Now, HttpContext.RequestAborted);
            Similar = [.. similar.Where(s => !s.Stage.IsFinal()).Select(s => new ChoiceView(
                s.Id.ToString(), s.Number ?? CaseViews.Moment(s.ReportedAt), PageText.Of("act.similarLine", s.Stage.Name(), Math.Round(s.Metres), CaseViews.Moment(s.ReportedAt))))];
        }
        else if (Doing == CaseAct.Assign)
        {
            People = await PeopleAsync(c.HolderUnitId);
        }

        ChoiceView Named(string unit) => new(unit, books.Organisations.NameOf(unit, today));
    }

    private static IReadOnlyList<ChoiceView> ChoicesOf(RequestKind kind) => [.. Requests.SizesOf(kind).Select(s => new ChoiceView(s.ToString(), s.Name()))];

    /// <summary>The people of a unit and of those below it who handle.</summary>
    private async Task<IReadOnlyList<ChoiceView>> PeopleAsync(string? unit)
    {
        await using var db = store.Open();
        var handlers = await PostHolder.OnAsync(db, clock.Today, Core.Cases.Collectors.Handlers, HttpContext.RequestAborted);
        return [.. handlers.Where(h => unit is not null && h.Post.UnitId is { } own && city.Current.Organisations.IsInSubtree(own, unit)).Select(h => new ChoiceView(h.Id.ToString(), h.Label))];
    }

    private void ShowCase(CaseFile file)
    {
        var (books, now, c) = (city.Current, clock.Now, file.State.Case);
        File = file;
        CaseTitle = CaseViews.Title(c, books);
        Place = CaseViews.Place(c, file.Reports[0], books);
        Head = CaseViews.HeadFacts(file, books, now);
        Timeline = CaseViews.Timeline(file, books, books.Calendar, now);
        var pictures = file.Attachments.Select(a => (a.Phase, View: CaseViews.Photo(file, a))).ToList();
        Shown = new PhotoPair(pictures.FirstOrDefault(p => p.Phase == AttachmentPhase.Before).View, pictures.LastOrDefault(p => p.Phase == AttachmentPhase.After).View);
        Acts =
        [
            new ActButton(PageText.Of("act.back"), ActWeight.Quiet, PageText.Of("act.backNote")) { Href = string.IsNullOrEmpty(Back) ? $"/cases/{Id}" : CasesModel.ListOf(Back) },
            new ActButton(Doing.Name(), ActWeight.Main, Consequence(c, books, now)) { FormId = "act", Name = "Do", Value = "1" },
        ];
    }

    /// <summary>What the act does; for a dispatch also when the handling would be due.</summary>
    private string Consequence(Case c, CityBooks books, DateTime now)
    {
        var words = PageText.Of("consequence." + Doing);
        var standard = Doing == CaseAct.Dispatch && c.StandardId is { } id ? books.Catalogue.FindStandard(id) : null;
        return standard is not null && books.Catalogue.LimitFor(standard, c.AreaLevel).Value is { } limit
            ? PageText.Of("act.dueIfNow", words, CaseViews.ShortMoment(books.Calendar.Due(now, limit).DueUtc))
            : words;
    }

    private void PrepareFiling(Case c)
    {
        var (catalogue, today) = (city.Current.Catalogue, clock.Today);
        ClassKey = string.IsNullOrWhiteSpace(ClassKey) ? c.ClassKey : ClassKey;
        ClassHint = c.ClassKey is { } guess ? PageText.Of("act.classHint", catalogue.FindClass(guess)?.Name ?? guess) : null;
        ClassChoices = ClassViews.Choices(catalogue, today);
        StandardChoices = ClassKey is null ? [] : [.. catalogue.StandardsOf(ClassKey, today)
            .Select(s => new ChoiceView(s.Id, s.FilingConditionText, PageText.Of("act.standardLine", s.ClosingConditionText, catalogue.LimitFor(s, c.AreaLevel).Words)))];
        DutyChoices = [.. city.Current.Organisations.Duties.Where(d => d.Phase == DutyPhase.Operation)
            .Select(d => new ChoiceView(d.Id, d.Words) { Group = city.Current.Organisations.NameOf(d.UnitId, today) })];
    }

    private async Task PrepareDispatchAsync(CaseFile file)
    {
        var (books, today) = (city.Current, clock.Today);
        var suggestion = Dispatching.Suggest(file.State, books, clock.Now);
        Undecided = suggestion?.IsUndecided ?? false;
        Units = suggestion is null ? [] : Coordination.UnitChoices.Of(suggestion, UnitId, await loads.OfAsync(Coordination.UnitChoices.Named(suggestion), clock.Now, HttpContext.RequestAborted));
        UnitChoices = [.. books.Organisations.All.Where(u => u.Group is not (UnitGroup.Above or UnitGroup.Centre))
            .Select(u => new ChoiceView(u.Id, books.Organisations.NameOf(u.Id, today)))];
    }

    /// <summary>Who can be sent, and who goes when nobody is chosen.</summary>
    private async Task PrepareSendingAsync(CaseState state)
    {
        await using var db = store.Open();
        var (dutyGrid, collectors) = (state.Case.DutyGridCode, await PostHolder.OnAsync(db, clock.Today, [Post.Collector], HttpContext.RequestAborted));
        GoesByItself = Core.Cases.Collectors.Pick(collectors, state, city.Current, clock.Now) is { } goes ? PageText.Of("act.gridCollector", goes.Label) : PageText.Of("act.noCollector");
        Collectors = [.. collectors.Select(h => (Holder: h, OnGrid: dutyGrid is not null && h.Post.ScopeKeys.Contains(dutyGrid))).OrderByDescending(c => c.OnGrid)
            .Select(c => new ChoiceView(c.Holder.Id.ToString(), c.Holder.Label) { Group = PageText.Of(c.OnGrid ? "act.onGrid" : "act.offGrid") })];
    }

    private static string FieldOf(string? field) => field is null or "" or "attachmentIds"
        ? ""
        : char.ToUpper(field[0], CultureInfo.InvariantCulture) + field[1..];
}
