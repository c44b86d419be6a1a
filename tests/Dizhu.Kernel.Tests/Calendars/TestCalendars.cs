using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;

namespace Dizhu.Kernel.Tests.Calendars;

/// <summary>Calendars for the tests, from the kept holiday files, read here without the product's reader.</summary>
internal static class TestCalendars
{
    public static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static readonly ImmutableArray<HolidayNotice> Notices = [.. Enumerable.Range(2007, 21).Select(ReadYear)];

    /// <summary>The real notices 2007–2026, nothing for 2027, default office hours.</summary>
    public static readonly WorkCalendar Real = new(DayTable.Of(Notices).Value, OfficeHours.Default, China);

    /// <summary>No notice at all.</summary>
    public static readonly WorkCalendar WeekendsOnly = new(DayTable.Empty, OfficeHours.Default, China);

    /// <summary>A time on the wall clock as an instant, optionally with its weekday written before it: <c>Mon 2026-09-28 16:00</c>.</summary>
    public static DateTime At(string text)
    {
        var format = char.IsLetter(text[0]) ? "ddd yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
        return DateTime.SpecifyKind(DateTime.ParseExact(text, format, CultureInfo.InvariantCulture) - China, DateTimeKind.Utc);
    }

    /// <summary>An instant as written in the tables of the tests: <c>Mon 2026-09-28 16:00</c>.</summary>
    public static string Written(DateTime utc) => (utc + China).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static OfficeSlot Slot(string text) => OfficeSlot.TryParse(text)!.Value;

    private static HolidayNotice ReadYear(int year)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("data", "holidays", $"{year}.json")));
        return new(
            json.RootElement.GetProperty("year").GetInt32(),
            [.. json.RootElement.GetProperty("papers").EnumerateArray().Select(p => p.GetString()!)],
            [.. json.RootElement.GetProperty("days").EnumerateArray().Select(d => new HolidayRow(
                DateOnly.Parse(d.GetProperty("date").GetString()!, CultureInfo.InvariantCulture),
                d.GetProperty("name").GetString()!,
                d.GetProperty("isOffDay").GetBoolean()))]);
    }
}
