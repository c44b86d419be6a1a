using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Catalogue;

/// <summary>
/// 立案、处置与结案标准: one row of a class with filing condition, closing condition and the time limit per area level.
/// </summary>
public sealed class CaseStandard
{
    /// <summary>Stands between the id of a row and the number of a later version of it.</summary>
    public const string VersionMark = "-v";

    /// <summary>Class key and running number, for example <c>2013-C0101-1</c>; number 0 is the row of a class for which none was entered.</summary>
    public required string Id { get; init; }

    public required string ClassKey { get; init; }

    /// <summary>立案条件 in the language it was found in.</summary>
    public required string FilingCondition { get; init; }

    /// <summary>立案条件 in Chinese: our translation of a shortened text, or what the administrator entered.</summary>
    public string? FilingConditionZh { get; init; }

    /// <summary>结案条件 in the language it was found in.</summary>
    public required string ClosingCondition { get; init; }

    /// <summary>结案条件 in Chinese: our translation of a shortened text, or what the administrator entered.</summary>
    public string? ClosingConditionZh { get; init; }

    /// <summary>The limit in 一级管理区域, in <see cref="Unit"/>; null when not set.</summary>
    public decimal? Level1 { get; init; }

    /// <summary>The limit in 二级管理区域; null when not set.</summary>
    public decimal? Level2 { get; init; }

    /// <summary>The limit in 三级管理区域; null when not set.</summary>
    public decimal? Level3 { get; init; }

    /// <summary>The unit of the limits; null when there is none.</summary>
    public LimitUnit? Unit { get; init; }

    public required string Source { get; init; }

    public required SourceMark Mark { get; init; }

    public string? Note { get; init; }

    /// <summary>The first legal day it may be used for filing.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is in force.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>What pages show: Chinese where there is some.</summary>
    public string FilingConditionText => FilingConditionZh ?? FilingCondition;

    /// <summary>What pages show: Chinese where there is some.</summary>
    public string ClosingConditionText => ClosingConditionZh ?? ClosingCondition;

    /// <summary>True when it may be used on a legal day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && !(Until < day);

    /// <summary>True when a limit is set for at least one area level; without one, administration lists the row as 未设时限.</summary>
    public bool HasLimit => Unit is not null && (Level1 ?? Level2 ?? Level3) is not null;

    /// <summary>The amount for an area level, or null when not set.</summary>
    public decimal? AmountFor(int level) => level switch
    {
        1 => Level1,
        2 => Level2,
        3 => Level3,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Area levels are 1 to 3."),
    };
}

/// <summary>阶段时限: how long one stage of a case may take, where the city has set it.</summary>
public sealed class StageLimit
{
    /// <summary>Clock and area level, for example <c>Acceptance-0</c>; 0 stands for all levels.</summary>
    public required string Id { get; init; }

    /// <summary>The clock it is for, by name.</summary>
    public required string Clock { get; init; }

    /// <summary>1–3, or null for all levels.</summary>
    public int? AreaLevel { get; init; }

    public required decimal Amount { get; init; }

    public required LimitUnit Unit { get; init; }

    public required string Source { get; init; }

    public required SourceMark Mark { get; init; }

    public TimeLimit Limit => new(Amount, Unit);
}
