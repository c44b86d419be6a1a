using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dizhu.Storage.Sqlite;

/// <summary>
/// Gives each connection room to keep pages in: with the engine's own 2 MB a list of a large area reads the same pages from the
/// file again and again.
/// </summary>
internal sealed class SqliteCache : DbConnectionInterceptor
{
    /// <summary>In KiB, negative as the engine wants it.</summary>
    internal const string Pragma = "PRAGMA cache_size=-16384";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The engine answers at once; there is nothing to wait for.
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }
}
