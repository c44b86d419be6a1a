using Dizhu.Kernel.Calendars;
using static Dizhu.Kernel.Tests.Calendars.TestCalendars;

namespace Dizhu.Kernel.Tests.Calendars;

public class CalendarDataTests
{
    private static readonly OfficeHoursPeriod Ordinary = new(new(2000, 1, 1), [Slot("08:00-12:00"), Slot("14:00-18:00")]);

    [Theory]
    [InlineData("08:00-12:00", "08:00–12:00")]
    [InlineData("14:00 – 24:00", "14:00–24:00")]
    public void A_slot_is_read(string text, string shown) => Assert.Equal(shown, Slot(text).ToString());

    [Theory]
    [InlineData("8-12")]
    [InlineData("08:00")]
    [InlineData("08:00-25:00")]
    [InlineData("08:00-12:00-14:00")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_slot_is_not_read(string? text) => Assert.Null(OfficeSlot.TryParse(text));

    [Fact]
    public void Hours_that_overlap_run_backwards_or_leave_days_uncovered_are_refused()
    {
        Assert.Equal("hours.slots-overlap", Code([new(new(2000, 1, 1), [Slot("08:00-12:00"), Slot("11:59-18:00")])]));
        Assert.Equal("hours.slots-overlap", Code([new(new(2000, 1, 1), [Slot("14:00-18:00"), Slot("08:00-12:00")])]));
        Assert.Equal("hours.slot-invalid", Code([new(new(2000, 1, 1), [Slot("12:00-08:00")])]));
        Assert.Equal("hours.slot-invalid", Code([new(new(2000, 1, 1), [new(480, 480)])]));
        Assert.Equal("hours.slot-invalid", Code([new(new(2000, 1, 1), [new(-1, 1441)])]));
        Assert.Equal("hours.no-slot", Code([new(new(2000, 1, 1), [])]));
        Assert.Equal("hours.no-slot", Code([Ordinary, new(new(2026, 6, 1), [])]));
        Assert.Equal("hours.no-beginning", Code([]));
        Assert.Equal("hours.no-beginning", Code([Ordinary with { From = new(2017, 1, 1) }]));
        Assert.Equal("hours.same-day", Code([Ordinary, Ordinary]));

        static string Code(OfficeHoursPeriod[] periods) => OfficeHours.Of(periods).Refusal.Code;
    }

    [Fact]
    public void Notices_that_contradict_each_other_are_refused()
    {
        var day = new HolidayRow(new(2026, 10, 1), "国庆节", true);
        Assert.Equal("holidays.year-twice", Code(Notice(2026), Notice(2026)));
        Assert.Equal("holidays.day-twice", Code(Notice(2026, day, day with { IsOffDay = false })));
        Assert.Equal("holidays.day-twice", Code(Notice(2026, day), Notice(2027, day)));
        Assert.Equal("holidays.day-out-of-year", Code(Notice(2024, day)));
        Assert.Equal("holidays.name-missing", Code(Notice(2026, day with { Name = " " })));

        static HolidayNotice Notice(int year, params HolidayRow[] days) => new(year, [], [.. days]);
        static string Code(params HolidayNotice[] notices) => DayTable.Of(notices).Refusal.Code;
    }

    [Fact]
    public void A_day_says_what_it_is_and_which_notice_made_it_so()
    {
        var nationalDay = Real.DayAt(new(2026, 10, 1));
        Assert.Equal("国庆节放假", CalendarWords.KindOf(nationalDay));
        Assert.Equal("https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm", Assert.Single(nationalDay.Papers));
        Assert.Equal("国庆节调休上班", CalendarWords.KindOf(Real.DayAt(new(2026, 10, 10))));
        Assert.Equal("周末", CalendarWords.KindOf(Real.DayAt(new(2026, 10, 11))));
        Assert.Equal("工作日", CalendarWords.KindOf(Real.DayAt(new(2026, 10, 12))));
        Assert.Equal("周四", CalendarWords.Weekday(nationalDay.Day));
        Assert.Empty(Real.SlotsOn(new(2026, 10, 1)));
        Assert.Equal(["08:00–12:00", "14:00–18:00"], Real.SlotsOn(new(2026, 10, 10)).Select(s => s.ToString()));
    }

    [Fact]
    public void The_explanation_shows_every_day_its_calendar_row_and_the_running_sum()
    {
        var explained = DueExplanation.Of(Real, At("2026-09-30 16:00"), new(4, LimitUnit.WorkHour));

        const string Paper = "〔https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm〕";
        Assert.Equal(
            [
                "起算 2026-09-30 16:00（周三），时限 4 工作时",
                "2026-09-30 周三 工作日：16:00–18:00 计 2 小时，累计 2 小时",
                $"2026-10-01 周四 国庆节放假：不计{Paper}",
                $"2026-10-02 周五 国庆节放假：不计{Paper}",
                $"2026-10-03 周六 国庆节放假：不计{Paper}",
                $"2026-10-04 周日 国庆节放假：不计{Paper}",
                $"2026-10-05 周一 国庆节放假：不计{Paper}",
                $"2026-10-06 周二 国庆节放假：不计{Paper}",
                $"2026-10-07 周三 国庆节放假：不计{Paper}",
                "2026-10-08 周四 工作日：08:00–10:00 计 2 小时，累计 4 小时",
                "到期 2026-10-08 10:00（周四）",
            ],
            explained.Lines());
    }

    [Fact]
    public void The_explanation_of_a_limit_that_runs_on_counts_the_night()
    {
        var explained = DueExplanation.Of(Real, At("2026-11-23 22:30"), new(4, LimitUnit.UrgentHour));

        Assert.Equal(
            [
                "起算 2026-11-23 22:30（周一），时限 4 紧急工作时",
                "2026-11-23 周一 工作日：22:30–24:00 计 1 小时 30 分，累计 1 小时 30 分",
                "2026-11-24 周二 工作日：00:00–02:30 计 2 小时 30 分，累计 4 小时",
                "到期 2026-11-24 02:30（周二）",
            ],
            explained.Lines());
    }

    [Fact]
    public void The_explanation_says_when_a_year_has_no_calendar_and_when_the_day_was_over()
    {
        var lines = DueExplanation.Of(Real, At("2026-12-31 19:00"), new(1, LimitUnit.WorkDay)).Lines().ToList();

        Assert.Equal("起算 2026-12-31 19:00（周四），时限 1 工作日（折合 8 小时办公时间）", lines[0]);
        Assert.Equal("2026-12-31 周四 工作日：起算时办公时间已过，不计", lines[1]);
        Assert.Equal("注意 2027 年没有节假日安排，只按周末休息计算；安排公布并载入后请重新核对。", lines[^1]);
    }
}
