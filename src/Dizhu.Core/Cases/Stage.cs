namespace Dizhu.Core.Cases;

/// <summary>
/// Where a case stands. Finer than the six states of DCM-040, which <see cref="Stages.PublicStatus"/> maps to.
/// Stored by name: never rename, never reuse.
/// </summary>
public enum Stage
{
    /// <summary>待受理: reported, nobody has taken it up.</summary>
    AwaitingAcceptance,

    /// <summary>受理前核实: a collector looks before the acceptor decides.</summary>
    VerifyingAcceptance,

    /// <summary>待立案: accepted, waits for the shift leader.</summary>
    AwaitingFiling,

    /// <summary>立案前核实: a collector looks before the shift leader decides.</summary>
    VerifyingFiling,

    /// <summary>待派遣: filed, waits for the command centre.</summary>
    AwaitingDispatch,

    /// <summary>待签收 (待接受): a unit has it and has not signed for it.</summary>
    AwaitingSignature,

    /// <summary>处置中.</summary>
    Handling,

    /// <summary>待反馈: handled, not yet fed back.</summary>
    AwaitingFeedback,

    /// <summary>待批转: fed back, waits for command to pass it on.</summary>
    AwaitingPassOn,

    /// <summary>待发核查: passed on, waits for supervision to send a check.</summary>
    AwaitingCheckSending,

    /// <summary>待核查: a collector is to look at the result.</summary>
    AwaitingCheck,

    /// <summary>待结案: the check was passed.</summary>
    AwaitingClosing,

    /// <summary>已结案.</summary>
    Closed,

    /// <summary>不予受理.</summary>
    Declined,

    /// <summary>不予立案.</summary>
    FilingRefused,

    /// <summary>已作废.</summary>
    Cancelled,

    /// <summary>待审自处理: a collector reports what they mended on the spot; the desk looks at it.</summary>
    ReviewingSelfHandled,

    /// <summary>自处理办结: counted apart from cases a unit handled.</summary>
    SelfHandledClosed,

    /// <summary>自处理无效.</summary>
    SelfHandledInvalid,

    /// <summary>已并案: the work goes on under another case, which is linked.</summary>
    Merged,
}

/// <summary>What the stages are called and which of them end a case.</summary>
public static class Stages
{
    /// <summary>The name as the office says it.</summary>
    public static string Name(this Stage stage) => stage switch
    {
        Stage.AwaitingAcceptance => "待受理",
        Stage.VerifyingAcceptance => "受理前核实",
        Stage.AwaitingFiling => "待立案",
        Stage.VerifyingFiling => "立案前核实",
        Stage.AwaitingDispatch => "待派遣",
        Stage.AwaitingSignature => "待签收",
        Stage.Handling => "处置中",
        Stage.AwaitingFeedback => "待反馈",
        Stage.AwaitingPassOn => "待批转",
        Stage.AwaitingCheckSending => "待发核查",
        Stage.AwaitingCheck => "待核查",
        Stage.AwaitingClosing => "待结案",
        Stage.Closed => "已结案",
        Stage.Declined => "不予受理",
        Stage.FilingRefused => "不予立案",
        Stage.Cancelled => "已作废",
        Stage.ReviewingSelfHandled => "待审自处理",
        Stage.SelfHandledClosed => "自处理办结",
        Stage.SelfHandledInvalid => "自处理无效",
        Stage.Merged => "已并案",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Unknown stage."),
    };

    /// <summary>The state the order's chain knows (DCM-040), which citizens and other platforms are shown.</summary>
    public static string PublicStatus(this Stage stage) => stage switch
    {
        Stage.ReviewingSelfHandled or Stage.AwaitingAcceptance or Stage.VerifyingAcceptance or Stage.AwaitingFiling or Stage.VerifyingFiling => "待受理",
        Stage.AwaitingDispatch => "待派遣",
        Stage.AwaitingSignature => "待接受",
        Stage.Handling or Stage.AwaitingFeedback => "处置中",
        Stage.AwaitingPassOn or Stage.AwaitingCheckSending or Stage.AwaitingCheck or Stage.AwaitingClosing => "待核查",
        Stage.SelfHandledClosed => "已结案",
        Stage.SelfHandledInvalid => "不予受理",
        _ => stage.Name(),
    };

    /// <summary>True when nobody has to do anything more; the recycle list (回收站) may bring some of them back.</summary>
    public static bool IsFinal(this Stage stage) =>
        stage is Stage.Closed or Stage.Declined or Stage.FilingRefused or Stage.Cancelled
            or Stage.SelfHandledClosed or Stage.SelfHandledInvalid or Stage.Merged;
}
