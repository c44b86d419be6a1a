namespace Dizhu.Core.Maintenance;

/// <summary>
/// One version of one row an administrator maintains. Versions are only added, never rewritten: what was decided
/// with an earlier one can always be read again. Only one that has not yet begun to hold can be withdrawn; nothing was decided with it.
/// </summary>
public sealed class SettingVersion
{
    /// <summary>The kind of row, by the name the import and the interface use, for example <c>approval-chains</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the row is about, made of the key columns of its kind.</summary>
    public required string Key { get; init; }

    /// <summary>1, 2, … as the row was changed.</summary>
    public required int Version { get; init; }

    /// <summary>From this instant on it holds, UTC; until a later one takes its place.</summary>
    public required DateTime From { get; init; }

    /// <summary>True when the row ends at <see cref="From"/>.</summary>
    public required bool Ends { get; init; }

    /// <summary>The cells by column, as JSON with sorted names.</summary>
    public required string Cells { get; init; }
}

/// <summary>One line of the change log: who changed which row when, and what it said before and says now.</summary>
public sealed class SettingChange
{
    /// <summary>1, 2, … over the whole city; the highest is the version of all settings together.</summary>
    public required long No { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required Guid WhoId { get; init; }

    /// <summary>The label of the post, never a private name.</summary>
    public required string Who { get; init; }

    public required string RequestId { get; init; }

    public required string Kind { get; init; }

    public required string Key { get; init; }

    public required ChangeSort Sort { get; init; }

    /// <summary>From when the new version holds, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>The cells before, as JSON; null for a new row. Of a withdrawn version, what it said.</summary>
    public string? Old { get; init; }

    /// <summary>The cells now, as JSON; null for a row that ends.</summary>
    public string? New { get; init; }

    /// <summary>Why a version was withdrawn; null for other changes, whose rows name their source.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a change does to a row.</summary>
public enum ChangeSort
{
    /// <summary>新增.</summary>
    Added,

    /// <summary>修改.</summary>
    Changed,

    /// <summary>停用.</summary>
    Ended,

    /// <summary>撤回: what was entered for later is taken back before it holds.</summary>
    Withdrawn,
}
