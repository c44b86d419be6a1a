namespace Dizhu.Core.Organisations;

/// <summary>How far a post reaches: what its holder may see and act on.</summary>
public enum ScopeKind
{
    /// <summary>Only what this person reported or holds.</summary>
    Own,

    /// <summary>The duty grids listed.</summary>
    DutyGrids,

    /// <summary>A unit and everything below it.</summary>
    UnitSubtree,

    /// <summary>One management area.</summary>
    ManagementArea,

    /// <summary>The whole city.</summary>
    All,
}

/// <summary>The reach of a post: a kind and the keys it is about (unit id, area code, duty-grid codes).</summary>
public sealed record Scope(ScopeKind Kind, IReadOnlyList<string> Keys)
{
    public static readonly Scope Everything = new(ScopeKind.All, []);

    public static readonly Scope OwnOnly = new(ScopeKind.Own, []);
}
