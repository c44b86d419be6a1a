using CsCheck;
using Dizhu.Kernel.Calendars;
using static Dizhu.Kernel.Tests.Calendars.TestCalendars;

namespace Dizhu.Kernel.Tests.Calendars;

public class CalendarPropertyTests
{
    private const string Seed = "0000KXQ3Ln5a";

    /// <summary>Instants to the microsecond, from before the first notice to after the last.</summary>
    private static readonly Gen<DateTime> Instants =
        Gen.Long[0, (long)TimeSpan.FromDays(365 * 24).TotalMicroseconds].Select(us => At("2005-01-01 00:00").AddMicroseconds(us));

    private static readonly Gen<TimeLimit> Limits =
        Gen.Select(Gen.Int[1, 4000], Gen.Enum<LimitUnit>()).Select((hundredths, unit) => new TimeLimit(hundredths / 100m, unit));

    /// <summary>Odd hours that change, an odd zone and an odd work day.</summary>
    private static readonly WorkCalendar Odd = new(
        Real.Days,
        OfficeHours.Of([
            new(new(2000, 1, 1), [Slot("00:00-00:01"), Slot("08:30-12:00"), Slot("12:00-12:07"), Slot("15:00-24:00")]),
            new(new(2017, 5, 3), [Slot("09:00-17:00")]),
            new(new(2017, 5, 4), [Slot("07:59-08:00"), Slot("23:59-24:00")]),
            new(new(2018, 1, 1), [Slot("08:00-12:00"), Slot("14:30-18:00")])]).Value,
        TimeSpan.FromHours(-3.5),
        minutesPerWorkDay: 450);

    private static readonly Gen<WorkCalendar> Calendars = Gen.Bool.Select(odd => odd ? Odd : Real);

    private static readonly Gen<(WorkCalendar, DateTime, TimeLimit)> Cases = Gen.Select(Calendars, Instants, Limits);

    [Fact]
    public void From_start_to_due_exactly_the_limit_is_used_and_one_tick_earlier_less()
    {
        ForAll(Cases, (calendar, start, limit) =>
        {
            var due = calendar.Due(start, limit).DueUtc;
            var length = calendar.LengthOf(limit);
            return calendar.Used(start, due, limit.Unit) == length
                && calendar.Used(start, due.AddTicks(-1), limit.Unit) < length;
        });
    }

    [Fact]
    public void A_later_start_is_never_due_earlier()
    {
        ForAll(Gen.Select(Cases, Gen.Long[0, TimeSpan.TicksPerDay * 3]), (one, later) =>
            one.Item1.Due(one.Item2, one.Item3).DueUtc <= one.Item1.Due(one.Item2.AddTicks(later), one.Item3).DueUtc);
    }

    [Fact]
    public void A_longer_limit_is_always_due_later()
    {
        ForAll(Gen.Select(Cases, Gen.Int[1, 4000]), (one, more) =>
        {
            var (calendar, start, limit) = one;
            return calendar.Due(start, limit).DueUtc < calendar.Due(start, new(limit.Amount + (more / 100m), limit.Unit)).DueUtc;
        });
    }

    [Fact]
    public void Use_adds_up_over_any_instant_between()
    {
        ForAll(Gen.Select(Cases, Gen.Long[0, TimeSpan.TicksPerDay * 30], Gen.Long[0, TimeSpan.TicksPerDay * 30]), (one, first, second) =>
        {
            var (calendar, from, limit) = one;
            var (middle, to) = (from.AddTicks(first), from.AddTicks(first + second));
            return calendar.Used(from, middle, limit.Unit) + calendar.Used(middle, to, limit.Unit) == calendar.Used(from, to, limit.Unit);
        });
    }

    [Fact]
    public void What_is_used_before_and_after_a_pause_adds_up_to_the_limit()
    {
        ForAll(Gen.Select(Cases, Gen.Double[0, 0.999], Gen.Long[0, TimeSpan.TicksPerDay * 60]), (one, share, pause) =>
        {
            var (calendar, start, limit) = one;
            var stopped = start.AddTicks((long)((calendar.Due(start, limit).DueUtc - start).Ticks * share));
            var used = calendar.Used(start, stopped, limit.Unit);
            var resumed = stopped.AddTicks(pause);
            var due = calendar.DueAfterUse(resumed, limit, used);
            return used >= calendar.LengthOf(limit) // stopped in the free time after the last office minute
                ? due.RanOut
                : used + calendar.Used(resumed, due.DueUtc, limit.Unit) == calendar.LengthOf(limit);
        });
    }

    [Fact]
    public void A_pause_of_no_length_changes_nothing()
    {
        ForAll(Gen.Select(Cases, Gen.Double[0, 0.999]), (one, share) =>
        {
            var (calendar, start, limit) = one;
            var due = calendar.Due(start, limit).DueUtc;
            var stopped = start.AddTicks((long)((due - start).Ticks * share));
            return calendar.DueAfterUse(stopped, limit, calendar.Used(start, stopped, limit.Unit), due).DueUtc == due;
        });
    }

    [Fact]
    public void The_explanation_comes_to_the_same_instant_with_the_same_caveat()
    {
        ForAll(Cases, (calendar, start, limit) =>
        {
            var due = calendar.Due(start, limit);
            var explained = DueExplanation.Of(calendar, start, limit);
            return explained.Result.DueUtc == due.DueUtc
                && explained.Result.YearsWithoutCalendar.SequenceEqual(due.YearsWithoutCalendar)
                && explained.Result.CalendarVersion == due.CalendarVersion
                && explained.Days.SelectMany(d => d.Stretches).Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Counted) == calendar.LengthOf(limit);
        });
    }

    [Fact]
    public void The_light_is_green_exactly_up_to_80_percent_and_red_exactly_beyond_100()
    {
        ForAll(Gen.Select(Gen.Long[0, TimeSpan.TicksPerDay * 400], Gen.Long[1, TimeSpan.TicksPerDay * 400]), (used, limit) =>
        {
            var light = LimitLight.Of(new(used), new(limit));
            var percent = LimitLight.PercentUsed(new(used), new(limit));
            return light == (percent <= 80 ? Light.Green : percent <= 100 ? Light.Yellow : Light.Red)
                && (light == Light.Red) == (LimitLight.Remaining(new(used), new(limit)) < TimeSpan.Zero);
        });
    }

    // One generated array from a fixed seed: the same cases on every machine and every run.
    private static void ForAll<T>(Gen<T> cases, Func<T, bool> holds)
    {
        var all = cases.Array[4000].Single(_ => true, Seed);
        foreach (var one in all)
        {
            Assert.True(holds(one), $"Does not hold for {one}.");
        }
    }

    private static void ForAll(Gen<(WorkCalendar, DateTime, TimeLimit)> cases, Func<WorkCalendar, DateTime, TimeLimit, bool> holds) =>
        ForAll(cases, c => holds(c.Item1, c.Item2, c.Item3));

    private static void ForAll<T1, T2>(Gen<(T1, T2)> cases, Func<T1, T2, bool> holds) => ForAll(cases, c => holds(c.Item1, c.Item2));

    private static void ForAll<T1, T2, T3>(Gen<(T1, T2, T3)> cases, Func<T1, T2, T3, bool> holds) => ForAll(cases, c => holds(c.Item1, c.Item2, c.Item3));
}
