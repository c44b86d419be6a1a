using System.Collections.Immutable;

namespace Dizhu.Kernel.Obligations;

/// <summary>What a date word is about.</summary>
public enum DateWordKind
{
    /// <summary>2017年6月5日前.</summary>
    Day,

    /// <summary>4月下旬.</summary>
    TenDays,

    /// <summary>10月底前.</summary>
    Month,

    /// <summary>上半年.</summary>
    HalfYear,

    /// <summary>到2020年, 年底前.</summary>
    Year,

    /// <summary>从4月下旬开始至6月20日: two words, from the first day of one to the last of the other.</summary>
    Window,

    /// <summary>15日内, 7个工作日内, 4小时内: counted from a start.</summary>
    Within,

    /// <summary>提前2个月以上: counted back from a due day.</summary>
    Ahead,

    /// <summary>每月29日前.</summary>
    MonthlyDay,

    /// <summary>每月, 每季度: once or more in every period.</summary>
    EveryPeriod,

    /// <summary>定期, 经常性: no interval is printed (A-GEN-07).</summary>
    Unset,
}

/// <summary>What a limit in words is counted in.</summary>
public enum CountUnit
{
    /// <summary>小时: runs on, nights and holidays too.</summary>
    Hour,

    /// <summary>日, 天: calendar days (A-GEN-04).</summary>
    Day,

    /// <summary>工作日: by the working calendar.</summary>
    WorkDay,

    /// <summary>周.</summary>
    Week,

    /// <summary>个月: the same day of a later month, the last where it has no such day.</summary>
    Month,

    /// <summary>年.</summary>
    Year,
}

/// <summary>The calendar periods a duty may come back in.</summary>
public enum DutyPeriod
{
    /// <summary>每天.</summary>
    Day,

    /// <summary>每周, Monday to Sunday.</summary>
    Week,

    /// <summary>每半月: days 1–15, and the rest of the month.</summary>
    HalfMonth,

    /// <summary>每月: the calendar month (A-GEN-10).</summary>
    Month,

    /// <summary>每季度.</summary>
    Quarter,

    /// <summary>每年.</summary>
    Year,
}

/// <summary>How binding a date is (PLT-009).</summary>
public enum Binding
{
    /// <summary>要、必须、确保, or no such word: missed is overdue.</summary>
    Hard,

    /// <summary>力争、争取、原则上: missed is a remark (A-GEN-06).</summary>
    Soft,
}

/// <summary>A date word read from the sentence of a document; what it comes to depends on a <see cref="DateContext"/>.</summary>
/// <param name="Printed">The words of the date as printed.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Binding">How binding the sentence makes it.</param>
public sealed record DateWord(string Printed, DateWordKind Kind, Binding Binding)
{
    /// <summary>The year, where one is printed.</summary>
    public int? Year { get; init; }

    public int Month { get; init; }

    public int Day { get; init; }

    /// <summary>上旬 1, 中旬 2, 下旬 3; 上半年 1, 下半年 2.</summary>
    public int Part { get; init; }

    /// <summary>How many units are counted, or how often a duty is due in each period.</summary>
    public int Amount { get; init; }

    public CountUnit Unit { get; init; }

    public DutyPeriod Period { get; init; }

    /// <summary>True when 前 is printed; decides the strict reading of A-GEN-02.</summary>
    public bool Before { get; init; }

    /// <summary>Both ends of a <see cref="DateWordKind.Window"/>.</summary>
    public ImmutableArray<DateWord> Ends { get; init; } = [];
}

/// <summary>What the sentence does not say itself.</summary>
/// <param name="Written">The day of the document: gives the year where none is printed.</param>
/// <param name="StartUtc">From where 内 is counted, UTC; its legal day does not count itself.</param>
/// <param name="Event">The due day that 提前 counts back from.</param>
/// <param name="On">A day of the month or period asked about, for duties that come back.</param>
/// <param name="Interval">The period an administrator has set for 定期; null while unset.</param>
/// <param name="Strict">True to read “X日前” as before that day (the other reading of A-GEN-02).</param>
public sealed record DateContext(
    DateOnly? Written = null, DateTime? StartUtc = null, DateOnly? Event = null, DateOnly? On = null, DutyPeriod? Interval = null, bool Strict = false);
