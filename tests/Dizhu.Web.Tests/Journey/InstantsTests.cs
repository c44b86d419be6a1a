using System.Net;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Journey;

public class InstantsTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_instant_with_any_offset_and_precision_is_kept_and_verifies(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var collector = await host.LogInAsync("cj01");
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids[0].Code);
        var (status, _) = await collector.PostAsync("/api/v1/reports", Report("2026-11-23T08:59:59.1234567+08:00"));
        var (refused, problem) = await collector.PostAsync("/api/v1/reports", Report("2026-11-23T08:59:59"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (status, refused));
        Assert.Equal("input.bad-time", (string)problem["code"]!);
        await using var db = host.Database.Store.Open();
        Assert.Equal(new DateTime(2026, 11, 23, 0, 59, 59, 123, 456, DateTimeKind.Utc), (await db.Set<Report>().SingleAsync()).ObservedAt);
        Assert.Empty((await new CaseVerifier(db, new FolderAttachmentFiles(host.Database.Folder)).RunAsync(null, CancellationToken.None)).Faults);

        object Report(string observedAt) => new
        {
            id = Guid.CreateVersion7(), source = "Collector", classKey = "2013-E0110", description = "暴露垃圾", observedAt,
            lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        };
    }
}
