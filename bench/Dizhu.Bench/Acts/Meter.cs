using Npgsql;

namespace Dizhu.Bench.Acts;

/// <summary>How much was written so far: rows inserted or updated by acts, and bytes of WAL.</summary>
internal readonly record struct Written(long Rows, long Wal)
{
    public static Written operator -(Written a, Written b) => new(a.Rows - b.Rows, a.Wal - b.Wal);

    public static Written operator +(Written a, Written b) => new(a.Rows + b.Rows, a.Wal + b.Wal);
}

/// <summary>Reads what was written from the database itself.</summary>
internal static class Meter
{
    // Updates are counted by the versions they made; the statistics of the server lag behind by seconds.
    private const string Statement =
        """
        SELECT (SELECT coalesce(sum(version), 0) FROM cases) + (SELECT count(*) FROM reports) + (SELECT count(*) FROM case_words)
             + (SELECT count(*) FROM case_clocks) + (SELECT count(*) + count(accepted_at) FROM case_facts)
             + (SELECT count(*) FROM journal) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM idempotency)
             + (SELECT count(*) FROM case_tasks) + (SELECT count(*) FROM audit_log),
               (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint
        """;

    public static async Task<Written> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Statement);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Written(reader.GetInt64(0), reader.GetInt64(1));
    }
}
