using System.Collections.Immutable;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Maintenance;

/// <summary>One column of a table administrators maintain.</summary>
/// <param name="Name">The header of the column.</param>
/// <param name="IsKey">The column says what the row is about.</param>
/// <param name="Must">It may not be empty.</param>
/// <param name="Fits">True when the cell can be taken; not asked for an empty one.</param>
/// <param name="Expected">What is expected, as the end of a sentence.</param>
public sealed record SettingColumn(string Name, bool IsKey, bool Must, Func<string, SettingReferences, bool> Fits, string Expected);

/// <summary>One kind of row administrators maintain: its name, its columns, and what the cells must be together.</summary>
/// <param name="Name">As the import and the interface name it.</param>
/// <param name="Title">As pages name it.</param>
/// <param name="Columns">In the order of the table.</param>
/// <param name="Together">A fault the cells have only together, or null.</param>
/// <param name="DatedBy">The column with the day the row is about, for rows that hold at once for a day to come; null for rows with validity.</param>
/// <param name="ByDay">Rows hold for whole legal days, from the next one at the earliest, because a day is decided by one version.</param>
/// <param name="Fixed">Columns that cannot be changed once the row is there.</param>
/// <param name="Because">The clause a fault of the cells together rests on.</param>
/// <param name="MayEnd">A row can be ended.</param>
/// <param name="Normal">Cells as they are kept, for example a person's id in place of the label.</param>
public sealed record SettingKind(
    string Name,
    string Title,
    ImmutableArray<SettingColumn> Columns,
    Func<IReadOnlyDictionary<string, string>, SettingReferences, string?>? Together = null,
    string? DatedBy = null,
    bool ByDay = false,
    bool MayEnd = true,
    ImmutableArray<string>? Fixed = null,
    Clause? Because = null,
    Func<ImmutableSortedDictionary<string, string>, SettingReferences, ImmutableSortedDictionary<string, string>>? Normal = null)
{
    private const int LongestCell = 1000;
    private const int LongestKey = 200;

    /// <summary>What a row is about: its key cells.</summary>
    public string KeyOf(IReadOnlyDictionary<string, string> cells) =>
        string.Join('/', Columns.Where(c => c.IsKey).Select(c => cells.GetValueOrDefault(c.Name, "")));

    /// <summary>Every fault of the cells of a row that ends (only its key counts) or holds.</summary>
    public IReadOnlyList<Refusal> Faults(IReadOnlyDictionary<string, string> cells, bool ends, SettingReferences references)
    {
        var faults = Columns.Where(c => c.IsKey || !ends).Select(c => Fault(c, cells.GetValueOrDefault(c.Name, ""), references)).OfType<Refusal>().ToList();
        faults.AddRange(cells.Keys.Where(k => !Columns.Any(c => c.Name == k)).Select(k => Refuse("maintenance.unknown-column", k, $"没有“{k}”这一列，{Title}的列是 {string.Join("、", Columns.Select(c => c.Name))}。请改正列名。")));
        if (faults.Count == 0 && KeyOf(cells).Length > LongestKey)
        {
            faults.Add(Refuse("maintenance.key-too-long", Columns[0].Name, $"标识“{KeyOf(cells)[..20]}…”太长，最多 {LongestKey} 个字。请缩短。"));
        }

        if (faults.Count == 0 && !ends && Together?.Invoke(cells, references) is { } fault)
        {
            faults.Add(Refuse("maintenance.cells-do-not-fit", Columns[^1].Name, fault) with { Kind = RefusalKind.Rule, Clause = Because });
        }

        return faults;
    }

    private static Refusal? Fault(SettingColumn column, string cell, SettingReferences references)
    {
        if (cell.Length == 0)
        {
            return column.Must ? Refuse("maintenance.cell-missing", column.Name, $"“{column.Name}”没有填：须为{column.Expected}。请补上。") : null;
        }

        return cell.Length <= LongestCell && column.Fits(cell, references)
            ? null
            : Refuse("maintenance.cell-unfit", column.Name, $"“{column.Name}”是“{(cell.Length > 40 ? cell[..40] + "…" : cell)}”，须为{column.Expected}。请改正。");
    }

    private static Refusal Refuse(string code, string field, string message) => new(code, message, RefusalKind.Invalid, Field: field);
}

/// <summary>What cells may refer to.</summary>
/// <param name="Collectors">Ids of the people who are collectors, by id and by label.</param>
/// <param name="DutyGrids">Codes of the duty grids.</param>
/// <param name="ClassKeys">Keys of the classes.</param>
/// <param name="DutyIds">Ids of the items of duty.</param>
/// <param name="Units">Ids of the units with their group.</param>
/// <param name="Clerks">Ids of the people who receive tasks for a unit, with their unit, by id and by label.</param>
public sealed record SettingReferences(
    IReadOnlyDictionary<string, Guid> Collectors, IReadOnlySet<string> DutyGrids, IReadOnlyList<string> ClassKeys,
    IReadOnlySet<string> DutyIds, IReadOnlyDictionary<string, UnitGroup> Units, IReadOnlyDictionary<string, (Guid Id, string? UnitId)> Clerks)
{
    /// <summary>Nothing to refer to.</summary>
    public static readonly SettingReferences None = new(
        new Dictionary<string, Guid>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), [],
        new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, UnitGroup>(StringComparer.Ordinal),
        new Dictionary<string, (Guid Id, string? UnitId)>(StringComparer.Ordinal));
}
