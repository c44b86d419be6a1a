using Dizhu.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dizhu.Storage.Postgres;

/// <summary>COPY in the binary form; it is whole or not at all also without a transaction around it.</summary>
public sealed class PostgresBulkWriter : IBulkWriter
{
    public async Task WriteAsync<T>(DizhuDb db, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var table = BulkTable.Of<T>(db);
        var types = Types(table);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var copy = await connection.BeginBinaryImportAsync(CopyInto(table), cancellationToken);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken);
                for (var c = 0; c < types.Length; c++)
                {
                    await WriteAsync(copy, table.Columns[c].ValueOf(row), types[c], cancellationToken);
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object value, NpgsqlDbType type, CancellationToken cancellationToken) =>
        value is DBNull ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, type, cancellationToken);

    /// <summary>Table and columns are names of the model, never of a user.</summary>
    private static string CopyInto(BulkTable table) =>
        $"COPY \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)";

    /// <summary>The types the provider gives its own parameters.</summary>
    private static NpgsqlDbType[] Types(BulkTable table)
    {
        using var command = new NpgsqlCommand();
        return [.. table.Columns.Select(c => ((NpgsqlParameter)c.Mapping.CreateParameter(command, "p", null, c.IsNullable)).NpgsqlDbType)];
    }
}
