using BenchmarkDotNet.Attributes;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Bench;

/// <summary>
/// A due time by the calendar against a straightforward walk over days and slots (the reference), over the same starts
/// spread evenly over every instant of 2007–2026. Target: at most 200 ns a due time.
/// </summary>
[MemoryDiagnoser]
public class CalendarBench
{
    private const int Starts = 4096;

    private static readonly (int Opens, int Closes)[] Slots = [(8, 12), (14, 18)];

    private readonly WorkCalendar _calendar = WorkCalendarLoader.Load();
    private readonly DateTime[] _starts = new DateTime[Starts];
    private HashSet<DateOnly> _free = [];
    private HashSet<DateOnly> _worked = [];
    private TimeLimit _limit;

    /// <summary>Limits as the case standards print them, short to long.</summary>
    [Params("4 WorkHour", "1 WorkDay", "7 WorkDay", "30 WorkDay")]
    public string Limit { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _limit = TimeLimit.Parse(Limit).Value;
        var rows = _calendar.Days.Notices.SelectMany(n => n.Days).ToList();
        _free = [.. rows.Where(r => r.IsOffDay).Select(r => r.Day)];
        _worked = [.. rows.Where(r => !r.IsOffDay).Select(r => r.Day)];

        // A fixed seed: every run measures the same starts.
        var random = new Random(20170515);
        var first = new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var minutes = (int)(new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc) - first).TotalMinutes;
        for (var i = 0; i < Starts; i++)
        {
            _starts[i] = first.AddMinutes(random.Next(minutes));
            if (DayLoop(_starts[i]) != _calendar.Due(_starts[i], _limit).DueUtc)
            {
                throw new InvalidOperationException($"The two counts differ from {_starts[i]:O}.");
            }
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Starts, Description = "day loop (reference)")]
    public long Reference()
    {
        var sum = 0L;
        foreach (var start in _starts)
        {
            sum += DayLoop(start).Ticks;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Starts, Description = "WorkCalendar.Due")]
    public long Due()
    {
        var sum = 0L;
        foreach (var start in _starts)
        {
            sum += _calendar.Due(start, _limit).DueUtc.Ticks;
        }

        return sum;
    }

    private DateTime DayLoop(DateTime startUtc)
    {
        var local = startUtc.AddHours(8);
        var left = _limit.Unit == LimitUnit.WorkDay ? TimeSpan.FromHours(8 * (double)_limit.Amount) : TimeSpan.FromHours((double)_limit.Amount);
        for (var midnight = local.Date; ; midnight = midnight.AddDays(1))
        {
            var day = DateOnly.FromDateTime(midnight);
            var weekend = midnight.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (_free.Contains(day) || (weekend && !_worked.Contains(day)))
            {
                continue;
            }

            foreach (var (opens, closes) in Slots)
            {
                var from = midnight.AddHours(opens) > local ? midnight.AddHours(opens) : local;
                var available = midnight.AddHours(closes) - from;
                if (available >= left)
                {
                    return (from + left).AddHours(-8);
                }

                left -= available > TimeSpan.Zero ? available : TimeSpan.Zero;
            }
        }
    }
}
