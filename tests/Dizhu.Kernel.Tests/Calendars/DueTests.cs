using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;
using static Dizhu.Kernel.Tests.Calendars.TestCalendars;

namespace Dizhu.Kernel.Tests.Calendars;

public class DueTests
{
    [Theory]
    [InlineData("Mon 2017-06-05 16:00", "Tue 2017-06-06 10:00")]
    [InlineData("Mon 2026-11-23 16:00", "Tue 2026-11-24 10:00")]
    [Requirement("DCM-062")]
    public void Four_work_hours_from_Monday_16_00_end_on_Tuesday_at_10_00(string start, string due) =>
        Assert.Equal(due, Written(Real.Due(At(start), new(4, LimitUnit.WorkHour)).DueUtc));

    [Theory]
    [InlineData("Mon 2026-11-23 22:30", "4 UrgentHour", "Tue 2026-11-24 02:30")]
    [InlineData("Wed 2026-09-30 22:30", "4 UrgentHour", "Thu 2026-10-01 02:30")]
    [InlineData("Wed 2026-09-30 22:30", "240 Minute", "Thu 2026-10-01 02:30")]
    [Requirement("PLT-006")]
    public void Hours_that_run_on_count_through_the_night(string start, string limit, string due) =>
        Assert.Equal(due, Written(Real.Due(At(start), TimeLimit.Parse(limit).Value).DueUtc));

    [Theory]
    // Inside a slot, over the midday rest, over the night.
    [InlineData("Mon 2026-11-23 08:00", "1 WorkHour", "Mon 2026-11-23 09:00")]
    [InlineData("Mon 2026-11-23 11:30", "1 WorkHour", "Mon 2026-11-23 14:30")]
    [InlineData("Mon 2026-11-23 17:30", "1 WorkHour", "Tue 2026-11-24 08:30")]
    [InlineData("Mon 2026-11-23 09:00", "0.5 WorkHour", "Mon 2026-11-23 09:30")]
    // The end of a slot is due then, not at the next opening.
    [InlineData("Mon 2026-11-23 10:00", "2 WorkHour", "Mon 2026-11-23 12:00")]
    [InlineData("Mon 2026-11-23 08:00", "8 WorkHour", "Mon 2026-11-23 18:00")]
    [InlineData("Mon 2026-11-23 08:00", "1 WorkDay", "Mon 2026-11-23 18:00")]
    [InlineData("Fri 2026-11-27 14:00", "4 WorkHour", "Fri 2026-11-27 18:00")]
    // Outside office hours the count begins at the next opening.
    [InlineData("Mon 2026-11-23 06:15", "1 WorkHour", "Mon 2026-11-23 09:00")]
    [InlineData("Mon 2026-11-23 12:00", "1 WorkHour", "Mon 2026-11-23 15:00")]
    [InlineData("Mon 2026-11-23 13:00", "1 WorkHour", "Mon 2026-11-23 15:00")]
    [InlineData("Mon 2026-11-23 18:00", "1 WorkHour", "Tue 2026-11-24 09:00")]
    [InlineData("Mon 2026-11-23 23:59", "8 WorkHour", "Tue 2026-11-24 18:00")]
    [InlineData("Sat 2026-11-28 10:00", "1 WorkHour", "Mon 2026-11-30 09:00")]
    // Weekends, and a work day of 480 office minutes.
    [InlineData("Fri 2026-11-27 16:00", "4 WorkHour", "Mon 2026-11-30 10:00")]
    [InlineData("Fri 2026-11-27 16:00", "1 WorkDay", "Mon 2026-11-30 16:00")]
    [InlineData("Fri 2026-11-27 10:00", "5 WorkDay", "Fri 2026-12-04 10:00")]
    // National day 2026: off 1–7 October, Saturday the 10th is worked.
    [InlineData("Wed 2026-09-30 16:00", "4 WorkHour", "Thu 2026-10-08 10:00")]
    [InlineData("Fri 2026-10-09 16:00", "4 WorkHour", "Sat 2026-10-10 10:00")]
    [InlineData("Wed 2026-09-30 16:00", "3 WorkDay", "Sat 2026-10-10 16:00")]
    [InlineData("Thu 2026-10-01 09:00", "1 WorkDay", "Thu 2026-10-08 18:00")]
    [InlineData("Sat 2026-09-19 16:00", "4 WorkHour", "Sun 2026-09-20 12:00")]
    // Days of December that stand in the next year's notice.
    [InlineData("Fri 2018-12-28 16:00", "4 WorkHour", "Sat 2018-12-29 10:00")]
    [InlineData("Sat 2018-12-29 16:00", "4 WorkHour", "Wed 2019-01-02 10:00")]
    [InlineData("Fri 2022-12-30 16:00", "4 WorkHour", "Tue 2023-01-03 10:00")]
    [InlineData("Fri 2006-12-29 16:00", "4 WorkHour", "Sat 2006-12-30 10:00")]
    // Units that run on: nights, weekends and holidays count.
    [InlineData("Wed 2026-09-30 16:00", "3 NaturalDay", "Sat 2026-10-03 16:00")]
    [InlineData("Sat 2026-11-28 10:00", "15 Minute", "Sat 2026-11-28 10:15")]
    [InlineData("Fri 2026-11-27 17:59", "2 UrgentHour", "Fri 2026-11-27 19:59")]
    public void A_limit_ends_as_the_calendar_says(string start, string limit, string due)
    {
        Assert.Equal(start, Written(At(start)));
        Assert.Equal(due, Written(Real.Due(At(start), TimeLimit.Parse(limit).Value).DueUtc));
    }

