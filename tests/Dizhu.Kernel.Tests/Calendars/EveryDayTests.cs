using Dizhu.Kernel.Calendars;
using static Dizhu.Kernel.Tests.Calendars.TestCalendars;

namespace Dizhu.Kernel.Tests.Calendars;

/// <summary>
/// The calendar against a slow, obvious one: a list of every office minute of twenty years. The nth minute from here
/// is found by its place in the list; nothing is summed, no slot is known.
/// </summary>
public class EveryDayTests
{
    private static readonly DateTime Beginning = new(2007, 1, 1);
    private static readonly DateTime End = new(2027, 1, 1);
    private static readonly int[] OfficeMinutes = ListOfficeMinutes();

    [Fact]
    public void Every_day_of_twenty_years_is_worked_or_free_as_the_notices_say()
    {
        var worked = OfficeMinutes.Select(m => DateOnly.FromDateTime(Beginning.AddMinutes(m))).ToHashSet();
        var days = 0;
        for (var day = new DateOnly(2007, 1, 1); day.Year < 2027; day = day.AddDays(1), days++)
        {
            Assert.Equal(worked.Contains(day), Real.DayAt(day).IsWorked);
            Assert.True(Real.DayAt(day).HasCalendar);
        }

        Assert.Equal(7305, days);
    }

    [Fact]
    public void Due_times_from_every_day_of_twenty_years_agree_with_counting_minute_by_minute()
    {
        // 41 and 12:00 do not divide each other: over the days every minute of the day is met.
        var limits = new[] { (Limit: new TimeLimit(1, LimitUnit.WorkHour), Minutes: 60), (new(4, LimitUnit.WorkHour), 240), (new(1, LimitUnit.WorkDay), 480), (new(7, LimitUnit.WorkDay), 3360) };
        var compared = 0;
        for (var minute = 0; minute < (End - Beginning).TotalMinutes - (60 * 24 * 30); minute += 41)
        {
            var next = FirstAtOrAfter(minute);
            var start = Instant(minute);
            foreach (var (limit, minutes) in limits)
            {
                var slow = Instant(OfficeMinutes[next + minutes - 1] + 1);
                if (slow != Real.Due(start, limit).DueUtc)
                {
                    Assert.Fail($"{Written(start)} + {limit}: {Written(slow)} minute by minute, {Written(Real.Due(start, limit).DueUtc)} by the calendar.");
                }

                compared++;
            }
        }

        Assert.True(compared > 1_000_000);
    }

    [Fact]
    public void Office_time_between_any_two_instants_is_the_number_of_office_minutes_between_them()
    {
        for (var minute = 0; minute < (End - Beginning).TotalMinutes - 100_000; minute += 97)
        {
            var later = minute + (minute % 99_991);
            var slow = FirstAtOrAfter(later) - FirstAtOrAfter(minute);
            if (slow != Real.Used(Instant(minute), Instant(later), LimitUnit.WorkHour).TotalMinutes)
            {
                Assert.Fail($"{Written(Instant(minute))} to {Written(Instant(later))}: {slow} minutes.");
            }
        }
    }

    [Fact]
    public void A_due_time_allocates_nothing()
    {
        var start = At("Wed 2026-09-30 16:00");
        var limit = new TimeLimit(5, LimitUnit.WorkDay);
        _ = Real.Due(start, limit);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = Real.Due(start.AddMinutes(i), limit);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static DateTime Instant(int minute) => DateTime.SpecifyKind(Beginning.AddMinutes(minute) - China, DateTimeKind.Utc);

    private static int FirstAtOrAfter(int minute)
    {
        var found = Array.BinarySearch(OfficeMinutes, minute);
        return found >= 0 ? found : ~found;
    }

    private static int[] ListOfficeMinutes()
    {
        var spoken = Notices.SelectMany(n => n.Days).ToDictionary(d => d.Day, d => d.IsOffDay);
        var minutes = new List<int>();
        var total = (int)(End - Beginning).TotalMinutes;
        for (var minute = 0; minute < total; minute++)
        {
            var now = Beginning.AddMinutes(minute);
            var day = DateOnly.FromDateTime(now);
            var free = spoken.TryGetValue(day, out var off) ? off : now.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (!free && now.Hour is (>= 8 and < 12) or (>= 14 and < 18))
            {
                minutes.Add(minute);
            }
        }

        return [.. minutes];
    }
}
