using Dizhu.Core;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Npgsql;
using Xunit;

namespace Dizhu.Tests.Kit;

/// <summary>The databases every storage test runs on; an absent PostgreSQL shows as skipped, never as passed.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A fresh database for one test. The first of a kind is migrated and filled once per test run; the others are
/// copies of it.
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    public const string PostgresVariable = "DIZHU_TEST_POSTGRES";
    private readonly Func<Task> _drop;

    private TestStore(DatabaseKind kind, IStore store, string folder, string? connection, Func<Task> drop)
    {
        Kind = kind;
        Store = store;
        Folder = folder;
        Connection = connection;
        _drop = drop;
    }

    /// <summary>Both kinds, for <c>[Theory, MemberData]</c>.</summary>
    public static TheoryData<DatabaseKind> Kinds { get; } = [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    public DatabaseKind Kind { get; }

    public IStore Store { get; }

    /// <summary>The data folder: database file, photos, keys.</summary>
    public string Folder { get; }

    /// <summary>The connection string, for PostgreSQL.</summary>
    public string? Connection { get; }

    /// <summary>A database made from a template; the template is filled by <paramref name="fill"/> the first time its name is asked for.</summary>
    public static async Task<TestStore> CreateAsync(DatabaseKind kind, string template, Func<IStore, Task> fill)
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-test-").FullName;
        return kind == DatabaseKind.Sqlite
            ? await SqliteAsync(folder, template, fill)
            : await PostgresAsync(folder, template, fill);
    }

    /// <summary>A place without a database: an empty folder, on PostgreSQL an empty database.</summary>
    public static async Task<TestStore> EmptyAsync(DatabaseKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-test-").FullName;
        return kind == DatabaseKind.Sqlite
            ? new TestStore(kind, new SqliteStore(Path.Combine(folder, "dizhu.db")), folder, null, () => Task.CompletedTask)
            : await PostgresAsync(folder, Server(), "template0");
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _drop();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<TestStore> SqliteAsync(string folder, string template, Func<IStore, Task> fill)
    {
        var source = await Templates.OnceAsync($"sqlite-{template}", async () =>
        {
            var home = Directory.CreateTempSubdirectory("dizhu-template-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(home, recursive: true);
            var path = Path.Combine(home, "dizhu.db");
            await using var store = new SqliteStore(path);
            await store.MigrateAsync(CancellationToken.None);
            await fill(store);
            return path;
        });
        var copy = Path.Combine(folder, "dizhu.db");
        File.Copy(source, copy);
        return new TestStore(DatabaseKind.Sqlite, new SqliteStore(copy), folder, null, () => Task.CompletedTask);
    }

    private static async Task<TestStore> PostgresAsync(string folder, string template, Func<IStore, Task> fill)
    {
        var server = Server();
        var source = await Templates.OnceAsync($"postgres-{template}", async () =>
        {
            var name = "t_" + Guid.NewGuid().ToString("N");
            await ExecuteAsync(server, $"CREATE DATABASE {name}");
            var connection = ConnectionTo(server, name);
            await using (var store = new PostgresStore(connection))
            {
                await store.MigrateAsync(CancellationToken.None);
                await fill(store);
            }

            return name;
        });
        return await PostgresAsync(folder, server, source);
    }

    private static string Server()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"No PostgreSQL: {PostgresVariable} is not set.");
        return server!;
    }

    private static async Task<TestStore> PostgresAsync(string folder, string server, string source)
    {
        var database = "d_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"CREATE DATABASE {database} TEMPLATE {source}");
        var target = ConnectionTo(server, database);
        return new TestStore(
            DatabaseKind.Postgres, new PostgresStore(target), folder, target, () => ExecuteAsync(server, $"DROP DATABASE {database} WITH (FORCE)"));
    }

    private static string ConnectionTo(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 20 }.ToString();

    private static async Task ExecuteAsync(string server, string statement)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Makes each template once, however many tests ask for it at the same time.</summary>
internal static class Templates
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    public static Task<string> OnceAsync(string name, Func<Task<string>> make) =>
        Made.GetOrAdd(name, _ => new Lazy<Task<string>>(make)).Value;
}
