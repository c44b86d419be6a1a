using System.Globalization;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Maintenance;

/// <summary>How days, times and weekdays are written in tables; days and moments outside the calendar are none.</summary>
internal static class CellForms
{
    private static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    private static readonly string[] TimeForms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>A day such as 2026-12-01, or null.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && CalendarRange.Contains(day) ? day : null;

    /// <summary>A moment of the wall clock such as 2026-12-01 08:00, a day alone meaning its beginning; or null.</summary>
    public static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && CalendarRange.Contains(DateOnly.FromDateTime(time))
            ? time
            : null;

    /// <summary>周一 … 周日, or null.</summary>
    public static DayOfWeek? Weekday(string text) => Array.IndexOf(Weekdays, text) is var found and >= 0 ? (DayOfWeek)found : null;

    /// <summary>True for a time such as 08:00.</summary>
    public static bool IsTimeOfDay(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The number in a cell, or null.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True for the exact name of a value; numbers are no names.</summary>
    public static bool IsName<T>(string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.Ordinal);
}
