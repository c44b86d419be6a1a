using NpgsqlTypes;

namespace Dizhu.Bench.Acts;

/// <summary>What accepting a case changed: the columns that differ of rows that were there, and the rows that were not.</summary>
internal sealed class AcceptImage
{
    public AcceptImage(CaseImage before, CaseImage after)
    {
        After = after;
        List<(string, string, IReadOnlyList<(string, NpgsqlDbType, object)>)> statements = [];
        foreach (var row in after.Rows)
        {
            if (row.Table is "cases" or "case_facts")
            {
                var old = before.Rows.First(r => string.Equals(r.Table, row.Table, StringComparison.Ordinal));
                var key = row.Columns.First(c => c.Name is "id" or "case_id");
                var changed = row.Columns.Where((c, i) => !Same(c.Value, old.Columns[i].Value)).ToList();
                var set = string.Join(", ", changed.Select((c, i) => $"{c.Name} = ${i + 1}"));
                var guard = row.Table is "cases" ? " AND version = 1" : "";
                statements.Add((row.Table, $"UPDATE {row.Table} SET {set} WHERE {key.Name} = ${changed.Count + 1}{guard}", [.. changed, key]));
            }
            else if (!before.Rows.Any(r => string.Equals(r.Table, row.Table, StringComparison.Ordinal) && r.Columns.Zip(row.Columns).All(p => Same(p.First.Value, p.Second.Value))))
            {
                statements.Add((row.Table, RawEndpoint.InsertOf(row), row.Columns));
            }
        }

        Statements = statements;
    }

    public CaseImage After { get; }

    public IReadOnlyList<(string Table, string Statement, IReadOnlyList<(string Name, NpgsqlDbType Type, object Value)> Columns)> Statements { get; }

    private static bool Same(object a, object b) => (a, b) is (byte[] x, byte[] y) ? x.AsSpan().SequenceEqual(y) : a.Equals(b);
}
