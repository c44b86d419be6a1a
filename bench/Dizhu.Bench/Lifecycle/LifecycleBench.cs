using System.Globalization;
using Dizhu.Bench.Acts;
using Dizhu.Bench.Reads;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Bench.Lifecycle;

/// <summary>
/// Whole lifecycles a second through HTTP with fsync, clients and server in one process on the same cores: closed loop, open
/// loop at 70 % and at 200 % of it, and on a small against a large stock of cases in turns. Targets: PostgreSQL 60 a second,
/// SQLite 40; at 70 % no failure and p99 of an act within 150 ms; at 200 % refusals in words and nothing accepted lost;
/// 10 thousand to a million stored cases within 15 %.
/// </summary>
internal static class LifecycleBench
{
    private const int Clients = 16;

    /// <param name="args"><c>--db sqlite|postgres</c>, <c>--seconds N</c>, and for stocks <c>--stocks 10000,1000000 --pairs 5</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = TimeSpan.FromSeconds(double.Parse(Option(args, "--seconds") ?? "20", CultureInfo.InvariantCulture));
        var pairs = int.Parse(Option(args, "--pairs") ?? "5", CultureInfo.InvariantCulture);
        var sqlite = Option(args, "--db") is "sqlite";
        var sound = true;
        if (Option(args, "--stocks") is { } stocks)
        {
            var sizes = stocks.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
            await using var small = await Site.OpenAsync(sqlite, sizes[0]);
            await using var large = await Site.OpenAsync(sqlite, sizes[1]);
            return await StocksAsync(small, large, sizes, seconds, pairs) ? 0 : 1;
        }

        await using var site = await Site.OpenAsync(sqlite, 0);
        _ = await site.Round.ClosedAsync(Clients, seconds);
        var closed = await site.Round.ClosedAsync(Clients, seconds);
        var target = sqlite ? 40 : 60;
        Tell($"closed loop, {Clients} clients", closed);
        sound &= Judge($"at least {target} lifecycles/s", closed.PerSecond >= target && closed.Failed == 0);
        var steady = await site.Round.OpenAsync(closed.PerSecond * 0.7, seconds);
        Tell("open loop at 70 %", steady);
        sound &= Judge("no failure, p99 of an act within 150 ms", steady is { Failed: 0, Refused: 0 } && steady.At(0.99) <= 150);
        var flooded = await site.Round.OpenAsync(closed.PerSecond * 2, seconds);
        Tell("open loop at 200 %", flooded);
        sound &= Judge("refused in words, nothing else failed, nothing acknowledged lost", flooded is { Failed: 0, Refused: > 0 } && await site.LostAsync(flooded) == 0);
        return sound ? 0 : 1;
    }

    private static async Task<bool> StocksAsync(Site small, Site large, List<int> sizes, TimeSpan seconds, int pairs)
    {
        _ = await small.Round.ClosedAsync(Clients, seconds);
        _ = await large.Round.ClosedAsync(Clients, seconds);
        var runs = new List<(double Small, double Large)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var (a, b) = (await small.Round.ClosedAsync(Clients, seconds), await large.Round.ClosedAsync(Clients, seconds));
            runs.Add((a.PerSecond, b.PerSecond));
            Console.WriteLine($"  {pair + 1,3}  {sizes[0]} cases {a.PerSecond,7:0.0}/s   {sizes[1]} cases {b.PerSecond,7:0.0}/s   ratio {b.PerSecond / a.PerSecond:0.000}");
        }

        var ratio = Median(runs.Select(r => r.Large)) / Median(runs.Select(r => r.Small));
        return Judge($"medians within 15 % ({ratio:0.000})", ratio >= 0.85);
    }

    private static void Tell(string name, Outcome o) => Console.WriteLine(
        $"{name}: {o.PerSecond:0.0} lifecycles/s, act p50 {o.At(0.5):0.0} ms p95 {o.At(0.95):0.0} ms p99 {o.At(0.99):0.0} ms, {o.Millis.Length} acts, refused {o.Refused}, failed {o.Failed}");

    private static bool Judge(string target, bool met)
    {
        Console.WriteLine($"  {target}: {(met ? "met" : "MISSED")}");
        return met;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}

/// <summary>One running host on a database of its own with so many synthetic cases in it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly PrivatePostgres? _postgres;
    private readonly WebApplication _app;
    private readonly string _folder;

    private Site(IStore store, PrivatePostgres? postgres, WebApplication app, string folder, Round round)
    {
        (_store, _postgres, _app, _folder, Round) = (store, postgres, app, folder, round);
    }

    public Round Round { get; }

    /// <summary>Opens a host; the stock of the embedded database is made once and kept under <c>artifacts/bench</c>.</summary>
    public static async Task<Site> OpenAsync(bool sqlite, int cases)
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-bench-").FullName;
        var postgres = sqlite ? null : await PrivatePostgres.StartAsync();
        if (sqlite && cases > 0)
        {
            File.Copy(await KeptAsync(cases), Path.Combine(folder, "dizhu.db"));
        }

        IStore store = postgres is null ? new SqliteStore(Path.Combine(folder, "dizhu.db")) : new PostgresStore(postgres.Connection);
        if (!sqlite || cases == 0)
        {
            await FillAsync(store, cases);
        }

        var app = await DizhuHost.BuildAsync(new DizhuHostOptions { Store = store, DataFolder = folder }, CancellationToken.None);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new Site(store, postgres, app, folder, new Round(address, await Staff.HireAsync(app)));
    }

    /// <summary>Cases of which the database knows less than a client was told.</summary>
    public async Task<int> LostAsync(Outcome outcome)
    {
        await using var db = _store.Open();
        var lost = 0;
        foreach (var chunk in outcome.Acknowledged.Chunk(500))
        {
            var ids = chunk.Select(c => c.Case).ToList();
            var kept = await db.Set<Case>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Version);
            lost += chunk.Count(c => kept.GetValueOrDefault(c.Case) < c.Version);
        }

        return lost;
    }

    public async ValueTask DisposeAsync()
    {
        Round.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> KeptAsync(int cases)
    {
        var kept = Path.Combine(Directory.CreateDirectory("artifacts/bench").FullName, $"cases-{cases}.db");
        if (!File.Exists(kept))
        {
            var making = kept + ".making";
            File.Delete(making);
            await using (var store = new SqliteStore(making))
            {
                await FillAsync(store, cases);
            }

            File.Move(making, kept);
        }

        return kept;
    }

    private static async Task FillAsync(IStore store, int cases)
    {
        await store.MigrateAsync(CancellationToken.None);
        await CitySetup.FillAsync(store, sampleCity: true, progress: null, CancellationToken.None);
        if (cases > 0)
        {
            await using var db = store.Open();
            List<string> units = [.. (await db.Set<Unit>().Select(u => u.Id).ToListAsync()).Order(StringComparer.Ordinal).Take(100)];
            await new SyntheticCases(cases).FillAsync(store, units, CancellationToken.None);
            await db.Database.ExecuteSqlAsync($"ANALYZE");
        }
    }
}
