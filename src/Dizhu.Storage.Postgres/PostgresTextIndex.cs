using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Postgres;

/// <summary>A GIN index over the pairs as an array: they are compared as they are, whatever the locale of the database.</summary>
internal sealed class PostgresTextIndex(IBulkWriter bulk) : ITextIndex
{
    public IQueryable<Guid> CasesHolding(DizhuDb db, IReadOnlyList<string> pairs)
    {
        string[] all = [.. pairs];
        return db.Set<CaseWords>().FromSql($"SELECT case_id, words FROM case_words WHERE string_to_array(words, ' ') @> {all}").AsNoTracking().Select(w => w.CaseId);
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
