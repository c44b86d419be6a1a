namespace Dizhu.Core.Organisations;

/// <summary>How a unit belongs to digital city management (三政办〔2017〕26号 四).</summary>
public enum UnitGroup
{
    /// <summary>The government and the leading group: they stand over all units.</summary>
    Above,

    /// <summary>监督指挥中心 with its supervision and command centres.</summary>
    Centre,

    /// <summary>市直相关单位 27.</summary>
    Municipal,

    /// <summary>县(市、区)级政府 10, four of them zones (D-DCM-04).</summary>
    County,

    /// <summary>企事业单位 11.</summary>
    Enterprise,

    /// <summary>A department below one of the units.</summary>
    SubUnit,

    /// <summary>A team of a second-level platform.</summary>
    PlatformSubUnit,
}

/// <summary>The mark of a unit in 四(二): which matters it takes part in.</summary>
public enum Involvement
{
    /// <summary>属事件.</summary>
    Event,

    /// <summary>属部件.</summary>
    Component,

    /// <summary>属事件、部件双涉及.</summary>
    Both,
}

/// <summary>A unit that supervises, commands or handles. Its names are dated: see <see cref="UnitName"/>.</summary>
public sealed class Unit
{
    /// <summary>The id of the register, for example <c>ORG-U042</c>; <c>SYN-…</c> for units of the sample city.</summary>
    public required string Id { get; init; }

    /// <summary>What sort of body it is, as the register says.</summary>
    public required string Kind { get; init; }

    /// <summary>The unit directly above; null where none is recorded.</summary>
    public string? ParentId { get; set; }

    public required UnitGroup Group { get; init; }

    /// <summary>
    /// How high it stands (高位监督): 1 over the system, 2 the centre, 3 the units the centre evaluates, 4 and more what is below them.
    /// </summary>
    public required int Tier { get; init; }

    /// <summary>属事件, 属部件 or 双涉及; null where no mark is printed.</summary>
    public Involvement? Involvement { get; init; }

    /// <summary>Other forms of the name that are printed somewhere, separated by semicolons.</summary>
    public string? Aliases { get; init; }

    /// <summary>Made up for the sample city.</summary>
    public required bool IsSynthetic { get; init; }

    public string? Note { get; init; }

    /// <summary>Document and clause, or what else it comes from.</summary>
    public required string Source { get; init; }
}

/// <summary>A name a unit has for some time. Days are legal days, both included.</summary>
public sealed class UnitName
{
    public required string UnitId { get; init; }

    /// <summary>1, 2, … in the order of time.</summary>
    public required int No { get; init; }

    public required string Name { get; init; }

    /// <summary>The first day; null when it always had the name before.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; null while it has the name.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Document and clause that gave the name.</summary>
    public required string Clause { get; init; }

    /// <summary>True when the unit has this name on a day.</summary>
    public bool HoldsOn(DateOnly day) => !(From > day) && !(Until < day);
}
