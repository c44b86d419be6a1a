using System.Collections.Immutable;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Maintenance;

/// <summary>The working calendar of the build with the holidays and office hours administrators have entered.</summary>
public static class SettingCalendar
{
    /// <summary>
    /// The calendar. Office hours hold from the first whole day after their version starts; a day entered takes the place of the
    /// build's, and a day ended gives it back. The city's own days hold for all, so that a due time counts the days of the year as they are.
    /// </summary>
    /// <exception cref="InvalidDataException">What was stored cannot make a calendar; imports are checked, so the data are damaged.</exception>
    public static WorkCalendar Of(SettingsBook book, WorkCalendar built)
    {
        var days = book.At(SettingKinds.Holidays, DateTime.MaxValue).ToDictionary(
            r => CellForms.Day(r["date"])!.Value, r => new HolidayRow(CellForms.Day(r["date"])!.Value, r["name"], r["off"] == "是"));
        var hours = book.VersionsOf(SettingKinds.OfficeHours, SettingKinds.City);
        if (days.Count == 0 && hours.Count == 0)
        {
            return built;
        }

        var notices = built.Days.Notices.Select(n => n with { Days = [.. n.Days.Where(d => !days.ContainsKey(d.Day))] }).ToDictionary(n => n.Year);
        foreach (var year in days.Values.GroupBy(d => d.Day.Year))
        {
            var notice = notices.GetValueOrDefault(year.Key) ?? new HolidayNotice(year.Key, [], []);
            notices[year.Key] = notice with { Days = [.. notice.Days, .. year.OrderBy(d => d.Day)] };
        }

        return new WorkCalendar(Sound(DayTable.Of(notices.Values)), HoursOf(hours, built), CityClock.Offset, built.MinutesPerWorkDay);
    }

    private static OfficeHours HoursOf(IReadOnlyList<SettingRow> versions, WorkCalendar built)
    {
        var entered = versions.Reverse().Select(v => (Day: FirstDay(v.From), Row: v)).GroupBy(v => v.Day).Select(g => g.Last());
        var periods = built.Hours.Periods.ToDictionary(p => p.From);
        foreach (var (day, row) in entered)
        {
            periods[day] = new OfficeHoursPeriod(day, row.Ends
                ? built.Hours.Periods.Last(p => p.From <= day).Slots
                : [.. row["slots"].Split(';').Select(s => OfficeSlot.TryParse(s)!.Value)]);
        }

        return Sound(OfficeHours.Of(periods.Values.OrderBy(p => p.From)));
    }

    private static DateOnly FirstDay(DateTime from)
    {
        var local = CityClock.ToLocal(from);
        var day = DateOnly.FromDateTime(local);
        return local.TimeOfDay == TimeSpan.Zero ? day : day.AddDays(1);
    }

    private static T Sound<T>(Outcome<T> outcome) => outcome.Moved
        ? outcome.Value
        : throw new InvalidDataException(string.Join(Environment.NewLine, outcome.Refusals.Select(r => r.Message)));
}
