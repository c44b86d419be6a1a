using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>A case file: timeline, clocks, unit, reasons, and the acts open now with their consequences.</summary>
public sealed class CaseFileModel(CaseReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    public new CaseFile File { get; private set; } = null!;

    public string Title { get; private set; } = "";

    public string Place { get; private set; } = "";

    public string Proof { get; private set; } = "";

    /// <summary>What was just done, after an act.</summary>
    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<FactView> Head { get; private set; } = [];

    public IReadOnlyList<FactView> Facts { get; private set; } = [];

    public IReadOnlyList<TimelineItem> Timeline { get; private set; } = [];

    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    public IReadOnlyList<WhyView> Why { get; private set; } = [];

    public IReadOnlyList<ActButton> Acts { get; private set; } = [];

    public PhotoPair Photos { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var who = HttpContext.Who()!;
        if (await reads.FileAsync(who, id, HttpContext.RequestAborted) is not { } file)
        {
            return new RefusalPage(CaseAnswers.NoSuchCase);
        }

        File = file;
        var (c, books, now) = (file.State.Case, city.Current, clock.Now);
        var standard = c.StandardId is { } standardId ? books.Catalogue.FindStandard(standardId) : null;
        var className = c.ClassKey is { } key ? books.Catalogue.FindClass(key)?.Name ?? key : PageText.Of("case.noClass");
        Title = standard is null ? className : $"{className} · {standard.FilingConditionText}";
        Place = $"{books.Places.NameOrNull(c.StreetCode)}{books.Places.NameOrNull(c.CommunityCode)} {file.Reports[0].PlaceText} {(c.GridCode is null ? PageText.Of("case.noGrid") : PageText.Of("case.grid", c.GridCode))}";
        Head = HeadFacts(file, books, now);
        Facts = OtherFacts(file, books);
        Timeline = CaseViews.Timeline(file, books, books.Calendar, now);
        Clocks = [.. file.State.Clocks.GroupBy(x => x.Kind).Select(g => CaseViews.Clock(g.Last(), books.Calendar, now))];
        Why = CaseViews.Why(file);
        Acts = [.. file.OpenMoves.Select(m => ActButtons.For(m, file, who))];
        Proof = $"{PageText.Of("case.entry", file.Entries.Count)} {Convert.ToHexStringLower(c.ChainHead)[..16]}… SHA-256";
        Photos = new PhotoPair(Photo(AttachmentPhase.Before), Photo(AttachmentPhase.After) ?? Photo(AttachmentPhase.Check));
        return Page();
    }

    private static IReadOnlyList<FactView> HeadFacts(CaseFile file, CityBooks books, DateTime now)
    {
        var c = file.State.Case;
        var facts = new List<FactView>();
        if (file.State.LastTurn(ClockKind.Handling) is { } handling)
        {
            facts.Add(Fact(PageText.Of("case.handling"), handling, books, now));
        }

        var own = file.State.LastTurn(c.Stage.OwnClock());
        if (own is { State: ClockState.Running } && own.Kind != ClockKind.Handling)
        {
            facts.Add(Fact(PageText.Of("case.stageRemaining", own.Kind.Name()), own, books, now));
        }

        if (c.UnitId is { } unit)
        {
            facts.Add(new FactView(PageText.Of("cases.unit"), books.Organisations.NameOf(unit, CityClock.DayOf(c.ReportedAt))) { Href = $"/maintenance/units#{unit}" });
        }

        return facts;
    }

    private static FactView Fact(string label, CaseClock turn, CityBooks books, DateTime now)
    {
        var view = CaseViews.Remaining(turn, books.Calendar, now);
        if (turn.State == ClockState.Stopped && turn.OnTime is { } onTime)
        {
            return new FactView(label, PageText.Of(onTime ? "case.onTime" : "case.late")) { Light = onTime ? LightKind.Go : LightKind.Late };
        }

        return new FactView(label, $"{view.Lead} {view.Number} {view.Unit} {view.MoreNumber} {view.MoreUnit}".Trim())
        {
            Light = view.Light == LightKind.None ? null : view.Light,
            Note = turn.DueAt is { } due && turn.State == ClockState.Running ? PageText.Of("case.dueAt", CaseViews.Moment(due)) : null,
        };
    }

    private static IReadOnlyList<FactView> OtherFacts(CaseFile file, CityBooks books)
    {
        var c = file.State.Case;
        return
        [
            new FactView(PageText.Of("case.dutyGrid"), c.DutyGridCode ?? PageText.Of("case.unknown")),
            new FactView(PageText.Of("case.area"), c.ManagementAreaCode is { } area ? books.Places.NameOf(area) : PageText.Of("case.unknown")),
            new FactView(PageText.Of("case.level"), c.AreaLevel?.ToString(CultureInfo.InvariantCulture) ?? PageText.Of("case.noLevel")),
            new FactView(PageText.Of("case.component"), c.ComponentId ?? PageText.Of("case.none")),
            new FactView(PageText.Of("case.position"), string.Create(CultureInfo.InvariantCulture, $"{c.Lon:0.000000}, {c.Lat:0.000000}")) { Note = "CGCS2000" },
            new FactView(PageText.Of("case.reworks"), c.ReworkCount.ToString(CultureInfo.InvariantCulture)),
            new FactView(PageText.Of("case.returns"), c.ReturnCount.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private PhotoView? Photo(AttachmentPhase phase)
    {
        var file = File.Attachments.LastOrDefault(a => a.Phase == phase);
        if (file is null)
        {
            return null;
        }

        var href = $"/api/v1/cases/{File.State.Case.Id}/attachments/{file.Id}";
        var entry = File.Entries.FirstOrDefault(e => e.Entry.Seq == file.EntrySeq);
        return new PhotoView(href, PageText.Of("photo.alt", entry?.Act.Name() ?? ""), $"{entry?.Act.Name()} · {entry?.Entry.PersonLabel}", CaseViews.ShortMoment(file.UploadedAt), href);
    }
}
