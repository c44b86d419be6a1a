namespace Dizhu.Core.Cases;

/// <summary>What somebody asks to be done to a case. One record per act; the flow's table says who may and when.</summary>
public abstract record CaseCommand
{
    /// <summary>The act this command asks for.</summary>
    public abstract CaseAct Act { get; }

    /// <summary>The version of the case the asker saw.</summary>
    public int Version { get; init; }

    /// <summary>What the office calls 意见: kept with the act.</summary>
    public string? Opinion { get; init; }

    /// <summary>Files to bind to this act, uploaded before.</summary>
    public IReadOnlyList<Guid> AttachmentIds { get; init => field = value ?? []; } = [];

    /// <summary>What was written freely, by the name of its field.</summary>
    internal virtual IEnumerable<(string Field, string? Text)> Texts => [("opinion", Opinion)];
}

/// <summary>受理.</summary>
public sealed record AcceptCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Accept;
}

/// <summary>不予受理; the opinion is the reason given to the reporter.</summary>
public sealed record DeclineCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Decline;
}

/// <summary>发核实; without a collector the one of the duty grid is taken.</summary>
public sealed record SendVerifyCommand : CaseCommand, ISendsCollector
{
    public override CaseAct Act => CaseAct.SendVerify;

    public Guid? CollectorId { get; init; }
}

/// <summary>核实 result from the site.</summary>
public sealed record AnswerVerifyCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.AnswerVerify;

    /// <summary>True: found as reported (属实).</summary>
    public bool? Confirmed { get; init; }

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>立案 with a class and its standard row.</summary>
public sealed record FileCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.File;

    public string? StandardId { get; init; }

    /// <summary>The duty item of 三政办〔2017〕26号 四(二), where the matter has no class of its own.</summary>
    public string? DutyId { get; init; }
}

/// <summary>不予立案; the opinion is the reason.</summary>
public sealed record RefuseFilingCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.RefuseFiling;
}

/// <summary>派遣 to one responsible unit; another than the suggested one needs an opinion.</summary>
public sealed record DispatchCommand : CaseCommand, INamesUnit
{
    public override CaseAct Act => CaseAct.Dispatch;

    public string? UnitId { get; init; }
}

/// <summary>签收 (接受).</summary>
public sealed record SignForCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.SignFor;
}

/// <summary>处置: what was done.</summary>
public sealed record HandleCommand : CaseCommand, IGivesResult
{
    public override CaseAct Act => CaseAct.Handle;

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>反馈.</summary>
public sealed record FeedBackCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.FeedBack;
}

/// <summary>批转: command hands the result to supervision.</summary>
public sealed record PassOnCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.PassOn;
}

/// <summary>发回: command is not content with the feedback; the opinion is the reason.</summary>
public sealed record SendBackCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.SendBack;
}

/// <summary>发核查; without a collector the one of the duty grid is taken.</summary>
public sealed record SendCheckCommand : CaseCommand, ISendsCollector
{
    public override CaseAct Act => CaseAct.SendCheck;

    public Guid? CollectorId { get; init; }
}

/// <summary>核查通过.</summary>
public sealed record PassCheckCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.PassCheck;

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>返工: the check failed, or the shift leader is not content; the result or opinion says why.</summary>
public sealed record ReworkCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Rework;

    public string? Result { get; init; }

    internal override IEnumerable<(string Field, string? Text)> Texts => [.. base.Texts, ("result", Result)];
}

/// <summary>回退 with a reason: a unit to command, or command to supervision.</summary>
public sealed record ReturnCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Return;
}

/// <summary>结案.</summary>
public sealed record CloseCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Close;
}

/// <summary>作废, after filing only; the opinion is the reason.</summary>
public sealed record CancelCommand : CaseCommand
{
    public override CaseAct Act => CaseAct.Cancel;
}

/// <summary>上报. The id is the client's, so that sending twice stores once.</summary>
public sealed record ReportCommand
{
    public Guid Id { get; init; }

    public ReportSource Source { get; init; }

    /// <summary>When it was seen or said, UTC.</summary>
    public DateTime? ObservedAt { get; init; }

    public string? ClassKey { get; init; }

    public string? Description { get; init; }

    public string? PlaceText { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    /// <summary>CGCS2000, WGS84 or GCJ02; said, never guessed.</summary>
    public string? Datum { get; init; }

    public string? ComponentId { get; init; }

    public bool NeedsReply { get; init; }

    /// <summary>自处理: mended on the spot by the collector, with what was done.</summary>
    public bool SelfHandled { get; init; }

    /// <summary>What the collector did (self-handled only).</summary>
    public string? SelfHandledResult { get; init; }

    /// <summary>The number the matter has in the system it comes from (DCM-080).</summary>
    public string? ExternalId { get; init; }

    /// <summary>The telephone call behind the report, for the hotline (DCM-052).</summary>
    public CallReference? Call { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public bool PhoneWithheld { get; init; }

    public IReadOnlyList<Guid> AttachmentIds { get; init => field = value ?? []; } = [];
}

/// <summary>A call taken by an operator: where, when, and where its recording is kept (DCM-052).</summary>
/// <param name="SeatId">The seat (坐席) that took it.</param>
/// <param name="At">When it came in, UTC.</param>
/// <param name="RecordingRef">Reference of the recording in the call centre.</param>
public sealed record CallReference(string? SeatId, DateTime? At, string? RecordingRef);
