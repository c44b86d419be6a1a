using System.Globalization;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>What a date word comes to: the days it holds, and the last instant in time.</summary>
/// <param name="Word">The word, with the precision it is printed in.</param>
/// <param name="First">The first day of the stretch; null where only its end is printed.</param>
/// <param name="Last">The last legal day that is still in time.</param>
/// <param name="LastUtc">The last instant that is still in time, UTC: the end of <paramref name="Last"/>, or the hour itself.</param>
/// <param name="Explanation">How it was counted, in a sentence, with the reading taken.</param>
/// <param name="Caveat">What must stand beside it when a year had no calendar; null otherwise.</param>
public sealed record DateSpan(DateWord Word, DateOnly? First, DateOnly Last, DateTime LastUtc, string Explanation, string? Caveat = null)
{
    /// <summary>Works a date word out.</summary>
    public static Outcome<DateSpan> Of(DateWord word, DateContext context, WorkCalendar calendar)
    {
        try
        {
            var span = Resolve(word, context, calendar);
            return !span.Moved || CalendarRange.Contains(span.Value.Last) ? span : Outside(word);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The calendar and the days of the framework end; a limit beyond them is no limit of an office.
            return Outside(word);
        }
    }

    private static Outcome<DateSpan> Resolve(DateWord word, DateContext context, WorkCalendar calendar) => word.Kind switch
    {
        DateWordKind.Within => Within(word, context, calendar),
        DateWordKind.Ahead => Ahead(word, context, calendar),
        DateWordKind.MonthlyDay or DateWordKind.EveryPeriod or DateWordKind.Unset => Returning(word, context, calendar),
        DateWordKind.Window => Window(word, context, calendar),
        _ => Printed(word, context, calendar),
    };

    private static Outcome<DateSpan> Printed(DateWord word, DateContext context, WorkCalendar calendar)
    {
        if ((word.Year ?? context.Written?.Year) is not { } year)
        {
            return Missing("date.year-missing", word, "没有印年份，请给出文件日期（印发日）");
        }

        var month = word.Kind switch { DateWordKind.HalfYear => word.Part * 6, DateWordKind.Year => 12, _ => word.Month };
        if (year < CalendarRange.First.Year || year > CalendarRange.Last.Year || month is < 1 or > 12
            || (word.Kind == DateWordKind.Day && (word.Day < 1 || word.Day > DateTime.DaysInMonth(year, month))))
        {
            return new Refusal("date.no-such-day", $"“{word.Printed}”不是 {CalendarRange.First.Year} 至 {CalendarRange.Last.Year} 年间的日子。请核对原文和文件日期。", RefusalKind.Invalid, Field: "date");
        }

        var end = DateTime.DaysInMonth(year, month);
        var (from, to, reading) = word.Kind switch
        {
            DateWordKind.Day => (new DateOnly(year, month, word.Day), word.Day, "即"),
            DateWordKind.TenDays => (new(year, month, ((word.Part - 1) * 10) + 1), word.Part == 3 ? end : word.Part * 10, "止于该旬最后一日"),
            DateWordKind.Month => (new(year, month, 1), end, "止于当月最后一日"),
            DateWordKind.HalfYear => (new(year, month - 5, 1), end, "止于该半年最后一日"),
            _ => (new DateOnly(year, 1, 1), end, "止于当年最后一日"),
        };
        var last = new DateOnly(year, month, to);
        var strict = context.Strict && word.Before;
        last = strict ? last.AddDays(-1) : last;
        var takenAs = strict ? "，“前”不含当日（从严读法）" : word.Before ? "，“前”含当日（A-GEN-02）" : "";
        var yearOf = word.Year is null ? $"，年份取自文件日期 {context.Written:yyyy-MM-dd}" : "";
        return Day(word, word.Before ? null : from, last, calendar, $"{reading} {Shown(last)}{takenAs}{yearOf}");
    }

    private static Outcome<DateSpan> Window(DateWord word, DateContext context, WorkCalendar calendar)
    {
        var from = Printed(word.Ends[0], context, calendar);
        // A year printed once holds for both ends.
        var to = Printed(word.Ends[1] with { Year = word.Ends[1].Year ?? word.Ends[0].Year }, context, calendar);
        if (!from.Moved || !to.Moved)
        {
            return from.Moved ? to : from;
        }

        var first = from.Value.First!.Value;
        return first > to.Value.Last
            ? new Refusal("date.window-backwards", $"“{word.Printed}”的结束早于开始。请核对原文和文件日期。", RefusalKind.Invalid, Field: "date")
            : Day(word, first, to.Value.Last, calendar, $"自 {Shown(first)}至 {Shown(to.Value.Last)}，首尾两日都算");
    }

    private static Outcome<DateSpan> Within(DateWord word, DateContext context, WorkCalendar calendar)
    {
        if (context.StartUtc is not { } start)
        {
            return Missing("date.start-missing", word, "从何时起算没有给出，请给出起算时间");
        }

        var local = calendar.ToLocal(start);
        var day = DateOnly.FromDateTime(local);
        if (word.Unit == CountUnit.Hour)
        {
            var due = calendar.Due(start, new(word.Amount, LimitUnit.UrgentHour));
            var at = calendar.ToLocal(due.DueUtc);
            return new DateSpan(
                word, day, DateOnly.FromDateTime(at), due.DueUtc,
                Sentence(word, $"自 {Moment(local)} 起连续计 {word.Amount} 小时，夜间和节假日不扣除，至 {Moment(at)}"));
        }

        var workDays = word.Unit == CountUnit.WorkDay ? calendar.WorkDayAfter(day, word.Amount) : (DueDay?)null;
        var last = workDays?.Day ?? Shift(day, word.Amount, word.Unit);
        var counting = word.Unit switch
        {
            CountUnit.WorkDay => $"按工作日计 {word.Amount} 日",
            CountUnit.Day => $"按自然日计 {word.Amount} 日",
            CountUnit.Week => $"计 {word.Amount} 周",
            CountUnit.Month => $"计 {word.Amount} 个月，没有对应日的取当月最后一日",
            _ => $"计 {word.Amount} 年，没有对应日的取当月最后一日",
        };
        return Day(word, day.AddDays(1), last, calendar, $"自 {day:yyyy-MM-dd} 的次日起算（A-GEN-04），{counting}，至 {Shown(last)}", workDays?.Caveat);
    }

