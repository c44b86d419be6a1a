using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>
/// A serving process is killed again and again in the middle of acts. What was acknowledged is there, once;
/// what was not is there whole or not at all.
/// </summary>
public class KillTests
{
    private const int Clients = 8;

    /// <summary>5 in a short run, 200 in <c>./test --soak</c>; <c>DIZHU_SOAK_ROUNDS</c> says otherwise.</summary>
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("DIZHU_SOAK_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted
        : Environment.GetEnvironmentVariable("DIZHU_SOAK") == "1" ? 200 : 5;

    private static int TwoNodeRounds => Math.Max(2, Rounds / 5);

    [Fact]
    [Requirement("DCM-016")]
    public Task After_every_kill_each_act_acknowledged_on_SQLite_is_there_once() => KillAndCheckAsync(DatabaseKind.Sqlite);

    [Fact]
    [Requirement("DCM-016")]
    public Task After_every_kill_each_act_acknowledged_on_PostgreSQL_is_there_once() => KillAndCheckAsync(DatabaseKind.Postgres);

    [Fact]
    [Requirement("DCM-016")]
    public async Task After_every_kill_of_one_node_of_two_each_act_either_acknowledged_is_there_once()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);
        var random = new Random(20261126);
        var kept = new Acknowledged();
        using var client = NewClient();

        // The one that stays works through every kill of the other; what the killed node left unanswered is sent to it next.
        using var staying = await DizhuProcess.ServeAsync(city.Database);
        await LogInAsync(client, staying.Address);
        for (var round = 0; round < TwoNodeRounds; round++)
        {
            using var killed = await DizhuProcess.ServeAsync(city.Database);
            await RoundAsync(client, [killed, staying], kept, random.Next(5, 60));
        }

        await CheckAsync(city, kept, TwoNodeRounds);
    }

    private static HttpClient NewClient() => new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Half of the clients work on each server; the first server is killed after some answers, and then all stop.</summary>
    private static async Task RoundAsync(HttpClient client, DizhuProcess[] servers, Acknowledged kept, int answers)
    {
        using var killAfter = new CountdownEvent(answers);
        var killed = Task.Run(async () =>
        {
            killAfter.Wait();
            await servers[0].KillAsync();
        });
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => WorkUntilKilledAsync(client, servers[i % servers.Length].Address, kept, killAfter, killed)));
        await killed;
    }

    private static async Task KillAndCheckAsync(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var random = new Random(20261123);
        var kept = new Acknowledged();
        using var client = NewClient();
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await DizhuProcess.ServeAsync(city.Database);
            if (round == 0)
            {
                await LogInAsync(client, server.Address);
            }

            await RoundAsync(client, [server], kept, random.Next(5, 60));
        }

        await CheckAsync(city, kept, Rounds);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {Rounds} kills, {kept.Reports.Count} reports and {kept.Acts.Count} acts acknowledged, {kept.AlreadyDone} found stored when sent again.");
    }

    /// <summary>Reports and accepts without a pause; a report whose answer was lost is sent again under its id in the next round.</summary>
    private static async Task WorkUntilKilledAsync(HttpClient client, Uri address, Acknowledged kept, CountdownEvent killAfter, Task killed)
    {
        Guid? underWay = null;
        try
        {
            while (!killed.IsCompleted)
            {
                var report = kept.Lost.TryDequeue(out var lost) ? lost : Guid.CreateVersion7();
                underWay = report;
                var born = await PostAsync(client, new Uri(address, "/api/v1/reports"), new
                {
                    id = report, source = "Hotline", description = "路灯不亮", lon = 111.2, lat = 34.77, datum = "CGCS2000",
                });
                kept.Reports[report] = (string)born["reportNumber"]!;
                underWay = null;
                Signal(killAfter);
                if ((bool)born["alreadyDone"]!)
                {
                    kept.CountAlreadyDone();
                    continue;
                }

                var caseId = (string)born["caseId"]!;
                var accepted = await PostAsync(client, new Uri(address, $"/api/v1/cases/{caseId}/accept"), new { version = 1 });
                kept.Acts[Guid.Parse(caseId)] = (string)accepted["entryHash"]!;
                Signal(killAfter);
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server is gone; a report without an answer is sent again in the next round, as a client does.
            if (underWay is { } report)
            {
                kept.Lost.Enqueue(report);
            }
        }
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, Uri address, object body)
    {
        using var answer = await client.PostAsJsonAsync(address, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{address}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static void Signal(CountdownEvent killAfter)
    {
        lock (killAfter)
        {
            if (!killAfter.IsSet)
            {
                killAfter.Signal();
            }
        }
    }

    private static async Task LogInAsync(HttpClient client, Uri address)
    {
        var session = await PostAsync(client, new Uri(address, "/api/v1/session"), new { login = SmallCity.Login, password = SmallCity.Password });
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string)session["token"]!);
    }

    private static async Task CheckAsync(SmallCity city, Acknowledged kept, int rounds)
    {
        await using var db = city.Store.Open();
        var reports = await db.Set<Report>().AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Number);
        Assert.All(kept.Reports, r => Assert.Equal(r.Value, reports[r.Key]));
        Assert.Equal(reports.Count, reports.Values.Distinct().Count());
        Assert.Equal(reports.Count, await db.Set<Case>().CountAsync());

        var journal = await db.Set<JournalEntry>().AsNoTracking().ToListAsync();
        var accepts = journal.Where(j => j.Act == nameof(CaseAct.Accept)).ToDictionary(j => j.CaseId, j => Convert.ToHexStringLower(j.Hash));
        Assert.All(kept.Acts, a => Assert.Equal(a.Value, accepts[a.Key]));
        Assert.Equal(journal.Count, await db.Set<OutboxMessage>().CountAsync());
        Assert.Equal(reports.Count, journal.Count(j => j.Seq == 1));

        // No case has two entries of one act: nothing was done twice.
        Assert.Equal(journal.Count, journal.Select(j => (j.CaseId, j.Act)).Distinct().Count());

        // Unanswered work is at most what the clients had under way when the process was killed.
        Assert.InRange(reports.Count - kept.Reports.Count, 0, rounds * Clients);
        Assert.True(kept.Reports.Count > rounds, $"{kept.Reports.Count} reports acknowledged");

        var (exitCode, output) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>What clients were told, and what they do not know.</summary>
    private sealed class Acknowledged
    {
        private int _alreadyDone;

        public ConcurrentDictionary<Guid, string> Reports { get; } = new();

        public ConcurrentDictionary<Guid, string> Acts { get; } = new();

        /// <summary>Reports sent without an answer.</summary>
        public ConcurrentQueue<Guid> Lost { get; } = new();

        /// <summary>How many of those had been stored all the same.</summary>
        public int AlreadyDone => _alreadyDone;

        public void CountAlreadyDone() => Interlocked.Increment(ref _alreadyDone);
    }
}
