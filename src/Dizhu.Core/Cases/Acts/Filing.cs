namespace Dizhu.Core.Cases;

/// <summary>立案: the case gets its class, its standard row with the limit, and its number.</summary>
internal static class Filing
{
    public static void File(CaseDraft draft)
    {
        var command = (FileCommand)draft.Asking.Command!;
        var catalogue = draft.Asking.City.Catalogue;
        var standard = catalogue.FindStandard(command.StandardId!)!;
        draft.Case = draft.Case with
        {
            ClassKey = standard.ClassKey,
            StandardId = standard.Id,
            FiledAt = draft.At,
            DutyId = string.IsNullOrWhiteSpace(command.DutyId) ? null : command.DutyId,
            Number = draft.Case.Number ?? draft.Asking.Inputs.CaseNumber,
        };
        draft.Clocks.Stop(ClockKind.Filing);
        draft.Clocks.StartStage(ClockKind.Dispatch, draft.Case.AreaLevel);

        draft.Because(new Reason($"立案条件：{standard.FilingConditionText}", "standard", standard.Id));
        var limit = catalogue.LimitFor(standard, draft.Case.AreaLevel);
        draft.Because(new Reason(limit.Words, "standard", standard.Id));
        if (draft.Case.GridCode is null)
        {
            draft.Because(new Reason("位置不在任何单元网格内，管辖区域未知", "baseData", draft.Case.BaseVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
