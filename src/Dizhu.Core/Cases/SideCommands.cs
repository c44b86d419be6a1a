using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Cases;

/// <summary>确认自处理: the desk is content with what the collector mended on the spot.</summary>
public sealed record ConfirmSelfHandledCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.ConfirmSelfHandled;
}

/// <summary>认定无效: the self-handled report does not count; the opinion says why.</summary>
public sealed record RejectSelfHandledCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.RejectSelfHandled;
}

/// <summary>转为案件: it was not mended after all and becomes an ordinary case.</summary>
public sealed record TakeUpCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.TakeUp;
}

/// <summary>移交: a verification or a check goes to another collector.</summary>
public sealed record HandOverCommand : CaseCommand, ISendsCollector
{
    public override CaseAct Act => CaseAct.HandOver;

    public Guid? CollectorId { get; init; }
}

/// <summary>更正 of class or place, before dispatch or after a return. A new class of a filed case needs its standard row.</summary>
public sealed record CorrectCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Correct;

    public string? ClassKey { get; init; }

    public string? StandardId { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    /// <summary>CGCS2000, WGS84 or GCJ02; said, never guessed.</summary>
    public string? Datum { get; init; }
}

/// <summary>并案: the work goes on under the other case.</summary>
public sealed record MergeCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Merge;

    /// <summary>The case that stays.</summary>
    public Guid? IntoCaseId { get; init; }
}

/// <summary>拆分: a part of the report becomes a case of its own.</summary>
public sealed record SplitCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Split;

    /// <summary>What the new case is about.</summary>
    public string? Result { get; init; }

    public string? ClassKey { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>重新办理: the reporter is not content; a new case that cites this one. The opinion says why.</summary>
public sealed record ReopenCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Reopen;
}

/// <summary>恢复 from the recycle list.</summary>
public sealed record RestoreCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Restore;
}

/// <summary>指派 to one person of the unit.</summary>
public sealed record AssignCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Assign;

    public Guid? PersonId { get; init; }
}

/// <summary>撤回指派; a return needs it first.</summary>
public sealed record WithdrawAssignmentCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.WithdrawAssignment;
}

/// <summary>二级派遣: the second-level platform gives the task to a unit below it.</summary>
public sealed record DispatchOnCommand : CaseCommand, INamesUnit
{
    public override CaseAct Act => CaseAct.DispatchOn;

    public string? UnitId { get; init; }
}

/// <summary>下派: a unit gives the task to a unit below it.</summary>
public sealed record HandDownCommand : CaseCommand, INamesUnit
{
    public override CaseAct Act => CaseAct.HandDown;

    public string? UnitId { get; init; }
}

/// <summary>逐级反馈: a unit below gives the result to the one above.</summary>
public sealed record FeedUpCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.FeedUp;
}

/// <summary>退回上级 with a reason.</summary>
public sealed record ReturnUpCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.ReturnUp;
}

/// <summary>退回下级: the unit above is not content with the result; the opinion says why.</summary>
public sealed record SendDownCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.SendDown;
}

/// <summary>增加协办: another unit helps.</summary>
public sealed record AddCoHandlerCommand : CaseCommand, INamesUnit
{
    public override CaseAct Act => CaseAct.AddCoHandler;

    public string? UnitId { get; init; }
}

/// <summary>协办完成, with what was done.</summary>
public sealed record FinishCoCommand : CaseCommand, IGivesResult
{
    public override CaseAct Act => CaseAct.FinishCo;

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>免除协办; the opinion says why.</summary>
public sealed record ExcuseCoCommand : CaseCommand, INamesUnit
{
    public override CaseAct Act => CaseAct.ExcuseCo;

    public string? UnitId { get; init; }
}

/// <summary>督办 with a level; the opinion is what is urged.</summary>
public sealed record UrgeCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Urge;

    /// <summary>Ordinary, Important or Urgent.</summary>
    public RequestSize Level { get; init; } = RequestSize.Ordinary;
}

/// <summary>答复督办.</summary>
public sealed record AnswerUrgeCommand : CaseCommand, IGivesResult, IOnRequest
{
    public override CaseAct Act => CaseAct.AnswerUrge;

    public Guid? RequestId { get; init; }

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>回复 to the reporter, with what was said.</summary>
public sealed record ReplyCommand : CaseCommand, IGivesResult
{
    public override CaseAct Act => CaseAct.Reply;

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>评价: satisfaction from 1 (very dissatisfied) to 5 (very satisfied), once (DCM-047).</summary>
public sealed record RateCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Rate;

    public int? Score { get; init; }
}

/// <summary>备注; the opinion is the note.</summary>
public sealed record NoteCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Note;
}

/// <summary>典型案件 mark, set or taken away.</summary>
public sealed record MarkTypicalCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.MarkTypical;

    public bool Typical { get; init; } = true;
}
