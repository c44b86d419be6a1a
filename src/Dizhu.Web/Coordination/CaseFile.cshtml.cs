using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.Web.Api;
using Dizhu.Web.BaseData;
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

    /// <summary>The case number; before filing that of the first report.</summary>
    public string Number { get; private set; } = "";

    /// <summary>What makes this case special, in short words.</summary>
    public IReadOnlyList<string> Badges { get; private set; } = [];

    public PrintHead PrintHead { get; private set; } = new("", "", "", "");

    public PrintFoot PrintFoot { get; private set; } = new([]);

    /// <summary>Photos beside the pair of before and after.</summary>
    public IReadOnlyList<PhotoView> OtherPhotos { get; private set; } = [];

    public string Place { get; private set; } = "";

    /// <summary>Where the reader may propose that the component of this checked case be changed; null when they may not.</summary>
    public string? ProposalHref =>
        File.State.Case is { ComponentId: { } component } c && CaseProposals.IsChecked(c.Stage) && Conventions.Policies["drafters"].Contains(HttpContext.Who()!.Post)
            ? $"/base/edit?layer=components&key={Uri.EscapeDataString(component)}&caseId={c.Id}"
            : null;

    /// <summary>The light of the case on the map: that of its head, or of a finished case.</summary>
    public LightKind Light => File.State.Case.Stage.IsFinal() ? LightKind.Done : Head.FirstOrDefault(f => f.Light is not null)?.Light ?? LightKind.None;

    /// <summary>The position for the address of the whole map.</summary>
    public string At => string.Create(CultureInfo.InvariantCulture, $"{File.State.Case.Lon:0.000000},{File.State.Case.Lat:0.000000}");

    public string Proof { get; private set; } = "";

    /// <summary>The reader may take the case with them as evidence.</summary>
    public bool MayExport => Conventions.Policies["evidence"].Contains(HttpContext.Who()!.Post);

    /// <summary>What was just done, after an act.</summary>
    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<FactView> Head { get; private set; } = [];

    public IReadOnlyList<FactView> Facts { get; private set; } = [];

    public IReadOnlyList<TimelineItem> Timeline { get; private set; } = [];

    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    public IReadOnlyList<WhyView> Why { get; private set; } = [];

    /// <summary>Which post did each act, by which clause.</summary>
    public IReadOnlyList<WhyView> WhyPosts { get; private set; } = [];

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
        Title = CaseViews.Title(c, books);
        Number = c.Number ?? file.Reports[0].Number;
        Badges = [.. BadgesOf(file)];
        Place = CaseViews.Place(c, file.Reports[0], books);
        Head = CaseViews.HeadFacts(file, books, now);
        Facts = OtherFacts(file, books);
        Timeline = CaseViews.Timeline(file, books, books.Calendar, now);
        Clocks = [.. file.State.Clocks.GroupBy(x => x.Kind).Select(g => CaseViews.Clock(g.Last(), books.Calendar, now))];
        Why = CaseViews.Why(file, ofPosts: false);
        WhyPosts = CaseViews.Why(file, ofPosts: true);
        Acts = [.. file.OpenMoves.Where(m => !ActButtons.IsFurther(m)).Select(m => ActButtons.For(m, file, who))];
        Further = [.. file.OpenMoves.Where(ActButtons.IsFurther).Select(m => ActButtons.For(m, file, who))];
        Asked = [.. file.State.Requests.Select(r => CaseViews.Request(r, file.State.LastTurn(ClockKind.Handling)?.LimitUnit?.Term() ?? ""))];
        Proof = $"{PageText.Of("case.entry", file.Entries.Count)} {Convert.ToHexStringLower(c.ChainHead)[..16]}… SHA-256";
        var photos = file.Attachments.Select(a => (a.Phase, View: CaseViews.Photo(file, a))).ToList();
        var (before, after) = (photos.FirstOrDefault(p => p.Phase == AttachmentPhase.Before).View, photos.LastOrDefault(p => p.Phase is AttachmentPhase.After).View ?? photos.LastOrDefault(p => p.Phase is AttachmentPhase.Check).View);
        Photos = new PhotoPair(before, after);
        OtherPhotos = [.. photos.Select(p => p.View).Where(v => v != before && v != after)];
        PreparePrint(file, books, who, now);
        return Page();
    }

    /// <summary>What can be done beside the main line.</summary>
    public IReadOnlyList<ActButton> Further { get; private set; } = [];

    /// <summary>What was asked on this case, and how it was decided.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    private void PreparePrint(CaseFile file, CityBooks books, Core.Access.Principal who, DateTime now)
    {
        PrintHead = new PrintHead(
            PageText.Of("print.title"), Number, PageText.Of("shell.centre"), PageText.Of("print.at", CaseViews.Moment(now), who.Label), books.Places.IsSynthetic);
        PrintFoot = new PrintFoot(
            [.. file.Entries.SelectMany(e => e.Body.Because).Where(r => r is { RefKind: "clause", Ref: not null }).Select(r => r.Ref!).Distinct(StringComparer.Ordinal)
                .Where(r => r.Contains(' ', StringComparison.Ordinal))
                .Select(r => new ClauseLink(r[..r.IndexOf(' ', StringComparison.Ordinal)], r[(r.IndexOf(' ', StringComparison.Ordinal) + 1)..]))],
            Proof);
    }

    private static IEnumerable<string> BadgesOf(CaseFile file)
    {
        var c = file.State.Case;
        yield return c.Source.Name();
        if (c.ReplyOwed)
        {
            yield return PageText.Of("case.needsReply");
        }

        if (file.Reports.Count > 1)
        {
            yield return PageText.Of("case.merged", file.Reports.Count - 1);
        }

        if (c.DeferredUntil is { } until)
        {
            yield return PageText.Of("case.deferred", until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (c.Typical)
        {
            yield return PageText.Of("case.typical");
        }

        if (c.Excluded)
        {
            yield return PageText.Of("case.excluded");
        }

        if (c.ForcedClose)
        {
            yield return PageText.Of("case.forced");
        }

        if (c.Satisfaction is { } score)
        {
            yield return PageText.Of("case.satisfaction", score);
        }

        if (c.ReworkCount > 0)
        {
            yield return PageText.Of("case.rework", c.ReworkCount);
        }
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
}
