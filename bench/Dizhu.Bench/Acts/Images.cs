using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Dizhu.Bench.Acts;

/// <summary>One row as the product wrote it.</summary>
internal sealed record RowImage(string Table, IReadOnlyList<(string Name, NpgsqlDbType Type, object Value)> Columns);

/// <summary>The rows of one case as they stand in the database.</summary>
internal sealed class CaseImage(Guid id, DateTime at, IReadOnlyList<RowImage> rows)
{
    /// <summary>The tables an act writes, and the column that names the case.</summary>
    public static readonly (string Table, string Key)[] Tables =
    [
        ("cases", "id"), ("reports", "case_id"), ("case_words", "case_id"), ("case_clocks", "case_id"), ("case_facts", "case_id"), ("journal", "case_id"), ("outbox", "case_id"),
    ];

    private readonly string _id = id.ToString();

    public IReadOnlyList<RowImage> Rows => rows;

    public static async Task<CaseImage> ReadAsync(NpgsqlDataSource source, Guid id)
    {
        List<RowImage> rows = [];
        foreach (var (table, key) in Tables)
        {
            await using var command = source.CreateCommand($"SELECT * FROM {table} WHERE {key} = $1");
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await using var reader = await command.ExecuteReaderAsync();
            var schema = await reader.GetColumnSchemaAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(new RowImage(table, [.. schema.Select((c, i) => (c.ColumnName, ((Npgsql.Schema.NpgsqlDbColumn)c).NpgsqlDbType!.Value, reader.GetValue(i)))]));
            }
        }

        var at = (DateTime)rows.First(r => string.Equals(r.Table, "journal", StringComparison.Ordinal)).Columns.First(c => c.Name is "at").Value;
        return new CaseImage(id, at, rows);
    }

    /// <summary>The same value for another case: its ids, its number, its instants; everything else as the product wrote it.</summary>
    public object Moved(string table, string column, object value, Guid to, TimeSpan by, string? number) => (table, column, value) switch
    {
        ("outbox", "id", _) => Guid.CreateVersion7(),
        ("reports", "number", _) when number is not null => number,
        (_, _, Guid same) when same == id => to,
        (_, _, DateTime instant) => instant + by,
        (_, _, string text) when text.Length > 100 => text.Replace(_id, to.ToString(), StringComparison.Ordinal),
        _ => value,
    };

    /// <summary>How far the instants move when the act happens now.</summary>
    public TimeSpan Since(DateTime nowUtc)
    {
        // PostgreSQL keeps microseconds.
        var by = nowUtc - at;
        return by - TimeSpan.FromTicks(by.Ticks % TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>A report number of the raw series, of the length of a real one.</summary>
    public static string RawNumber(int n) => string.Create(CultureInfo.InvariantCulture, $"RB{n:00000000000}");
}
