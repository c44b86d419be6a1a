using System.Collections.Immutable;

namespace Dizhu.Kernel.Calendars;

/// <summary>
/// The working calendar of a city: days off and make-up days, office hours, zone. Immutable; every answer depends
/// on nothing else. Instants are UTC; legal days are those of the city's zone, within <see cref="CalendarRange"/>.
/// </summary>
/// <remarks>
/// Running sums of office time per day make a due time a short search instead of a walk over days: no allocation,
/// some tens of nanoseconds. <see cref="DueExplanation"/> walks the days and must come to the same instant.
/// </remarks>
public sealed class WorkCalendar
{
    /// <summary>Office minutes of one 工作日 unless the city sets another number.</summary>
    public const int DefaultMinutesPerWorkDay = 480;

    private readonly long _origin;
    private readonly long _span;
    private readonly long[] _before;
    private readonly ushort[] _hoursOf;
    private readonly (long From, long To)[][] _slots;
    private readonly bool[] _hasCalendar;
    private readonly long[] _hundredth;

    /// <summary>Makes the calendar and its tables.</summary>
    /// <param name="days">Days off and make-up days.</param>
    /// <param name="hours">Office hours through time.</param>
    /// <param name="utcOffset">What the wall clock shows minus UTC, in whole minutes; +8 h in China.</param>
    /// <param name="minutesPerWorkDay">Office minutes of one 工作日, 1–1440.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the minutes are no such thing.</exception>
    public WorkCalendar(DayTable days, OfficeHours hours, TimeSpan utcOffset, int minutesPerWorkDay = DefaultMinutesPerWorkDay)
    {
        if (utcOffset.Duration() > TimeSpan.FromHours(14) || utcOffset.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(utcOffset), utcOffset, "An offset is a whole number of minutes, at most 14 hours.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(minutesPerWorkDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutesPerWorkDay, 1440);
        Days = days;
        Hours = hours;
        UtcOffset = utcOffset;
        MinutesPerWorkDay = minutesPerWorkDay;
        _origin = CalendarRange.First.ToDateTime(TimeOnly.MinValue).Ticks;
        _span = CalendarRange.Days * TimeSpan.TicksPerDay;
        _slots = [[], .. hours.Periods.Select(p => p.Slots.Select(Ticks).ToArray())];
        (_before, _hoursOf) = Tables(days, hours, _slots);
        _hasCalendar = [.. Enumerable.Range(CalendarRange.First.Year, CalendarRange.Last.Year - CalendarRange.First.Year + 1).Select(days.HasCalendar)];
        const long Minute = TimeSpan.TicksPerMinute / 100;
        _hundredth = [Minute, Minute * 60, Minute * 60, Minute * minutesPerWorkDay, Minute * 1440];
        Version = CalendarVersion.Of(this);
    }

    /// <summary>Days off and make-up days.</summary>
    public DayTable Days { get; }

    /// <summary>Office hours through time.</summary>
    public OfficeHours Hours { get; }

    /// <summary>What the wall clock shows minus UTC.</summary>
    public TimeSpan UtcOffset { get; }

    /// <summary>Office minutes of one 工作日.</summary>
    public int MinutesPerWorkDay { get; }

    /// <summary>Sixteen hexadecimal digits that change with anything in the calendar; stored beside every due time.</summary>
    public string Version { get; }

    /// <summary>How long a limit is in its own counting: office time for 工作时 and 工作日, time on the clock otherwise.</summary>
    /// <exception cref="ArgumentException">The limit is <c>default</c>.</exception>
    public TimeSpan LengthOf(TimeLimit limit) => new(TicksOf(limit));

    /// <summary>
    /// When a limit that starts at <paramref name="startUtc"/> ends. Outside office hours the count begins at the next
    /// opening; an end that falls on the end of an office slot is that end, not the next opening.
    /// </summary>
    /// <exception cref="ArgumentException">The start is not UTC, or the limit is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Start or end lie outside <see cref="CalendarRange"/>.</exception>
    public DueResult Due(DateTime startUtc, TimeLimit limit) => DueFrom(startUtc, TicksOf(limit), limit.Unit);

    /// <summary>When a length counted as <paramref name="unit"/> is counted ends: for what is left of a limit, or a limit with time granted.</summary>
    /// <param name="startUtc">Where the count begins, UTC.</param>
    /// <param name="length">More than zero.</param>
    /// <param name="unit">How it is counted.</param>
    /// <exception cref="ArgumentException">The start is not UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or start or end lie outside <see cref="CalendarRange"/>.</exception>
    public DueResult DueIn(DateTime startUtc, TimeSpan length, LimitUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        return DueFrom(startUtc, length.Ticks, unit);
    }

    /// <summary>
    /// When a clock that resumes at <paramref name="resumedUtc"/> ends: what is left of the limit is counted from there.
    /// When nothing is left the clock ran out before it stopped, and a pause never moves that moment: the due is
    /// <paramref name="ranOutUtc"/>, the due of the clock row before the pause. A caller that does not know it gets the
    /// resumption itself. Either way <see cref="DueResult.RanOut"/> is set, and the overrun is used minus limit.
    /// </summary>
    /// <exception cref="ArgumentException">An instant is not UTC, the limit is <c>default</c>, or it ran out after it resumed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The use is negative, or start or end lie outside <see cref="CalendarRange"/>.</exception>
    public DueResult DueAfterUse(DateTime resumedUtc, TimeLimit limit, TimeSpan alreadyUsed, DateTime? ranOutUtc = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(alreadyUsed, TimeSpan.Zero);
        var left = TicksOf(limit) - alreadyUsed.Ticks;
        if (left > 0)
        {
            return DueFrom(resumedUtc, left, limit.Unit);
        }

        _ = Local(resumedUtc, nameof(resumedUtc));
        var due = ranOutUtc ?? resumedUtc;
        _ = Local(due, nameof(ranOutUtc));
        return due <= resumedUtc
            ? new(due, [], Version, RanOut: true)
            : throw new ArgumentException("A clock with nothing left cannot have run out after it resumed.", nameof(ranOutUtc));
    }

    /// <summary>How much of a limit of this unit passes between two instants: office time, or time on the clock.</summary>
    /// <exception cref="ArgumentException">An instant is not UTC, or the second lies before the first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An instant lies outside <see cref="CalendarRange"/>.</exception>
    public TimeSpan Used(DateTime fromUtc, DateTime toUtc, LimitUnit unit)
    {
        var from = Local(fromUtc, nameof(fromUtc));
        var to = Local(toUtc, nameof(toUtc));
        if (to < from)
        {
            throw new ArgumentException("The second instant lies before the first.", nameof(toUtc));
        }

        return new(unit.CountsOfficeTime() ? OfficeTime(to) - OfficeTime(from) : to - from);
    }

    /// <summary>
    /// The working day that is the <paramref name="workDays"/>th after <paramref name="day"/>, which does not count itself
    /// (A-GEN-04): for limits of legal days, where hours do not matter.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not 1–1,000, or a day lies outside <see cref="CalendarRange"/>.</exception>
    public DueDay WorkDayAfter(DateOnly day, int workDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workDays, (int)TimeLimit.MaxDays);
        _ = DayAt(day);
        var last = day;
        for (var left = workDays; left > 0;)
        {
            last = last.AddDays(1);
            left -= DayAt(last).IsWorked ? 1 : 0;
        }

        return new(last, YearsWithout(day.Year, last.Year), Version);
    }

