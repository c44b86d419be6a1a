namespace Dizhu.Core.Cases;

/// <summary>批转与核查: command hands the result over, supervision looks at it on site.</summary>
internal static class Checking
{
    public static void PassOn(CaseDraft draft)
    {
        draft.Clocks.Stop(ClockKind.PassOn);
        draft.Clocks.StartStage(ClockKind.CheckSending, draft.Case.AreaLevel);
    }

    public static void Send(CaseDraft draft)
    {
        var checker = draft.Asking.Inputs.Collector!;
        draft.Clocks.Stop(ClockKind.CheckSending);
        draft.Clocks.StartStage(ClockKind.Check, draft.Case.AreaLevel);
        draft.Open(TaskKind.Check, personId: checker.PersonId);
        draft.Because(new Reason($"派{checker.Label}核查：不属处置单位，未参与处置", "clause", "三政办〔2017〕26号 三(二)1"));
    }

    public static void Pass(CaseDraft draft)
    {
        var command = (PassCheckCommand)draft.Asking.Command!;
        draft.Result = string.IsNullOrWhiteSpace(command.Result) ? "符合结案条件" : command.Result;
        draft.EndTask(TaskState.Done, passed: true, draft.Result);
        draft.Clocks.Stop(ClockKind.Check);
        draft.Clocks.StartStage(ClockKind.Closing, draft.Case.AreaLevel);
    }

    /// <summary>One act of supervision: back to the same unit, counted once as rework (DCM-040).</summary>
    public static void Fail(CaseDraft draft)
    {
        var command = (ReworkCommand)draft.Asking.Command!;
        draft.Result = string.IsNullOrWhiteSpace(command.Result) ? command.Opinion : command.Result;
        draft.EndTask(TaskState.Done, passed: false, draft.Result);
        draft.Clocks.Stop(ClockKind.Check);
        draft.Clocks.Stop(ClockKind.Closing);
        draft.Case = draft.Case with { ReworkCount = draft.Case.ReworkCount + 1 };
        Handling.Again(draft);
        draft.Because(new Reason($"第 {draft.Case.ReworkCount} 次返工：重新派回原单位，处置时限接着计算"));
    }
}
