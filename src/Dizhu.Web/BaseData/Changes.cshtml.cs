using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>What the form of a new change holds. Objects are lines: code, then field=value or a geometry as text, parted by bars.</summary>
public sealed class ChangeInput
{
    public Guid Id { get; set; }

    public string Layer { get; set; } = BaseLayers.Components;

    public ChangeKind Kind { get; set; } = ChangeKind.Attributes;

    public string? Objects { get; set; }

    public string? Ends { get; set; }

    public DateOnly? From { get; set; }

    public string? Reason { get; set; }

    /// <summary>The checked case that proposes it; null for none.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The draft the lines describe.</summary>
    public ChangeDraft ToDraft(DateOnly today) => new(
        Id, Layer, Kind,
        new ChangeProposal(
            [.. Lines(Objects).Select(Object)],
            [.. (Ends ?? "").Split([' ', ',', '，', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)]),
        From ?? today, Reason ?? "", CaseId);

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ProposedObject Object(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var cells = parts.Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0].Trim(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last()[1].Trim(), StringComparer.Ordinal);
        return new ProposedObject(parts[0], parts.Skip(1).FirstOrDefault(p => p.Length > 0 && !p.Contains('=', StringComparison.Ordinal)), cells);
    }
}

/// <summary>变更审核: edits of grids and components wait here for a second person.</summary>
public sealed class ChangesModel(BaseChanges changes, CaseReads cases, CityBooksHolder city, IReads reads, CityClock clock) : PageModel
{
    private const int LongestShape = 80;

    public sealed record Line(string Key, string After);

    public sealed record Row(BaseChange Change, IReadOnlyList<Line> Lines, bool MayReview, bool MayWithdraw);

    [BindProperty]
    public ChangeInput Input { get; set; } = new();

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    public bool MayDraft => HttpContext.Who()!.Post == Post.Administrator || (Input.CaseId is not null && Conventions.Policies["drafters"].Contains(HttpContext.Who()!.Post));

    public IReadOnlyList<ChoiceView> LayerChoices { get; } = [new(BaseLayers.Components, PageText.Of("changes.layer.components")), new(BaseLayers.Grids, PageText.Of("changes.layer.grids"))];

    public IReadOnlyList<ChoiceView> KindChoices { get; } = [.. Enum.GetValues<ChangeKind>().Select(k => new ChoiceView(k.ToString(), PageText.Of($"changes.kind.{k}")))];

    public async Task OnGetAsync(string? layer, string? key, string? shape, Guid? caseId)
    {
        Input = new ChangeInput { Id = Ids.New(clock.Now), From = clock.Today, Layer = layer is BaseLayers.Grids ? layer : BaseLayers.Components, CaseId = caseId };
        if (key is { Length: > 0 and <= 64 })
        {
            (Input.Kind, Input.Objects) = (shape is null ? ChangeKind.Attributes : ChangeKind.Move, shape is null ? $"{key} | " : $"{key} | {shape}");
        }

        await LoadAsync();
    }

    public async Task<IActionResult> OnPostDraftAsync() => await DoneAsync(
        await CaseProposals.CheckAsync(cases, HttpContext.Who()!, Input.CaseId, HttpContext.RequestAborted) is { } refusal
            ? refusal
            : await changes.DraftAsync(HttpContext.Act(HttpContext.Who()!), Input.ToDraft(clock.Today), HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, int version) =>
        await DoneAsync(await changes.WithdrawAsync(HttpContext.Act(HttpContext.Who()!), id, version, HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostReviewAsync(Guid id, int version, bool publish, string? opinion)
    {
        var done = await changes.ReviewAsync(HttpContext.Act(HttpContext.Who()!), id, version, publish, opinion ?? "", HttpContext.RequestAborted);
        if (done is { Moved: true, Value.State: ChangeState.Published })
        {
            city.Swap(await CityLoader.LoadAsync(reads, HttpContext.RequestAborted));
        }

        return await DoneAsync(done);
    }

    private async Task<IActionResult> DoneAsync(Outcome<BaseChange> done)
    {
        if (done.Moved)
        {
            return Redirect("/base/changes");
        }

        foreach (var refusal in done.Refusals.Take(LongestShape))
        {
            ModelState.AddModelError("", refusal.Message);
        }

        Response.StatusCode = Problems.StatusOf(done.Refusal.Kind);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        var who = HttpContext.Who()!;
        Links = BaseDataLinks.For(who.Post, "/base/changes");
        Rows =
        [
            .. (await changes.ListAsync(null, HttpContext.RequestAborted)).Select(c => new Row(
                c, Lines(c), c.State == ChangeState.Submitted && who.Post == Post.Administrator && !who.Persons.Contains(c.DraftedById), c.State == ChangeState.Submitted && c.DraftedById == who.Id)),
        ];
    }

    private static IReadOnlyList<Line> Lines(BaseChange change)
    {
        var proposal = ChangeProposal.Read(change.Proposal);
        return
        [
            .. proposal.Ends.Select(e => new Line(e, PageText.Of("changes.willEnd"))),
            .. proposal.Objects.Select(o => new Line(o.Key, string.Join("，", [.. (o.Cells ?? new Dictionary<string, string>()).Select(c => $"{c.Key} → {c.Value}"), .. o.Shape is { } s ? new[] { s.Length > LongestShape ? s[..LongestShape] + "…" : s } : []]))),
        ];
    }
}
