using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dizhu.Kernel.Calendars;

/// <summary>The version of a calendar: a short hash over everything in it, so that two nodes with the same data agree.</summary>
internal static class CalendarVersion
{
    public static string Of(WorkCalendar calendar)
    {
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"offset {calendar.UtcOffset.TotalMinutes} day {calendar.MinutesPerWorkDay}\n");
        foreach (var period in calendar.Hours.Periods)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"hours {period.From:yyyy-MM-dd} {string.Join(' ', period.Slots)}\n");
        }

        foreach (var notice in calendar.Days.Notices)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"year {notice.Year} {string.Join(' ', notice.Papers)}\n");
            foreach (var row in notice.Days.OrderBy(d => d.Day))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd} {(row.IsOffDay ? "off" : "on")} {row.Name}\n");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
