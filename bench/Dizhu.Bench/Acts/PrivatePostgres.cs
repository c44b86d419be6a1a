using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Dizhu.Bench.Acts;

/// <summary>
/// A new PostgreSQL cluster of our own on loopback, durable as in production (fsync stays on), gone afterwards.
/// <c>DIZHU_TEST_POSTGRES</c> names another server to use instead; its other users then disturb the WAL figures.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Settings =
        "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\nshared_buffers = 256MB\n" +
        "max_wal_size = 8GB\ncheckpoint_timeout = 30min\nautovacuum = off\njit = off\n";

    private readonly string? _folder;
    private readonly string _server;
    private readonly string _database = "bench_" + Guid.NewGuid().ToString("N");

    private PrivatePostgres(string? folder, string server)
    {
        _folder = folder;
        _server = server;
    }

    /// <summary>Connection string of a new empty database.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _database }.ToString();

    public static async Task<PrivatePostgres> StartAsync()
    {
        PrivatePostgres postgres;
        if (Environment.GetEnvironmentVariable("DIZHU_TEST_POSTGRES") is { Length: > 0 } given)
        {
            postgres = new PrivatePostgres(null, given);
        }
        else
        {
            var folder = Directory.CreateTempSubdirectory("dizhu-bench-postgres-").FullName;
            var data = Path.Combine(folder, "data");
            if (Environment.IsPrivilegedProcess)
            {
                // initdb refuses to run as root.
                await RunAsync("chown", "postgres", folder);
            }

            await PostgresAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), Settings);
            var port = FreePort();
            await PostgresAsync("pg_ctl", "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-o", $"-p {port}", "start");
            postgres = new PrivatePostgres(folder, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
        }

        await postgres.ExecuteAsync($"CREATE DATABASE {postgres._database}");
        return postgres;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_folder is null)
        {
            await ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)");
            return;
        }

        await PostgresAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static Task PostgresAsync(string program, params string[] arguments)
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last();
        var path = Path.Combine(bin, "bin", program);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The output goes nowhere instead of into a pipe, which the server would keep open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
