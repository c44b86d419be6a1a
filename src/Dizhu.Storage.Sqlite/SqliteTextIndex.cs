using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Sqlite;

/// <summary>An FTS5 table that takes the pairs as they are: its ASCII tokenizer parts them at spaces and nowhere else.</summary>
internal sealed class SqliteTextIndex(IBulkWriter bulk) : ITextIndex
{
    public IQueryable<Guid> CasesHolding(DizhuDb db, IReadOnlyList<string> pairs)
    {
        var all = string.Join(" AND ", pairs.Select(p => $"\"{p}\""));
        return db.Set<CaseWords>().FromSql($"SELECT case_id, words FROM case_words WHERE case_words MATCH {all}").AsNoTracking().Select(w => w.CaseId);
    }

    public async Task<bool> IsThereAsync(DizhuDb db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = 'case_words'").SingleAsync(cancellationToken) > 0;

    /// <summary>Makes and fills the table where it is not there: whole or not at all.</summary>
    public async Task CreateAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(db, cancellationToken))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"CREATE VIRTUAL TABLE case_words USING fts5(case_id UNINDEXED, words, tokenize = 'ascii', detail = none, columnsize = 0)", cancellationToken);
        await CaseWords.FillAsync(db, bulk, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
