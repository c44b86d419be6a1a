using System.Diagnostics;
using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Storage.Postgres;
using Dizhu.Web.Cli;
using Npgsql;

namespace Dizhu.Bench.Geography;

/// <summary>
/// A million components from one CSV file: <c>dizhu import components</c> with every check into PostgreSQL, against <c>ogr2ogr</c> with COPY into PostGIS, both as
/// programs of their own. Targets: half the speed of ogr2ogr, which checks nothing, and at most 500 MB of memory.
/// </summary>
internal static class ImportBench
{
    private const int Components = 1_000_000;
    private const int MostMegabytes = 500;
    private const double LeastShare = 0.5;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-import-").FullName;
        var server = Environment.GetEnvironmentVariable("DIZHU_TEST_POSTGRES") ?? throw new InvalidOperationException("DIZHU_TEST_POSTGRES is not set.");
        var (ours, theirs) = ("bench_import_ours", "bench_import_ogr");
        try
        {
            await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {ours}", $"DROP DATABASE IF EXISTS {theirs}", $"CREATE DATABASE {ours}", $"CREATE DATABASE {theirs}");
            var (own, gis) = (ConnectionTo(server, ours), ConnectionTo(server, theirs));
            await ExecuteAsync(gis, "CREATE EXTENSION postgis");
            var city = await CityAsync(own);
            var file = Path.Combine(folder, "components.csv");
            Write(file, city);
            Console.WriteLine($"{Components:N0} components, {new FileInfo(file).Length / 1048576} MB");

            var program = Path.Combine(AppContext.BaseDirectory, "dizhu.dll");
            var (ourSeconds, ourMegabytes) = await RunAsync("dotnet", program, "import", "components", file, "--datum", "CGCS2000", "--data", folder, "--db", "postgres", own);
            var (ogrSeconds, ogrMegabytes) = await RunAsync(
                "ogr2ogr", "-f", "PostgreSQL", "PG:" + OgrOf(gis), file, "-nln", "components", "-oo", "X_POSSIBLE_NAMES=经度", "-oo", "Y_POSSIBLE_NAMES=纬度", "-a_srs", "EPSG:4490", "--config", "PG_USE_COPY", "YES");
            var (our, ogr) = (Components / ourSeconds, Components / ogrSeconds);
            Console.WriteLine($"dizhu {ourSeconds:0.0} s, {our:N0}/s, {ourMegabytes:N0} MB   ogr2ogr {ogrSeconds:0.0} s, {ogr:N0}/s, {ogrMegabytes:N0} MB");
            Console.WriteLine($"ratio {our / ogr:0.00}: {(our / ogr >= LeastShare ? "met" : "missed")} (target {LeastShare}); memory {(ourMegabytes <= MostMegabytes ? "met" : "missed")} (target {MostMegabytes} MB)");
            return 0;
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {ours} WITH (FORCE)", $"DROP DATABASE IF EXISTS {theirs} WITH (FORCE)");
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sample city without its components.</summary>
    private static async Task<PlaceBook> CityAsync(string connection)
    {
        await using var store = new PostgresStore(connection);
        await store.MigrateAsync(CancellationToken.None);
        await CitySetup.FillAsync(store, sampleCity: true, null, CancellationToken.None);
        await ExecuteAsync(connection, "TRUNCATE managed_component");
        await using var db = store.Open();
        return await PlaceBook.LoadGridsAsync(db, CancellationToken.None);
    }

    private static void Write(string path, PlaceBook city)
    {
        var random = new Random(20170515);
        var extent = city.Base!;
        using var text = new StreamWriter(path);
        text.WriteLine("管理部件标识码,管理部件名称,主管部门,权属单位,养护单位,经度,纬度,所在单元网格标识码,管理部件状态,初始日期,数据来源");
        for (var i = 0; i < Components;)
        {
            var (lon, lat) = (extent.West + random.NextDouble() * (extent.East - extent.West), extent.South + random.NextDouble() * (extent.North - extent.South));
            if (city.Locate(new Cgcs2000(lon, lat)).GridCode is not { } code)
            {
                continue;
            }

            // The running number has six digits for each class, so the class changes with every half million.
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"411202{(i < 500_000 ? "0101" : "0102")}{i++ % 500_000 + 1:D6},上水井盖,ORG-U042,ORG-U109,ORG-U109,{lon:R},{lat:R},{code},完好,2017-06-01,实测"));
        }
    }

    /// <summary>Runs a program to its end; gives seconds and the most memory it had.</summary>
    private static async Task<(double Seconds, long Megabytes)> RunAsync(string program, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long most = 0;
        var end = process.WaitForExitAsync();
        while (await Task.WhenAny(end, Task.Delay(50)) != end)
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.WorkingSet64);
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output} {await error}");
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, most / 1048576);
    }

    private static string ConnectionTo(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString();

    private static string OgrOf(string connection)
    {
        var c = new NpgsqlConnectionStringBuilder(connection);
        return $"host={c.Host} port={c.Port} user={c.Username} dbname={c.Database}{(c.Password is { Length: > 0 } p ? $" password={p}" : "")}";
    }

    private static async Task ExecuteAsync(string connection, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString());
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
