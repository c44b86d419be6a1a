using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Sqlite;

/// <summary>
/// An FTS5 index beside an ordinary table of the pairs, kept by a trigger. It takes the pairs as they are: its ASCII tokenizer
/// parts them at spaces and nowhere else. The table has a number of its own, which a VACUUM does not change.
/// </summary>
internal sealed class SqliteTextIndex(IBulkWriter bulk) : ITextIndex
{
    public async Task<IReadOnlyList<Guid>?> FindAsync(DizhuDb db, IReadOnlyList<string> pairs, int most, CancellationToken cancellationToken)
    {
        var all = string.Join(" AND ", pairs.Select(p => $"\"{p}\""));
        var found = await db.Set<CaseWords>()
            .FromSql($"SELECT w.case_id, w.words FROM case_words_fts f JOIN case_words w ON w.no = f.rowid WHERE f.case_words_fts MATCH {all}")
            .Select(w => w.CaseId).Take(most + 1).ToListAsync(cancellationToken);
        return found.Count > most ? null : found;
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
        await db.Database.ExecuteSqlAsync($"CREATE TABLE case_words (no INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, words TEXT NOT NULL)", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS case_words_fts", cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"CREATE VIRTUAL TABLE case_words_fts USING fts5(words, content = 'case_words', content_rowid = 'no', tokenize = 'ascii', detail = none, columnsize = 0)", cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"CREATE TRIGGER case_words_indexed AFTER INSERT ON case_words BEGIN INSERT INTO case_words_fts (rowid, words) VALUES (new.no, new.words); END", cancellationToken);
        await CaseWords.FillAsync(db, bulk, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
