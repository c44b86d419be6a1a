using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Dispatch;

/// <summary>
/// Suggests who is to handle a case: petitions first, then components by ownership and events by territory
/// (三政办〔2017〕26号 三(二)1), with the duties of 四(二) and the tie-breaks between them. Pure: the same facts and books
/// give the same answer, and every answer says why. Nothing is guessed silently: equal units are shown together.
/// </summary>
public static class Suggester
{
    public static Suggestion Suggest(DispatchFacts facts, OrganisationBook organisations, DispatchBook dispatch)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var draft = new SuggestionDraft(facts, organisations, dispatch);
        var duties = DutySearch.Run(draft);
        if (facts.IsPetition && draft.DutyIn(DutyRole.Petition) is { } petition)
        {
            Petition(draft, petition);
        }
        else if (facts.Matrix is { } route && draft.IsTaken(route))
        {
            Matrix(draft, route, duties);
        }
        else if (facts.Kind == MatterKind.Component)
        {
            Component(draft, duties);
        }
        else
        {
            Event(draft, duties);
        }

        return draft.Finish();
    }

    // 信访 goes to the petition office wherever it lies (A-DCM-12: any case classified as a petition).
    private static void Petition(SuggestionDraft draft, UnitDuty petition)
    {
        draft.Take(
            petition.UnitId, Standing.Suggested,
            DispatchReason.By(Clauses.Petitions, $"信访案件由{draft.NameOf(petition.UnitId)}接办，不分属地"),
            new DispatchReason("按 A-DCM-12：凡归为信访的案件都照此办理", RefKind.Ambiguity, "A-DCM-12"));
        draft.LeaveTerritory("信访案件不按属地派遣");
    }

    // The city has named the one unit itself; the units the general rules would have given stay in sight.
    private static void Matrix(SuggestionDraft draft, MatrixRoute route, IReadOnlyList<DutyChoice> duties)
    {
        var unit = route.Rule.UnitId;
        draft.Take(unit, Standing.Suggested, [route.Why(draft.NameOf(unit)), .. duties.Where(d => d.Duty.UnitId == unit).SelectMany(d => d.Reasons)]);
        var instead = $"责任矩阵规则 {route.Rule.Id} 已指定{draft.NameOf(unit)}";
        if (draft.Known(draft.Facts.OwnerId) is { } owner)
        {
            draft.Leave(owner, DispatchReason.By(Clauses.ThreeUnits, $"{draft.NameOf(owner)}登记为权属单位；{instead}"));
        }

        foreach (var other in duties)
        {
            draft.Leave(other.Duty.UnitId, draft.DutyReason(other.Duty, $"职责条目“{other.Duty.Words}”相合，但{instead}"));
        }

        draft.LeaveRegistered(instead);
        draft.LeaveTerritory(instead);
    }

    private static void Component(SuggestionDraft draft, IReadOnlyList<DutyChoice> duties)
    {
        var facts = draft.Facts;
        if (draft.Known(facts.OwnerId) is { } owner)
        {
            draft.Take(owner, Standing.Suggested, [.. draft.OwnerReasons(owner), .. duties.Where(d => d.Duty.UnitId == owner).SelectMany(d => d.Reasons)]);
            foreach (var other in duties)
            {
                draft.Leave(other.Duty.UnitId, draft.DutyReason(other.Duty, $"职责条目“{other.Duty.Words}”相合，但部件已登记权属单位，权属优先"));
            }

            draft.LeaveRegistered("权属单位优先");
            draft.LeaveTerritory("部件以权属为主，不按属地派遣");
            return;
        }

        OwnerUnknown(draft, duties);
    }

    private static void OwnerUnknown(SuggestionDraft draft, IReadOnlyList<DutyChoice> duties)
    {
        draft.QueueForOwnership();
        var units = duties.Select(d => d.Duty.UnitId).Distinct(StringComparer.Ordinal).Count();
        foreach (var choice in duties)
        {
            draft.Take(choice.Duty.UnitId, units > 1 ? Standing.Equal : Standing.Fallback, [draft.OwnerUnknownReason(), .. choice.Reasons]);
        }

        if (units == 0)
        {
            WithoutDuty(draft);
        }

        draft.LeaveLikelyOwners();
        draft.LeaveRegistered("权属未登记，先转权属确认");
        draft.LeaveTerritory("部件以权属为主，不按属地派遣");
    }

    // No phrase of duty fits the component: what is registered on it, then the place, then the lead unit.
    private static void WithoutDuty(SuggestionDraft draft)
    {
        var facts = draft.Facts;
        if (draft.Known(facts.MaintainerId) is { } maintainer)
        {
            draft.Take(maintainer, Standing.Fallback, draft.OwnerUnknownReason(), DispatchReason.By(Clauses.ThreeUnits, $"{draft.NameOf(maintainer)}登记为养护单位，先由其处置"));
        }
        else if (draft.Known(facts.CompetentDepartmentId) is { } competent)
        {
            draft.Take(competent, Standing.Fallback, draft.OwnerUnknownReason(), DispatchReason.By(Clauses.ThreeUnits, $"{draft.NameOf(competent)}登记为主管部门，先由其处置"));
        }
        else if (draft.Territory is { } territory)
        {
            draft.Take(territory, Standing.Fallback, [draft.OwnerUnknownReason(), .. draft.TerritoryReasons(territory, "没有职责条目列出这类部件，先由属地平台处置")]);
        }
        else if (draft.DutyIn(DutyRole.Lead) is { } lead)
        {
            draft.Take(lead.UnitId, Standing.Fallback, draft.OwnerUnknownReason(), draft.DutyReason(lead, $"没有其他依据，先由牵头单位{draft.NameOf(lead.UnitId)}处置"));
        }
    }

    private static void Event(SuggestionDraft draft, IReadOnlyList<DutyChoice> duties)
    {
        var municipal = duties.Count > 0 ? duties : draft.OtherEvents();
        var units = municipal.Select(d => d.Duty.UnitId).Distinct(StringComparer.Ordinal).Count();
        if (draft.Territory is { } territory)
        {
            draft.Take(territory, Standing.Suggested, draft.TerritoryReasons(territory, $"事件以属地为主：位置在{draft.NameOf(territory)}管理范围内"));
            foreach (var choice in municipal)
            {
                draft.Take(choice.Duty.UnitId, Standing.Beside, [.. choice.Reasons, draft.BesideReason(choice.Duty.UnitId)]);
            }
        }
        else
        {
            foreach (var choice in municipal)
            {
                draft.Take(
                    choice.Duty.UnitId, units > 1 ? Standing.Equal : duties.Count > 0 ? Standing.Suggested : Standing.Fallback,
                    [.. choice.Reasons, draft.NoTerritoryReason()]);
            }
        }

        if (draft.Known(draft.Facts.OwnerId) is { } owner)
        {
            draft.Leave(owner, DispatchReason.By(Clauses.OwnershipAndTerritory, $"{draft.NameOf(owner)}是所涉部件的权属单位；本案是事件，以属地为主"));
        }
    }
}
