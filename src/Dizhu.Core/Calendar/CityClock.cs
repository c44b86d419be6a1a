namespace Dizhu.Core.Calendar;

/// <summary>
/// The one clock of the product: instants in UTC from the <see cref="TimeProvider"/>, legal days in the
/// city's zone. Nothing else asks what time it is.
/// </summary>
public sealed class CityClock(TimeProvider time)
{
    /// <summary>China has one zone without daylight saving since 1992.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>
    /// The present instant, UTC, cut to whole microseconds: what PostgreSQL keeps, so that what was
    /// decided, what was hashed and what is read back are the same.
    /// </summary>
    public DateTime Now => Kept(time.GetUtcNow().UtcDateTime);

    /// <summary>The legal day now.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>An instant as it is kept: cut to whole microseconds.</summary>
    public static DateTime Kept(DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The legal day an instant falls on.</summary>
    public static DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(ToLocal(instant));

    /// <summary>An instant as the clock on the wall shows it.</summary>
    public static DateTime ToLocal(DateTime instant) => DateTime.SpecifyKind(instant + Offset, DateTimeKind.Unspecified);

    /// <summary>The first instant of a legal day.</summary>
    public static DateTime StartOf(DateOnly day) => FromLocal(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The instants of a legal day: its first, and the first of the next.</summary>
    public static (DateTime Start, DateTime End) BoundsOf(DateOnly day) => (StartOf(day), FromLocal(day.ToDateTime(TimeOnly.MinValue).AddDays(1)));

    /// <summary>A wall-clock time of the city as an instant.</summary>
    public static DateTime FromLocal(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);
}
