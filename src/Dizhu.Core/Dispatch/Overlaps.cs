namespace Dizhu.Core.Dispatch;

/// <summary>A subject on which duties of several units meet (D-DCM-12), with the recommended tie-break.</summary>
public sealed class Overlap
{
    /// <summary>For example <c>OV-01</c>.</summary>
    public required string Id { get; init; }

    public required string Topic { get; init; }

    /// <summary>The units as listed, separated by semicolons.</summary>
    public required string Units { get; init; }

    /// <summary>The phrases that meet, separated by semicolons.</summary>
    public required string Phrases { get; init; }

    /// <summary>The tie-break as recommended, and in Chinese (our translation).</summary>
    public required string TieBreak { get; init; }

    public required string TieBreakZh { get; init; }

    /// <summary>Document and clauses in which the phrases stand.</summary>
    public required string Clause { get; init; }
}

/// <summary>When a tie-break between two duties decides.</summary>
public enum OverlapWhen
{
    Always,

    /// <summary>The place lies in a park or garden.</summary>
    InPark,

    /// <summary>The place is not known to lie in a park or garden.</summary>
    NotInPark,

    /// <summary>It only explains a duty that was chosen; it never decides by itself.</summary>
    Chosen,
}

/// <summary>One tie-break between two items of duty.</summary>
public sealed class DispatchRule
{
    /// <summary>For example <c>OR-03</c>.</summary>
    public required string Id { get; init; }

    public required string OverlapId { get; init; }

    public required string PreferredDutyId { get; init; }

    public required string OtherDutyId { get; init; }

    public required OverlapWhen When { get; init; }

    /// <summary>Why, as shown.</summary>
    public required string ReasonZh { get; init; }

    /// <summary>True when it decides at such a place.</summary>
    public bool Decides(bool? inPark) => When switch
    {
        OverlapWhen.Always => true,
        OverlapWhen.InPark => inPark == true,
        OverlapWhen.NotInPark => inPark != true,
        _ => false,
    };

    /// <summary>True when it is about these two duties, in either order.</summary>
    public bool IsBetween(string one, string other) =>
        (PreferredDutyId, OtherDutyId) == (one, other) || (PreferredDutyId, OtherDutyId) == (other, one);
}

/// <summary>The items of duty that stand for everything not listed elsewhere.</summary>
public enum DutyRole
{
    /// <summary>信访案件.</summary>
    Petition,

    /// <summary>其它扩展事件.</summary>
    OtherEvents,

    /// <summary>The lead unit, where nothing else gives a unit.</summary>
    Lead,
}

/// <summary>Which item of duty plays a role.</summary>
public sealed class DutyRoleRow
{
    public required DutyRole Role { get; init; }

    public required string DutyId { get; init; }

    public required string Meaning { get; init; }
}
