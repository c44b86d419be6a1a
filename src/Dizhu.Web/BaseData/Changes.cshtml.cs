using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>变更审核: edits of grids and components wait here for a second person.</summary>
public sealed class ChangesModel(BaseChanges changes, CityBooksHolder city, IReads reads) : PageModel
{
    private const int LongestShape = 80;

    public sealed record Line(string Key, string After);

    public sealed record Row(BaseChange Change, IReadOnlyList<Line> Lines, bool HasShapes, bool MayReview, bool MayWithdraw);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    /// <summary>Administrators draft anything here; others propose from the file of a checked case.</summary>
    public bool MayDraft => HttpContext.Who()!.Post == Post.Administrator;

    public Task OnGetAsync() => LoadAsync();

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

        foreach (var refusal in done.Refusals)
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
                c, Lines(c), ChangeProposal.Read(c.Proposal).Objects.Any(o => o.Shape is not null), c.State == ChangeState.Submitted && who.Post == Post.Administrator && !who.Persons.Contains(c.DraftedById), c.State == ChangeState.Submitted && c.DraftedById == who.Id)),
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
