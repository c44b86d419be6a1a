using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Dizhu.Storage.Sqlite;

/// <summary>
/// Gives each connection room to keep pages in: with the engine's own 2 MB a list of a large area reads the same pages from the
/// file again and again.
/// </summary>
internal sealed class SqliteCache : DbConnectionInterceptor
{
    /// <summary>In KiB, negative as the engine wants it.</summary>
    internal const string Pragma = "PRAGMA cache_size=-16384";

    private readonly ConditionalWeakTable<sqlite3, string> _set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The engine answers at once; there is nothing to wait for.
        Set(connection);
        return Task.CompletedTask;
    }

    /// <summary>Once for each connection of the engine: the pool hands the same ones out again.</summary>
    private void Set(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle } && _set.TryAdd(handle, Pragma))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragma;
            command.ExecuteNonQuery();
        }
    }
}
