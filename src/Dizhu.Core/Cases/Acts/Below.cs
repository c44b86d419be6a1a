namespace Dizhu.Core.Cases;

/// <summary>
/// 指派、下派、逐级反馈: a unit gives its task to one of its people or to a unit below it. The unit above keeps the
/// responsibility and the one handling limit; what is below feeds back to it, hop by hop (DCM-018).
/// </summary>
internal static class Below
{
    public static void Assign(CaseDraft draft)
    {
        var assignee = draft.Move.Act == CaseAct.Assign ? draft.Asking.Inputs.Assignee! : null;
        draft.ChangeOpenTask(t => t with { AssigneeId = assignee?.PersonId });
        if (assignee is not null)
        {
            draft.Because(new Reason($"指派给{assignee.Label}", "unit", assignee.UnitId));
        }
    }

    public static void HandDown(CaseDraft draft)
    {
        var unit = ((INamesUnit)draft.Asking.Command!).UnitId!;
        Open(draft, unit);
        draft.Clocks.StartStage(ClockKind.Signing, draft.Case.AreaLevel);
        draft.Because(new Reason($"派给下级单位{draft.Asking.City.Organisations.NameOf(unit, draft.Asking.Today)}", "unit", unit));
        draft.Because(new Reason("处置时限由各级共用，不重新计算"));
    }

    public static void FeedUp(CaseDraft draft)
    {
        var below = draft.Asking.State!.OpenTask!;
        draft.EndTask(TaskState.Done);
        draft.Change(Above(draft, below), t => t with { State = TaskState.Handled, HandledAt = draft.At, Result = below.Result });
        draft.Result = below.Result;
    }

    public static void ReturnUp(CaseDraft draft)
    {
        var below = draft.Asking.State!.OpenTask!;
        draft.EndTask(TaskState.Returned);
        draft.Change(Above(draft, below), t => t with { State = TaskState.Signed });
        draft.Clocks.Stop(ClockKind.Signing);
    }

    /// <summary>The unit below works again; it has signed already.</summary>
    public static void SendDown(CaseDraft draft)
    {
        Open(draft, Guards.LastBelow(draft.Asking.State!)!.UnitId!);
        draft.SignOpened();
    }

    private static void Open(CaseDraft draft, string unit)
    {
        var above = draft.Asking.State!.OpenTask!;
        draft.Change(above, t => t with { State = TaskState.HandedDown });
        draft.Open(TaskKind.Handle, unitId: unit, parentId: above.Id);
    }

    private static CaseTask Above(CaseDraft draft, CaseTask below) => draft.Asking.State!.Tasks.First(t => t.Id == below.ParentId);
}

/// <summary>协办: units that help; the main unit feeds back only when every one is done or excused.</summary>
internal static class Helping
{
    public static void Add(CaseDraft draft)
    {
        var unit = ((INamesUnit)draft.Asking.Command!).UnitId!;
        draft.Open(TaskKind.CoHandle, unitId: unit);
        draft.Because(new Reason($"由{draft.Asking.City.Organisations.NameOf(unit, draft.Asking.Today)}协办", "unit", unit));
    }

    public static void Finish(CaseDraft draft)
    {
        var given = (IGivesResult)draft.Asking.Command!;
        draft.Result = given.Result!.Trim();
        draft.Change(Guards.HelpOf(draft.Asking)!, t => t with { State = TaskState.Done, HandledAt = draft.At, EndedAt = draft.At, Result = draft.Result });
    }

    public static void Excuse(CaseDraft draft) =>
        draft.Change(Guards.HelpOf(draft.Asking)!, t => t with { State = TaskState.Excused, EndedAt = draft.At });
}
