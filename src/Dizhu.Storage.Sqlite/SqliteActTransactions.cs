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
        Pen? pen = null;
        var group = new List<IWork>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var work))
            {
                group.Add(work);
            }

            pen = await WriteGroupAsync(pen, group);
        }

        pen?.Dispose();
    }

    /// <summary>Writes one group; gives the pen for the next, or null when that needs a new one.</summary>
    private async Task<Pen?> WriteGroupAsync(Pen? pen, List<IWork> group)
    {
        try
        {
            pen ??= new Pen(_store);
            await CommitAsync(pen, group);
        }
        catch (Exception problem)
        {
            // Whatever broke the transaction broke it for the whole group, and for nobody after it: the writer lives on.
            var unavailable = new StoreUnavailableException("The embedded database could not store the act.", problem);
            group.ForEach(w => w.Fail(unavailable));
            pen?.Dispose();
            return null;
        }

        group.ForEach(w => w.Acknowledge());
        return pen;
    }

    private static async Task CommitAsync(Pen pen, List<IWork> group)
    {
        // BEGIN IMMEDIATE: the write lock is taken before anything is read, so nothing read here can be stale.
        await using var transaction = pen.Connection.BeginTransaction(deferred: false);
        await pen.Db.Database.UseTransactionAsync(transaction, CancellationToken.None);
        foreach (var work in group)
        {
            await work.RunAsync(transaction, pen.Db);
        }

        await pen.Db.Database.UseTransactionAsync(null, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>The connection that writes and the context over it, kept from act to act: making them costs more than many an act.</summary>
    private sealed class Pen : IDisposable
    {
        public Pen(SqliteStore store)
        {
            Connection = store.OpenConnection();
            Db = new DizhuDb(store.OptionsFor(Connection));

            // Acts replace rows by new images through the change tracker; there is nothing to look for beside what it was told.
            Db.ChangeTracker.AutoDetectChangesEnabled = false;
        }

        public SqliteConnection Connection { get; }

        public DizhuDb Db { get; }

        public void Dispose()
        {
            Db.Dispose();
            Connection.Dispose();
        }
    }

    private interface IWork
    {
        Task RunAsync(SqliteTransaction transaction, DizhuDb db);

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

        public async Task RunAsync(SqliteTransaction transaction, DizhuDb db)
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
                    await ActAsync(db);
                }
                catch (DbUpdateException problem) when (problem.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteDuplicateKey or SqliteDuplicate })
                {
                    // A row of it is there already; decide anew on what is there.
                    transaction.Rollback(Name);
                    await ActAsync(db);
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

        private async Task ActAsync(DizhuDb db)
        {
            try
            {
                _answer = await act(db, cancellationToken);
                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, CancellationToken.None);
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
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
