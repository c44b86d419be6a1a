using System.Collections.Immutable;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Dispatch;

/// <summary>A suggestion being made: units taken and left, each once, with their reasons.</summary>
internal sealed class SuggestionDraft(DispatchFacts facts, OrganisationBook organisations, DispatchBook dispatch)
{
    private readonly List<(string UnitId, Standing Standing, List<DispatchReason> Reasons)> _taken = [];
    private readonly List<(string UnitId, List<DispatchReason> WhyNot)> _left = [];
    private readonly List<DispatchReason> _notes = [];
    private bool _ownershipQueue;

    public DispatchFacts Facts { get; } = facts;

    public DispatchBook Dispatch { get; } = dispatch;

    /// <summary>The second-level platform of the place; null where there is none or the place is unknown.</summary>
    public string? Territory { get; } = facts.ManagementAreaCode is { } area ? organisations.SecondLevelPlatform(area)?.UnitId : null;

    public string NameOf(string unitId) => organisations.NameOf(unitId, Facts.Day);

    /// <summary>The id when the register has such a unit; otherwise null, and the suggestion says so.</summary>
    public string? Known(string? unitId)
    {
        if (unitId is null or "" || organisations.Find(unitId) is not null)
        {
            return unitId is "" ? null : unitId;
        }

        Note(new DispatchReason($"部件登记的单位 {unitId} 不在单位名录中，没有采用", RefKind.Component, Facts.ComponentId ?? unitId));
        return null;
    }

    /// <summary>True when the rule of the matrix decides: its unit exists, and no registered owner goes before it.</summary>
    public bool IsTaken(MatrixRoute route)
    {
        if (organisations.Find(route.Rule.UnitId) is null)
        {
            Note(new DispatchReason($"责任矩阵规则 {route.Rule.Id} 的单位 {route.Rule.UnitId} 不在单位名录中，没有采用", RefKind.Matrix, route.Rule.Id));
            return false;
        }

        return !route.YieldsToOwner;
    }

    /// <summary>The item of duty when it and its unit exist.</summary>
    public UnitDuty? FindDuty(string id) =>
        organisations.FindDuty(id) is { } duty && organisations.Find(duty.UnitId) is not null ? duty : null;

    public UnitDuty? DutyIn(DutyRole role) => Dispatch.DutyIn(role) is { } id ? FindDuty(id) : null;

    /// <summary>Adds a candidate; a unit taken already keeps its standing and gets the further reasons.</summary>
    public void Take(string unitId, Standing standing, params IEnumerable<DispatchReason> reasons)
    {
        var index = _taken.FindIndex(t => t.UnitId == unitId);
        if (index < 0)
        {
            _taken.Add((unitId, standing, [.. reasons.Distinct()]));
        }
        else
        {
            _taken[index].Reasons.AddRange(reasons.Except(_taken[index].Reasons).ToList());
        }
    }

    /// <summary>Adds a unit that was not taken, with why not.</summary>
    public void Leave(string unitId, params IEnumerable<DispatchReason> whyNot)
    {
        var index = _left.FindIndex(t => t.UnitId == unitId);
        if (index < 0)
        {
            _left.Add((unitId, [.. whyNot.Distinct()]));
        }
        else
        {
            _left[index].WhyNot.AddRange(whyNot.Except(_left[index].WhyNot).ToList());
        }
    }

    /// <summary>Something the reader must know that is about no single unit; shown with the first candidate.</summary>
    public void Note(DispatchReason reason)
    {
        if (!_notes.Contains(reason))
        {
            _notes.Add(reason);
        }
    }

    public void QueueForOwnership() => _ownershipQueue = true;

    public void LeaveTerritory(string why)
    {
        if (Territory is { } territory)
        {
            Leave(territory, DispatchReason.By(Clauses.OwnershipAndTerritory, why));
        }
    }

    /// <summary>Leaves the maintainer and the competent department registered on the component.</summary>
    public void LeaveRegistered(string why)
    {
        foreach (var (id, role) in new[] { (Facts.MaintainerId, "养护单位"), (Facts.CompetentDepartmentId, "主管部门") })
        {
            if (Known(id) is { } known)
            {
                Leave(known, DispatchReason.By(Clauses.ThreeUnits, $"{NameOf(known)}登记为{role}；{why}"));
            }
        }
    }

