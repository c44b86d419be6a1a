using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Ledgers;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NoticeKind = Dizhu.Core.Ledgers.NoticeKind;

namespace Dizhu.Web.Maintenance;

/// <summary>公示通报: what was published where and when, the form that publishes, and withdrawal with a reason (PLT-016).</summary>
public sealed class NoticesModel(RecordDoor door, CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>One notice in words.</summary>
    public sealed record Row(PublicNotice Record, string Kind, string Unit, string Published, string? Withdrawn);

    /// <summary>The id of the notice: pressed twice it is published once.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public NoticeKind? Kind { get; set; }

    [BindProperty]
    public string? Medium { get; set; }

    [BindProperty]
    public string? NoticeText { get; set; }

    [BindProperty]
    public string? Clause { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    [TempData]
    public string? Done { get; set; }

    public string? Said { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The notice whose withdrawal was refused, with what was sent and why it was refused.</summary>
    public Guid? Withdrawing { get; private set; }

    public Guid ActId { get; private set; }

    public string? Reason { get; private set; }

    public string? WithdrawError { get; private set; }

    public IReadOnlyList<ChoiceView> Kinds { get; } = [.. Enum.GetValues<NoticeKind>().Select(k => new ChoiceView(k.ToString(), NameOf(k)))];

    public IReadOnlyList<ChoiceView> Units => [.. city.Current.Organisations.All.Select(u => new ChoiceView(u.Id, city.Current.Organisations.NameOf(u.Id, clock.Today)))];

    /// <summary>An id for the next act of the page.</summary>
    public Guid NextId() => Core.Ids.New(clock.Now);

    /// <summary>公示、通报 or 公布.</summary>
    public static string NameOf(NoticeKind kind) => PageText.Of("notices.kind." + kind);

    public async Task OnGetAsync()
    {
        (Id, UnitId, Said) = (NextId(), HttpContext.Who()!.UnitId, Done);
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        var (context, sent) = (HttpContext.Act(HttpContext.Who()!), new NoticeRequest(Id, Kind, Medium, NoticeText, Clause, UnitId));
        var made = PublicNotice.New(context, sent);
        var kept = made.Moved ? await door.AddAsync(context, made.Value, sent, HttpContext.RequestAborted) : made;
        if (kept.Moved)
        {
            return Finished(PageText.Of("notices.published"));
        }

        // What the framework could not read is said in our words.
        ModelState.Remove(nameof(Kind));
        foreach (var refusal in kept.Refusals)
        {
            ModelState.AddModelError(FieldOf(refusal), refusal.Message);
        }

        return await RefusedAsync(kept.Refusals[0]);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid recordId, Guid actId, int version, string? reason)
    {
        var (context, sent) = (HttpContext.Act(HttpContext.Who()!), new NoticeWithdrawal(actId, version, reason));
        var done = await door.ChangeAsync<PublicNotice>(context, recordId, "withdraw", actId, version, sent, record => record.Withdraw(context, sent), HttpContext.RequestAborted);
        if (done.Moved)
        {
            return Finished(PageText.Of("notices.withdrawnDone"));
        }

        ModelState.Clear();
        ModelState.AddModelError(done.Refusal.Field == "reason" ? $"why-{recordId}" : "", done.Refusal.Message);
        (Withdrawing, ActId, Reason, WithdrawError) = (recordId, actId, reason, done.Refusal.Message);
        (Id, UnitId) = (NextId(), HttpContext.Who()!.UnitId);
        return await RefusedAsync(done.Refusal);
    }

    private static string FieldOf(Refusal refusal) => refusal.Field switch
    {
        "kind" => nameof(Kind),
        "medium" => nameof(Medium),
        "content" => nameof(NoticeText),
        "clause" => nameof(Clause),
        "unitId" => nameof(UnitId),
        _ => "",
    };

    private RedirectResult Finished(string done)
    {
        Done = done;
        return Redirect("/notices");
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal)
    {
        Response.StatusCode = Problems.StatusOf(refusal.Kind);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => Rows =
    [
        .. (await door.ListAsync<PublicNotice>(HttpContext.Who()!, HttpContext.RequestAborted)).Select(n => new Row(
            n, NameOf(n.Kind), city.Current.Organisations.NameOf(n.UnitId, CityClock.DayOf(n.PublishedAt)), CaseViews.Moment(n.PublishedAt),
            n.WithdrawnAt is { } at ? CaseViews.Moment(at) : null)),
    ];
}
