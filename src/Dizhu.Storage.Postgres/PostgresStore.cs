using Dizhu.Core;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Dizhu.Storage.Postgres;

/// <summary>A PostgreSQL database for a larger city or several nodes.</summary>
public sealed class PostgresStore : IStore
{
    /// <summary>Any number of our own: nodes that start together fill tables one after another.</summary>
    internal const long FillLock = 0x64697A6875;

    private readonly NpgsqlDataSource _source;
    private readonly PooledDbContextFactory<DizhuDb> _contexts;
    private readonly PostgresTextIndex _textIndex;

    /// <param name="connectionString">Npgsql connection string; auto-prepare and options for short queries are set where it does not say otherwise.</param>
    public PostgresStore(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
            builder.AutoPrepareMinUsages = 2;
        }

        // Short queries: compiling them, or starting workers for them, takes longer than they do.
        builder.Options ??= "-c jit=off -c max_parallel_workers_per_gather=0";
        builder.ApplicationName ??= "dizhu";

        // Nothing here leaves anything behind in a session (no SET, LISTEN, advisory lock or temporary table), so there is nothing to reset.
        builder.NoResetOnClose = true;
        _source = new NpgsqlDataSourceBuilder(builder.ToString()).Build();
        _contexts = new PooledDbContextFactory<DizhuDb>(new DbContextOptionsBuilder<DizhuDb>()
            .UseNpgsql(_source, o => o.MigrationsAssembly(typeof(PostgresStore).Assembly))
            .UseSnakeCaseNamingConvention()
            .Options);
        _textIndex = new PostgresTextIndex(Bulk);
        Transactions = new PostgresActTransactions(this);
        Description = $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database}";
    }

    public bool IsEmbedded => false;

    public string Description { get; }

    public IActTransactions Transactions { get; }

    public IBulkWriter Bulk { get; } = new PostgresBulkWriter();

    public ITextIndex TextIndex => _textIndex;

    /// <summary>The pool of connections.</summary>
    public NpgsqlDataSource Source => _source;

    public DizhuDb Open() => _contexts.CreateDbContext();

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        return await db.Database.CanConnectAsync(cancellationToken)
            && !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            && await _textIndex.IsThereAsync(db, cancellationToken);
    }

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({FillLock})", cancellationToken);
            await CaseReach.FillAsync(db, Bulk, cancellationToken);
            await Dizhu.Core.Cases.Serving.CasePoints.FillAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await _textIndex.CreateAsync(db, cancellationToken);
    }

    public async Task<string?> AdviceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT current_setting('data_checksums')", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is "on"
            ? null
            : "PostgreSQL 未启用数据校验和（data_checksums），发现不了磁盘上的损坏。请停库后用 pg_checksums --enable 启用。";
    }

    /// <summary>PostgreSQL checks its pages itself as it reads them, where checksums are on; reading every row is left to the verifier.</summary>
    public Task<IReadOnlyList<string>> CheckFileAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Makes sure that a commit is on disk when it returns.</summary>
    /// <exception cref="InvalidOperationException">fsync, full_page_writes or synchronous_commit is off.</exception>
    public async Task AssertDurableAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            await using var command = new NpgsqlCommand("SELECT current_setting($1)", connection) { Parameters = { new() { Value = setting } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is not string value || value is "off" or "local")
            {
                throw new InvalidOperationException($"PostgreSQL is not durable: {setting} is off. Switch it on and start again.");
            }
        }
    }

    public Task BackUpAsync(string folder, CancellationToken cancellationToken) => new PostgresCopy(this).WriteAsync(folder, cancellationToken);

    public Task RestoreAsync(string folder, CancellationToken cancellationToken) => new PostgresCopy(this).ReadAsync(folder, cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
