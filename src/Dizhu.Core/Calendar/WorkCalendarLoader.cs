using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Calendar;

/// <summary>Makes the working calendar of this build from <c>data/holidays</c> and <c>data/calendar</c>.</summary>
public static class WorkCalendarLoader
{
    /// <summary>The year files of this build; their names are a year each.</summary>
    private const string Holidays = "data/holidays/";

    private const string Hours = "data/calendar/office-hours.json";

    /// <summary>The calendar of this build, in the city's zone.</summary>
    /// <exception cref="InvalidDataException">A file of the build is damaged; the message names it.</exception>
    public static WorkCalendar Load()
    {
        var notices = CityData.Names(Holidays)
            .Where(n => n.EndsWith(".json", StringComparison.Ordinal))
            .Select(n => Sound(HolidayFile.Parse(CityData.ReadText(n), n)));
        return Of(Sound(DayTable.Of(notices)), Sound(OfficeHoursFile.Parse(CityData.ReadText(Hours), Hours)));
    }

    /// <summary>A calendar in the city's zone from what an administrator has loaded.</summary>
    public static WorkCalendar Of(DayTable days, OfficeHoursSetting hours) =>
        new(days, hours.Hours, CityClock.Offset, hours.MinutesPerWorkDay);

    private static T Sound<T>(Outcome<T> outcome) => outcome.Moved
        ? outcome.Value
        : throw new InvalidDataException(string.Join(Environment.NewLine, outcome.Refusals.Select(r => r.Message)));
}
