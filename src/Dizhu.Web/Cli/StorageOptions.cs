using System.CommandLine;
using Dizhu.Core;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;

namespace Dizhu.Web.Cli;

/// <summary>A reason to end the command with a sentence and an exit code instead of a stack trace.</summary>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Exit codes of the commands.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Faults = 1;
    public const int Usage = 2;
    public const int Unavailable = 3;
}

/// <summary>The options every command shares: where the data lie, and which database.</summary>
internal sealed class StorageOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "数据目录：内嵌数据库、照片、密钥",
        DefaultValueFactory = _ => "data",
    };

    public Option<string[]> Db { get; } = new("--db")
    {
        Description = "数据库：sqlite（默认，在数据目录内）或 postgres \"<连接串>\"",
        Arity = new ArgumentArity(1, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Where the seals of the journal are kept outside the database; not among what <see cref="AddTo"/> adds.</summary>
    public Option<string?> Seals { get; } = new("--seals")
    {
        Description = "封存值目录（建议放在另一块盘或另一台机器的挂载上；默认在数据目录的 seals 内）",
    };

    /// <summary>The folder of the seals.</summary>
    public string SealFolder(ParseResult parsed, OpenedStore opened) => Path.GetFullPath(parsed.GetValue(Seals) ?? Path.Combine(opened.Folder, "seals"));

    public void AddTo(Command command)
    {
        command.Add(Data);
        command.Add(Db);
    }

    /// <summary>Opens the store. The embedded database is locked for this process, unless only read.</summary>
    public OpenedStore Open(ParseResult parsed, bool exclusive)
    {
        var folder = Path.GetFullPath(parsed.GetValue(Data)!);
        Directory.CreateDirectory(folder);
        return parsed.GetValue(Db) switch
        {
            null or [] or ["sqlite"] => OpenedStore.Embedded(folder, exclusive),
            ["postgres", var connection] => OpenedStore.Postgres(folder, connection),
            _ => throw new CliException(ExitCodes.Usage, "--db 只能是 sqlite，或 postgres 加连接串，例如 --db postgres \"Host=127.0.0.1;Database=dizhu;Username=dizhu\"。"),
        };
    }
}

/// <summary>An opened store, its data folder, and the lock on it.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly FileStream? _lock;

    private OpenedStore(IStore store, string folder, FileStream? held)
    {
        Store = store;
        Folder = folder;
        _lock = held;
    }

    public IStore Store { get; }

    public string Folder { get; }

    public static OpenedStore Embedded(string folder, bool exclusive) =>
        new(new SqliteStore(Path.Combine(folder, "dizhu.db")), folder, exclusive ? Lock(folder) : null);

    public static OpenedStore Postgres(string folder, string connection) => new(new PostgresStore(connection), folder, null);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _lock?.Dispose();
    }

    /// <summary>One process owns the embedded database; the lock goes with the process, however it ends.</summary>
    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "dizhu.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CliException(ExitCodes.Unavailable, $"数据目录 {folder} 正被另一个 dizhu 使用。请先停止它，或另选 --data。");
        }
    }
}

/// <summary>Runs a command and turns what is expected to go wrong into a sentence and an exit code.</summary>
internal static class Cli
{
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (CliException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return problem.ExitCode;
        }
        catch (Exception problem) when (problem is StoreUnavailableException or Npgsql.NpgsqlException or Microsoft.Data.Sqlite.SqliteException)
        {
            await Console.Error.WriteLineAsync($"数据库不可用：{problem.Message}");
            return ExitCodes.Unavailable;
        }
    }
}
