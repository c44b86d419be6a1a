namespace Dizhu.Kernel.Calendars;

/// <summary>
/// Durations as the office says them. Office time carries （工作时）, so that nobody takes it for time on the clock.
/// Whole minutes, cut off: what is left is never promised longer than it is.
/// </summary>
public static class DurationWords
{
    /// <summary><c>剩 3 小时 20 分（工作时）</c>, <c>剩 1 工作日</c>, or <c>超 4 分</c> when <paramref name="remaining"/> is negative.</summary>
    /// <param name="remaining">Limit minus use, in the counting of the unit.</param>
    /// <param name="unit">The unit of the limit.</param>
    /// <param name="minutesPerWorkDay">Office minutes of one 工作日.</param>
    public static string Remaining(TimeSpan remaining, LimitUnit unit, int minutesPerWorkDay = WorkCalendar.DefaultMinutesPerWorkDay)
    {
        var sign = remaining < TimeSpan.Zero ? "超" : "剩";
        var size = remaining == TimeSpan.MinValue ? TimeSpan.MaxValue : remaining.Duration();
        var hourNote = unit.CountsOfficeTime() ? "（工作时）" : "";
        if (size > TimeSpan.Zero && size < TimeSpan.FromMinutes(1))
        {
            return $"{sign}不到 1 分{hourNote}";
        }

        var minutes = size.Ticks / TimeSpan.TicksPerMinute;
        var (perDay, dayWord) = unit switch
        {
            LimitUnit.WorkDay => (minutesPerWorkDay, "工作日"),
            LimitUnit.WorkHour => (int.MaxValue, ""),
            _ => (1440, "天"),
        };
        var (days, rest) = Math.DivRem(minutes, perDay);
        var parts = new List<string>();
        if (days > 0)
        {
            parts.Add($"{days} {dayWord}");
        }

        if (rest > 0 || days == 0)
        {
            parts.Add(HoursAndMinutes(rest) + hourNote);
        }

        return $"{sign} {string.Join(' ', parts)}";
    }

    /// <summary><c>2 小时</c>, <c>1 小时 30 分</c>, <c>12 秒</c>: exact to the second, for the steps of a count.</summary>
    public static string Exact(TimeSpan length)
    {
        var seconds = length.Ticks / TimeSpan.TicksPerSecond % 60;
        var minutes = length.Ticks / TimeSpan.TicksPerMinute;
        return seconds == 0 ? HoursAndMinutes(minutes)
            : minutes == 0 ? $"{seconds} 秒"
            : $"{HoursAndMinutes(minutes)} {seconds} 秒";
    }

    private static string HoursAndMinutes(long minutes) => Math.DivRem(minutes, 60) switch
    {
        (0, var rest) => $"{rest} 分",
        (var hours, 0) => $"{hours} 小时",
        (var hours, var rest) => $"{hours} 小时 {rest} 分",
    };
}
