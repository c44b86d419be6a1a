using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Dizhu.Web.Public;

/// <summary>How far a report has got, by its code or by its number and the end of the telephone; wrong and absent get the same answer.</summary>
[EnableRateLimiting(DizhuHost.PublicLimit)]
public sealed class FollowModel(CaseReads reads, CaseDoor door, IReads store, NumberLookups lookups) : PageModel
{
    private bool _isAllowed;

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The number of the report, for who has no code.</summary>
    [BindProperty]
    public string? ByNumber { get; set; }

    /// <summary>The last four digits of the telephone given with the report.</summary>
    [BindProperty]
    public string? Digits { get; set; }

    /// <summary>Whether the way without a code is in use and shown open.</summary>
    public bool IsByNumber => string.IsNullOrWhiteSpace(Code) && !string.IsNullOrWhiteSpace(ByNumber);

    public string? Status { get; private set; }

    public string? Number { get; private set; }

    /// <summary>Which sentence says what the status means.</summary>
    public string Meaning { get; private set; } = "";

    /// <summary>When the report came in; null where the case began with it and the changes of state say so.</summary>
    public string? Received { get; private set; }

    [BindProperty]
    public int? Score { get; set; }

    [BindProperty]
    public string? Opinion { get; set; }

    public bool MayRate { get; private set; }

    public bool MayReopen { get; private set; }

    /// <summary>The satisfaction given before.</summary>
    public int? Rated { get; private set; }

    /// <summary>The changes of state so far, with their times.</summary>
    public IReadOnlyList<(string State, string At)> Progress { get; private set; } = [];

    /// <summary>What the reporter has just done, in words.</summary>
    public string? Done { get; private set; }

    public IReadOnlyList<ChoiceView> Scores { get; } =
        [.. Enumerable.Range(1, 5).Select(n => new ChoiceView(n.ToString(System.Globalization.CultureInfo.InvariantCulture), PageText.Of("act.score." + n)))];

    public async Task OnPostAsync()
    {
        if (await FindAsync() is { } found)
        {
            await ShowAsync(found);
        }
    }

    public Task OnPostRateAsync() => ActAsync(new RateCommand { Score = Score }, doneText: null);

    public Task OnPostReopenAsync() => ActAsync(new ReopenCommand { Opinion = Opinion }, PageText.Of("follow.reopened"));

    private async Task ActAsync(CaseCommand command, string? doneText)
    {
        if (await FindAsync() is not { } found)
        {
            return;
        }

        var who = Identity.CitizenOf(found.Case.Id);
        var outcome = await door.ActAsync(HttpContext.Act(who), found.Case.Id, command, key: null, HttpContext.RequestAborted);
        foreach (var refusal in outcome.Refusals)
        {
            ModelState.AddModelError(refusal.Field is "opinion" ? nameof(Opinion) : nameof(Score), refusal.Message);
        }

        Done = outcome.Moved ? doneText : null;
        if (await FindAsync() is { } now)
        {
            await ShowAsync(now);
        }
    }

    private async Task<(Report Report, Case Case)?> FindAsync()
    {
        var code = string.Concat((Code ?? "").Where(char.IsAsciiLetterOrDigit));
        if (code.Length == 0 && !string.IsNullOrWhiteSpace(ByNumber))
        {
            return await FindByNumberAsync(ByNumber);
        }

        if (code.Length == 0)
        {
            ModelState.AddModelError(nameof(Code), PageText.Of("follow.nothing"));
            return null;
        }

        var found = await reads.FollowAsync(code, HttpContext.RequestAborted);
        if (found is null)
        {
            ModelState.AddModelError(nameof(Code), CaseAnswers.NoSuchCode.Message);
        }

        return found;
    }

    private async Task<(Report Report, Case Case)?> FindByNumberAsync(string number)
    {
        if (!_isAllowed && !lookups.MayTry(number, HttpContext.Connection.RemoteIpAddress?.ToString() ?? ""))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError(nameof(ByNumber), PageText.Of("follow.tooOften"));
            return null;
        }

        // Looking again after an act is no further try.
        _isAllowed = true;
        var found = await reads.FollowAsync(number, (Digits ?? "").Trim(), HttpContext.RequestAborted);
        if (found is null)
        {
            ModelState.AddModelError(nameof(ByNumber), PageText.Of("follow.noSuchNumber"));
        }

        return found;
    }

    private async Task ShowAsync((Report Report, Case Case) found)
    {
        var c = found.Case;
        Meaning = c.Stage.ToString();
        (Status, Number) = (c.Stage.PublicStatus(), found.Report.Number);
        Received = found.Report.Id == c.FirstReportId ? null : CaseViews.Moment(found.Report.ReceivedAt);
        Progress = [.. (await CaseProgress.OfAsync(store, c.Id, HttpContext.RequestAborted)).Select(p => (p.State, CaseViews.Moment(p.At)))];
        (Rated, MayRate, MayReopen) = (c.Satisfaction, c is { Stage: Stage.Closed, Satisfaction: null }, c is { Stage: Stage.Closed, Reopened: false });
    }
}
