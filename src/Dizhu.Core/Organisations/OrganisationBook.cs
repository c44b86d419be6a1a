using System.Collections.Frozen;
using System.Collections.Immutable;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Organisations;

/// <summary>An immutable snapshot of the units with their names, duties and platforms.</summary>
public sealed class OrganisationBook
{
    private static readonly Clause HighSupervision = Sources.Order26.Clause("三(二)1", "要按照高位监督的原则成立数字化城市管理监督指挥中心");

    private readonly FrozenDictionary<string, Unit> _units;
    private readonly FrozenDictionary<string, UnitName[]> _names;
    private readonly FrozenDictionary<string, UnitDuty> _duties;
    private readonly ILookup<string, UnitDuty> _dutiesOfUnit;
    private readonly FrozenDictionary<string, Platform> _secondLevel;

    /// <exception cref="InvalidOperationException">A parent is unknown, the tree has a loop, or a unit has no name.</exception>
    public OrganisationBook(IEnumerable<Unit> units, IEnumerable<UnitName> names, IEnumerable<UnitDuty> duties, IEnumerable<Platform> platforms)
    {
        All = [.. units.OrderBy(u => u.Id, StringComparer.Ordinal)];
        Platforms = [.. platforms.OrderBy(p => p.Area, StringComparer.Ordinal)];
        _units = All.ToFrozenDictionary(u => u.Id, StringComparer.Ordinal);
        _names = names.GroupBy(n => n.UnitId, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.OrderBy(n => n.No).ToArray(), StringComparer.Ordinal);
        _duties = duties.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        _dutiesOfUnit = _duties.Values.OrderBy(d => d.Id, StringComparer.Ordinal).ToLookup(d => d.UnitId, StringComparer.Ordinal);
        _secondLevel = Platforms.Where(p => p is { Type: PlatformType.SecondLevel, UnitId: not null })
            .ToFrozenDictionary(p => p.UnitId!, StringComparer.Ordinal);
        foreach (var unit in All)
        {
            Check(unit);
        }

        Version = ContentVersion.Of(Lines());
    }

    /// <summary>All units, by id.</summary>
    public IReadOnlyList<Unit> All { get; }

    public IReadOnlyList<Platform> Platforms { get; }

