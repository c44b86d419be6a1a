namespace Dizhu.Core.Cases;

/// <summary>What a task asks for. Stored by name.</summary>
public enum TaskKind
{
    /// <summary>核实, before filing.</summary>
    Verify,

    /// <summary>处置.</summary>
    Handle,

    /// <summary>核查, after handling.</summary>
    Check,

    /// <summary>协办: another unit helps; the main unit feeds back only when every one is done or excused.</summary>
    CoHandle,
}

/// <summary>How a task stands. Stored by name.</summary>
public enum TaskState
{
    /// <summary>Given out, not signed for.</summary>
    Open,

    /// <summary>Signed for (已签收).</summary>
    Signed,

    /// <summary>Handled, not yet fed back (已处置).</summary>
    Handled,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Returned with a reason.</summary>
    Returned,

    /// <summary>Ended because the case was.</summary>
    Dropped,

    /// <summary>Given on to a unit below, whose feedback brings it back (已下派).</summary>
    HandedDown,

    /// <summary>Excused from helping (免除协办).</summary>
    Excused,
}

/// <summary>A task (任务): what a unit or a collector must do for a case. Its acts are recorded one by one (DCM-107).</summary>
public sealed record CaseTask
{
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    public TaskKind Kind { get; init; }

    public TaskState State { get; init; }

    /// <summary>The task it was handed down from; null at the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The person of the unit it is assigned to; null while the unit has it as a whole.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>The unit that holds it, for handling.</summary>
    public string? UnitId { get; init; }

    /// <summary>The collector who holds it, for verification and check.</summary>
    public Guid? PersonId { get; init; }

    public DateTime OpenedAt { get; init; }

    public DateTime? SignedAt { get; init; }

    public DateTime? HandledAt { get; init; }

    public DateTime? EndedAt { get; init; }

    /// <summary>For verification: found as reported. For a check: the closing condition is met.</summary>
    public bool? Passed { get; init; }

    /// <summary>The handling result, or what the collector saw.</summary>
    public string? Result { get; init; }

    /// <summary>Counts the changes of this task.</summary>
    public int Version { get; init; }

    /// <summary>True while somebody has to do something about it.</summary>
    public bool IsOpen() => State is TaskState.Open or TaskState.Signed or TaskState.Handled;
}
