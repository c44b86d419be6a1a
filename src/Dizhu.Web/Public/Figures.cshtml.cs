using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Public;

/// <summary>公开数据: what was reported and done in a month, per street and per class.</summary>
public sealed class FiguresModel(PublishedFigures figures, CityClock clock) : PageModel
{
    internal static readonly Refusal NoSuchMonth = new("figures.month", "没有这个月份的公开数据。请写成 2026-11 的形式，且不晚于本月。", RefusalKind.Invalid, Field: "month");

    public FigureBook Book { get; private set; } = new("", [], []);

    public string? Before { get; private set; }

    public string? After { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? month)
    {
        if (figures.MonthOf(month) is not { } asked)
        {
            return new RefusalPage(NoSuchMonth);
        }

        Book = await figures.OfAsync(asked, HttpContext.RequestAborted);
        Before = asked > PublishedFigures.First ? Text(asked.AddMonths(-1)) : null;
        After = asked.AddMonths(1) <= clock.Today ? Text(asked.AddMonths(1)) : null;
        return Page();
    }

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
