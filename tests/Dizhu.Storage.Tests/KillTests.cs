using System.Collections.Concurrent;
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
    private const int Rounds = 20;
    private const int Clients = 8;

    [Fact]
    [Requirement("DCM-016")]
    public Task After_every_kill_each_act_acknowledged_on_SQLite_is_there_once() => KillAndCheckAsync(DatabaseKind.Sqlite);

    [Fact]
    [Requirement("DCM-016")]
    public Task After_every_kill_each_act_acknowledged_on_PostgreSQL_is_there_once() => KillAndCheckAsync(DatabaseKind.Postgres);

    private static async Task KillAndCheckAsync(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var random = new Random(20261123);
        var kept = new Acknowledged();
        var session = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(session) { Timeout = TimeSpan.FromSeconds(30) };
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await DizhuProcess.ServeAsync(city.Database);
            if (round == 0)
            {
                await LogInAsync(client, server.Address);
            }

            var killAfter = new CountdownEvent(random.Next(5, 60));
            var killed = Task.Run(async () =>
            {
                killAfter.Wait();
                await server.KillAsync();
            });
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => WorkUntilKilledAsync(client, server.Address, kept, killAfter)));
            await killed;
        }

        await CheckAsync(city, kept);
        var (exitCode, output) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.True(exitCode == 0, output);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {Rounds} kills, {kept.Reports.Count} reports and {kept.Acts.Count} acts acknowledged, {kept.AlreadyDone} found stored when sent again.");
    }

    /// <summary>Reports and accepts without a pause; a report whose answer was lost is sent again under its id in the next round.</summary>
    private static async Task WorkUntilKilledAsync(HttpClient client, Uri address, Acknowledged kept, CountdownEvent killAfter)
    {
        Guid? underWay = null;
        try
        {
            while (true)
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

    private static async Task CheckAsync(SmallCity city, Acknowledged kept)
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

        // Unanswered work is at most what the clients had under way when the process was killed.
        Assert.InRange(reports.Count - kept.Reports.Count, 0, Rounds * Clients);
        Assert.True(kept.Reports.Count > Rounds, $"{kept.Reports.Count} reports acknowledged");
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
