using System.Globalization;
using System.Net;
using Dizhu.Storage.Postgres;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Dizhu.Bench.Acts;

/// <summary>
/// Accepted acts a second through HTTP on PostgreSQL with fsync, against a raw endpoint doing the same writes in
/// one round trip, in the same run and in turns. Target: at least half of it, rows and WAL bytes within 10 %.
/// </summary>
internal static class ActsBench
{
    private const int Clients = 16;
    private const double Target = 0.5;

    /// <param name="args"><c>--seconds N</c> for each stretch, <c>--pairs N</c>, <c>--only report|accept</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = TimeSpan.FromSeconds(double.Parse(Option(args, "--seconds") ?? "5", CultureInfo.InvariantCulture));
        var pairs = int.Parse(Option(args, "--pairs") ?? "5", CultureInfo.InvariantCulture);
        var only = Option(args, "--only");
        await using var postgres = await PrivatePostgres.StartAsync();
        var folder = Directory.CreateTempSubdirectory("dizhu-bench-").FullName;
        try
        {
            await using var store = new PostgresStore(postgres.Connection);
            await using var app = await HostAsync(store, folder);
            await using var bench = await Contest.PrepareAsync(app, postgres.Connection, Clients);
            var sound = only is "accept" || await SeriesAsync(bench, "report", seconds, pairs, bench.Report, HttpStatusCode.Created);
            sound &= only is "report" || await SeriesAsync(bench, "accept", seconds / 2, pairs, bench.Accept, HttpStatusCode.OK);
            return sound ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> HostAsync(PostgresStore store, string folder)
    {
        await store.MigrateAsync(CancellationToken.None);
        await CitySetup.FillAsync(store, sampleCity: true, progress: null, CancellationToken.None);
        var app = await DizhuHost.BuildAsync(new DizhuHostOptions { Store = store, DataFolder = folder }, CancellationToken.None);
        await app.StartAsync();
        return app;
    }

    private static async Task<bool> SeriesAsync(
        Contest bench, string name, TimeSpan seconds, int pairs, Func<Shot?> next, HttpStatusCode expected)
    {
        // Warm both until the compiler has done its work, which takes thousands of acts, and the tables' pages are written once.
        if (name is "accept")
        {
            await bench.StockAsync(seconds * pairs * 2);
        }

        _ = await bench.RunAsync(raw: false, next, expected, seconds * 3);
        _ = await bench.RunAsync(raw: true, next, expected, seconds);
        List<(Stretch Ours, Stretch Raw)> runs = [];
        var (ours, theirs) = (new Written(), new Written());
        Console.WriteLine($"\n{name}: {pairs} pairs of {seconds.TotalSeconds:0.#} s, {Clients} connections, closed loop");
        Console.WriteLine("        acts/s    p50 ms  p99 ms |  raw acts/s  p50 ms  p99 ms |  ratio");
        for (var pair = 0; pair < pairs; pair++)
        {
            var (a, byUs) = await bench.RunAsync(raw: false, next, expected, seconds);
            var (b, byThem) = await bench.RunAsync(raw: true, next, expected, seconds);
            (ours, theirs) = (ours + byUs, theirs + byThem);
            runs.Add((a, b));
            Console.WriteLine(
                $"  {pair + 1,3}  {a.PerSecond,8:0}  {a.Millis(0.5),7:0.00} {a.Millis(0.99),7:0.00} |  {b.PerSecond,10:0} {b.Millis(0.5),7:0.00} {b.Millis(0.99),7:0.00} |  {a.PerSecond / b.PerSecond:0.000}");
        }

        return Tell(name, runs, ours, theirs);
    }

    private static bool Tell(string name, List<(Stretch Ours, Stretch Raw)> runs, Written ours, Written theirs)
    {
        var (acts, rawActs) = (runs.Sum(r => r.Ours.Acts), runs.Sum(r => r.Raw.Acts));
        var (rows, rawRows) = ((double)ours.Rows / acts, (double)theirs.Rows / rawActs);
        var (wal, rawWal) = ((double)ours.Wal / acts, (double)theirs.Wal / rawActs);
        var ratio = Median(runs.Select(r => r.Ours.PerSecond / r.Raw.PerSecond));
        var same = Math.Abs(rows / rawRows - 1) <= 0.1 && Math.Abs(wal / rawWal - 1) <= 0.1;
        Console.WriteLine($"  {name}: median {Median(runs.Select(r => r.Ours.PerSecond)):0} acts/s, raw {Median(runs.Select(r => r.Raw.PerSecond)):0} acts/s, ratio {ratio:0.000} (target {Target:0.0}: {(ratio >= Target ? "met" : "missed")})");
        Console.WriteLine($"  processor time an act (clients included, PostgreSQL not): {runs.Sum(r => r.Ours.Cpu.TotalMilliseconds) / acts:0.000} ms, raw {runs.Sum(r => r.Raw.Cpu.TotalMilliseconds) / rawActs:0.000} ms");
        Console.WriteLine($"  rows an act {rows:0.00} / {rawRows:0.00} ({rows / rawRows - 1:+0.0 %;-0.0 %;0 %}), WAL bytes an act {wal:0} / {rawWal:0} ({wal / rawWal - 1:+0.0 %;-0.0 %;0 %}): {(same ? "within 10 %" : "NOT within 10 %, so the ratio does not count")}");
        return same;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    public static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