    /// <summary>Leaves the enterprises that usually own such a component: usual is not registered.</summary>
    public void LeaveLikelyOwners()
    {
        var row = Facts.ClassKey is { } key ? Dispatch.ManualRowOf(key, Facts.FiledOn ?? Facts.Day) : null;
        foreach (var duty in row?.LikelyOwnerDutyIds.Select(FindDuty).OfType<UnitDuty>() ?? [])
        {
            Leave(duty.UnitId, DutyReason(duty, $"这类部件通常属{NameOf(duty.UnitId)}（推断），但权属没有登记，不能据此派遣"));
        }
    }

    /// <summary>The municipal unit for events nobody lists.</summary>
    public IReadOnlyList<DutyChoice> OtherEvents() => DutyIn(DutyRole.OtherEvents) is not { } other ? [] :
    [
        new DutyChoice(other, [
            DispatchReason.By(Clauses.OtherEvents, $"其它扩展事件：没有单位的职责条目列出这类事件，归{NameOf(other.UnitId)}"),
            DutyReason(other, $"职责条目“{other.Words}”属{NameOf(other.UnitId)}"),
        ]),
    ];

    public DispatchReason DutyReason(UnitDuty duty, string sentence) => new(sentence, RefKind.Duty, duty.Id, duty.Quoted());

    public DispatchReason RuleReason(DispatchRule rule) =>
        new($"职责交叉（{Dispatch.FindOverlap(rule.OverlapId)?.Topic ?? rule.OverlapId}）：{rule.ReasonZh}", RefKind.Overlap, rule.Id);

    public IEnumerable<DispatchReason> OwnerReasons(string owner) =>
    [
        DispatchReason.By(Clauses.OwnershipAndTerritory, $"部件以权属为主：登记的权属单位是{NameOf(owner)}"),
        .. Facts.ComponentId is { } component ? [new DispatchReason($"部件 {component} 的权属登记", RefKind.Component, component)] : Array.Empty<DispatchReason>(),
    ];

    public DispatchReason OwnerUnknownReason() => new("部件没有登记权属单位，转“权属确认”，确认之前先由该单位处置（A-DCM-02）", RefKind.Ambiguity, "A-DCM-02", Clauses.OwnershipAndTerritory);

    public DispatchReason BesideReason(string unitId) => new(
        $"本事项也是四(二)列给{NameOf(unitId)}的职责，与属地平台并列，由指挥中心确定（A-DCM-03）", RefKind.Ambiguity, "A-DCM-03", Clauses.OwnershipAndTerritory);

    public DispatchReason NoTerritoryReason() => new(
        Facts.ManagementAreaCode is { } area ? $"管理区域 {area} 没有二级平台，派市级单位（A-DCM-03）" : "位置不在任何二级平台的管理范围内，或位置未知，派市级单位（A-DCM-03）",
        RefKind.Ambiguity, "A-DCM-03", Clauses.OwnershipAndTerritory);

    public IEnumerable<DispatchReason> TerritoryReasons(string unitId, string sentence) =>
    [
        DispatchReason.By(Clauses.OwnershipAndTerritory, sentence),
        new DispatchReason($"管理区域 {Facts.ManagementAreaCode} 由{NameOf(unitId)}二级平台指挥", RefKind.Area, Facts.ManagementAreaCode!, Clauses.SecondLevel),
    ];

    public Suggestion Finish()
    {
        var candidates = _taken.Select((t, i) => new Candidate(
            t.UnitId, NameOf(t.UnitId), t.Standing, [.. t.Reasons, .. i == 0 ? _notes : []],
            Marks.MarkFits(organisations, t.UnitId, Facts.Kind, Facts.Day))).ToImmutableArray();
        var taken = _taken.Select(t => t.UnitId).ToHashSet(StringComparer.Ordinal);
        return new Suggestion(
            candidates,
            [.. _left.Where(l => !taken.Contains(l.UnitId)).Select(l => new Alternative(l.UnitId, NameOf(l.UnitId), [.. l.WhyNot]))],
            _ownershipQueue);
    }
}
