using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>Classes and standard rows, each with its source and mark; a class without a limit says so (DCM-036).</summary>
public sealed class StandardsModel(CityBooksHolder city, CityClock clock) : PageModel
{
    private const int Most = 300;

    /// <summary>One line of the table.</summary>
    public sealed record Line(string Id, string ClassName, string Filing, string Closing, string Limit, string Source);

    [BindProperty(SupportsGet = true)]
    public string? Class { get; set; }

    public IReadOnlyList<Line> Rows { get; private set; } = [];

    /// <summary>More rows stand in the catalogue than are shown.</summary>
    public bool IsCut => Rows.Count == Most;

    public IReadOnlyList<ChoiceView> Classes { get; private set; } = [];

    public void OnGet()
    {
        var (catalogue, today) = (city.Current.Catalogue, clock.Today);
        Classes = [.. catalogue.Classes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new ChoiceView(c.Key, $"{c.Code} {c.Name ?? PageText.Of("standards.nameless")}") { Group = c.MajorName })];
        var wanted = string.IsNullOrEmpty(Class) ? catalogue.Classes : catalogue.Classes.Where(c => string.Equals(c.Key, Class, StringComparison.Ordinal));
        Rows = [.. wanted.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => Lines(c, today)).Take(Most)];
    }

    private IEnumerable<Line> Lines(Core.Catalogue.MatterClass c, DateOnly today)
    {
        var catalogue = city.Current.Catalogue;
        var name = c.Name ?? PageText.Of("standards.nameless");
        var rows = catalogue.StandardsOf(c.Key, today);
        return rows.Count == 0
            ? [new Line(c.Key, name, "", "", PageText.Of("standards.noLimit"), $"{c.Source} [{c.Mark}]")]
            : rows.Select(s => new Line(s.Id, name, s.FilingConditionText, s.ClosingConditionText, catalogue.LimitFor(s, areaLevel: null).Words, $"{s.Source} [{s.Mark}]"));
    }
}
