using CsCheck;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Obligations;
using Dizhu.Tests.Kit;
using static Dizhu.Kernel.Tests.Calendars.TestCalendars;

namespace Dizhu.Kernel.Tests.Obligations;

public class DateWordsTests
{
    private const string Seed = "0000KXQ3Ln5a";
    private static readonly DateOnly Written = new(2017, 5, 15);

    [Theory]
    [InlineData("要于2017年6月5日前报送备案", "2017-06-05")]
    [InlineData("要在2017年10月底前建成并投入试运行", "2017-10-31")]
    [InlineData("到2017年10月底以前都要整合形成", "2017-10-31")]
    [InlineData("争取在上半年有突破性进展", "2017-06-30")]
    [InlineData("确保2017年6月底前入住", "2017-06-30")]
    [InlineData("2017年12月底完成建设", "2017-12-31")]
    [InlineData("力争年底前完成第一批", "2017-12-31")]
    [InlineData("2014年末的余额", "2014-12-31")]
    [InlineData("到2020年,全面建成", "2020-12-31")]
    [InlineData("在2018年整体完成", "2018-12-31")]
    [InlineData("下半年启动", "2017-12-31")]
    [InlineData("2月底前", "2017-02-28")]
    [InlineData("2020年2月底前", "2020-02-29")]
    public void A_printed_date_ends_on_its_last_day(string sentence, string last) =>
        Assert.Equal(Day(last), Resolve(sentence, new(Written)).Last);

