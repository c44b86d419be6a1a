using System.Net;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Journey;

/// <summary>The same thing done at the same time by many happens once, and nothing of the other tries stays behind.</summary>
public class RaceTests
{
    private const int Tries = 12;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_and_an_act_sent_many_times_at_once_are_done_once(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var (collector, acceptor) = (await host.LogInAsync("cj01"), await host.LogInAsync("sl01"));
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids[0].Code);
        var id = Guid.CreateVersion7();
        var report = new
        {
            id, source = "Collector", observedAt = host.Clock.Now, description = "路灯不亮", classKey = "2013-E0110", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        };

        var reported = await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => collector.PostAsync("/api/v1/reports", report)));
        Assert.Single(reported, r => r.Status == HttpStatusCode.Created);
        Assert.Equal(Tries - 1, reported.Count(r => r.Status == HttpStatusCode.OK && (bool)r.Json["alreadyDone"]!));
        Assert.Single(reported.Select(r => (string)r.Json["reportNumber"]!).Distinct());
        var other = await collector.PostAsync("/api/v1/reports", new
        {
            id, source = "Collector", observedAt = host.Clock.Now, description = "另一件事", classKey = "2013-E0110", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);

        var accepted = await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => acceptor.PostAsync($"/api/v1/cases/{id}/accept", new { version = 1 })));
        Assert.Single(accepted, r => r.Status == HttpStatusCode.OK);
        Assert.Equal(Tries - 1, accepted.Count(r => (int)r.Status is >= 400 and < 500));

        await using var db = host.Database.Store.Open();
        Assert.Equal(2, (await db.Set<Case>().SingleAsync(c => c.Id == id)).Version);
        Assert.Equal([1, 2], await db.Set<JournalEntry>().Where(j => j.CaseId == id).OrderBy(j => j.Seq).Select(j => j.Seq).ToListAsync());
        Assert.Equal(2, await db.Set<OutboxMessage>().CountAsync(o => o.CaseId == id));
        var verified = await new CaseVerifier(db, new FolderAttachmentFiles(Path.Combine(host.Database.Folder, "files"))).RunAsync(null, CancellationToken.None);
        Assert.Empty(verified.Faults);
    }
}
