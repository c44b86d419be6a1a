using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Dizhu.Storage.Postgres;

/// <summary>
/// The whole database as files: COPY of every table in the binary form, all in one snapshot, so that the copy is of one moment and no
/// act waits for it. Needs no tools of PostgreSQL on the machine.
/// </summary>
internal sealed class PostgresCopy(PostgresStore store)
{
    private const string MigrationName = "migration.txt";

    /// <summary>Writes the files.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() ?? "";
        await using var connection = await store.Source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var table in Tables(db))
        {
            await using var from = await connection.BeginRawBinaryCopyAsync($"COPY {Named(table)} TO STDOUT (FORMAT BINARY)", cancellationToken);
            await using var to = new FileStream(FileOf(folder, table), FileMode.CreateNew, FileAccess.Write);
            await from.CopyToAsync(to, cancellationToken);
            to.Flush(flushToDisk: true);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, MigrationName), migration, cancellationToken);
    }

    /// <summary>Makes the tables and fills them, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">The database is not empty, or the copy is of another structure.</exception>
    public async Task ReadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        var mark = Path.Combine(folder, MigrationName);
        if (!File.Exists(mark) || await File.ReadAllTextAsync(mark, cancellationToken) != db.Database.GetMigrations().Last())
        {
            throw new InvalidOperationException("备份不是 PostgreSQL 的，或不是本版本的结构。请用做备份时的版本恢复，再运行 dizhu migrate。");
        }

        if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
        {
            throw new InvalidOperationException($"{store.Description} 中已有数据，没有恢复。请另建空的数据库。");
        }

        await store.MigrateAsync(cancellationToken);
        await using var connection = await store.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in Tables(db))
        {
            await using var from = File.OpenRead(FileOf(folder, table));
            await using var to = await connection.BeginRawBinaryCopyAsync($"COPY {Named(table)} FROM STDIN (FORMAT BINARY)", cancellationToken);
            await from.CopyToAsync(to, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static string FileOf(string folder, ITable table) => Path.Combine(folder, table.Name + ".copy");

    /// <summary>Table and columns are names of the model, never of a user.</summary>
    private static string Named(ITable table) => $"\"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))})";

    /// <summary>The tables of the model, each after those it points at.</summary>
    private static List<ITable> Tables(DbContext db)
    {
        List<ITable> ordered = [];
        foreach (var table in db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Add(table, ordered, []);
        }

        return ordered;
    }

    private static void Add(ITable table, List<ITable> ordered, HashSet<ITable> above)
    {
        if (ordered.Contains(table) || !above.Add(table))
        {
            return;
        }

        foreach (var other in table.ForeignKeyConstraints.Select(k => (ITable)k.PrincipalTable))
        {
            Add(other, ordered, above);
        }

        ordered.Add(table);
    }
}
