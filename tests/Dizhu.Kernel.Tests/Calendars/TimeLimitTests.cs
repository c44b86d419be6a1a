using System.Globalization;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Kernel.Tests.Calendars;

public class TimeLimitTests
{
    [Theory]
    [InlineData("4", "WorkHour", "4 工作时")]
    [InlineData("2", "UrgentHour", "2 紧急工作时")]
    [InlineData("1.0", "WorkDay", "1 工作日")]
    [InlineData("30", "Minute", "30 分钟")]
    [InlineData("3", "NaturalDay", "3 自然日")]
    [InlineData("0.5", "work_hour", "0.5 工作时")]
    [InlineData("3", "紧急工作日", "3 自然日")]
    [InlineData(" 7 ", " 工作日 ", "7 工作日")]
    public void Limits_are_read_from_code_names_and_said_in_official_terms(string amount, string unit, string words) =>
        Assert.Equal(words, TimeLimit.Parse(amount, unit).Value.ToString());

    [Theory]
    [InlineData("4 WorkHour")]
    [InlineData("4WorkHour")]
    [InlineData("4工作时")]
    public void A_limit_is_read_from_one_text(string text) =>
        Assert.Equal(new TimeLimit(4, LimitUnit.WorkHour), TimeLimit.Parse(text).Value);

    [Theory]
    [InlineData("0", "WorkHour", "limit.amount-out-of-range")]
    [InlineData("-1", "WorkHour", "limit.amount-out-of-range")]
    [InlineData("10001", "Minute", "limit.amount-out-of-range")]
    [InlineData("1001", "WorkDay", "limit.amount-out-of-range")]
    [InlineData("79228162514264337593543950335", "WorkDay", "limit.amount-out-of-range")]
    [InlineData("0.001", "WorkHour", "limit.amount-too-fine")]
    [InlineData("four", "WorkHour", "limit.amount-invalid")]
    [InlineData("1,000", "WorkHour", "limit.amount-invalid")]
    [InlineData("", "WorkHour", "limit.amount-invalid")]
    [InlineData(null, "WorkHour", "limit.amount-invalid")]
    [InlineData("4", "Week", "limit.unit-unknown")]
    [InlineData("4", "2", "limit.unit-unknown")]
    [InlineData("4", "", "limit.unit-unknown")]
    [InlineData("4", null, "limit.unit-unknown")]
    public void What_is_no_limit_is_refused_with_a_reason(string? amount, string? unit, string code)
    {
        var outcome = TimeLimit.Parse(amount, unit);

        Assert.False(outcome.Moved);
        Assert.Equal(code, outcome.Refusal.Code);
        Assert.Contains("请", outcome.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_cannot_be_constructed_wrong()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeLimit(0, LimitUnit.Minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeLimit(-4, LimitUnit.WorkHour));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeLimit(4, (LimitUnit)17));
        Assert.False(TimeLimit.Of(4, (LimitUnit)17).Moved);
        Assert.Equal(new TimeLimit(4m, LimitUnit.WorkHour), new TimeLimit(4.00m, LimitUnit.WorkHour));
    }

    [Theory]
    [InlineData("03:20:00", LimitUnit.WorkHour, "剩 3 小时 20 分（工作时）")]
    [InlineData("-00:04:00", LimitUnit.Minute, "超 4 分")]
    [InlineData("-00:04:59", LimitUnit.UrgentHour, "超 4 分")]
    [InlineData("00:00:59", LimitUnit.Minute, "剩不到 1 分")]
    [InlineData("-00:00:01", LimitUnit.WorkHour, "超不到 1 分（工作时）")]
    [InlineData("00:00:00", LimitUnit.Minute, "剩 0 分")]
    [InlineData("02:00:00", LimitUnit.UrgentHour, "剩 2 小时")]
    [InlineData("1.06:00:00", LimitUnit.UrgentHour, "剩 1 天 6 小时")]
    [InlineData("3.00:00:00", LimitUnit.NaturalDay, "剩 3 天")]
    [InlineData("1.06:00:00", LimitUnit.WorkHour, "剩 30 小时（工作时）")]
    [InlineData("08:00:00", LimitUnit.WorkDay, "剩 1 工作日")]
    [InlineData("-11:20:00", LimitUnit.WorkDay, "超 1 工作日 3 小时 20 分（工作时）")]
    public void Durations_are_said_as_the_office_says_them(string remaining, LimitUnit unit, string words) =>
        Assert.Equal(words, DurationWords.Remaining(TimeSpan.Parse(remaining, CultureInfo.InvariantCulture), unit));

    [Theory]
    [InlineData(0, Light.Green, 0)]
    [InlineData(19200, Light.Green, 80)]
    [InlineData(19201, Light.Yellow, 81)]
    [InlineData(24000, Light.Yellow, 100)]
    [InlineData(24001, Light.Red, 101)]
    public void The_light_changes_just_beyond_80_and_100_percent(long usedSeconds, Light light, int percent)
    {
        var limit = TimeSpan.FromSeconds(24000);
        Assert.Equal(light, LimitLight.Of(TimeSpan.FromSeconds(usedSeconds), limit));
        Assert.Equal(percent, LimitLight.PercentUsed(TimeSpan.FromSeconds(usedSeconds), limit));
    }

    [Fact]
    public void A_light_of_negative_use_or_of_no_limit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LimitLight.Of(TimeSpan.FromTicks(-1), TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LimitLight.Of(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(Light.Red, LimitLight.Of(TimeSpan.MaxValue, TimeSpan.MaxValue - TimeSpan.FromTicks(1)));
    }
}
