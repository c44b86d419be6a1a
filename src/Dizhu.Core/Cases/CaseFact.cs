namespace Dizhu.Core.Cases;

/// <summary>
/// One row per case for evaluation (综合评价): when what happened, by whom, how often, in time or not.
/// Rewritten in the transaction of each act and recountable from the journal alone.
/// </summary>
public sealed record CaseFact
{
    public Guid CaseId { get; init; }

    public string? Number { get; init; }

    public Stage Stage { get; init; }

    public ReportSource Source { get; init; }

    public string? ClassKey { get; init; }

    public string? StandardId { get; init; }

    public int? AreaLevel { get; init; }

    public string? GridCode { get; init; }

    public string? DutyGridCode { get; init; }

    public string? CommunityCode { get; init; }

    public string? StreetCode { get; init; }

    public string? ManagementAreaCode { get; init; }

    public string? UnitId { get; init; }

    public DateTime ReportedAt { get; init; }

    public DateTime? AcceptedAt { get; init; }

    public DateTime? DeclinedAt { get; init; }

    public DateTime? VerifiedAt { get; init; }

    public DateTime? FiledAt { get; init; }

    public DateTime? FilingRefusedAt { get; init; }

    /// <summary>The first dispatch by the city.</summary>
    public DateTime? DispatchedAt { get; init; }

    /// <summary>The last signature.</summary>
    public DateTime? SignedAt { get; init; }

    /// <summary>The last handling.</summary>
    public DateTime? HandledAt { get; init; }

    /// <summary>The last feedback.</summary>
    public DateTime? FedBackAt { get; init; }

    /// <summary>The last passing on by command.</summary>
    public DateTime? PassedOnAt { get; init; }

    public DateTime? CheckSentAt { get; init; }

    /// <summary>The last check, passed or not.</summary>
    public DateTime? CheckedAt { get; init; }

    public DateTime? ClosedAt { get; init; }

    public DateTime? CancelledAt { get; init; }

    public int ReworkCount { get; init; }

    public int ReturnCount { get; init; }

    public int ExtensionCount { get; init; }

    public int DeferralCount { get; init; }

    public int UrgeCount { get; init; }

    /// <summary>Mended on the spot by the collector; counted apart.</summary>
    public bool SelfHandled { get; init; }

    /// <summary>Closed along the forced way: without a passed check it is an open loop (DCM-009).</summary>
    public bool ForcedClose { get; init; }

    /// <summary>
    /// Closed without an inspection stamp (DCM-009): forced, or neither checked nor, where it was mended on the spot, confirmed.
    /// </summary>
    public bool IsOpenLoop => ClosedAt is not null && (ForcedClose || (CheckedAt is null && !SelfHandled));

    /// <summary>The same as a condition of a query.</summary>
    internal static System.Linq.Expressions.Expression<Func<CaseFact, bool>> OpenLoop { get; } =
        f => f.ClosedAt != null && (f.ForcedClose || (f.CheckedAt == null && !f.SelfHandled));

    /// <summary>Left out of statistics after an appeal; the fact is kept.</summary>
    public bool Excluded { get; init; }

    public bool Typical { get; init; }

    /// <summary>Satisfaction 1–5.</summary>
    public int? Satisfaction { get; init; }

    /// <summary>The case it was split from or reopens.</summary>
    public Guid? OriginCaseId { get; init; }

    public DateTime? MergedAt { get; init; }

    /// <summary>The last reply to the reporter.</summary>
    public DateTime? RepliedAt { get; init; }

    /// <summary>Due moment the last feedback was measured against.</summary>
    public DateTime? HandlingDueAt { get; init; }

    /// <summary>Handling time used at the last feedback, microseconds, counted as the limit's unit counts.</summary>
    public long? HandlingUsedMicros { get; init; }

    /// <summary>The last feedback left the command side by its due moment; null without a limit.</summary>
    public bool? HandlingOnTime { get; init; }

    public Guid? ReportedBy { get; init; }

    public Guid? AcceptedBy { get; init; }

    public Guid? FiledBy { get; init; }

    public Guid? DispatchedBy { get; init; }

    public Guid? CheckedBy { get; init; }

    public Guid? ClosedBy { get; init; }
}
