using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>A field of a layer and the headers it is known by.</summary>
/// <param name="Name">As mappings name it.</param>
/// <param name="Must">The file must have a column for it.</param>
/// <param name="Headers">Headers it is found by, the official Chinese one first.</param>
public sealed record ImportField(string Name, bool Must, params string[] Headers);

/// <summary>Where each field of a layer stands in the columns of one file.</summary>
public sealed class FieldMap
{
    private readonly Dictionary<string, int> _places;

    private FieldMap(Dictionary<string, int> places) => _places = places;

    /// <summary>Finds the columns; headers are compared without case, blanks or byte-order mark.</summary>
    public static Outcome<FieldMap> Of(IReadOnlyList<string> columns, IReadOnlyList<ImportField> fields, ImportMapping mapping)
    {
        var known = fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (mapping.Columns.Keys.FirstOrDefault(k => !known.Contains(k)) is { } stranger)
        {
            return new Refusal("import.mapping", $"字段对照中的“{stranger}”不是这个图层的字段，可用的是 {string.Join("、", known)}。请改正。", RefusalKind.Invalid, Field: "mapping");
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> missing = [];
        foreach (var field in fields)
        {
            var mapped = mapping.Columns.GetValueOrDefault(field.Name);
            var at = Find(columns, mapped is null ? field.Headers : [mapped]);
            if (at >= 0)
            {
                places[field.Name] = at;
            }
            else if (field.Must || mapped is not null)
            {
                missing.Add(mapped ?? field.Headers[0]);
            }
        }

        return missing.Count == 0
            ? new FieldMap(places)
            : new Refusal("import.columns", $"文件缺少必需的列：{string.Join("、", missing)}；请补齐表头，或在字段对照中写明是哪一列。", RefusalKind.Invalid, Field: "mapping");
    }

    /// <summary>The cell of a field without blanks around it; the empty text where the file has no such column.</summary>
    public string Cell(SourceFeature feature, string field) =>
        _places.TryGetValue(field, out var at) && at < feature.Cells.Length ? feature.Cells[at].Trim() : "";

    /// <summary>True when the file has a column for the field.</summary>
    public bool Has(string field) => _places.ContainsKey(field);

    private static int Find(IReadOnlyList<string> columns, string[] headers)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (headers.Contains(columns[i].Trim('\uFEFF', ' '), StringComparer.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
