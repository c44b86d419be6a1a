using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;

namespace Dizhu.Web.Acceptance;

/// <summary>
/// 受理席: a call, letter or order is registered; grid, unit, limits, cases that may be the same and the caller's earlier ones appear as it is filled in.
/// A telephone system opens it by its address: <c>/intake?phone=…&amp;seat=…&amp;recording=…&amp;calledAt=…</c>.
/// </summary>
public sealed class IntakeModel(CaseDoor door, CityBooksHolder city, CityClock clock, PhotoStore photos, BesideReader beside) : ReportForm(door, city, clock, photos)
{
    private readonly CaseDoor _door = door;
    private readonly CityClock _clock = clock;

    /// <summary>The act that follows at once, or <c>None</c>.</summary>
    [BindProperty]
    public string? Then { get; set; }

    /// <summary>The open case the report is joined to at once.</summary>
    [BindProperty]
    public Guid? Into { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Seat { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Recording { get; set; }

    /// <summary>When the call came in, ISO 8601; without a zone the wall clock of the city.</summary>
    [BindProperty(SupportsGet = true)]
    public string? CalledAt { get; set; }

    [TempData]
    public string? Done { get; set; }

    [TempData]
    public Guid? DoneCase { get; set; }

    /// <summary>The caller's number, masked; null for letters, media and orders.</summary>
    public string? Caller => Source == nameof(ReportSource.Hotline) && !string.IsNullOrWhiteSpace(ReporterPhone) ? PersonalData.MaskPhone(ReporterPhone.Trim()) : null;

    public BesideView Beside { get; private set; } = BesideView.Nothing;

    public IReadOnlyList<ChoiceView> Sources => [.. ReportSources.OpenTo(HttpContext.Who()!.Post).Select(s => new ChoiceView(s.ToString(), s.Name()))];

    public async Task OnGetAsync(string? phone)
    {
        Start();
        Source ??= Sources[0].Value;
        if (!string.IsNullOrWhiteSpace(phone))
        {
            (ReporterPhone, NeedsReply) = (phone.Trim(), true);
        }

        await ShowBesideAsync();
    }

    /// <summary>The pieces beside the form, for the script that asks while it is filled in.</summary>
    public async Task<IActionResult> OnPostBesideAsync()
    {
        ModelState.Clear();
        TakePart();
        await ShowBesideAsync();
        return Partial("/Acceptance/Beside.cshtml", Beside);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (LooksUp() || await SendAsync(HttpContext.Who()!) is not { } answer)
        {
            await ShowBesideAsync();
            return Page();
        }

        Done = PageText.Of("report.done", answer.ReportNumber);
        DoneCase = answer.CaseId;
        if (Next(answer.Version) is not { } next)
        {
            return LocalRedirect($"/cases/{answer.CaseId}");
        }

        // The report is taken whatever becomes of the act after it; what it was refused for stands on the case.
        var key = $"{Id:N}-{next.Act}";
        var after = await _door.ActAsync(HttpContext.Act(HttpContext.Who()!), answer.CaseId, next, new ClientKey(key, "intake " + next.Act, CaseDoor.HashOf(key)), HttpContext.RequestAborted);
        Done = after.Moved ? PageText.Of("act.done", next.Act.Name(), after.Value.Number ?? answer.ReportNumber, after.Value.StageName) : PageText.Of("intake.halfDone", answer.ReportNumber, after.Refusal.Message);
        return LocalRedirect(after.Moved ? "/cases?stage=AwaitingAcceptance" : $"/cases/{answer.CaseId}");
    }

    /// <inheritdoc/>
    protected override ReportCommand Complete(ReportCommand command) => command with
    {
        ReporterName = ReporterName,
        Call = Seat is null && Recording is null && CalledAt is null ? null : new CallReference(Seat, CallMoment(), Recording),
    };

    private CaseCommand? Next(int version) => (Into, Then) switch
    {
        ({ } into, _) => new MergeCommand { IntoCaseId = into, Version = version, Opinion = PageText.Of("intake.joined") },
        (_, nameof(CaseAct.Accept)) => new AcceptCommand { Version = version },
        (_, nameof(CaseAct.SendVerify)) => new SendVerifyCommand { Version = version },
        _ => null,
    };

    private DateTime? CallMoment() =>
        DateTimeOffset.TryParse(CalledAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned) && CalledAt!.AsSpan().IndexOfAny("Zz+") >= 0 ? zoned.UtcDateTime
        : DateTime.TryParse(CalledAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? CityClock.FromLocal(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) : null;

    private async Task ShowBesideAsync() =>
        Beside = await beside.OfAsync(HttpContext.Who()!, ClassKey, Position(), ComponentId, ReporterPhone, HttpContext.RequestAborted);
}
