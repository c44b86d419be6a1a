namespace Dizhu.Kernel.Calendars;

/// <summary>The light (红黄绿灯) of a limit.</summary>
public enum Light
{
    /// <summary>At most 80 % used.</summary>
    Green,

    /// <summary>More than 80 %, at most 100 % used.</summary>
    Yellow,

    /// <summary>More than 100 % used.</summary>
    Red,
}

/// <summary>How far a limit is used. Whole numbers only: a boundary is never a matter of rounding.</summary>
public static class LimitLight
{
    /// <summary>The light for a use, both in the limit's own counting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The use is negative or the limit is not positive.</exception>
    public static Light Of(TimeSpan used, TimeSpan limit)
    {
        Check(used, limit);
        return (Int128)used.Ticks * 5 <= (Int128)limit.Ticks * 4 ? Light.Green
            : used <= limit ? Light.Yellow
            : Light.Red;
    }

    /// <summary>Whole percent used, rounded up, so that 80 is still green and 81 is not, 100 still in time and 101 not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The use is negative or the limit is not positive.</exception>
    public static int PercentUsed(TimeSpan used, TimeSpan limit)
    {
        Check(used, limit);
        var percent = (((Int128)used.Ticks * 100) + limit.Ticks - 1) / limit.Ticks;
        return percent > int.MaxValue ? int.MaxValue : (int)percent;
    }

    /// <summary>What is left, in the limit's own counting; negative when it is overrun.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The use is negative or the limit is not positive.</exception>
    public static TimeSpan Remaining(TimeSpan used, TimeSpan limit)
    {
        Check(used, limit);
        return limit - used;
    }

    private static void Check(TimeSpan used, TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(used, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
    }
}
