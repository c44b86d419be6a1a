using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>时限计算器: a due moment and every step of the count with its calendar rows.</summary>
public sealed class DueCalculatorModel(CityBooksHolder city, CityClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Amount { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    public DueExplanation? Explanation { get; private set; }

    public IReadOnlyList<ChoiceView> Units { get; } = [.. Enum.GetValues<LimitUnit>().Select(u => new ChoiceView(u.ToString(), u.Term()))];

    public void OnGet()
    {
        if (Start is null && Amount is null && Unit is null)
        {
            Start = CityClock.ToLocal(clock.Now).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
            (Amount, Unit) = ("4", nameof(LimitUnit.WorkHour));
            ModelState.Clear();
            return;
        }

        if (!DateTime.TryParse(Start, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Kind != DateTimeKind.Unspecified || local.Year is < 2001 or > 2090)
        {
            ModelState.AddModelError(nameof(Start), PageText.Of("due.badStart"));
        }

        var limit = TimeLimit.Parse(Amount, Unit);
        if (!limit.Moved)
        {
            ModelState.AddModelError(limit.Refusal.Field == "unit" ? nameof(Unit) : nameof(Amount), limit.Refusal.Message);
        }

        if (ModelState.IsValid)
        {
            Explanation = DueExplanation.Of(city.Current.Calendar, CityClock.FromLocal(local), limit.Value);
        }
    }
}
