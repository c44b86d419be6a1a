using System.Collections.Frozen;
using System.Collections.Immutable;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Calendars;

/// <summary>What a legal day is in the calendar.</summary>
public enum DayKind
{
    /// <summary>工作日.</summary>
    WorkDay,

    /// <summary>周末: a Saturday or Sunday that no notice speaks of.</summary>
    Weekend,

    /// <summary>放假: a day off by notice.</summary>
    Holiday,

    /// <summary>调休上班: a working day by notice.</summary>
    MakeUpDay,
}

/// <summary>One day a notice speaks of.</summary>
public readonly record struct HolidayRow(DateOnly Day, string Name, bool IsOffDay);

/// <summary>
/// The State Council's arrangement for one year. Its year is that of the notice: days of the December before
/// (2018-12-29 in the notice for 2019) stand in it too.
/// </summary>
/// <param name="Year">The year the notice is for.</param>
/// <param name="Papers">Addresses of the notice and its amendments.</param>
/// <param name="Days">The days it speaks of; empty when nothing has been announced yet.</param>
public sealed record HolidayNotice(int Year, ImmutableArray<string> Papers, ImmutableArray<HolidayRow> Days);

/// <summary>One legal day with what the calendar says about it.</summary>
/// <param name="Day">The legal day.</param>
/// <param name="Kind">Whether it is worked, and why.</param>
/// <param name="Name">The festival, where a notice speaks of the day.</param>
/// <param name="Papers">Addresses of that notice.</param>
/// <param name="HasCalendar">False when the day's year has no notice: then only weekends are known to be free.</param>
public readonly record struct CalendarDay(DateOnly Day, DayKind Kind, string? Name, ImmutableArray<string> Papers, bool HasCalendar)
{
    /// <summary>True when office hours are kept.</summary>
    public bool IsWorked => Kind is DayKind.WorkDay or DayKind.MakeUpDay;
}

/// <summary>Every notice, read into one map of days. Days no notice speaks of follow the weekday.</summary>
public sealed class DayTable
{
    private readonly FrozenDictionary<DateOnly, (HolidayRow Row, ImmutableArray<string> Papers)> _days;
    private readonly FrozenSet<int> _years;

    private DayTable(ImmutableArray<HolidayNotice> notices)
    {
        Notices = notices;
        _days = notices.SelectMany(n => n.Days.Select(d => (Row: d, n.Papers))).ToFrozenDictionary(d => d.Row.Day);
        _years = notices.Where(n => n.Days.Length > 0).Select(n => n.Year).ToFrozenSet();
    }

    /// <summary>No notice at all: weekends only, and every result says so.</summary>
    public static DayTable Empty { get; } = new([]);

    /// <summary>The notices in order of their years.</summary>
    public ImmutableArray<HolidayNotice> Notices { get; }

    /// <summary>The table of these notices, or every reason why there can be none.</summary>
    public static Outcome<DayTable> Of(IEnumerable<HolidayNotice> notices)
    {
        ImmutableArray<HolidayNotice> ordered = [.. notices.OrderBy(n => n.Year)];
        List<Refusal> refusals =
        [
            .. ordered.GroupBy(n => n.Year).Where(g => g.Count() > 1)
                .Select(g => Refuse("holidays.year-twice", $"{g.Key} 年的节假日安排有两份。请只留一份。")),
            .. ordered.SelectMany(n => n.Days, (n, d) => (n.Year, Row: d))
                .Where(d => Math.Abs(d.Row.Day.Year - d.Year) > 1 || !CalendarRange.Contains(d.Row.Day))
                .Select(d => Refuse("holidays.day-out-of-year", $"{d.Year} 年的节假日安排里有 {d.Row.Day:yyyy-MM-dd}，不是该年或相邻年份的日子。请核对文件。")),
            .. ordered.SelectMany(n => n.Days).GroupBy(d => d.Day).Where(g => g.Count() > 1)
                .Select(g => Refuse("holidays.day-twice", $"{g.Key:yyyy-MM-dd} 在节假日安排里出现了 {g.Count()} 次。请只留一行。")),
            .. ordered.SelectMany(n => n.Days).Where(d => string.IsNullOrWhiteSpace(d.Name))
                .Select(d => Refuse("holidays.name-missing", $"{d.Day:yyyy-MM-dd} 没有节日名称。请补上。")),
        ];
        return refusals.Count > 0 ? refusals : new DayTable(ordered);
    }

    /// <summary>True when a notice for the year itself has been read and is not empty.</summary>
    public bool HasCalendar(int year) => _years.Contains(year);

    /// <summary>What the calendar says about a day.</summary>
    public CalendarDay At(DateOnly day)
    {
        if (_days.TryGetValue(day, out var found))
        {
            return new(day, found.Row.IsOffDay ? DayKind.Holiday : DayKind.MakeUpDay, found.Row.Name, found.Papers, HasCalendar(day.Year));
        }

        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return new(day, weekend ? DayKind.Weekend : DayKind.WorkDay, null, [], HasCalendar(day.Year));
    }

    private static Refusal Refuse(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "holidays");
}
