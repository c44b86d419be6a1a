namespace Dizhu.Kernel.Calendars;

/// <summary>What a time limit is counted in (GB/T 30428 practice; names of the glossary).</summary>
public enum LimitUnit
{
    /// <summary>分钟: stage limits such as 受理 15 分钟. Runs on, nights and holidays too.</summary>
    Minute,

    /// <summary>紧急工作时: an hour that runs on, nights and holidays too.</summary>
    UrgentHour,

    /// <summary>工作时: an hour inside the office hours of working days.</summary>
    WorkHour,

    /// <summary>工作日: a fixed number of office minutes, 480 unless the city sets another.</summary>
    WorkDay,

    /// <summary>自然日 (紧急工作日): 24 hours that run on, nights and holidays too.</summary>
    NaturalDay,
}

/// <summary>The words for the units, and how each is counted.</summary>
public static class LimitUnits
{
    private static readonly (LimitUnit Unit, string Code, string Term)[] Table =
    [
        (LimitUnit.Minute, "minute", "分钟"),
        (LimitUnit.UrgentHour, "urgenthour", "紧急工作时"),
        (LimitUnit.WorkHour, "workhour", "工作时"),
        (LimitUnit.WorkDay, "workday", "工作日"),
        (LimitUnit.NaturalDay, "naturalday", "自然日"),
    ];

    /// <summary>The official Chinese term.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public static string Term(this LimitUnit unit) => Table[Known(unit)].Term;

    /// <summary>True when only office hours of working days count; false when the unit runs on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public static bool CountsOfficeTime(this LimitUnit unit) =>
        (LimitUnit)Known(unit) is LimitUnit.WorkHour or LimitUnit.WorkDay;

    /// <summary>
    /// Reads a code name (<c>WorkHour</c>, or <c>work_hour</c> as data tables write it; case does not matter)
    /// or the official term (<c>工作时</c>; 紧急工作日 is 自然日).
    /// </summary>
    public static bool TryParse(string? text, out LimitUnit unit)
    {
        var name = (text ?? "").Trim().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        foreach (var row in Table)
        {
            if (name == row.Code || name == row.Term)
            {
                unit = row.Unit;
                return true;
            }
        }

        unit = LimitUnit.NaturalDay;
        return name == "紧急工作日";
    }

    private static int Known(LimitUnit unit) =>
        (uint)unit < (uint)Table.Length ? (int)unit : throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit of time limits.");
}
