using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Cases;

/// <summary>结案、作废、不予受理、不予立案: nothing more happens to the case, unless the recycle list brings it back.</summary>
internal static class Closing
{
    public static void End(CaseDraft draft)
    {
        draft.EndTask(TaskState.Dropped);
        draft.DropOthers();
        draft.Clocks.StopAll();
        if (draft.Move.Act == CaseAct.Close
            && draft.Case.StandardId is { } id && draft.Asking.City.Catalogue.FindStandard(id) is { } standard)
        {
            draft.Because(new Reason($"结案条件：{standard.ClosingConditionText}", "standard", standard.Id));
        }
    }

    /// <summary>作废 and 强制结案: asked before where the rules say so, and granted by this act.</summary>
    public static void EndGranted(CaseDraft draft)
    {
        var forced = draft.Move.Act == CaseAct.ForceClose;
        Granted.End(draft, forced ? RequestKind.ForceClose : RequestKind.Cancel);
        End(draft);
        draft.Case = draft.Case with { DeferredUntil = null, ForcedClose = draft.Case.ForcedClose || forced };
    }

    /// <summary>恢复 from the recycle list: back to the desk that ended it, whose clock starts anew.</summary>
    public static void Restore(CaseDraft draft) =>
        draft.Clocks.StartStage(draft.Move.To.OwnClock(), draft.Case.AreaLevel);
}
