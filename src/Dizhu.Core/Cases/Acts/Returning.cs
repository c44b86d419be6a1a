namespace Dizhu.Core.Cases;

/// <summary>回退: a unit gives the task back to command, or command gives the case back to supervision.</summary>
internal static class Returning
{
    public static void Return(CaseDraft draft)
    {
        draft.Case = draft.Case with { ReturnCount = draft.Case.ReturnCount + 1 };
        if (draft.Move.From == Stage.AwaitingFiling)
        {
            draft.Clocks.Stop(ClockKind.Filing);
            draft.Clocks.StartStage(ClockKind.Acceptance, draft.Case.AreaLevel);
            return;
        }

        if (draft.Move.From == Stage.AwaitingDispatch)
        {
            draft.Clocks.Stop(ClockKind.Dispatch);
            draft.Clocks.StartStage(ClockKind.Filing, draft.Case.AreaLevel);
            return;
        }

        draft.EndTask(TaskState.Returned);
        draft.DropOthers();
        draft.Clocks.Stop(ClockKind.Signing);
        draft.Clocks.Pause(ClockKind.Handling);
        draft.Clocks.StartStage(ClockKind.Dispatch, draft.Case.AreaLevel);
        draft.Because(new Reason("回退后处置时限暂停：再派同一单位接着计算，改派其他单位重新计算"));
    }
}
