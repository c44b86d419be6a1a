using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Catalogue;

/// <summary>An immutable snapshot of classes, standard rows and stage limits.</summary>
public sealed class CatalogueBook
{
    private readonly FrozenDictionary<string, MatterClass> _classes;
    private readonly FrozenDictionary<string, CaseStandard> _standards;
    private readonly ILookup<string, CaseStandard> _byClass;
    private readonly FrozenDictionary<(string Clock, int Level), StageLimit> _stages;

    /// <exception cref="InvalidOperationException">The directory is not sound: see <see cref="ClassDirectory.Check"/>.</exception>
    public CatalogueBook(IEnumerable<MatterClass> classes, IEnumerable<CaseStandard> standards, IEnumerable<StageLimit> stageLimits)
    {
        Classes = [.. classes.OrderBy(c => c.Key, StringComparer.Ordinal)];
        if (ClassDirectory.Check(Classes) is [var wrong, ..])
        {
            throw new InvalidOperationException(wrong.Message);
        }

        _classes = Classes.ToFrozenDictionary(c => c.Key, StringComparer.Ordinal);
        Standards = [.. standards.OrderBy(s => s.ClassKey, StringComparer.Ordinal).ThenBy(s => s.Id.Length).ThenBy(s => s.Id, StringComparer.Ordinal)];
        _standards = Standards.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        _byClass = Standards.ToLookup(s => s.ClassKey, StringComparer.Ordinal);
        StageLimits = [.. stageLimits.OrderBy(s => s.Id, StringComparer.Ordinal)];
        _stages = StageLimits.ToFrozenDictionary(s => (s.Clock, s.AreaLevel ?? 0));
        Version = ContentVersion.Of(Lines());
    }

    /// <summary>All classes of all editions, by key; also the numbers without a name.</summary>
    public IReadOnlyList<MatterClass> Classes { get; }

    /// <summary>All standard rows, by class and number; also those no longer in force.</summary>
    public IReadOnlyList<CaseStandard> Standards { get; }

    public IReadOnlyList<StageLimit> StageLimits { get; }

    /// <summary>Taken from the content: equal content, equal version.</summary>
    public string Version { get; }

    /// <summary>The major classes of an edition in the order of their codes, 部件 first.</summary>
    public IReadOnlyList<MajorClass> MajorsOf(string edition) =>
    [
        .. Classes.Where(c => string.Equals(c.Edition, edition, StringComparison.Ordinal))
            .Select(c => new MajorClass(c.Edition, c.Kind, c.Code[..2], c.MajorName)).Distinct()
            .OrderBy(m => m.Kind).ThenBy(m => m.Code, StringComparer.Ordinal),
    ];

    /// <summary>Reads the snapshot from the database.</summary>
    public static async Task<CatalogueBook> LoadAsync(DizhuDb db, CancellationToken cancellationToken = default) => new(
        await db.Set<MatterClass>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<CaseStandard>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<StageLimit>().AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>The class, or null when there is none.</summary>
    public MatterClass? FindClass(string key) => _classes.GetValueOrDefault(key);

    /// <summary>The standard row, or null when there is none.</summary>
    public CaseStandard? FindStandard(string id) => _standards.GetValueOrDefault(id);

    /// <summary>The standard rows of a class in force on a legal day, in the order of the table.</summary>
    public IReadOnlyList<CaseStandard> StandardsOf(string classKey, DateOnly day) => [.. _byClass[classKey].Where(s => s.IsInForce(day))];

    /// <summary>The classes a case can be filed under on a legal day: named, and with a standard row in force; by key.</summary>
    public IEnumerable<MatterClass> Fileable(DateOnly day) => Classes.Where(c => c.IsSelectable && _byClass[c.Key].Any(s => s.IsInForce(day)));

    /// <summary>The limit that holds at an area level, and why.</summary>
    public Limit LimitFor(CaseStandard standard, int? areaLevel) => Limit.Of(standard, areaLevel);

    /// <summary>The limit of a stage at an area level, else the one for all levels; null when none is set.</summary>
    public StageLimit? StageLimitOf(string clock, int? areaLevel) =>
        _stages.GetValueOrDefault((clock, areaLevel ?? 0)) ?? _stages.GetValueOrDefault((clock, 0));

    /// <summary>The standard rows in force without any limit: administration lists them as 未设时限.</summary>
    public IReadOnlyList<CaseStandard> WithoutLimit(DateOnly day) => [.. Standards.Where(s => s.IsInForce(day) && !s.HasLimit)];

    private IEnumerable<string> Lines() =>
        Classes.Select(c => $"{c.Key}|{c.Kind}|{c.MajorName}|{c.Name}|{c.EnglishName}|{c.Geometry}|{c.Code2026}|{c.Code2007}|{c.Mark}|{c.Confirmation}|{c.Source}|{c.Note}")
            .Concat(Standards.Select(s =>
                $"{s.Id}|{s.ClassKey}|{s.FilingCondition}|{s.FilingConditionZh}|{s.ClosingCondition}|{s.ClosingConditionZh}|{s.Level1:0.##}|{s.Level2:0.##}|{s.Level3:0.##}|{s.Unit}|{s.Source}|{s.Mark}|{s.Note}|{s.From:O}|{s.Until:O}"))
            .Concat(StageLimits.Select(s => $"{s.Id}|{s.Amount:0.##}|{s.Unit}|{s.Source}|{s.Mark}"));
}
