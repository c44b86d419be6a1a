using Dizhu.Core.Places;

namespace Dizhu.Core.Geodata;

/// <summary>A unit's word on who owns a component (权属界定). Statements are never changed; a newer one counts.</summary>
public sealed class OwnershipStatement
{
    public required string ComponentId { get; init; }

    /// <summary>1, 2, … for each component.</summary>
    public required int Number { get; init; }

    public required string StatedByUnitId { get; init; }

    public required string OwnerId { get; init; }

    /// <summary>Document or fact it rests on.</summary>
    public required string Basis { get; init; }

    public required DateTime At { get; init; }

    public required Guid ById { get; init; }

    public required string By { get; init; }
}

/// <summary>A class whose owner counts only once a named unit has stated it (<c>data/geodata/ownership-statements.csv</c>).</summary>
public sealed record StatementRule(string ClassKey, string UnitId, string DutyId, string Clause)
{
    public static IReadOnlyList<StatementRule> All { get; } =
        [.. CityTable.Rows("data/geodata/ownership-statements.csv").Select(r => new StatementRule(r["class_key"], r["unit_id"], r["duty_id"], r["clause"]))];

    /// <summary>The rule of a class, or null when the owner in the record is enough.</summary>
    public static StatementRule? Of(string classKey) => All.FirstOrDefault(r => r.ClassKey == classKey);
}

/// <summary>Classes whose name says that the owner is not known (不明井盖, 不明立杆), from <c>data/geodata/ownerless-classes.csv</c>.</summary>
public static class OwnerlessClasses
{
    public static IReadOnlySet<string> Keys { get; } = CityTable.Rows("data/geodata/ownerless-classes.csv").Select(r => r["class_key"]).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Why a component waits in the queue of 权属确认.</summary>
public enum OwnershipGap
{
    /// <summary>No gap: the owner is known and, where that is asked for, stated.</summary>
    None,

    /// <summary>权属未界定: the unit that must state the owner has not.</summary>
    NotStated,

    /// <summary>权属未界定: the owner is unknown.</summary>
    NoOwner,

    /// <summary>权属、养护均不明: neither owner nor maintainer is known.</summary>
    NothingKnown,
}

/// <summary>How a gap is told.</summary>
public static class OwnershipGaps
{
    /// <summary>The gap of a component.</summary>
    /// <param name="component">Its present record.</param>
    /// <param name="isStated">The unit that must state its owner has done so.</param>
    public static OwnershipGap Of(ManagedComponent component, bool isStated) => (component.OwnerId, component.MaintainerId) switch
    {
        (null, null) => OwnershipGap.NothingKnown,
        (null, _) => OwnershipGap.NoOwner,
        _ when !isStated && StatementRule.Of(component.ClassKey) is not null => OwnershipGap.NotStated,
        _ => OwnershipGap.None,
    };

    /// <summary>The state as pages name it; null when there is no gap.</summary>
    public static string? Name(this OwnershipGap gap) => gap switch
    {
        OwnershipGap.None => null,
        OwnershipGap.NothingKnown => "权属未界定（权属、养护均不明）",
        OwnershipGap.NotStated => "权属未界定（待主管单位界定）",
        _ => "权属未界定",
    };
}
