using System.Threading.Channels;
using Dizhu.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Sqlite;

/// <summary>
/// One writer for the embedded database. Acts queue up; a group runs inside one transaction, each in a
/// SAVEPOINT of its own, and is acknowledged after the group's commit has reached the disk.
/// </summary>
public sealed class SqliteActTransactions : IActTransactions, IAsyncDisposable
{
    private const int LargestGroup = 64;
    private const int Waiting = 1024;
    private readonly Channel<IWork> _queue = Channel.CreateBounded<IWork>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly SqliteStore _store;
    private readonly Task _writer;

    public SqliteActTransactions(SqliteStore store)
    {
        _store = store;
        _writer = Task.Run(WriteAsync);
    }

    public async Task<T> RunAsync<T>(Func<DizhuDb, CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        var work = new Work<T>(act, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException problem)
        {
            throw new StoreUnavailableException("The embedded database is being closed.", problem);
        }

        return await work.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        SqliteConnection? connection = null;
        var group = new List<IWork>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var work))
            {
                group.Add(work);
            }

            connection = await WriteGroupAsync(connection, group);
        }

        connection?.Dispose();
    }

    /// <summary>Writes one group; gives the connection for the next, or null when that needs a new one.</summary>
    private async Task<SqliteConnection?> WriteGroupAsync(SqliteConnection? connection, List<IWork> group)
    {
        try
        {
            connection ??= _store.OpenConnection();
            await CommitAsync(connection, _store.OptionsFor(connection), group);
        }
        catch (Exception problem)
        {
            // Whatever broke the transaction broke it for the whole group, and for nobody after it: the writer lives on.
            var unavailable = new StoreUnavailableException("The embedded database could not store the act.", problem);
            group.ForEach(w => w.Fail(unavailable));
            return Reusable(connection);
        }

        group.ForEach(w => w.Acknowledge());
        return connection;
    }

    private static async Task CommitAsync(SqliteConnection connection, DbContextOptions options, List<IWork> group)
    {
        // BEGIN IMMEDIATE: the write lock is taken before anything is read, so nothing read here can be stale.
        await using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var work in group)
        {
            await work.RunAsync(transaction, options);
        }

        await transaction.CommitAsync();
    }

    /// <summary>The connection, unless a transaction is left on it that could not be rolled back.</summary>
    private static SqliteConnection? Reusable(SqliteConnection? connection)
    {
        if (connection is { State: System.Data.ConnectionState.Open } && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0)
        {
            return connection;
        }

        connection?.Dispose();
        return null;
    }

    private interface IWork
    {
        Task RunAsync(SqliteTransaction transaction, DbContextOptions options);

        void Acknowledge();

        void Fail(Exception problem);
    }

    private sealed class Work<T>(Func<DizhuDb, CancellationToken, Task<T>> act, CancellationToken cancellationToken) : IWork
    {
        private const string Name = "act";
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _answer;
        private Exception? _problem;

        public Task<T> Done => _done.Task;

        public async Task RunAsync(SqliteTransaction transaction, DbContextOptions options)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _problem = new OperationCanceledException(cancellationToken);
                return;
            }

            transaction.Save(Name);
            try
            {
                try
                {
                    await ActAsync(transaction, options);
                }
                catch (DbUpdateException problem) when (problem.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteDuplicateKey or SqliteDuplicate })
                {
                    // A row of it is there already; decide anew on what is there.
                    transaction.Rollback(Name);
                    await ActAsync(transaction, options);
                }

                transaction.Release(Name);
            }
            catch (Exception problem) when (problem is not SqliteException { SqliteErrorCode: SqliteFull or SqliteIoError })
            {
                // Where the engine has already rolled back everything, this throws and the whole group fails.
                transaction.Rollback(Name);
                transaction.Release(Name);
                _problem = problem is DbUpdateException { InnerException: SqliteException { SqliteErrorCode: SqliteFull or SqliteIoError } full }
                    ? new StoreUnavailableException("The embedded database is full or its disk fails.", full)
                    : problem;
            }
        }

        private async Task ActAsync(SqliteTransaction transaction, DbContextOptions options)
        {
            await using var db = new DizhuDb(options);
            await db.Database.UseTransactionAsync(transaction, CancellationToken.None);
            _answer = await act(db, cancellationToken);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        public void Acknowledge()
        {
            if (_problem is null)
            {
                _done.TrySetResult(_answer!);
            }
            else
            {
                _done.TrySetException(_problem);
            }
        }

        public void Fail(Exception problem) => _done.TrySetException(_problem ?? problem);

        private const int SqliteDuplicateKey = 1555;
        private const int SqliteDuplicate = 2067;
        private const int SqliteFull = 13;
        private const int SqliteIoError = 10;
    }
}
