namespace Dizhu.Core.Cases;

/// <summary>受理: the report becomes work of the supervision centre.</summary>
internal static class Accepting
{
    public static void Accept(CaseDraft draft)
    {
        draft.Clocks.Stop(ClockKind.Acceptance);
        draft.Clocks.StartStage(ClockKind.Filing, draft.Case.AreaLevel);
    }
}

/// <summary>核实: a collector looks on site before the desk decides; the desk's clock stands meanwhile.</summary>
internal static class Verifying
{
    public static void Send(CaseDraft draft)
    {
        var collector = draft.Asking.Inputs.Collector!;
        draft.Clocks.Pause(DeskClock(draft.Move.To));
        draft.Clocks.StartStage(ClockKind.Verification, draft.Case.AreaLevel);
        draft.Open(TaskKind.Verify, personId: collector.PersonId);
        draft.Because(new Reason($"派{collector.Label}到现场核实", "dutyGrid", draft.Case.DutyGridCode));
    }

    public static void Answer(CaseDraft draft)
    {
        var answer = (AnswerVerifyCommand)draft.Asking.Command!;
        var confirmed = answer.Confirmed == true;
        draft.Result = string.IsNullOrWhiteSpace(answer.Result) ? (confirmed ? "属实" : "不属实") : answer.Result;
        draft.Case = draft.Case with { Verified = confirmed };
        draft.EndTask(TaskState.Done, confirmed, draft.Result);
        draft.Clocks.Stop(ClockKind.Verification);
        draft.Clocks.Resume(DeskClock(draft.Move.From!.Value));
    }

    /// <summary>移交: another collector goes; the time runs on.</summary>
    public static void HandOver(CaseDraft draft)
    {
        var task = draft.Asking.State!.OpenTask!;
        var to = draft.Asking.Inputs.Collector!;
        draft.EndTask(TaskState.Returned);
        draft.Open(task.Kind, personId: to.PersonId);
        draft.Because(new Reason($"移交给{to.Label}，时限接着计算", "dutyGrid", draft.Case.DutyGridCode));
    }

    private static ClockKind DeskClock(Stage verifying) =>
        verifying == Stage.VerifyingAcceptance ? ClockKind.Acceptance : ClockKind.Filing;
}
