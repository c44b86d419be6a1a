namespace Dizhu.Core.Cases;

/// <summary>What an act led to.</summary>
public sealed record ActAnswer
{
    public Guid CaseId { get; init; }

    /// <summary>The case number, once there is one.</summary>
    public string? Number { get; init; }

    /// <summary>The number of the report, in the answer to a report.</summary>
    public string? ReportNumber { get; init; }

    public CaseAct Act { get; init; }

    public Stage Stage { get; init; }

    public string StageName { get; init; } = "";

    /// <summary>The version of the case after the act; the next act names it.</summary>
    public int Version { get; init; }

    /// <summary>The journal entry of the act.</summary>
    public int EntrySeq { get; init; }

    /// <summary>The entry's hash, hexadecimal: proof of what was recorded.</summary>
    public string EntryHash { get; init; } = "";

    /// <summary>When the post whose turn it is should be done, UTC; null without a limit.</summary>
    public DateTime? StageDueAt { get; init; }

    /// <summary>When handling is due, UTC; null without a limit or while its clock stands.</summary>
    public DateTime? HandlingDueAt { get; init; }

    /// <summary>The case it was merged into, or the new one split off or reopened.</summary>
    public Guid? OtherCaseId { get; init; }

    /// <summary>What the decision rests on.</summary>
    public IReadOnlyList<Reason> Because { get; init; } = [];

    /// <summary>True when the same write came before and this is its answer again.</summary>
    public bool AlreadyDone { get; init; }

    /// <summary>The code by which a citizen follows the report; shown once.</summary>
    public string? FollowCode { get; init; }
}