    /// <summary>What the calendar says about a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside <see cref="CalendarRange"/>.</exception>
    public CalendarDay DayAt(DateOnly day) => CalendarRange.Contains(day) ? Days.At(day) : throw CalendarRange.Outside(nameof(day), day);

    /// <summary>The office hours kept on a day; none when it is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside <see cref="CalendarRange"/>.</exception>
    public ImmutableArray<OfficeSlot> SlotsOn(DateOnly day) => DayAt(day).IsWorked ? Hours.Periods.Last(p => p.From <= day).Slots : [];

    /// <summary>An instant as the clock on the wall shows it.</summary>
    /// <exception cref="ArgumentException">The instant is not UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies outside <see cref="CalendarRange"/>.</exception>
    public DateTime ToLocal(DateTime utc) => new(_origin + Local(utc, nameof(utc)), DateTimeKind.Unspecified);

    /// <summary>A time on the wall clock as an instant.</summary>
    public DateTime FromLocal(DateTime local) => DateTime.SpecifyKind(local - UtcOffset, DateTimeKind.Utc);

    private DueResult DueFrom(DateTime startUtc, long length, LimitUnit unit)
    {
        var start = Local(startUtc, nameof(startUtc));
        if (!unit.CountsOfficeTime())
        {
            return length <= _span - start
                ? new(startUtc.AddTicks(length), [], Version)
                : throw CalendarRange.Outside(nameof(length), new TimeSpan(length));
        }

        var startDay = (int)(start / TimeSpan.TicksPerDay);
        var target = OfficeTime(start) + length;
        var dueDay = DayThatReaches(target, startDay);
        var due = (dueDay * TimeSpan.TicksPerDay) + TimeThatReaches(dueDay, target - _before[dueDay]);
        return new(new DateTime(_origin + due - UtcOffset.Ticks, DateTimeKind.Utc), YearsWithout(YearOf(startDay), YearOf(dueDay)), Version);
    }

