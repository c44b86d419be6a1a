using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Dispatch;

/// <summary>What the matrix says of one matter.</summary>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Ownership">Whose property the matter's component is.</param>
public sealed record MatrixRoute(MatrixRule Rule, Ownership Ownership)
{
    /// <summary>
    /// True when a registered owner goes before the rule: components go mainly by ownership (三(二)1), so that only a
    /// rule that names the ownership sends one elsewhere.
    /// </summary>
    public bool YieldsToOwner => Rule.Ownership is null && Ownership is not Ownership.None;

    /// <summary>Asks the matrix; null when it has no rule.</summary>
    public static MatrixRoute? Of(MatrixBook book, string? gridCode, string? classKey, string? ownerId, OrganisationBook organisations)
    {
        var ownership = MatrixRule.OwnershipOf(ownerId, organisations);
        return book.Route(gridCode, classKey, ownership) is { } rule ? new MatrixRoute(rule, ownership) : null;
    }

    /// <summary>Why this unit, in words, with the rule and what it rests on.</summary>
    public DispatchReason Why(string unitName) => new(
        $"责任矩阵规则 {Rule.Id}：{(Rule.AreaPrefix.Length > 0 ? $"网格 {Rule.AreaPrefix}…" : "全市")}、{(Rule.ClassPrefix.Length > 0 ? $"类别 {Rule.ClassPrefix}…" : "所有类别")}、{NameOf(Rule.Ownership)}，由{unitName}负责（依据：{Rule.Source}）",
        RefKind.Matrix, Rule.Id);

    /// <summary>An ownership as pages name it.</summary>
    public static string NameOf(Ownership? ownership) => ownership switch
    {
        null => "不论权属",
        Ownership.None => "无登记权属",
        Ownership.Municipal => "市县公有",
        Ownership.UnitOwned => "企事业单位自有",
        _ => "私有",
    };
}
