using System.Collections.Immutable;
using System.Globalization;

namespace Dizhu.Kernel.Calendars;

/// <summary>One stretch of time that was counted.</summary>
/// <param name="FromLocal">Where it begins on the wall clock.</param>
/// <param name="ToLocal">Where it ends on the wall clock.</param>
/// <param name="Sum">What has been counted up to its end.</param>
public readonly record struct CountedStretch(DateTime FromLocal, DateTime ToLocal, TimeSpan Sum)
{
    /// <summary>What it adds.</summary>
    public TimeSpan Counted => ToLocal - FromLocal;
}

/// <summary>One legal day of a count: its calendar row and what was counted on it.</summary>
public sealed record ExplainedDay(CalendarDay Day, ImmutableArray<CountedStretch> Stretches);

/// <summary>
/// A due time with every step of its count, day by day. It is counted by walking over the days, not with the tables
/// of <see cref="WorkCalendar"/>; both must give the same instant.
/// </summary>
public sealed class DueExplanation
{
    private static readonly ImmutableArray<OfficeSlot> WholeDay = [new(0, 1440)];

    private DueExplanation(WorkCalendar calendar, DateTime startLocal, TimeLimit limit, ImmutableArray<ExplainedDay> days)
    {
        StartLocal = startLocal;
        Limit = limit;
        Length = calendar.LengthOf(limit);
        Days = days;
        DueLocal = days[^1].Stretches[^1].ToLocal;
        int[] without = limit.Unit.CountsOfficeTime() ? [.. days.Where(d => !d.Day.HasCalendar).Select(d => d.Day.Day.Year).Distinct()] : [];
        Result = new(calendar.FromLocal(DueLocal), without, calendar.Version);
    }

    /// <summary>Where the count starts, on the wall clock.</summary>
    public DateTime StartLocal { get; }

    /// <summary>The limit that is counted.</summary>
    public TimeLimit Limit { get; }

    /// <summary>How long it is in its own counting.</summary>
    public TimeSpan Length { get; }

    /// <summary>Every legal day from the start to the due time, free days too.</summary>
    public ImmutableArray<ExplainedDay> Days { get; }

    /// <summary>The due time on the wall clock.</summary>
    public DateTime DueLocal { get; }

    /// <summary>The same as <see cref="WorkCalendar.Due"/> gives.</summary>
    public DueResult Result { get; }

    /// <summary>Counts a limit step by step.</summary>
    /// <exception cref="ArgumentException">The start is not UTC, or the limit is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Start or end lie outside <see cref="CalendarRange"/>.</exception>
    public static DueExplanation Of(WorkCalendar calendar, DateTime startUtc, TimeLimit limit)
    {
        var start = calendar.ToLocal(startUtc);
        var length = calendar.LengthOf(limit);
        var sum = TimeSpan.Zero;
        var days = ImmutableArray.CreateBuilder<ExplainedDay>();
        for (var day = DateOnly.FromDateTime(start); sum < length; day = day.AddDays(1))
        {
            // Read first: beyond the last day of the calendar this is the error to show.
            var row = calendar.DayAt(day);
            var slots = limit.Unit.CountsOfficeTime() ? calendar.SlotsOn(day) : WholeDay;
            var stretches = ImmutableArray.CreateBuilder<CountedStretch>();
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            foreach (var slot in slots)
            {
                var opens = midnight.AddMinutes(slot.FromMinute);
                var from = opens > start ? opens : start;
                var available = midnight.AddMinutes(slot.ToMinute) - from;
                if (available > TimeSpan.Zero && sum < length)
                {
                    var counted = available < length - sum ? available : length - sum;
                    sum += counted;
                    stretches.Add(new(from, from + counted, sum));
                }
            }

            days.Add(new(row, stretches.ToImmutable()));
        }

        return new(calendar, start, limit, days.ToImmutable());
    }

    /// <summary>The count in words, one line a step: for the command line, the page and the case file.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"起算 {Moment(StartLocal)}（{CalendarWords.Weekday(DateOnly.FromDateTime(StartLocal))}），时限 {Limit}"
            + (Limit.Unit is LimitUnit.WorkDay ? $"（折合 {DurationWords.Exact(Length)}办公时间）" : "");
        foreach (var day in Days)
        {
            yield return DayLine(day);
        }

        yield return $"到期 {Moment(DueLocal)}（{CalendarWords.Weekday(DateOnly.FromDateTime(DueLocal))}）";
        if (Result.Caveat is { } caveat)
        {
            yield return $"注意 {caveat}";
        }
    }

    /// <summary><c>2026-10-10 周六 国庆节调休上班：08:00–10:00 计 2 小时，累计 4 小时</c>, with the notice at the end where one speaks of the day.</summary>
    public static string DayLine(ExplainedDay day)
    {
        var counted = day.Stretches.IsEmpty
            ? day.Day.IsWorked ? "起算时办公时间已过，不计" : "不计"
            : string.Join("；", day.Stretches.Select(s => $"{Time(s.FromLocal)}–{EndTime(s)} 计 {DurationWords.Exact(s.Counted)}，累计 {DurationWords.Exact(s.Sum)}"));
        var papers = day.Day.Papers.IsEmpty ? "" : $"〔{string.Join(" ", day.Day.Papers)}〕";
        return $"{day.Day.Day:yyyy-MM-dd} {CalendarWords.Weekday(day.Day.Day)} {CalendarWords.KindOf(day.Day)}：{counted}{papers}";
    }

    private static string EndTime(CountedStretch stretch) =>
        stretch.ToLocal.Date > stretch.FromLocal.Date ? "24:00" : Time(stretch.ToLocal);

    private static string Time(DateTime local) =>
        local.ToString(local.Ticks % TimeSpan.TicksPerMinute < TimeSpan.TicksPerSecond ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Moment(DateTime local) => $"{local:yyyy-MM-dd} {Time(local)}";
}
