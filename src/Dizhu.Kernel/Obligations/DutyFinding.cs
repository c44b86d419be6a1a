using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>How a duty with a date stands.</summary>
public enum DutyState
{
    /// <summary>按时完成.</summary>
    OnTime,

    /// <summary>未到期.</summary>
    Open,

    /// <summary>逾期: a binding date is missed.</summary>
    Overdue,

    /// <summary>提示: a soft date (力争、争取、原则上) is missed.</summary>
    Remark,

    /// <summary>未设定周期: no interval is printed and none is set; never overdue.</summary>
    IntervalUnset,
}

/// <summary>How a duty stands, and why.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Span">The dates it is measured by; null while its interval is unset.</param>
/// <param name="Sentence">The reason, for the page and the print.</param>
public sealed record DutyFinding(DutyState State, DateSpan? Span, string Sentence)
{
    /// <summary>Measures a duty by its date word.</summary>
    /// <param name="doneUtc">When it was done, UTC; null while it is not.</param>
    /// <param name="nowUtc">The instant asked about, UTC.</param>
    public static Outcome<DutyFinding> Of(DateWord word, DateContext context, WorkCalendar calendar, DateTime? doneUtc, DateTime nowUtc)
    {
        if (word.Kind == DateWordKind.Unset && context.Interval is null)
        {
            return new DutyFinding(DutyState.IntervalUnset, null, $"未设定周期：原文“{word.Printed}”没有印周期（A-GEN-07），请由系统管理员设定；设定前不计逾期。");
        }

        var span = DateSpan.Of(word, context, calendar);
        return span.Moved ? Measured(span.Value, doneUtc, nowUtc) : span.Refusal;
    }

    private static DutyFinding Measured(DateSpan span, DateTime? doneUtc, DateTime nowUtc)
    {
        var state = (doneUtc ?? nowUtc) <= span.LastUtc
            ? doneUtc is null ? DutyState.Open : DutyState.OnTime
            : span.Word.Binding == Binding.Hard ? DutyState.Overdue : DutyState.Remark;
        var verdict = state switch
        {
            DutyState.OnTime => "按时完成",
            DutyState.Open => "未到期",
            DutyState.Overdue => doneUtc is null ? "逾期未完成" : "逾期完成",
            _ => "未达到力争的时间，只作提示，不计逾期（A-GEN-06）",
        };
        return new(state, span, $"{verdict}。{span.Explanation}{span.Caveat}");
    }
}
