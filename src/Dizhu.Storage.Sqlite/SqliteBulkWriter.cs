using System.Data.Common;
using Dizhu.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dizhu.Storage.Sqlite;

/// <summary>One prepared INSERT, run for every row in one transaction.</summary>
public sealed class SqliteBulkWriter : IBulkWriter
{
    private const int RowsBetweenLooks = 1_000;

    public async Task WriteAsync<T>(DizhuDb db, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var table = BulkTable.Of<T>(db);
        var running = db.Database.CurrentTransaction;
        var own = running is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        await using (own)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = (own ?? running)!.GetDbTransaction();
            command.CommandText = InsertInto(table);
            var parameters = Parameters(command, table);
            await command.PrepareAsync(cancellationToken);
            for (var i = 0; i < rows.Count; i++)
            {
                if (i % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                for (var c = 0; c < parameters.Length; c++)
                {
                    parameters[c].Value = table.Columns[c].ValueOf(rows[i]);
                }

                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Table and columns are names of the model, never of a user.</summary>
    private static string InsertInto(BulkTable table) =>
        $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) "
        + $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";

    private static DbParameter[] Parameters(DbCommand command, BulkTable table)
    {
        DbParameter[] parameters = [.. table.Columns.Select((c, i) => c.Mapping.CreateParameter(command, $"@p{i}", null, c.IsNullable))];
        command.Parameters.AddRange(parameters);
        return parameters;
    }
}
