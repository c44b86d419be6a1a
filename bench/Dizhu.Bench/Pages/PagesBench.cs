using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Bench.Acts;
using Dizhu.Bench.Reads;
using Dizhu.Core;
using Dizhu.Core.Calendar;
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

namespace Dizhu.Bench.Pages;

/// <summary>
/// How long the pages of the desks take over a million cases: from request to the last byte on loopback, and in a browser until they are ready with
/// an empty cache. Targets: p95 at most 50 ms; ready within a second; 300 kB without the map, 900 kB with it.
/// </summary>
internal static class PagesBench
{
    private const double MostMillis = 50;
    private const int WarmUp = 10;
    private const string Password = "bench-password-1";

    // What the wall shows is kept for some seconds: each round waits until it is read anew, so that the figure is not that of a copy.
    private const string Wall = "/wall";
    private const int WallRounds = 40;
    private static readonly TimeSpan WallKept = TimeSpan.FromSeconds(5.5);

    private static readonly (string Login, string Path)[] Desks =
    [
        ("sl01", "/cases?stage=AwaitingAcceptance"), ("zb01", "/cases?stage=AwaitingFiling"), ("pq01", "/cases?stage=AwaitingDispatch"), ("zy08", "/cases"), ("ej01", "/cases"), ("cj01", "/cases"), ("ld01", "/cases?all=1"),
        ("ld01", "/cases?overdue=true"), ("sl01", "/intake"), ("zb01", "/requests"), ("sl01", "/messages"), ("sl01", "/search?q=0417"), ("ld01", "/cases/{case}"), ("ld01", "/cases/{case}/brief"), ("ld01", "/map"),
        ("zb01", "/cases?stage=ReviewingSelfHandled,AwaitingFiling,AwaitingCheckSending,AwaitingClosing"), ("zy08", "/cases?stage=AwaitingSignature,Handling,AwaitingFeedback"),
        ("cj01", "/cases?stage=VerifyingAcceptance,VerifyingFiling,AwaitingCheck"), ("ld01", Wall),
    ];

    /// <param name="args"><c>--cases N</c>, <c>--rounds N</c>, <c>--db postgres</c>, <c>--only TEXT</c> for the pages whose address holds it.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var cases = int.Parse(ActsBench.Option(args, "--cases") ?? "1000000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(ActsBench.Option(args, "--rounds") ?? "100", CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench-pages", cases.ToString(CultureInfo.InvariantCulture))).FullName;
        await using var postgres = ActsBench.Option(args, "--db") == "postgres" ? await PrivatePostgres.StartAsync() : null;
        await using IStore store = postgres is null ? new SqliteStore(Path.Combine(folder, "dizhu.db")) : new PostgresStore(postgres.Connection);
        await FillAsync(store, cases);
        await using var app = await DizhuHost.BuildAsync(new DizhuHostOptions { Store = store, DataFolder = folder }, CancellationToken.None);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Console.WriteLine($"{store.Description}: {cases:N0} synthetic cases, {rounds} rounds\n                                              p50 ms   p95 ms      kB");
        var caseId = SyntheticCases.IdOf(7919 % SyntheticCases.WithJournal);
        var desks = Desks.Where(d => d.Path.Contains(ActsBench.Option(args, "--only") ?? "", StringComparison.Ordinal)).ToList();
        await MeasureAsync(address, rounds, desks, caseId);
        await BrowserPages.MeasureAsync(address, Password, [.. desks.Select(d => (d.Login, Of(d.Path, caseId))).Where(d => !d.Item2.EndsWith("/brief", StringComparison.Ordinal))]);
        await app.StopAsync();
        return 0;
    }

    private static string Of(string path, Guid caseId) => path.Replace("{case}", caseId.ToString(), StringComparison.Ordinal);

    private static async Task MeasureAsync(Uri address, int rounds, IReadOnlyList<(string Login, string Path)> desks, Guid caseId)
    {
        foreach (var (login, path) in desks)
        {
            using var client = await LogInAsync(address, login);
            List<double> times = [];
            long bytes = 0;
            for (var i = -WarmUp; i < (path == Wall ? WallRounds : rounds); i++)
            {
                await Task.Delay(path == Wall ? WallKept : TimeSpan.Zero);
                var start = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(Of(path, caseId));
                bytes = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    throw new InvalidOperationException($"{login} {path}: {(int)answer.StatusCode}");
                }

                if (i >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }

            var sorted = times.Order().ToList();
            var (p50, p95) = (sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1]);
            Console.WriteLine($"  {login} {path,-38} {p50,8:0.0} {p95,8:0.0} {bytes / 1024.0,7:0}  {(p95 <= MostMillis ? "met" : "missed")}");
        }
    }

    private static async Task<HttpClient> LogInAsync(Uri address, string login)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        using var answer = await client.PostAsync("/api/v1/session", new StringContent(new JsonObject { ["login"] = login, ["password"] = Password }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>The sample city with its accounts, and the cases; made once, later runs find them.</summary>
    private static async Task FillAsync(IStore store, int cases)
    {
        await store.MigrateAsync(CancellationToken.None);
        await using var db = store.Open();
        if (!await db.Set<Unit>().AnyAsync())
        {
            await CitySetup.FillAsync(store, sampleCity: true, progress: null, CancellationToken.None);
            await Demo.AddAccountsAsync(store, Password, new CityClock(TimeProvider.System).Now, CancellationToken.None);
        }

        List<string> units = [.. (await db.Set<Unit>().Select(u => u.Id).ToListAsync()).Order(StringComparer.Ordinal).Take(100)];
        if (await db.Set<Case>().CountAsync() < cases)
        {
            var watch = Stopwatch.StartNew();
            await new SyntheticCases(cases).FillAsync(store, units, CancellationToken.None);

            // As the database is found after years: PostgreSQL has cleaned up behind what was written.
            await (store.IsEmbedded ? db.Database.ExecuteSqlAsync($"ANALYZE") : db.Database.ExecuteSqlAsync($"VACUUM ANALYZE"));
            Console.WriteLine($"filled in {watch.Elapsed.TotalSeconds:0} s");
        }
    }
}
