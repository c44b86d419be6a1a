namespace Dizhu.Kernel.Calendars;

/// <summary>What the calendar is called on the page.</summary>
public static class CalendarWords
{
    private static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    /// <summary>周一 … 周日.</summary>
    public static string Weekday(DateOnly day) => Weekdays[(int)day.DayOfWeek];

    /// <summary>工作日, 周末, 国庆节放假, 春节调休上班.</summary>
    public static string KindOf(CalendarDay day) => day.Kind switch
    {
        DayKind.Weekend => "周末",
        DayKind.Holiday => $"{day.Name}放假",
        DayKind.MakeUpDay => $"{day.Name}调休上班",
        _ => "工作日",
    };

    /// <summary>The sentence for years that have no calendar; null when there is none.</summary>
    public static string? Caveat(IReadOnlyList<int>? years) => years is { Count: > 0 }
        ? $"{string.Join("、", years)} 年没有节假日安排，只按周末休息计算；安排公布并载入后请重新核对。"
        : null;
}