    [Fact]
    [Requirement("PLT-002")]
    public void Before_a_day_is_met_on_that_day_and_late_the_day_after()
    {
        Assert.Equal(DutyState.OnTime, State("2017年6月5日前", At("2017-06-05 23:59")));
        Assert.Equal(DutyState.Overdue, State("2017年6月5日前", At("2017-06-06 00:00")));
        Assert.Contains("A-GEN-02", Resolve("2017年6月5日前", new()).Explanation, StringComparison.Ordinal);

        var strict = Resolve("2017年6月5日前", new(Strict: true));
        Assert.Equal(Day("2017-06-04"), strict.Last);
        Assert.Contains("从严读法", strict.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("PLT-003")]
    public void The_end_of_a_month_is_its_last_day_and_by_a_year_is_its_last_day()
    {
        var month = Resolve("2017年10月底前", new());
        var year = Resolve("到2020年", new());

        Assert.Equal((Day("2017-10-31"), DateWordKind.Month), (month.Last, month.Word.Kind));
        Assert.Equal((Day("2020-12-31"), DateWordKind.Year), (year.Last, year.Word.Kind));
        Assert.Equal("“2017年10月底前”：止于当月最后一日 2017-10-31（周二），“前”含当日（A-GEN-02），当日内都算按时。", month.Explanation);
    }

    [Fact]
    [Requirement("PLT-004")]
    public void Days_within_are_calendar_days_from_the_day_after_the_start()
    {
        var span = Resolve("要在15日内组织评估", new(StartUtc: At("2017-06-05 17:40")));

        Assert.Equal((Day("2017-06-06"), Day("2017-06-20")), (span.First!.Value, span.Last));
        Assert.Equal("“15日内”：自 2017-06-05 的次日起算（A-GEN-04），按自然日计 15 日，至 2017-06-20（周二），当日内都算按时。", span.Explanation);
    }

    [Theory]
    [InlineData("2017-06-05 09:00", "2017-06-14", "2017-06-14")]
    [InlineData("2017-05-26 09:00", "2017-06-07", "2017-06-06")]
    [Requirement("PLT-005")]
    public void Working_days_follow_the_holidays_or_say_that_none_are_loaded(string start, string official, string weekends)
    {
        var word = DateWords.Parse("在7个工作日内审核下达").Value;
        var context = new DateContext(StartUtc: At(start));

        var loaded = DateSpan.Of(word, context, Real).Value;
        var none = DateSpan.Of(word, context, WeekendsOnly).Value;

        Assert.Equal((Day(official), null), (loaded.Last, loaded.Caveat));
        Assert.Equal(Day(weekends), none.Last);
        Assert.Contains("2017 年没有节假日安排", none.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("PLT-006")]
    public void Hours_within_run_through_the_night()
    {
        var span = Resolve("必须在4小时内速报", new(StartUtc: At("2017-06-05 22:30")));

        Assert.Equal(At("2017-06-06 02:30"), span.LastUtc);
        Assert.Equal("“4小时内”：自 2017-06-05 22:30 起连续计 4 小时，夜间和节假日不扣除，至 2017-06-06 02:30。", span.Explanation);
    }

    [Theory]
    [InlineData("要提前2个月以上报告", "2017-04-30", "2017-02-28")]
    [InlineData("要提前1个月以上报告", "2017-06-15", "2017-05-15")]
    [InlineData("提前两个月以上", "2020-04-30", "2020-02-29")]
    [InlineData("提前10日", "2017-03-05", "2017-02-23")]
    [Requirement("PLT-007")]
    public void Ahead_counts_months_back_and_stays_within_the_month(string sentence, string due, string last) =>
        Assert.Equal(Day(last), Resolve(sentence, new(Event: Day(due))).Last);

    [Theory]
    [InlineData("每月29日前", "2018-02-10", "2018-02-28")]
    [InlineData("每月29日前", "2020-02-10", "2020-02-29")]
    [InlineData("每月31日", "2018-04-01", "2018-04-30")]
    [InlineData("每月底前", "2018-06-01", "2018-06-30")]
    [InlineData("每月1日前上报2017年项目建设进度", "2018-06-20", "2018-06-01")]
    [Requirement("PLT-008")]
    public void A_monthly_day_that_does_not_exist_is_the_last_of_the_month(string sentence, string on, string last) =>
        Assert.Equal(Day(last), Resolve(sentence, new(On: Day(on))).Last);

    [Fact]
    [Requirement("PLT-009")]
    public void A_missed_aim_is_a_remark_and_a_missed_duty_is_overdue()
    {
        var late = At("2017-07-01 00:00");

        Assert.Equal(DutyState.Remark, State("力争2017年5月31日前开工", null, late));
        Assert.Equal(DutyState.Overdue, State("确保2017年6月30日前入住", null, late));
        Assert.Equal(DutyState.Open, State("确保2017年6月30日前入住", null, late.AddTicks(-1)));
        Assert.Equal(DutyState.Remark, State("原则上1年内拆除到位", At("2018-06-06 00:00"), at: At("2017-06-05 10:00")));
    }

    [Theory]
    [InlineData("定期排查风险隐患")]
    [InlineData("经常性巡回检查")]
    [InlineData("定期不定期上报")]
    [Requirement("PLT-010")]
    public void A_regular_duty_without_interval_is_shown_as_unset_and_never_overdue(string sentence)
    {
        var word = DateWords.Parse(sentence).Value;

        var unset = DutyFinding.Of(word, new(On: Written), Real, null, At("2030-01-01 00:00")).Value;
        var set = DutyFinding.Of(word, new(On: Written, Interval: DutyPeriod.Quarter), Real, null, At("2017-07-01 00:00")).Value;

        Assert.Equal(DutyState.IntervalUnset, unset.State);
        Assert.StartsWith("未设定周期", unset.Sentence, StringComparison.Ordinal);
        Assert.Equal((DutyState.Overdue, Day("2017-06-30")), (set.State, set.Span!.Last));
        Assert.Contains("周期由系统管理员设定", set.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("每周听取汇报", DutyPeriod.Week, 1, "2017-05-15", "2017-05-21")]
    [InlineData("每月至少带队检查2次安全生产工作", DutyPeriod.Month, 2, "2017-05-01", "2017-05-31")]
    [InlineData("每季度召开1次联席会议", DutyPeriod.Quarter, 1, "2017-04-01", "2017-06-30")]
    [InlineData("各层次的培训每年不少于2次", DutyPeriod.Year, 2, "2017-01-01", "2017-12-31")]
    [InlineData("每半月一通报", DutyPeriod.HalfMonth, 1, "2017-05-01", "2017-05-15")]
    [InlineData("每周定期报告", DutyPeriod.Week, 1, "2017-05-15", "2017-05-21")]
    [InlineData("每天报告", DutyPeriod.Day, 1, "2017-05-15", "2017-05-15")]
    [InlineData("按月发放", DutyPeriod.Month, 1, "2017-05-01", "2017-05-31")]
    public void A_duty_that_comes_back_has_a_period_and_a_count(string sentence, DutyPeriod period, int times, string first, string last)
    {
        var span = Resolve(sentence, new(On: Written));

        Assert.Equal((period, times), (span.Word.Period, span.Word.Amount));
        Assert.Equal((Day(first), Day(last)), (span.First!.Value, span.Last));
    }

    [Theory]
    [InlineData("从2017年4月下旬开始至6月20日完成", "2017-04-21", "2017-06-20")]
    [InlineData("第一阶段(2017年4月下旬)", "2017-04-21", "2017-04-30")]
    [InlineData("2016年5月1日至9月30日", "2016-05-01", "2016-09-30")]
    [InlineData("6月上旬", "2017-06-01", "2017-06-10")]
    public void A_window_has_both_ends(string sentence, string first, string last)
    {
        var span = Resolve(sentence, new(Written));

        Assert.Equal((Day(first), Day(last)), (span.First!.Value, span.Last));
    }

    [Theory]
    [InlineData("", "date.unreadable")]
    [InlineData("尽快完成", "date.unreadable")]
    [InlineData("2018年春节前搬迁入住", "date.unreadable")]
    [InlineData("2017年以后关闭的不再奖励", "date.unreadable")]
    [InlineData("每月14日前和29日前分别上报", "date.several")]
    [InlineData("5月31日前开工，6月30日前完工", "date.several")]
    [InlineData("0日内", "date.no-such-day")]
    [InlineData("9999日内", "date.no-such-day")]
    public void What_cannot_be_read_as_one_date_is_refused(string sentence, string code) =>
        Assert.Equal(code, DateWords.Parse(sentence).Refusal.Code);

    [Theory]
    [InlineData("2月29日前", "date.no-such-day")]
    [InlineData("2017年13月底前", "date.no-such-day")]
    [InlineData("到1850年", "date.no-such-day")]
    [InlineData("15日内", "date.start-missing")]
    [InlineData("提前2个月以上", "date.event-missing")]
    [InlineData("每月29日前", "date.period-missing")]
    [InlineData("每月32日前", "date.period-missing")]
    [InlineData("定期", "date.interval-unset")]
    [InlineData("9月30日至5月1日", "date.window-backwards")]
    public void What_does_not_come_to_a_day_is_refused(string sentence, string code) =>
        Assert.Equal(code, DateSpan.Of(DateWords.Parse(sentence).Value, new(Written), Real).Refusal.Code);

    [Theory]
    [InlineData("10月底前")]
    [InlineData("年底前")]
    public void A_date_without_year_needs_the_day_of_its_document(string sentence) =>
        Assert.Equal("date.year-missing", DateSpan.Of(DateWords.Parse(sentence).Value, new(), Real).Refusal.Code);

    [Theory]
    [InlineData("1000个工作日内")]
    [InlineData("500年内")]
    [InlineData("365日内")]
    [InlineData("1000小时内")]
    public void A_limit_beyond_the_calendar_is_refused(string sentence) =>
        Assert.Equal("date.outside-calendar", DateSpan.Of(DateWords.Parse(sentence).Value, new(StartUtc: At("2099-12-20 09:00")), Real).Refusal.Code);

    [Fact]
    public void The_moment_before_the_end_is_in_time_and_the_next_is_late_whatever_the_word()
    {
        var sentences = Gen.OneOf(
            Gen.Int[1, 400].Select(n => $"{n}日内"),
            Gen.Int[1, 200].Select(n => $"{n}个工作日内"),
            Gen.Int[1, 100].Select(n => $"{n}小时内"),
            Gen.Int[1, 40].Select(n => $"{n}个月内"),
            Gen.Select(Gen.Int[2001, 2090], Gen.Int[1, 12]).Select((y, m) => $"{y}年{m}月底前"),
            Gen.Select(Gen.Int[2001, 2090], Gen.Int[1, 12], Gen.Int[1, 28]).Select((y, m, d) => $"{y}年{m}月{d}日前"),
            Gen.Int[1, 31].Select(d => $"每月{d}日前"),
            Gen.Int[1, 30].Select(n => $"提前{n}个月以上"));
        var cases = Gen.Select(sentences, Gen.Int[0, 365 * 40 * 24 * 60]).Array[3000].Single(_ => true, Seed);
        foreach (var (sentence, minutes) in cases)
        {
            var start = At("2003-01-01 00:00").AddMinutes(minutes);
            var today = DateOnly.FromDateTime(Real.ToLocal(start));
            var context = new DateContext(today, start, today, today);
            var word = DateWords.Parse(sentence).Value;

            var span = DateSpan.Of(word, context, Real).Value;
            var onTime = DutyFinding.Of(word, context, Real, span.LastUtc, span.LastUtc).Value;
            var late = DutyFinding.Of(word, context, Real, span.LastUtc.AddTicks(1), span.LastUtc.AddTicks(1)).Value;

            Assert.Equal((DutyState.OnTime, DutyState.Overdue), (onTime.State, late.State));
            Assert.Equal(span.Last, DateOnly.FromDateTime(Real.ToLocal(span.LastUtc)));
            Assert.True(span.First is null || span.First <= span.Last, sentence);
            Assert.Equal(sentence, word.Printed);
        }
    }

    [Fact]
    public void No_text_whatever_breaks_the_reader()
    {
        var pieces = new[] { "2017年", "6月", "5日", "前", "底", "每", "每月", "至", "提前", "十", "百", "个", "工作日", "内", "年", "0", "99", "上半年", "定期", "力争", "（", "𠮷", "\n" };
        foreach (var picked in Gen.Int[0, pieces.Length - 1].Array[0, 9].Array[4000].Single(_ => true, Seed))
        {
            var text = string.Concat(picked.Select(i => pieces[i]));
            var word = DateWords.Parse(text);
            if (word.Moved)
            {
                var span = DateSpan.Of(word.Value, new(Written, At("2017-05-15 08:00"), Written, Written), Real);
                Assert.True(span.Moved || span.Refusal.Message.Length > 0);
                Assert.Contains(word.Value.Printed, text, StringComparison.Ordinal);
            }
            else
            {
                Assert.StartsWith("date.", word.Refusal.Code, StringComparison.Ordinal);
            }
        }
    }

    private static DateSpan Resolve(string sentence, DateContext context) => DateSpan.Of(DateWords.Parse(sentence).Value, context, Real).Value;

    private static DutyState State(string sentence, DateTime? done, DateTime? now = null, DateTime? at = null) =>
        DutyFinding.Of(DateWords.Parse(sentence).Value, new(Written, at), Real, done, now ?? done!.Value).Value.State;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
