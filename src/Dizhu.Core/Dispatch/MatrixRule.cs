using System.Collections.Immutable;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Dispatch;

/// <summary>One rule of the responsibility matrix: where, which classes and whose property → unit.</summary>
/// <param name="Id">How the city names it.</param>
/// <param name="AreaPrefix">The first digits of the grid codes; empty for the whole city.</param>
/// <param name="ClassPrefix">The first letters of the class keys; empty for every class.</param>
/// <param name="Ownership">Whose property; null for any.</param>
/// <param name="UnitId">The unit responsible.</param>
/// <param name="Source">Document and clause, or that the city set it.</param>
public sealed record MatrixRule(string Id, string AreaPrefix, string ClassPrefix, Ownership? Ownership, string UnitId, string Source)
{
    /// <summary>The rule a row of the settings says.</summary>
    public static MatrixRule Of(SettingRow row) => Of(row.Cells);

    /// <summary>Reads proposed rules from a table; every row that cannot be taken is named with its line.</summary>
    public static Outcome<IReadOnlyList<MatrixRule>> Read(TextReader text)
    {
        var kind = SettingKinds.Find(SettingKinds.ResponsibilityMatrix)!;
        var (rules, faults, ids) = (new List<MatrixRule>(), new List<Refusal>(), new HashSet<string>(StringComparer.Ordinal));
        var sent = CityTable.ReadSent(text);
        if (!sent.Moved)
        {
            return sent.Refusal;
        }

        foreach (var (row, line) in sent.Value.Select((r, i) => (r, i + 2)))
        {
            // The import of settings has two columns more, which say when a row is to hold: a proposal holds as it is.
            var cells = row.Cells.Where(c => c.Key is not ("from" or "end")).ToImmutableSortedDictionary(c => c.Key, c => c.Value.Trim(), StringComparer.Ordinal);
            var wrong = kind.Faults(cells, ends: false, SettingReferences.None);
            faults.AddRange(wrong.Select(f => f with { Message = $"第 {line} 行：{f.Message}" }));
            if (wrong.Count > 0)
            {
                continue;
            }

            var rule = Of(cells);
            rules.Add(rule);
            if (!ids.Add(rule.Id))
            {
                faults.Add(new Refusal("matrix.id-twice", $"第 {line} 行：规则编号 {rule.Id} 重复。请改用另一个编号。", RefusalKind.Invalid, Field: "id"));
            }
        }

        return (rules.Count, faults.Count) switch
        {
            (_, > 0) => Outcome<IReadOnlyList<MatrixRule>>.Refused(faults),
            (0, _) => new Refusal("matrix.no-rules", $"没有规则。第一行须是列名 {string.Join(",", kind.Columns.Select(c => c.Name))}，以下每行一条规则。", RefusalKind.Invalid, Field: "rules"),
            _ => rules,
        };
    }

    /// <summary>Whose kind of property: by the owner registered on the component.</summary>
    public static Ownership OwnershipOf(string? ownerId, OrganisationBook organisations) => ownerId is null or ""
        ? Maintenance.Ownership.None
        : organisations.Find(ownerId) switch
        {
            null => Maintenance.Ownership.Private,
            { Group: UnitGroup.Enterprise } => Maintenance.Ownership.UnitOwned,
            _ => Maintenance.Ownership.Municipal,
        };

    private static MatrixRule Of(ImmutableSortedDictionary<string, string> cells)
    {
        string Cell(string column) => cells.GetValueOrDefault(column, "");
        return new MatrixRule(
            Cell("id"), Cell("area_prefix"), Cell("class_prefix"),
            Cell("ownership") is { Length: > 0 } ownership ? Enum.Parse<Ownership>(ownership) : null,
            Cell("unit"), Cell("source"));
    }
}
