using System.Text.Json;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Postgres;

/// <summary>A GIN index over the pairs as an array: they are compared as they are, whatever the locale of the database.</summary>
internal sealed class PostgresTextIndex(IBulkWriter bulk) : ITextIndex
{
    private const int PlainlyMany = 2;

    public async Task<IReadOnlyList<Guid>?> FindAsync(DizhuDb db, IReadOnlyList<string> pairs, int most, CancellationToken cancellationToken)
    {
        // For words that many cases have, the first few are found by reading the table and splitting row after row; the planner
        // knows such words from its statistics, so they need not be looked for at all.
        string[] all = [.. pairs];
        if (await ExpectedAsync(db, all, cancellationToken) > most * PlainlyMany)
        {
            return null;
        }

        var found = await db.Set<CaseWords>()
            .FromSql($"SELECT case_id, words FROM case_words WHERE string_to_array(words, ' ') @> {all}")
            .Select(w => w.CaseId).Take(most + 1).ToListAsync(cancellationToken);
        return found.Count > most ? null : found;
    }

    /// <summary>How many rows the planner expects; wrong by some factor, hence <see cref="PlainlyMany"/>.</summary>
    private static async Task<double> ExpectedAsync(DizhuDb db, string[] all, CancellationToken cancellationToken)
    {
        var plan = await db.Database
            .SqlQuery<string>($"EXPLAIN (FORMAT JSON) SELECT case_id FROM case_words WHERE string_to_array(words, ' ') @> {all}")
            .ToListAsync(cancellationToken);
        using var json = JsonDocument.Parse(plan[0]);
        return json.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    public async Task<bool> IsThereAsync(DizhuDb db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<bool>($"SELECT to_regclass('case_words') IS NOT NULL AS \"Value\"").SingleAsync(cancellationToken);

    /// <summary>Makes and fills the table where it is not there: whole or not at all.</summary>
    public async Task CreateAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresStore.FillLock})", cancellationToken);
        if (await IsThereAsync(db, cancellationToken))
        {
            return;
        }

        await db.Database.ExecuteSqlAsync($"CREATE TABLE case_words (case_id uuid PRIMARY KEY, words text NOT NULL)", cancellationToken);
        await CaseWords.FillAsync(db, bulk, cancellationToken);
        await db.Database.ExecuteSqlAsync($"CREATE INDEX ix_case_words_words ON case_words USING gin (string_to_array(words, ' '))", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
