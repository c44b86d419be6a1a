namespace Dizhu.Core.Access;

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

/// <summary>
/// Somebody known: a person in one post of one unit, or a machine client. A person with two posts
/// chooses one at log-in; a principal never carries two.
/// </summary>
/// <param name="Id">The person or client.</param>
/// <param name="Label">How the journal and the pages name them, for example 受理员 03. Never a private name by default.</param>
/// <param name="Post">The post they act in.</param>
/// <param name="UnitId">The unit they act for; null for citizens and machines.</param>
/// <param name="Scope">How far they reach.</param>
public sealed record Principal(Guid Id, string Label, Post Post, string? UnitId, Scope Scope)
{
    public Power Power => Powers.Of(Post);
}