    [Fact]
    [Requirement("PLT-005")]
    public void Working_days_follow_the_official_calendar_and_without_one_only_weekends_are_free_and_the_result_says_so()
    {
        var opinion = new DateOnly(2017, 5, 26);

        var official = Real.WorkDayAfter(opinion, 7);
        var weekends = WeekendsOnly.WorkDayAfter(opinion, 7);

        Assert.Equal(new DateOnly(2017, 6, 7), official.Day);
        Assert.Null(official.Caveat);
        Assert.Equal(new DateOnly(2017, 6, 6), weekends.Day);
        Assert.Equal("2017 年没有节假日安排，只按周末休息计算；安排公布并载入后请重新核对。", weekends.Caveat);
        Assert.Equal(new DateOnly(2017, 6, 14), Real.WorkDayAfter(new DateOnly(2017, 6, 5), 7).Day);
    }

    [Theory]
    [InlineData("Thu 2026-12-31 16:00", "4 WorkHour", "Fri 2027-01-01 10:00")] // only the result falls into 2027
    [InlineData("Mon 2027-02-08 08:00", "1 WorkDay", "Mon 2027-02-08 18:00")]
    [InlineData("Wed 2026-12-30 08:00", "60 WorkDay", "Tue 2027-03-23 18:00")]
    [Requirement("PLT-005")]
    public void A_year_whose_notice_is_empty_has_no_calendar_and_the_due_time_says_so(string start, string limit, string due)
    {
        var result = Real.Due(At(start), TimeLimit.Parse(limit).Value);

        Assert.Equal(due, Written(result.DueUtc));
        Assert.Equal([2027], result.YearsWithoutCalendar);
        Assert.Contains("2027 年没有节假日安排", result.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void A_due_time_within_years_that_have_a_calendar_carries_no_caveat()
    {
        Assert.Null(Real.Due(At("Thu 2026-12-31 14:00"), new(4, LimitUnit.WorkHour)).Caveat);
        Assert.Equal([2026, 2027], WeekendsOnly.Due(At("Thu 2026-12-31 16:00"), new(4, LimitUnit.WorkHour)).YearsWithoutCalendar);
    }

    [Fact]
    public void A_limit_that_runs_on_needs_no_calendar_and_says_nothing() =>
        Assert.Null(Real.Due(At("Thu 2026-12-31 16:00"), new(3, LimitUnit.NaturalDay)).Caveat);

    [Fact]
    public void The_december_before_belongs_to_its_own_year_even_when_the_next_years_notice_speaks_of_it()
    {
        Assert.False(Real.Days.HasCalendar(2006));
        Assert.Equal(DayKind.MakeUpDay, Real.DayAt(new(2006, 12, 30)).Kind);
        Assert.False(Real.DayAt(new(2006, 12, 30)).HasCalendar);
    }

    [Fact]
    public void Summer_hours_hold_from_their_first_day_until_the_next_period()
    {
        var hours = OfficeHours.Of([
            new(new(2000, 1, 1), [Slot("08:00-12:00"), Slot("14:00-18:00")]),
            new(new(2026, 6, 1), [Slot("08:00-12:00"), Slot("15:00-18:30")]),
            new(new(2026, 10, 1), [Slot("08:00-12:00"), Slot("14:00-18:00")])]).Value;
        var city = new WorkCalendar(Real.Days, hours, China);

        Assert.Equal("Mon 2026-06-01 09:30", Written(city.Due(At("Fri 2026-05-29 16:30"), new(3, LimitUnit.WorkHour)).DueUtc));
        Assert.Equal("Mon 2026-06-01 15:30", Written(city.Due(At("Mon 2026-06-01 11:30"), new(1, LimitUnit.WorkHour)).DueUtc));
        Assert.Equal("Tue 2026-06-02 08:30", Written(city.Due(At("Mon 2026-06-01 08:00"), new(1, LimitUnit.WorkDay)).DueUtc));
        Assert.Equal("Thu 2026-10-08 08:30", Written(city.Due(At("Wed 2026-09-30 18:00"), new(1, LimitUnit.WorkHour)).DueUtc));
        Assert.NotEqual(Real.Version, city.Version);
    }

    [Fact]
    public void Hours_that_end_at_midnight_end_on_the_day_they_belong_to()
    {
        var hours = OfficeHours.Of([new(new(2000, 1, 1), [Slot("16:00-24:00")])]).Value;
        var city = new WorkCalendar(Real.Days, hours, China);

        var result = city.Due(At("Thu 2026-12-31 16:00"), new(8, LimitUnit.WorkHour));

        Assert.Equal("Fri 2027-01-01 00:00", Written(result.DueUtc));
        Assert.Null(result.Caveat);
    }

    [Fact]
    public void The_length_of_a_work_day_is_a_setting()
    {
        var city = new WorkCalendar(Real.Days, OfficeHours.Default, China, minutesPerWorkDay: 420);

        Assert.Equal("Mon 2026-11-23 17:00", Written(city.Due(At("Mon 2026-11-23 08:00"), new(1, LimitUnit.WorkDay)).DueUtc));
        Assert.Equal(TimeSpan.FromMinutes(420), city.LengthOf(new(1, LimitUnit.WorkDay)));
        Assert.NotEqual(Real.Version, city.Version);
    }

    [Fact]
    public void The_version_is_the_same_for_the_same_content_and_changes_with_one_day()
    {
        var again = new WorkCalendar(DayTable.Of(Notices.Reverse()).Value, OfficeHours.Default, China);
        var other = Notices.SetItem(0, Notices[0] with { Days = Notices[0].Days.RemoveAt(0) });

        Assert.Equal(16, Real.Version.Length);
        Assert.Equal(Real.Version, again.Version);
        Assert.NotEqual(Real.Version, new WorkCalendar(DayTable.Of(other).Value, OfficeHours.Default, China).Version);
        Assert.Equal(Real.Version, Real.Due(At("Mon 2026-11-23 08:00"), new(1, LimitUnit.WorkDay)).CalendarVersion);
    }

    [Fact]
    public void A_clock_that_resumes_counts_what_was_left()
    {
        var used = Real.Used(At("Mon 2026-11-23 16:00"), At("Mon 2026-11-23 17:00"), LimitUnit.WorkHour);

        var resumed = Real.DueAfterUse(At("Wed 2026-11-25 09:00"), new(4, LimitUnit.WorkHour), used);

        Assert.Equal(TimeSpan.FromHours(1), used);
        Assert.Equal("Wed 2026-11-25 12:00", Written(resumed.DueUtc));
        Assert.False(resumed.RanOut);
    }

    [Fact]
    public void A_pause_never_moves_the_moment_at_which_a_clock_ran_out()
    {
        var ranOut = At("Tue 2026-11-24 10:00");
        var limit = new TimeLimit(4, LimitUnit.WorkHour);

        var known = Real.DueAfterUse(At("Wed 2026-11-25 09:00"), limit, TimeSpan.FromHours(5), ranOut);
        var unknown = Real.DueAfterUse(At("Wed 2026-11-25 09:00"), limit, TimeSpan.FromHours(4));

        Assert.Equal((ranOut, true), (known.DueUtc, known.RanOut));
        Assert.Equal((At("Wed 2026-11-25 09:00"), true), (unknown.DueUtc, unknown.RanOut));
        Assert.Throws<ArgumentException>(() => Real.DueAfterUse(ranOut, limit, TimeSpan.FromHours(5), At("Wed 2026-11-25 09:00")));
    }

    [Fact]
    public void An_instant_that_is_not_utc_is_refused()
    {
        var limit = new TimeLimit(1, LimitUnit.WorkHour);
        var utc = At("Mon 2026-11-23 08:00");
        foreach (var kind in new[] { DateTimeKind.Local, DateTimeKind.Unspecified })
        {
            var wrong = DateTime.SpecifyKind(utc, kind);
            Assert.Throws<ArgumentException>(() => Real.Due(wrong, limit));
            Assert.Throws<ArgumentException>(() => Real.Used(wrong, utc, LimitUnit.WorkHour));
            Assert.Throws<ArgumentException>(() => Real.Used(utc, wrong, LimitUnit.Minute));
            Assert.Throws<ArgumentException>(() => Real.DueAfterUse(wrong, limit, TimeSpan.FromHours(2)));
            Assert.Throws<ArgumentException>(() => DueExplanation.Of(Real, wrong, limit));
        }
    }

    [Fact]
    public void Instants_and_ends_outside_the_century_of_the_calendar_are_errors_not_guesses()
    {
        var limit = new TimeLimit(1, LimitUnit.WorkDay);
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Due(At("1999-12-31 23:59"), limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Due(At("2100-01-01 00:01"), limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Due(At("2099-12-31 12:00"), limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Due(At("2100-01-01 00:00"), limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Due(At("2099-12-31 12:00"), new(1, LimitUnit.NaturalDay)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DueExplanation.Of(Real, At("2099-12-31 12:00"), limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.DayAt(new(1999, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.WorkDayAfter(new(2099, 12, 31), 1));
        Assert.Equal("2099-12-31 18:00", Written(Real.Due(At("2099-12-31 14:00"), new(4, LimitUnit.WorkHour)).DueUtc)[4..]);
        Assert.Equal("2100-01-01 00:00", Written(Real.Due(At("2099-12-31 20:00"), new(4, LimitUnit.UrgentHour)).DueUtc)[4..]);
        Assert.Equal("2000-01-03 09:00", Written(Real.Due(At("2000-01-01 00:00"), new(1, LimitUnit.WorkHour)).DueUtc)[4..]);
    }

    [Fact]
    public void Wrong_lengths_units_and_orders_are_refused()
    {
        var start = At("Mon 2026-11-23 08:00");
        Assert.Throws<ArgumentException>(() => Real.Due(start, default));
        Assert.Throws<ArgumentException>(() => Real.LengthOf(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.DueIn(start, TimeSpan.Zero, LimitUnit.WorkHour));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.DueIn(start, TimeSpan.FromHours(1), (LimitUnit)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.Used(start, start, (LimitUnit)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.DueAfterUse(start, new(1, LimitUnit.WorkHour), TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentException>(() => Real.Used(start, start.AddTicks(-1), LimitUnit.Minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.WorkDayAfter(new(2026, 11, 23), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkCalendar(Real.Days, OfficeHours.Default, TimeSpan.FromHours(15)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkCalendar(Real.Days, OfficeHours.Default, China, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkCalendar(Real.Days, OfficeHours.Default, China, 1441));
    }
}
