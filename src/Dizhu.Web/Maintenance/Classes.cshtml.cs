using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>类别两版对照: a class by either code or by name, and what became of it.</summary>
public sealed class ClassesModel(CityBooksHolder city, CityClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    public IReadOnlyList<ClassPair> Pairs { get; private set; } = [];

    public IReadOnlyList<ClassEdition> Editions => ClassEditions.Shipped.All;

    /// <summary>The edition in force today.</summary>
    public ClassEdition InForce => ClassEditions.Shipped.InForce(clock.Today);

    public void OnGet() => Pairs = ClassSearch.Find(city.Current.Catalogue, Text);
}
