using System.Globalization;
using System.Text.Json.Nodes;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Simulation;

/// <summary>Simulated cases are real cases: sound, the same each time, and the same as over HTTP.</summary>
public class SimulatorTests
{
    private static readonly SimulationPlan Small = new(new DateOnly(2025, 9, 1), Days: 20, CasesPerDay: 15, Seed: 7);

    // More in ./test --soak.
    private static readonly int Replayed = Environment.GetEnvironmentVariable("DIZHU_SOAK") == "1" ? 1_000 : 20;

    [Fact]
    public async Task The_same_seed_gives_the_same_journals_on_both_databases_and_verify_finds_nothing()
    {
        var onSqlite = await HeadsAsync(DatabaseKind.Sqlite, Small);
        var onPostgres = await HeadsAsync(DatabaseKind.Postgres, Small);

        Assert.Equal(Small.Cases, onSqlite.Count);
        Assert.Equal(onSqlite, onPostgres);
    }

    [Fact]
    public async Task Another_seed_gives_other_cases_and_the_side_roads_are_taken()
    {
        await using var database = await TestHost.SampleAsync(DatabaseKind.Sqlite);
        var city = await CityLoader.LoadAsync(database.Store, CancellationToken.None);
        var one = SimulateCommand.Of(city, Small with { Days = 60, CasesPerDay = 40 });
        var other = SimulateCommand.Of(city, Small with { Seed = 8 });

        Assert.Equal(Head(one.Play(11)), Head(one.Play(11)));
        Assert.NotEqual(Head(one.Play(0)), Head(other.Play(0)));
        var acts = Enumerable.Range(0, 1_500).SelectMany(i => one.Play(i).Rows.Journal).Select(j => j.Act).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(
                ["Report", "Decline", "SendVerify", "AnswerVerify", "RefuseFiling", "Return", "SendBack", "Rework", "AskExtension", "GrantExtension", "RefuseAsked", "GrantDeferral", "Resume", "Appeal", "GrantAppeal", "Close"],
                StringComparer.Ordinal),
            acts);
    }

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task What_was_simulated_comes_out_the_same_over_HTTP(DatabaseKind kind)
    {
        // Two cities, one filled in bulk and one act by act by its people; only what the host draws by chance may differ.
        await using var host = await TestHost.StartAsync(kind);
        await using var bulk = await TestHost.SampleAsync(kind);
        var plan = Small with { Days = Replayed / 2, CasesPerDay = 10 };
        var simulator = SimulateCommand.Of(host.City, plan);
        await simulator.RunAsync(bulk.Store, progress: null, CancellationToken.None);
        await SimulateCommand.Of(host.City, plan with { From = plan.From.AddDays(-400), Days = 1, CasesPerDay = 1 }).RunAsync(host.Database.Store, progress: null, CancellationToken.None);
        using var people = new PeopleOverHttp(host);

        for (var i = 0; i < Replayed; i++)
        {
            var simulated = simulator.Play(i * plan.Cases / Replayed);
            await people.ReplayAsync(simulated);
            var (expected, fact) = await KeptAsync(bulk.Store, simulated.Report.Id);
            var (actual, factOverHttp) = await KeptAsync(host.Database.Store, simulated.Report.Id);
            Assert.Equal(expected, actual);
            Assert.Equal(fact with { Number = null }, factOverHttp with { Number = null });
        }
    }

    /// <summary>The journal of a case without what is drawn by chance (numbers, ids of tasks, requests and messages, the salted hash), and its fact row.</summary>
    private static async Task<(IReadOnlyList<string> Journal, CaseFact Fact)> KeptAsync(IStore store, Guid caseId)
    {
        await using var db = store.Open();
        var entries = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.CaseId == caseId).OrderBy(j => j.Seq).ToListAsync();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = entries.Select(j =>
        {
            var body = JsonNode.Parse(j.Body)!;
            body["case"]!.AsObject().Remove("number");
            foreach (var row in (body["tasks"]?.AsArray() ?? []).Concat(body["requests"]?.AsArray() ?? []))
            {
                var id = (string)row!["id"]!;
                ids.TryAdd(id, ids.Count);
                row["id"] = ids[id];
            }

            foreach (var report in body["reports"]?.AsArray() ?? [])
            {
                report!.AsObject().Remove("number");
                report.AsObject().Remove("hash");
            }

            return string.Create(CultureInfo.InvariantCulture, $"{j.Seq} {j.At:O} {j.Act} {j.PersonId} {j.PersonLabel} {j.Post} {j.UnitId} {body.ToJsonString()}");
        }).ToList();
        return (lines, await db.Set<CaseFact>().AsNoTracking().FirstAsync(f => f.CaseId == caseId));
    }

    private static async Task<Dictionary<Guid, string>> HeadsAsync(DatabaseKind kind, SimulationPlan plan)
    {
        await using var database = await TestHost.SampleAsync(kind);
        var city = await CityLoader.LoadAsync(database.Store, CancellationToken.None);
        var result = await SimulateCommand.Of(city, plan).RunAsync(database.Store, progress: null, CancellationToken.None);
        await using var db = database.Store.Open();
        var verified = await new CaseVerifier(db, new FolderAttachmentFiles(Path.Combine(database.Folder, "files"))).RunAsync(null, CancellationToken.None);
        Assert.Empty(verified.Faults);
        Assert.Equal(result.Acts, verified.Entries);
        return await db.Set<Case>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => Convert.ToHexString(c.ChainHead));
    }

    private static string Head(SimulatedCase played) => Convert.ToHexString(played.Rows.State.Case.ChainHead);
}
