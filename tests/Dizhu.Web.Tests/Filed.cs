using System.Net;

namespace Dizhu.Web.Tests;

/// <summary>Cases ready for the desks.</summary>
public static class Filed
{
    /// <summary>暴露垃圾, with standard rows of its own.</summary>
    public const string Class = "2013-E0110";

    /// <summary>A collector's report in 湖滨区, accepted and filed: it waits for dispatch at version 3.</summary>
    public static async Task<Guid> CaseAsync(TestHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var (collector, acceptor, leader) = (await host.LogInAsync("cj01"), await host.LogInAsync("sl01"), await host.LogInAsync("zb01"));
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099").Code);
        var (status, born) = await collector.PostAsync("/api/v1/reports", new
        {
            id = Guid.CreateVersion7(), source = "Collector", observedAt = host.Clock.Now, description = "路边垃圾", classKey = Class, lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        });
        Assert.True(status == HttpStatusCode.Created, born.ToJsonString());
        var id = Guid.Parse((string)born["caseId"]!);
        await acceptor.DoAsync(id, "accept", new { version = 1 });
        await leader.DoAsync(id, "file", new { version = 2, standardId = host.City.Catalogue.StandardsOf(Class, Core.Calendar.CityClock.DayOf(host.Clock.Now))[0].Id });
        return id;
    }
}