    /// <summary>All items of duty, by id.</summary>
    public IReadOnlyList<UnitDuty> Duties => [.. _duties.Values.OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>Taken from the content: equal content, equal version.</summary>
    public string Version { get; }

    /// <summary>Reads the snapshot from the database.</summary>
    public static async Task<OrganisationBook> LoadAsync(DizhuDb db, CancellationToken cancellationToken = default) => new(
        await db.Set<Unit>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<UnitName>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<UnitDuty>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<Platform>().AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>The unit, or null when there is none.</summary>
    public Unit? Find(string id) => _units.GetValueOrDefault(id);

    /// <summary>The name a unit has on a legal day; of an unknown unit its id, so that a page never hides a gap.</summary>
    public string NameOf(string id, DateOnly day) =>
        _names.TryGetValue(id, out var names) ? (Array.Find(names, n => n.HoldsOn(day)) ?? names[0]).Name : id;

    /// <summary>All names of a unit in the order of time.</summary>
    public IReadOnlyList<UnitName> NamesOf(string id) => _names.GetValueOrDefault(id) ?? [];

    /// <summary>True when a unit is the root or stands below it.</summary>
    public bool IsInSubtree(string unitId, string rootId) =>
        Upwards(unitId).Any(u => string.Equals(u.Id, rootId, StringComparison.Ordinal));

    /// <summary>The unit and everything above it, from below.</summary>
    public IEnumerable<Unit> Upwards(string unitId)
    {
        for (var unit = Find(unitId); unit is not null; unit = unit.ParentId is { } parent ? Find(parent) : null)
        {
            yield return unit;
        }
    }

    /// <summary>The units directly below.</summary>
    public IEnumerable<Unit> Below(string unitId) => All.Where(u => string.Equals(u.ParentId, unitId, StringComparison.Ordinal));

    /// <summary>How many levels of units there are at and below a unit; 1 for a unit with none below.</summary>
    public int DepthOf(string unitId) => Find(unitId) is null ? 0 : 1 + Below(unitId).Select(u => DepthOf(u.Id)).DefaultIfEmpty(0).Max();

    /// <summary>An item of duty, or null when there is none.</summary>
    public UnitDuty? FindDuty(string id) => _duties.GetValueOrDefault(id);

    /// <summary>The items of duty of a unit, by id.</summary>
    public IEnumerable<UnitDuty> DutiesOf(string unitId) => _dutiesOfUnit[unitId];

    /// <summary>The second-level platform a management area belongs to, or null when it has none.</summary>
    public Platform? SecondLevelPlatform(string areaCode) => _secondLevel.GetValueOrDefault(areaCode);

    /// <summary>The mark that holds for a unit: its own or that of the nearest unit above with one.</summary>
    public Involvement? MarkOf(string unitId) => Upwards(unitId).Select(u => u.Involvement).FirstOrDefault(m => m is not null);

    /// <summary>
    /// Whether a unit may be put under another: both known, no loop, and the centre never under a unit it evaluates (高位监督).
    /// </summary>
    /// <returns>Null when it may.</returns>
    public Refusal? CheckParent(string unitId, string parentId)
    {
        if (Find(unitId) is not { } unit || Find(parentId) is not { } parent)
        {
            return new Refusal("organisations.unknown-unit", $"没有编号为 {(Find(unitId) is null ? unitId : parentId)} 的单位。请从单位名录中选择。", RefusalKind.NotFound);
        }

        if (IsInSubtree(parentId, unitId))
        {
            return new Refusal("organisations.loop", "不能把单位放到它自己的下级单位之下。请另选上级单位。", RefusalKind.Rule, Field: "parentId");
        }

        return unit.Group == UnitGroup.Centre && parent.Group is not (UnitGroup.Above or UnitGroup.Centre)
            ? new Refusal(
                "organisations.centre-below-evaluated",
                "监督指挥中心须高于它所考核的单位，被考核单位不能作它的上级。请选择市政府或领导小组。",
                RefusalKind.Rule, HighSupervision, "parentId")
            : null;
    }

    private void Check(Unit unit)
    {
        if (!_names.ContainsKey(unit.Id))
        {
            throw new InvalidOperationException($"Unit {unit.Id} has no name.");
        }

        if (unit.ParentId is { } parent && !_units.ContainsKey(parent))
        {
            throw new InvalidOperationException($"Unit {unit.Id} stands under {parent}, which does not exist.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (Upwards(unit.Id).Any(above => !seen.Add(above.Id)))
        {
            throw new InvalidOperationException($"The units above {unit.Id} form a loop.");
        }
    }

    private IEnumerable<string> Lines() =>
        All.Select(u => $"{u.Id}|{u.Kind}|{u.ParentId}|{u.Group}|{u.Tier}|{u.Involvement}|{u.Aliases}|{u.IsSynthetic}|{u.Note}|{u.Source}")
            .Concat(_names.OrderBy(n => n.Key, StringComparer.Ordinal).SelectMany(n => n.Value).Select(n => $"{n.UnitId}|{n.No}|{n.Name}|{n.From:O}|{n.Until:O}|{n.Clause}"))
            .Concat(Duties.Select(d => $"{d.Id}|{d.UnitId}|{d.Phase}|{d.Words}|{d.Kind}|{d.KindBasis}|{d.Status}|{d.ClauseText}"))
            .Concat(Platforms.Select(p => $"{p.Area}|{p.UnitId}|{p.Type}|{p.ModeAsPrinted}|{p.CommandModel}|{p.Deadline:O}|{p.Boundary}|{p.Discrepancy}|{p.Clause}"));
}
