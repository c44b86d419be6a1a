using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dizhu.Storage.Tests;

/// <summary>A PostgreSQL cluster that belongs to one test, so that it may be crashed, copied and damaged.</summary>
internal sealed class PrivateCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dizhu-cluster-").FullName;
    private readonly string _bin;
    private string? _running;

    private PrivateCluster(string bin) => _bin = bin;

    /// <summary>Connection string of the running cluster.</summary>
    public string Connection { get; private set; } = "";

    /// <summary>Where the first cluster's files lie.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>A new cluster, or null where there is no server program or no right to start one.</summary>
    public static async Task<PrivateCluster?> CreateAsync()
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (bin is null)
        {
            return null;
        }

        var cluster = new PrivateCluster(bin);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres", cluster._folder]);
        }

        await cluster.PostgresAsync("initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync");
        await File.AppendAllTextAsync(Path.Combine(cluster.Data, "postgresql.conf"), "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n");
        return cluster;
    }

    public async Task StartAsync(string data)
    {
        var port = FreePort();
        await PostgresAsync("pg_ctl", "-D", data, "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-p {port}", "start");
        _running = data;
        Connection = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";
    }

    /// <summary>Stops at once, as a crash does: nothing is written any more.</summary>
    public async Task CrashAsync()
    {
        await PostgresAsync("pg_ctl", "-D", _running!, "-m", "immediate", "-w", "stop");
        _running = null;
    }

    public async Task<string> CopyAsync(string name)
    {
        var copy = Path.Combine(_folder, name);
        await RunAsync("cp", ["-a", Data, copy]);
        return copy;
    }

    public void Dispose()
    {
        if (_running is not null)
        {
            using var stop = Process.Start(Command("pg_ctl", "-D", _running, "-m", "immediate", "-w", "stop"))!;
            stop.WaitForExit();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task PostgresAsync(string program, params string[] arguments)
    {
        var command = Command(program, arguments);
        return RunAsync(command.FileName, [.. command.ArgumentList]);
    }

    /// <summary>The server refuses to run as root.</summary>
    private ProcessStartInfo Command(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        return Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        // The server keeps what it was given open for as long as it runs, so its output goes nowhere we wait for.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }
}
