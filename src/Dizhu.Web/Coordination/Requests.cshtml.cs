using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>待审批: the requests that wait for the reader's post, oldest first.</summary>
public sealed class RequestsModel(CaseReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>One request with the case it is about.</summary>
    public sealed record Row(Guid CaseId, string Number, string Title, string Kind, string Ask, string Reason, string? Unit, string AskedAt, string? Due, bool IsLate);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var (books, now) = (city.Current, clock.Now);
        var asked = await reads.AwaitingConsentAsync(HttpContext.Who()!, HttpContext.RequestAborted);
        Rows =
        [
            .. asked.Select(a => new Row(
                a.Case.Id, a.Case.Number ?? a.Case.Id.ToString()[..8], CaseViews.Title(a.Case, books), a.Request.Kind.Name(), Ask(a.Request), a.Request.Reason ?? "",
                a.Request.UnitId is { } unit ? books.Organisations.NameOf(unit, CityClock.DayOf(a.Request.AskedAt)) : null, CaseViews.ShortMoment(a.Request.AskedAt),
                a.Case.HandlingDueAt is { } due ? CaseViews.ShortMoment(due) : null, a.Case.HandlingDueAt < now)),
        ];
    }

    private static string Ask(CaseRequest request) => request switch
    {
        { Amount: { } amount } => PageText.Of("requests.longer", request.Size.Name(), amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)),
        { ResumeOn: { } day } => PageText.Of("requests.until", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        _ => request.Size.Name(),
    };
}
