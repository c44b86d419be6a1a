using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Ledgers;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Public;

/// <summary>公示通报 for everybody: what was published, by which unit and when; what was withdrawn stays as withdrawn, without what it said.</summary>
public sealed class NoticesModel(NoticeReads notices, CityBooksHolder city) : PageModel
{
    private const int PageSize = 20;

    public sealed record Row(NoticeTold Told, string Kind, string Unit, string Published, string? Withdrawn);

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public PagesView Paging { get; private set; } = new(1, 1, 0, _ => "");

    public async Task OnGetAsync()
    {
        Paging = PagesView.Of(At, PageSize, await notices.CountAsync(HttpContext.RequestAborted), p => $"/public/notices?At={p}");
        var told = await notices.PageAsync((Paging.Page - 1) * PageSize, PageSize, HttpContext.RequestAborted);
        Rows =
        [
            .. told.Select(n => new Row(
                n, Maintenance.NoticesModel.NameOf(n.Kind), city.Current.Organisations.NameOf(n.UnitId, CityClock.DayOf(n.PublishedAt)), CaseViews.Moment(n.PublishedAt),
                n.WithdrawnAt is { } at ? CaseViews.Moment(at) : null)),
        ];
    }
}
