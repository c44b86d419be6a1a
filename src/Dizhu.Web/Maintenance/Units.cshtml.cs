using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>The units of 三政办〔2017〕26号 四 with marks and duties, by the names of today.</summary>
public sealed class UnitsModel(CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>One line of the table.</summary>
    public sealed record Line(string Id, string Name, string Mark, string Duties, bool IsSynthetic);

    public IReadOnlyList<IGrouping<string, Line>> Groups { get; private set; } = [];

    /// <summary>How many units the order involves: 27 + 10 + 11.</summary>
    public int Involved { get; private set; }

    /// <summary>Units are rows of the settings, and those are the administrator's.</summary>
    public bool MayChange => HttpContext.Who()!.Post == Post.Administrator;

    public void OnGet()
    {
        var (units, today) = (city.Current.Organisations, clock.Today);
        Involved = units.All.Count(u => u.Group is UnitGroup.Municipal or UnitGroup.County or UnitGroup.Enterprise);
        Groups = [.. units.All.OrderBy(u => u.Group).ThenBy(u => u.Id, StringComparer.Ordinal).ToLookup(
            u => PageText.Of("units.group." + u.Group),
            u => new Line(
                u.Id,
                units.NameOf(u.Id, today),
                u.Involvement is { } mark ? PageText.Of("units.mark." + mark) : "",
                string.Join("；", units.DutiesOf(u.Id).Where(d => d.Phase == DutyPhase.Operation).Select(d => d.Words)),
                u.IsSynthetic),
            StringComparer.Ordinal)];
    }
}
