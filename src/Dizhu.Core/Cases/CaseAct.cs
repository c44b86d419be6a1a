namespace Dizhu.Core.Cases;

/// <summary>Everything that can be done to a case. Stored by name in the journal: never rename, never reuse.</summary>
public enum CaseAct
{
    Report,
    Accept,
    Decline,
    SendVerify,
    AnswerVerify,
    File,
    RefuseFiling,
    Dispatch,
    SignFor,
    Handle,
    FeedBack,
    PassOn,
    SendBack,
    SendCheck,
    PassCheck,
    Rework,
    Return,
    Close,
    Cancel,
}

/// <summary>What the acts are called.</summary>
public static class CaseActs
{
    /// <summary>The verb as the office says it.</summary>
    public static string Name(this CaseAct act) => act switch
    {
        CaseAct.Report => "上报",
        CaseAct.Accept => "受理",
        CaseAct.Decline => "不予受理",
        CaseAct.SendVerify => "发核实",
        CaseAct.AnswerVerify => "核实",
        CaseAct.File => "立案",
        CaseAct.RefuseFiling => "不予立案",
        CaseAct.Dispatch => "派遣",
        CaseAct.SignFor => "签收",
        CaseAct.Handle => "处置",
        CaseAct.FeedBack => "反馈",
        CaseAct.PassOn => "批转",
        CaseAct.SendBack => "发回",
        CaseAct.SendCheck => "发核查",
        CaseAct.PassCheck => "核查通过",
        CaseAct.Rework => "返工",
        CaseAct.Return => "回退",
        CaseAct.Close => "结案",
        CaseAct.Cancel => "作废",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Unknown act."),
    };
}
