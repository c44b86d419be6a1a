using System.Collections.Immutable;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Dispatch;

/// <summary>An item of duty that fits the case, and why.</summary>
internal sealed record DutyChoice(UnitDuty Duty, ImmutableArray<DispatchReason> Reasons);

/// <summary>
/// Finds the items of duty a case falls under: the one the dispatcher chose, else those of the command manual
/// after the tie-breaks. What loses is left as an alternative with the reason.
/// </summary>
internal static class DutySearch
{
    public static IReadOnlyList<DutyChoice> Run(SuggestionDraft draft)
    {
        var facts = draft.Facts;
        var row = facts.ClassKey is { } key ? draft.Dispatch.ManualRowOf(key, facts.FiledOn ?? facts.Day) : null;
        if (facts.DutyId is { Length: > 0 } chosen)
        {
            if (draft.FindDuty(chosen) is { Phase: DutyPhase.Operation } duty)
            {
                return Chosen(draft, duty, row);
            }

            draft.Note(new DispatchReason($"所选职责条目 {chosen} 不是运行管理时期的职责条目，没有采用", RefKind.Duty, chosen));
        }

        return row is null ? [] : ByManual(draft, row);
    }

    private static List<DutyChoice> Chosen(SuggestionDraft draft, UnitDuty duty, ManualRow? row)
    {
        foreach (var rule in draft.Dispatch.Rules)
        {
            var other = rule.PreferredDutyId == duty.Id ? rule.OtherDutyId : rule.OtherDutyId == duty.Id ? rule.PreferredDutyId : null;
            if (other is not null && draft.FindDuty(other) is { } beaten)
            {
                draft.Leave(beaten.UnitId, draft.RuleReason(rule), draft.DutyReason(beaten, $"职责条目“{beaten.Words}”没有选用；改派须写明理由"));
            }
        }

        foreach (var listed in row is null ? [] : row.DutyIds.Append(row.GeneralDutyId ?? "").Select(draft.FindDuty).OfType<UnitDuty>())
        {
            draft.Leave(listed.UnitId, draft.DutyReason(listed, $"类别在指挥手册中列入“{listed.Words}”，所选职责条目更具体；改派须写明理由"));
        }

        return [new DutyChoice(duty, [draft.DutyReason(duty, $"所选职责条目“{duty.Words}”属{draft.NameOf(duty.UnitId)}")])];
    }

    private static List<DutyChoice> ByManual(SuggestionDraft draft, ManualRow row)
    {
        var duties = row.DutyIds.Select(draft.FindDuty).OfType<UnitDuty>().ToList();
        var choices = new List<DutyChoice>();
        foreach (var duty in duties)
        {
            var rules = duties.Where(d => d.UnitId != duty.UnitId)
                .Select(d => draft.Dispatch.DecidingRule(duty.Id, d.Id, draft.Facts.InPark)).OfType<DispatchRule>().ToList();
            if (rules.Find(r => r.OtherDutyId == duty.Id) is { } lost)
            {
                draft.Leave(duty.UnitId, draft.RuleReason(lost), draft.DutyReason(duty, $"职责条目“{duty.Words}”相合，但不如另一条具体"));
                continue;
            }

            choices.Add(new DutyChoice(duty, [
                draft.DutyReason(duty, $"职责条目“{duty.Words}”属{draft.NameOf(duty.UnitId)}"),
                new DispatchReason($"指挥手册第 {row.Version} 版：{row.Basis}", RefKind.Manual, row.Id),
                .. rules.Select(draft.RuleReason),
            ]));
        }

        if (row.GeneralDutyId is { } general && draft.FindDuty(general) is { } wide)
        {
            draft.Leave(wide.UnitId, draft.DutyReason(wide, $"大类职责“{wide.Words}”较宽，按更具体的职责条目；改派须写明理由"));
        }

        return choices;
    }
}
