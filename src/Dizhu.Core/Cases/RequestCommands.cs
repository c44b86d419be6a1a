using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Cases;

/// <summary>A command that is about one request of the case.</summary>
public interface IOnRequest
{
    /// <summary>The request; without one the oldest open one that fits.</summary>
    Guid? RequestId { get; }
}

/// <summary>A command that says what was done.</summary>
public interface IGivesResult
{
    string? Result { get; }
}

/// <summary>A command that names a unit.</summary>
public interface INamesUnit
{
    string? UnitId { get; }
}

/// <summary>A command that sends a collector; without one named the best on duty is taken.</summary>
public interface ISendsCollector
{
    Guid? CollectorId { get; }
}

/// <summary>申请回退 where the rules ask for consent.</summary>
public sealed record AskReturnCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AskReturn;

    public RequestSize Size { get; init; } = RequestSize.NoNeed;
}

/// <summary>同意回退: the last consent; the case goes back to command.</summary>
public sealed record GrantReturnCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.GrantReturn;

    public Guid? RequestId { get; init; }
}

/// <summary>申请延期.</summary>
public sealed record AskExtensionCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AskExtension;

    public RequestSize Size { get; init; } = RequestSize.Ordinary;

    /// <summary>How much longer, in the unit of the handling limit.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>同意延期: the last consent; the handling limit grows.</summary>
public sealed record GrantExtensionCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.GrantExtension;

    public Guid? RequestId { get; init; }

    /// <summary>Another length than asked for; null grants what was asked.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>申请挂账 until a day.</summary>
public sealed record AskDeferralCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AskDeferral;

    /// <summary>The legal day on which work goes on.</summary>
    public DateOnly? ResumeOn { get; init; }
}

/// <summary>同意挂账: the last consent; all clocks stand until the day.</summary>
public sealed record GrantDeferralCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.GrantDeferral;

    public Guid? RequestId { get; init; }
}

/// <summary>恢复计时 after a deferral.</summary>
public sealed record ResumeCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Resume;
}

/// <summary>申请作废.</summary>
public sealed record AskCancelCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AskCancel;
}

/// <summary>申请强制结案.</summary>
public sealed record AskForceCloseCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AskForceClose;
}

/// <summary>强制结案: the last consent to close without a passed check.</summary>
public sealed record ForceCloseCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.ForceClose;

    public Guid? RequestId { get; init; }
}

/// <summary>申诉 of the responsible unit, once, after closing.</summary>
public sealed record AppealCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Appeal;
}

/// <summary>申诉成立: the second review; the case is left out of statistics, the fact kept.</summary>
public sealed record GrantAppealCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.GrantAppeal;

    public Guid? RequestId { get; init; }
}

/// <summary>同意并上报: consent of a step that is not the last.</summary>
public sealed record ConsentCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.Consent;

    public Guid? RequestId { get; init; }
}

/// <summary>不同意; the opinion says why.</summary>
public sealed record RefuseAskedCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.RefuseAsked;

    public Guid? RequestId { get; init; }
}

/// <summary>撤回申请 by who asked.</summary>
public sealed record WithdrawAskedCommand : CaseCommand, IOnRequest
{
    public override CaseAct Act => CaseAct.WithdrawAsked;

    public Guid? RequestId { get; init; }
}
