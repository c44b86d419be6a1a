namespace Dizhu.Kernel.Calendars;

/// <summary>The units a time limit is counted in. Minute, UrgentHour and NaturalDay run on through nights and holidays.</summary>
public enum LimitUnit
{
    /// <summary>分钟, running on.</summary>
    Minute,

    /// <summary>紧急工作时: hours running on.</summary>
    UrgentHour,

    /// <summary>工作时: hours of office time.</summary>
    WorkHour,

    /// <summary>工作日: days of office time.</summary>
    WorkDay,

    /// <summary>自然日（紧急工作日）: calendar days.</summary>
    NaturalDay,
}
