using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Dizhu.Storage.Sqlite;

/// <summary>The embedded database: one file in WAL mode with <c>synchronous=FULL</c>, so that a commit is on disk when it returns.</summary>
public sealed class SqliteStore : IStore
{
    private const int FullSynchronous = 2;
    private const string CopyName = "dizhu.db";
    private readonly string _connectionString;
    private readonly PooledDbContextFactory<DizhuDb> _contexts;
    private readonly Lazy<SqliteActTransactions> _transactions;
    private readonly SqliteTextIndex _textIndex;

    /// <param name="path">The database file; its folder must exist.</param>
    public SqliteStore(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Pooling = true,
        }.ToString();
        _contexts = new PooledDbContextFactory<DizhuDb>(new DbContextOptionsBuilder<DizhuDb>()
            .UseSqlite(_connectionString, o => o.MigrationsAssembly(typeof(SqliteStore).Assembly))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new SqliteCache())
            .Options);
        _textIndex = new SqliteTextIndex(Bulk);
        _transactions = new Lazy<SqliteActTransactions>(() => new SqliteActTransactions(this));
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    public bool IsEmbedded => true;

    public string Description => $"SQLite {Path}";

    public IActTransactions Transactions => _transactions.Value;

    public IBulkWriter Bulk { get; } = new SqliteBulkWriter();

    public ITextIndex TextIndex => _textIndex;

    public DizhuDb Open() => _contexts.CreateDbContext();

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return false;
        }

        await using var db = Open();
        return !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() && await _textIndex.IsThereAsync(db, cancellationToken);
    }

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = OpenConnection();
        await ForgetKilledMigrationAsync(connection, cancellationToken);
        await using var db = new DizhuDb(OptionsFor(connection));
        await db.Database.MigrateAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await CaseReach.FillAsync(db, Bulk, cancellationToken);
            await Dizhu.Core.Cases.Serving.CasePoints.FillAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await _textIndex.CreateAsync(db, cancellationToken);
    }

    public async Task AssertDurableAsync(CancellationToken cancellationToken)
    {
        await using var connection = OpenConnection();
    }

    public Task<string?> AdviceAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public async Task<IReadOnlyList<string>> CheckFileAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(20)";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetString(0) is not "ok" and var problem)
                {
                    problems.Add($"数据库文件损坏：{problem}");
                }
            }
        }
        catch (SqliteException problem)
        {
            problems.Add($"数据库文件损坏：{problem.Message}");
        }

        return problems;
    }

    public async Task BackUpAsync(string folder, CancellationToken cancellationToken)
    {
        var copy = System.IO.Path.Combine(folder, CopyName);
        await using (var connection = new SqliteConnection(_connectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    public Task RestoreAsync(string folder, CancellationToken cancellationToken)
    {
        var copy = System.IO.Path.Combine(folder, CopyName);
        if (File.Exists(Path) || !File.Exists(copy))
        {
            throw new InvalidOperationException(File.Exists(Path) ? $"{Path} 已存在，没有恢复。请另选空的数据目录。" : "这不是内嵌数据库的备份。请核对 --db。");
        }

        File.Copy(copy, Path);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transactions.IsValueCreated)
        {
            await _transactions.Value.DisposeAsync();
        }

        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Opens a connection for writing with the durability settings, and makes sure they hold.</summary>
    /// <exception cref="InvalidOperationException">The database is not in WAL mode or does not sync fully.</exception>
    public SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            var mode = Run(connection, "PRAGMA journal_mode=WAL");
            Run(connection, "PRAGMA synchronous=FULL");
            Run(connection, SqliteCache.Pragma);
            var synchronous = Convert.ToInt32(Run(connection, "PRAGMA synchronous"), System.Globalization.CultureInfo.InvariantCulture);
            if (!string.Equals(mode as string, "wal", StringComparison.OrdinalIgnoreCase) || synchronous != FullSynchronous)
            {
                throw new InvalidOperationException($"The database at {Path} is not durable: journal_mode={mode}, synchronous={synchronous}.");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Options of contexts that share one connection.</summary>
    public DbContextOptions OptionsFor(SqliteConnection connection) =>
        new DbContextOptionsBuilder().UseSqlite(connection, o => o.MigrationsAssembly(typeof(SqliteStore).Assembly)).UseSnakeCaseNamingConvention().Options;

    /// <summary>
    /// A migration killed half-way leaves its lock row behind, and the next would wait for it for ever.
    /// Only one process owns the file, so a row found here belongs to nobody.
    /// </summary>
    private static async Task ForgetKilledMigrationAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0)
        {
            command.CommandText = "DELETE FROM __EFMigrationsLock";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static object? Run(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar();
    }
}
