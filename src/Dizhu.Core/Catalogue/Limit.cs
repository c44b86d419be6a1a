using System.Globalization;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Catalogue;

/// <summary>The time limit that holds for a case, and why.</summary>
/// <param name="Value">The limit; null when none is set (未设时限).</param>
/// <param name="StandardId">The row it comes from.</param>
/// <param name="UsedLevel">The area level whose figure was used; null when none is set.</param>
/// <param name="Words">A sentence for the page: the limit, the level, and any substitution made.</param>
/// <param name="Clause">The clause that asks for numeric limits.</param>
public sealed record Limit(TimeLimit? Value, string StandardId, int? UsedLevel, string Words, Clause Clause)
{
    private static readonly Clause Quantified = Sources.Order26.Clause("三(二)1", "量化的处置制度");
    private static readonly string[] Levels = ["一级", "二级", "三级"];

    /// <summary>True when a limit is set.</summary>
    public bool IsSet => Value is not null;

    /// <summary>The limit of the area level; an empty or unknown level uses level 1 and says so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not 1, 2 or 3.</exception>
    public static Limit Of(CaseStandard standard, int? areaLevel)
    {
        var used = areaLevel is { } level && standard.AmountFor(level) is not null ? level : 1;
        if (standard.Unit is not { } unit || standard.AmountFor(used) is not { } amount)
        {
            var why = standard.HasLimit ? $"标准 {standard.Id} 对该区域等级没有时限" : $"标准 {standard.Id} 没有录入处置时限";
            return new Limit(null, standard.Id, null, $"未设时限：{why}，案件可以立案，请管理员补录", Quantified);
        }

        var limit = new TimeLimit(amount, unit);
        var note = areaLevel switch
        {
            null => "，区域等级未知，按一级管理区域",
            { } asked when asked != used => $"，{Levels[asked - 1]}管理区域未设，按一级管理区域",
            _ => $"，{Levels[used - 1]}管理区域",
        };
        return new Limit(limit, standard.Id, used, $"处置时限 {Text(limit)}{note}（标准 {standard.Id}，{standard.Source}）", Quantified);
    }

    /// <summary>A limit as pages print it, for example <c>2 紧急工作时</c>.</summary>
    public static string Text(TimeLimit limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Amount:0.##} {UnitName(limit.Unit)}");

    private static string UnitName(LimitUnit unit) => unit switch
    {
        LimitUnit.Minute => "分钟",
        LimitUnit.UrgentHour => "紧急工作时",
        LimitUnit.WorkHour => "工作时",
        LimitUnit.WorkDay => "工作日",
        LimitUnit.NaturalDay => "自然日",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit of a limit."),
    };
}
