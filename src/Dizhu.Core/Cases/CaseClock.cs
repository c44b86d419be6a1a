using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Cases;

/// <summary>What a clock measures. Stored by name; also the key of the stage-limit settings.</summary>
public enum ClockKind
{
    Acceptance,
    Verification,
    Filing,
    Dispatch,
    Signing,
    Handling,
    PassOn,
    CheckSending,
    Check,
    Closing,
}

/// <summary>What the clocks are called.</summary>
public static class ClockKinds
{
    public static string Name(this ClockKind kind) => kind switch
    {
        ClockKind.Acceptance => "受理",
        ClockKind.Verification => "核实",
        ClockKind.Filing => "立案",
        ClockKind.Dispatch => "派遣",
        ClockKind.Signing => "签收",
        ClockKind.Handling => "处置",
        ClockKind.PassOn => "批转",
        ClockKind.CheckSending => "发核查",
        ClockKind.Check => "核查",
        ClockKind.Closing => "结案",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown clock."),
    };
}

/// <summary>Which clock belongs to whom.</summary>
public static class StageClocks
{
    /// <summary>The clock of the post whose turn it is in a stage.</summary>
    public static ClockKind OwnClock(this Stage stage) => stage switch
    {
        Stage.AwaitingAcceptance or Stage.ReviewingSelfHandled => ClockKind.Acceptance,
        Stage.VerifyingAcceptance or Stage.VerifyingFiling => ClockKind.Verification,
        Stage.AwaitingFiling => ClockKind.Filing,
        Stage.AwaitingDispatch => ClockKind.Dispatch,
        Stage.AwaitingSignature => ClockKind.Signing,
        Stage.AwaitingPassOn => ClockKind.PassOn,
        Stage.AwaitingCheckSending => ClockKind.CheckSending,
        Stage.AwaitingCheck => ClockKind.Check,
        Stage.AwaitingClosing => ClockKind.Closing,
        _ => ClockKind.Handling,
    };
}

/// <summary>How a clock stands after a row. Stored by name.</summary>
public enum ClockState
{
    Running,
    Paused,
    Stopped,
}

/// <summary>
/// One turn of a clock. A start, pause, resume or stop writes a new row with its due moment; old rows
/// never change. The last row of a kind says how that clock stands.
/// </summary>
public sealed record CaseClock
{
    public Guid CaseId { get; init; }

    /// <summary>Running number within the case, from 1.</summary>
    public int No { get; init; }

    public ClockKind Kind { get; init; }

    /// <summary>Counts the starts of this kind from 1: another unit after a return starts a new round.</summary>
    public int Round { get; init; }

    public ClockState State { get; init; }

    /// <summary>The instant of this turn.</summary>
    public DateTime At { get; init; }

    /// <summary>When this round first started.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The limit, in <see cref="LimitUnit"/>; null when none is set (未设时限).</summary>
    public decimal? LimitAmount { get; init; }

    public LimitUnit? LimitUnit { get; init; }

    /// <summary>When it runs out (running), or ran out or would have (paused, stopped); null without a limit.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>Time used up to <see cref="At"/> in this round, microseconds, counted as the unit counts.</summary>
    public long UsedMicros { get; init; }

    /// <summary>Wall time paused in this round up to <see cref="At"/>, microseconds.</summary>
    public long PausedMicros { get; init; }

    /// <summary>The unit the round was started for (handling only).</summary>
    public string? UnitId { get; init; }

    /// <summary>The standard row behind a handling limit.</summary>
    public string? StandardId { get; init; }

    /// <summary>Where the limit comes from, in words, as shown.</summary>
    public string? Basis { get; init; }

    /// <summary>The calendar version the due moment was counted with.</summary>
    public string CalendarVersion { get; init; } = "";

    /// <summary>Set when stopped: whether that was by the due moment; null without a limit.</summary>
    public bool? OnTime { get; init; }

    /// <summary>Time used up to an instant, as the limit's unit counts it; a clock that stands uses none.</summary>
    public TimeSpan UsedAt(WorkCalendar calendar, DateTime now)
    {
        var before = new TimeSpan(UsedMicros * TimeSpan.TicksPerMicrosecond);
        return State == ClockState.Running && now > At ? before + calendar.Used(At, now, LimitUnit ?? Kernel.Calendars.LimitUnit.Minute) : before;
    }
}
