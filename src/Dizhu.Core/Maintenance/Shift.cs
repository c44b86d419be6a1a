using System.Globalization;
using Dizhu.Core.Calendar;

namespace Dizhu.Core.Maintenance;

/// <summary>值班: a collector on duty for a duty grid, every week or on one day. Times are those of the wall clock.</summary>
/// <param name="CollectorId">The person.</param>
/// <param name="DutyGrid">The code of the duty grid.</param>
/// <param name="Weekday">The day of the week; null when <paramref name="Day"/> is given.</param>
/// <param name="Day">The one day; null when it is every week.</param>
/// <param name="Starts">The first moment.</param>
/// <param name="Ends">The first moment no longer on duty; not after <paramref name="Starts"/> means the next morning.</param>
public sealed record Shift(Guid CollectorId, string DutyGrid, DayOfWeek? Weekday, DateOnly? Day, TimeOnly Starts, TimeOnly Ends)
{
    /// <summary>True when the shift is worked at an instant (UTC).</summary>
    public bool Covers(DateTime at)
    {
        var local = CityClock.ToLocal(at);
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return Starts < Ends
            ? IsOn(day) && Starts <= time && time < Ends
            : (IsOn(day) && Starts <= time) || (IsOn(day.AddDays(-1)) && time < Ends);
    }

    /// <summary>The turn that begins on a legal day, as instants (UTC); null when none does.</summary>
    public (DateTime Starts, DateTime Ends)? On(DateOnly day) => IsOn(day)
        ? (CityClock.FromLocal(day.ToDateTime(Starts)), CityClock.FromLocal((Starts < Ends ? day : day.AddDays(1)).ToDateTime(Ends)))
        : null;

    private bool IsOn(DateOnly day) => Day is { } one ? one == day : Weekday == day.DayOfWeek;

    internal static Shift Of(SettingRow row) => new(
        Guid.Parse(row["collector"]), row["duty_grid"], CellForms.Weekday(row["day"]), CellForms.Day(row["day"]),
        TimeOnly.ParseExact(row["starts"], "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(row["ends"], "HH:mm", CultureInfo.InvariantCulture));
}
