namespace Dizhu.Core.Cases;

/// <summary>签收、处置、反馈: three recorded acts of the responsible unit (DCM-107).</summary>
internal static class Handling
{
    public static void SignFor(CaseDraft draft)
    {
        draft.Clocks.Stop(ClockKind.Signing);
        draft.ChangeOpenTask(t => t with { State = TaskState.Signed, SignedAt = draft.At });
    }

    public static void Handle(CaseDraft draft)
    {
        var command = (HandleCommand)draft.Asking.Command!;
        draft.Result = command.Result!.Trim();
        draft.ChangeOpenTask(t => t with { State = TaskState.Handled, HandledAt = draft.At, Result = draft.Result });
    }

    /// <summary>Feedback stops the handling clock: lateness is judged here, not at closing.</summary>
    public static void FeedBack(CaseDraft draft)
    {
        draft.EndTask(TaskState.Done);
        draft.Clocks.Stop(ClockKind.Handling);
        draft.Clocks.StartStage(ClockKind.PassOn, draft.Case.AreaLevel);
        if (draft.Clocks.Last(ClockKind.Handling) is { OnTime: { } onTime } clock)
        {
            draft.Because(new Reason(onTime ? "按期反馈" : "超期反馈", "standard", clock.StandardId));
        }
    }

    public static void AgainAfterSendBack(CaseDraft draft)
    {
        draft.Clocks.Stop(ClockKind.PassOn);
        Again(draft);
        draft.Because(new Reason("退回原单位继续处置，处置时限接着计算"));
    }

    /// <summary>The same unit works again with what was left of its limit; it has signed already.</summary>
    public static void Again(CaseDraft draft)
    {
        draft.Open(TaskKind.Handle, unitId: draft.Case.UnitId);
        draft.SignOpened();
        draft.Clocks.Resume(ClockKind.Handling);
    }
}
