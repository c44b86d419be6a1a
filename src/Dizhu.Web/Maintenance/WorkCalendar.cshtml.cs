using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>工作日历: a year of days as due times are counted by them, with the office hours and where each holiday is written.</summary>
public sealed class WorkCalendarModel(CityBooksHolder city, CityClock clock) : PageModel
{
    private const int DaysOfWeek = 7;

    /// <summary>A day in its month: how it is shown, its sign, and what it is in words.</summary>
    public sealed record Cell(DateOnly Day, string Look, string Sign, string Words, bool IsToday);

    /// <summary>A month as weeks from Monday; null where a week belongs to the month beside it.</summary>
    public sealed record Month(int Number, IReadOnlyList<IReadOnlyList<Cell?>> Weeks);

    /// <summary>A day that is not like its weekday, and where that is written: words, or the addresses of papers.</summary>
    public sealed record Special(DateOnly Day, string Words, string? Source, IReadOnlyList<string> Papers);

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public int Shown { get; private set; }

    public IReadOnlyList<Month> Months { get; private set; } = [];

    public IReadOnlyList<Special> Specials { get; private set; } = [];

    /// <summary>Days of each kind in the year.</summary>
    public IReadOnlyDictionary<DayKind, int> Counts { get; private set; } = new Dictionary<DayKind, int>();

    /// <summary>Office hours that hold in the year: from when, which, and whether they hold now.</summary>
    public IReadOnlyList<(DateOnly From, string Slots, bool IsNow)> Hours { get; private set; } = [];

    /// <summary>Where the city's own office hours are written; null for those of the build.</summary>
    public string? HoursSource { get; private set; }

    /// <summary>True when a holiday notice for the year was read.</summary>
    public bool HasNotice { get; private set; }

    public int MinutesPerWorkDay => city.Current.Calendar.MinutesPerWorkDay;

    public bool MayChange => HttpContext.Who()!.Post == Post.Administrator;

    /// <summary>The year can be shown.</summary>
    public static bool Has(int year) => year > CalendarRange.First.Year && year < CalendarRange.Last.Year;

    public IActionResult OnGet()
    {
        Shown = Year ?? clock.Today.Year;
        if (!Has(Shown) || !ModelState.IsValid)
        {
            return NotFound();
        }

        var calendar = city.Current.Calendar;
        List<CalendarDay> days = [.. Enumerable.Range(0, DateTime.IsLeapYear(Shown) ? 366 : 365).Select(d => calendar.DayAt(new DateOnly(Shown, 1, 1).AddDays(d)))];
        Months = [.. days.GroupBy(d => d.Day.Month).Select(m => new Month(m.Key, Weeks([.. m])))];
        Counts = days.CountBy(d => d.Kind).ToDictionary();
        Specials = [.. days.Where(d => d.Kind is DayKind.Holiday or DayKind.MakeUpDay).Select(SpecialOf)];
        HasNotice = calendar.Days.HasCalendar(Shown);
        LoadHours(calendar);
        return Page();
    }

    /// <summary>How a kind of day is shown.</summary>
    public static (string Look, string Sign) SignOf(DayKind kind) => kind switch
    {
        DayKind.Holiday => ("holiday", PageText.Of("calendar.signHoliday")),
        DayKind.MakeUpDay => ("makeup", PageText.Of("calendar.signMakeUp")),
        DayKind.Weekend => ("weekend", ""),
        _ => ("workday", ""),
    };

    private IReadOnlyList<IReadOnlyList<Cell?>> Weeks(IReadOnlyList<CalendarDay> month)
    {
        var before = ((int)month[0].Day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek;
        IEnumerable<Cell?> cells = [.. Enumerable.Repeat<Cell?>(null, before), .. month.Select(CellOf)];
        return [.. cells.Chunk(DaysOfWeek).Select(w => (IReadOnlyList<Cell?>)[.. w, .. Enumerable.Repeat<Cell?>(null, DaysOfWeek - w.Length)])];
    }

    private Cell CellOf(CalendarDay day)
    {
        var (look, sign) = SignOf(day.Kind);
        return new Cell(day.Day, look, sign, CalendarWords.KindOf(day), day.Day == clock.Today);
    }

    private Special SpecialOf(CalendarDay day)
    {
        var entered = city.Current.Settings.Find(SettingKinds.Holidays, $"{day.Day:yyyy-MM-dd}", clock.Now);
        return new Special(day.Day, CalendarWords.KindOf(day), entered?["source"], entered is null ? day.Papers : []);
    }

    private void LoadHours(WorkCalendar calendar)
    {
        var (first, last) = (new DateOnly(Shown, 1, 1), new DateOnly(Shown, 12, 31));
        var periods = calendar.Hours.Periods;
        var now = periods.Last(p => p.From <= clock.Today);
        Hours = [.. periods.Where((p, i) => p.From <= last && (i + 1 == periods.Length || periods[i + 1].From > first)).Select(p => (p.From, string.Join("、", p.Slots), p == now))];
        HoursSource = city.Current.Settings.At(SettingKinds.OfficeHours, clock.Now).FirstOrDefault()?["source"];
    }
}