    private static Outcome<DateSpan> Ahead(DateWord word, DateContext context, WorkCalendar calendar)
    {
        if (context.Event is not { } due)
        {
            return Missing("date.event-missing", word, "提前于哪一天没有给出，请给出到期日");
        }

        if (word.Unit == CountUnit.WorkDay)
        {
            return Missing("date.ahead-by-work-days", word, "按工作日倒计尚无文件依据，请改用日、周、月或年");
        }

        var last = Shift(due, -word.Amount, word.Unit);
        var unit = word.Unit switch { CountUnit.Month => "个月", CountUnit.Week => "周", CountUnit.Year => "年", _ => "日" };
        return Day(word, null, last, calendar, $"由到期日 {due:yyyy-MM-dd} 倒计 {word.Amount} {unit}，没有对应日的取当月最后一日，最迟 {Shown(last)}");
    }

    private static Outcome<DateSpan> Returning(DateWord word, DateContext context, WorkCalendar calendar)
    {
        if (word.Kind == DateWordKind.Unset && context.Interval is null)
        {
            return new Refusal("date.interval-unset", $"“{word.Printed}”：未设定周期。原文没有印周期（A-GEN-07），请由系统管理员设定。", RefusalKind.Rule, Field: "interval");
        }

        if (context.On is not { } on)
        {
            return Missing("date.period-missing", word, "没有给出查询哪一期，请给出该期中的任一日");
        }

        if (word.Kind == DateWordKind.MonthlyDay)
        {
            if (word.Day is < 1 or > 31)
            {
                return new Refusal("date.no-such-day", $"“{word.Printed}”里没有这样的日子。请核对原文。", RefusalKind.Invalid, Field: "date");
            }

            var end = DateTime.DaysInMonth(on.Year, on.Month);
            var day = new DateOnly(on.Year, on.Month, Math.Min(word.Day, end));
            var strict = context.Strict && word.Before;
            var last = strict ? day.AddDays(-1) : day;
            var clamped = word.Day > end ? $"，当月没有 {word.Day} 日，取最后一日" : "";
            return Day(word, null, last, calendar, $"{on:yyyy-MM} 这一期最迟 {Shown(last)}{clamped}{(strict ? "，“前”不含当日（从严读法）" : "")}");
        }

        var period = word.Kind == DateWordKind.Unset ? context.Interval!.Value : word.Period;
        var (from, to) = PeriodOf(on, period);
        var source = word.Kind == DateWordKind.Unset ? "周期由系统管理员设定，原文未印；" : "";
        return Day(word, from, to, calendar, $"{source}这一期自 {from:yyyy-MM-dd} 至 {Shown(to)}，至少 {Math.Max(word.Amount, 1)} 次");
    }

    private static (DateOnly From, DateOnly To) PeriodOf(DateOnly on, DutyPeriod period)
    {
        var month = new DateOnly(on.Year, on.Month, 1);
        switch (period)
        {
            case DutyPeriod.Day:
                return (on, on);
            case DutyPeriod.Week:
                var monday = on.AddDays(-(((int)on.DayOfWeek + 6) % 7));
                return (monday, monday.AddDays(6));
            case DutyPeriod.HalfMonth:
                return on.Day <= 15 ? (month, month.AddDays(14)) : (month.AddDays(15), month.AddMonths(1).AddDays(-1));
            case DutyPeriod.Month:
                return (month, month.AddMonths(1).AddDays(-1));
            case DutyPeriod.Quarter:
                var quarter = new DateOnly(on.Year, ((on.Month - 1) / 3 * 3) + 1, 1);
                return (quarter, quarter.AddMonths(3).AddDays(-1));
            default:
                return (new(on.Year, 1, 1), new(on.Year, 12, 31));
        }
    }

    private static DateOnly Shift(DateOnly day, int amount, CountUnit unit) => unit switch
    {
        CountUnit.Month => day.AddMonths(amount),
        CountUnit.Year => day.AddYears(amount),
        CountUnit.Week => day.AddDays(amount * 7),
        _ => day.AddDays(amount),
    };

    private static DateSpan Day(DateWord word, DateOnly? first, DateOnly last, WorkCalendar calendar, string how, string? caveat = null) =>
        new(word, first, last, calendar.FromLocal(last.AddDays(1).ToDateTime(TimeOnly.MinValue)).AddTicks(-1), Sentence(word, $"{how}，当日内都算按时"), caveat);

    private static string Sentence(DateWord word, string how) => $"“{word.Printed}”：{how}。";

    private static string Shown(DateOnly day) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}（{CalendarWords.Weekday(day)}）";

    private static string Moment(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Refusal Missing(string code, DateWord word, string what) => new(code, $"“{word.Printed}”：{what}。", RefusalKind.Invalid, Field: "date");

    private static Refusal Outside(DateWord word) => new(
        "date.outside-calendar", $"“{word.Printed}”算出的日子不在 {CalendarRange.First.Year} 至 {CalendarRange.Last.Year} 年之内。请核对原文和起算时间。", RefusalKind.Invalid, Field: "date");
}