    /// <summary>Office time since the beginning of the calendar.</summary>
    private long OfficeTime(long local)
    {
        var day = (int)(local / TimeSpan.TicksPerDay);
        var time = local - (day * TimeSpan.TicksPerDay);
        var sum = _before[day];
        foreach (var (from, to) in _slots[_hoursOf[day]])
        {
            if (time <= from)
            {
                break;
            }

            sum += Math.Min(time, to) - from;
        }

        return sum;
    }

    /// <summary>The first day at whose end the sum has reached the target. Limits are short: widening steps from the start beat halving a century.</summary>
    private int DayThatReaches(long target, int startDay)
    {
        var before = _before;
        var low = startDay;
        var high = Math.Min(startDay + 1, CalendarRange.Days);
        for (var step = 2; before[high] < target; step *= 2)
        {
            if (high == CalendarRange.Days)
            {
                throw CalendarRange.Outside("length", new TimeSpan(target - before[startDay]));
            }

            low = high;
            high = Math.Min(high + step, CalendarRange.Days);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (before[middle] < target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private long TimeThatReaches(int day, long needed)
    {
        foreach (var (from, to) in _slots[_hoursOf[day]])
        {
            if (needed <= to - from)
            {
                return from + needed;
            }

            needed -= to - from;
        }

        throw new InvalidOperationException("The sums of office time do not fit the slots.");
    }

    private IReadOnlyList<int> YearsWithout(int first, int last)
    {
        for (var year = first; year <= last; year++)
        {
            if (!_hasCalendar[year - CalendarRange.First.Year])
            {
                return [.. Enumerable.Range(first, last - first + 1).Where(y => !Days.HasCalendar(y))];
            }
        }

        return [];
    }

    private int YearOf(int day) => new DateTime(_origin + (day * TimeSpan.TicksPerDay)).Year;

    private long TicksOf(TimeLimit limit) => limit.Hundredths > 0
        ? limit.Hundredths * _hundredth[(int)limit.Unit]
        : throw new ArgumentException("A time limit must be made with an amount; the default value is none.", nameof(limit));

    /// <summary>Ticks on the wall clock since the beginning of the calendar.</summary>
    private long Local(DateTime utc, string parameter)
    {
        if (utc.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("An instant must be UTC.", parameter);
        }

        var local = utc.Ticks + UtcOffset.Ticks - _origin;
        return (ulong)local <= (ulong)_span ? local : throw CalendarRange.Outside(parameter, utc);
    }

    private static (long From, long To) Ticks(OfficeSlot slot) => (slot.FromMinute * TimeSpan.TicksPerMinute, slot.ToMinute * TimeSpan.TicksPerMinute);

    private static (long[] Before, ushort[] HoursOf) Tables(DayTable days, OfficeHours hours, (long From, long To)[][] slots)
    {
        // One entry more than there are days: the midnight that ends the calendar is an instant of it.
        var before = new long[CalendarRange.Days + 1];
        var hoursOf = new ushort[CalendarRange.Days + 1];
        var lengths = slots.Select(s => s.Sum(x => x.To - x.From)).ToArray();
        var period = 0;
        for (var i = 0; i < CalendarRange.Days; i++)
        {
            var day = CalendarRange.First.AddDays(i);
            while (period < hours.Periods.Length && hours.Periods[period].From <= day)
            {
                period++;
            }

            hoursOf[i] = days.At(day).IsWorked ? (ushort)period : (ushort)0;
            before[i + 1] = before[i] + lengths[hoursOf[i]];
        }

        return (before, hoursOf);
    }
}
