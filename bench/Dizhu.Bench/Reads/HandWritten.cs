using System.Data.Common;

namespace Dizhu.Bench.Reads;

/// <summary>The same rows by SQL as somebody writes it who has this database alone in mind: no model, no objects.</summary>
internal sealed class HandWritten(DbConnection connection, bool isSqlite)
{
    private const string Columns =
        "c.id, c.number, c.stage, c.version, c.class_key, c.standard_id, c.community_code, c.street_code, c.unit_id, c.reported_at, "
        + "c.stage_due_at, c.handling_due_at, c.rework_count, c.source, c.first_report_id, c.list_at";

    /// <summary>A page with its count, its reports and its clocks; gives how many rows came.</summary>
    public async Task<int> PageAsync(string where) =>
        await RowsAsync($"SELECT count(*) FROM (SELECT 1 FROM cases c WHERE {where} LIMIT 1000) x")
        + await RowsAsync(
            $"WITH p AS (SELECT {Columns} FROM cases c WHERE {where} ORDER BY c.list_at, c.id LIMIT 51) "
            + "SELECT p.*, r.number AS report_number, r.place_text, k.* FROM p JOIN reports r ON r.id = p.first_report_id LEFT JOIN case_clocks k ON k.case_id = p.id "
            + "ORDER BY p.list_at, p.id, k.no");

    /// <summary>All rows of one case.</summary>
    public async Task<int> FileAsync(Guid id)
    {
        var key = isSqlite ? id.ToString().ToUpperInvariant() : id.ToString();
        return await RowsAsync($"SELECT * FROM cases WHERE id = '{key}'")
            + await RowsAsync($"SELECT * FROM case_tasks WHERE case_id = '{key}' ORDER BY id")
            + await RowsAsync($"SELECT * FROM case_clocks WHERE case_id = '{key}' ORDER BY no")
            + await RowsAsync($"SELECT * FROM case_requests WHERE case_id = '{key}' ORDER BY id")
            + await RowsAsync($"SELECT * FROM journal WHERE case_id = '{key}' ORDER BY seq")
            + await RowsAsync($"SELECT * FROM reports WHERE case_id = '{key}' ORDER BY received_at, id")
            + await RowsAsync($"SELECT * FROM attachments WHERE case_id = '{key}' ORDER BY entry_seq, id")
            + await RowsAsync($"SELECT closed_at FROM case_facts WHERE case_id = '{key}'");
    }

    private async Task<int> RowsAsync(string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, values) = (0, new object[reader.FieldCount]);
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows++;
        }

        return rows;
    }
}
