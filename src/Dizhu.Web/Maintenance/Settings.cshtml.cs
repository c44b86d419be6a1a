using Dizhu.Core;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>参数与规则: every kind of rows administrators maintain, with what holds, what is to come and who changed it last.</summary>
public sealed class SettingsModel(IReads reads, CityClock clock) : PageModel
{
    /// <summary>One kind: rows in force, rows entered for later, and its last change as words.</summary>
    public sealed record Line(string Name, string Title, int InForce, int Later, string LastChange);

    public IReadOnlyList<Line> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await using var db = reads.Open();
        var entered = await SettingsBook.LoadAsync(db, cancellationToken);
        var numbers = db.Set<SettingChange>().GroupBy(c => c.Kind).Select(g => g.Max(c => c.No));
        var last = await db.Set<SettingChange>().AsNoTracking().Where(c => numbers.Contains(c.No)).ToDictionaryAsync(c => c.Kind, StringComparer.Ordinal, cancellationToken);
        var rows = new List<Line>();
        foreach (var kind in SettingKinds.All)
        {
            var book = kind.ByDay ? await SettingsDoor.BookAsync(db, kind, cancellationToken) : entered;
            rows.Add(new Line(
                kind.Name, kind.Title, book.At(kind.Name, now).Count(), SettingWords.Later(book, kind, now).Count,
                last.TryGetValue(kind.Name, out var change) ? PageText.Of("settings.lastBy", CaseViews.Moment(change.At), change.Who) : PageText.Of("settings.never")));
        }

        Rows = rows;
    }
}
