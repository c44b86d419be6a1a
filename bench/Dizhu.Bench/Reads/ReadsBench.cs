using System.Diagnostics;
using System.Globalization;
using Dizhu.Bench.Acts;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dizhu.Bench.Reads;

/// <summary>
/// How long work lists, searches and case files take at a million cases, in the server's own code and by hand-written SQL of the
/// same rows, in turns. Target: p95 at most 30 ms and at most twice the hand-written.
/// </summary>
internal static class ReadsBench
{
    private const double MostMillis = 30;
    private const double MostRatio = 2;
    private const int WarmUp = 20;
    private static string? _shape;

    /// <param name="args"><c>--cases N</c>, <c>--rounds N</c>, <c>--only sqlite|postgres</c>, <c>--shape NAME</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var cases = int.Parse(ActsBench.Option(args, "--cases") ?? "1000000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(ActsBench.Option(args, "--rounds") ?? "200", CultureInfo.InvariantCulture);
        var only = ActsBench.Option(args, "--only");
        _shape = ActsBench.Option(args, "--shape");
        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench-reads", cases.ToString(CultureInfo.InvariantCulture))).FullName;
        if (only is not "postgres")
        {
            await using var store = new SqliteStore(Path.Combine(folder, "dizhu.db"));
            await MeasureAsync(store, folder, cases, rounds);
        }

        if (only is not "sqlite")
        {
            await using var store = new PostgresStore(await DatabaseAsync($"bench_reads_{cases}"));
            await MeasureAsync(store, folder, cases, rounds);
        }

        return 0;
    }

    private static async Task MeasureAsync(IStore store, string folder, int cases, int rounds)
    {
        Console.WriteLine($"\n{store.Description}: {cases:N0} synthetic cases, {rounds} rounds in turns, one reader");
        var units = await FillAsync(store, cases);
        await using var app = await DizhuHost.BuildAsync(new DizhuHostOptions { Store = store, DataFolder = folder }, CancellationToken.None);
        var reads = app.Services.GetRequiredService<CaseReads>();
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync();
        var hand = new HandWritten(db.Database.GetDbConnection(), store.IsEmbedded);
        Console.WriteLine("                              p50 ms   p95 ms |  hand p50      p95 |  ratio of p95");
        foreach (var shape in new Shapes(cases, store.IsEmbedded, units).All())
        {
            await TurnsAsync(shape.Name, rounds, i => reads.ListAsync(shape.Who(i), shape.Ask(i), CancellationToken.None), i => hand.PageAsync(shape.Where(i)));
        }

        var reader = new Principal(Guid.Empty, "受理员 01", Post.Acceptor, null, Scope.Everything);
        await TurnsAsync("case file", rounds, i => reads.FileAsync(reader, File(i), CancellationToken.None), i => hand.FileAsync(File(i)));

        Guid File(int i) => SyntheticCases.IdOf(i * 7919 % Math.Min(cases, SyntheticCases.WithJournal));
    }

    private static async Task TurnsAsync(string name, int rounds, Func<int, Task> ours, Func<int, Task> theirs)
    {
        if (_shape is not null && _shape != name)
        {
            return;
        }

        var (a, b) = (new List<double>(), new List<double>());
        for (var i = -WarmUp; i < rounds; i++)
        {
            var round = i + WarmUp;
            var (one, other) = (await MillisAsync(() => ours(round)), await MillisAsync(() => theirs(round)));
            if (i >= 0)
            {
                a.Add(one);
                b.Add(other);
            }
        }

        var (p95, hand) = (Percentile(a, 0.95), Percentile(b, 0.95));
        var verdict = p95 <= MostMillis && p95 <= MostRatio * hand ? "met" : "missed";
        Console.WriteLine($"  {name,-26} {Percentile(a, 0.5),8:0.0} {p95,8:0.0} |  {Percentile(b, 0.5),8:0.0} {hand,8:0.0} |  {p95 / hand:0.00} {verdict}");
    }

    private static async Task<double> MillisAsync(Func<Task> read)
    {
        var start = Stopwatch.GetTimestamp();
        await read();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    /// <summary>Makes the cases once; later runs find them.</summary>
    private static async Task<IReadOnlyList<string>> FillAsync(IStore store, int cases)
    {
        await store.MigrateAsync(CancellationToken.None);
        await using var db = store.Open();
        if (!await db.Set<Unit>().AnyAsync())
        {
            await CitySetup.FillAsync(store, sampleCity: false, progress: null, CancellationToken.None);
        }

        List<string> units = [.. (await db.Set<Unit>().Select(u => u.Id).ToListAsync()).Order(StringComparer.Ordinal).Take(100)];
        if (await db.Set<Case>().CountAsync() < cases)
        {
            var watch = Stopwatch.StartNew();
            await new SyntheticCases(cases).FillAsync(store, units, CancellationToken.None);
            await db.Database.ExecuteSqlAsync($"ANALYZE");
            Console.WriteLine($"  filled in {watch.Elapsed.TotalSeconds:0} s");
        }

        return units;
    }

    /// <summary>A database kept on the server that <c>DIZHU_TEST_POSTGRES</c> names.</summary>
    private static async Task<string> DatabaseAsync(string name)
    {
        var server = Environment.GetEnvironmentVariable("DIZHU_TEST_POSTGRES")
            ?? throw new InvalidOperationException("Name a PostgreSQL server in DIZHU_TEST_POSTGRES: the cases are kept there between runs.");
        await using var source = NpgsqlDataSource.Create(server);
        await using var find = source.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        find.Parameters.AddWithValue(name);
        if (await find.ExecuteScalarAsync() is 0L)
        {
            await using var create = source.CreateCommand($"CREATE DATABASE {name}");
            await create.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }
}
