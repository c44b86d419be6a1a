using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Journey;

/// <summary>One case through all seven stages over HTTP: a public report with verification, a return, a failed check and rework.</summary>
public class SevenStagesTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-040", "DCM-107")]
    public async Task A_public_report_goes_from_report_to_close_with_a_return_and_a_rework(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var citizen = host.Anonymous();
        var (acceptor, leader, dispatcher) = (await host.LogInAsync("sl01"), await host.LogInAsync("zb01"), await host.LogInAsync("pq01"));
        var (collector, overseer) = (await host.LogInAsync("cj01"), await host.LogInAsync("dc01"));

        // 信息收集: a citizen reports an untidy street corner inside 湖滨区.
        var grid = host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099" && g.AreaLevel == 1);
        var spot = TestPlaces.Inside(host.City, grid.Code);
        var reportId = Guid.CreateVersion7();
        var (status, born) = await Desk.PostAsync(citizen, "/api/v1/public/reports", new
        {
            id = reportId, source = "Citizen", description = "路边垃圾堆了两天", placeText = "菜市场北口",
            lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000", classKey = "2013-E0110", reporterPhone = "13800000000",
        });
        Assert.Equal(HttpStatusCode.Created, status);
        var id = Guid.Parse((string)born["caseId"]!);
        var follow = (string)born["followCode"]!;

        // 案卷建立: accepted, verified on site, filed; not filed before it was verified.
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await acceptor.DoAsync(id, "accept", new { version = 1 });
        var standard = host.City.Catalogue.StandardsOf("2013-E0110", new DateOnly(2026, 11, 23))[0];
        var (_, tooEarly, _) = await leader.RefusedAsync(id, "file", new { version = 2, standardId = standard.Id });
        Assert.Equal("case.not-verified", tooEarly);
        await acceptor.DoAsync(id, "send-verify", new { version = 2, collectorId = collector.Id });
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        await collector.DoAsync(id, "answer-verify", new { version = 3, confirmed = true, result = "属实，已拍照" });
        var filed = await leader.DoAsync(id, "file", new { version = 4, standardId = standard.Id });
        Assert.Matches("^261123[0-9]{5}$", (string)filed["number"]!);

        // 任务派遣: the suggestion names the territory; the first unit returns it, the second gets a clock of its own.
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        var suggestion = await dispatcher.GetAsync($"/api/v1/cases/{id}/suggestion");
        Assert.Equal("ORG-U099", (string)suggestion["candidates"]![0]!["unitId"]!);
        await dispatcher.DoAsync(id, "dispatch", new { version = 5, unitId = "ORG-U035", opinion = "市容环境属城管执法局职责" });
        var bureau = await host.LogInAsync("zy01");
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await bureau.DoAsync(id, "return", new { version = 6, opinion = "该路段由湖滨区管理" });
        var dispatched = await dispatcher.DoAsync(id, "dispatch", new { version = 7, unitId = "ORG-U099" });
        Assert.NotNull(dispatched["handlingDueAt"]);

        // 任务处理与处理反馈: signed for, handled, fed back, each its own act and none without the one before.
        var platform = await host.LogInAsync("ej01");
        Assert.Equal("case.act-not-open", (await platform.RefusedAsync(id, "handle", new { version = 8, result = "已清运" })).Code);
        await platform.DoAsync(id, "sign-for", new { version = 8 });
        Assert.Equal("case.act-not-open", (await platform.RefusedAsync(id, "feed-back", new { version = 9 })).Code);
        Assert.Equal("input.missing", (await platform.RefusedAsync(id, "handle", new { version = 9 })).Code);
        await platform.DoAsync(id, "handle", new { version = 9, result = "已清运" });
        await platform.DoAsync(id, "feed-back", new { version = 10 });
        await overseer.DoAsync(id, "pass-on", new { version = 11 });

        // 核查结案: the first check fails and the same unit works again; the second passes.
        await leader.DoAsync(id, "send-check", new { version = 12, collectorId = collector.Id });
        var rework = await collector.DoAsync(id, "rework", new { version = 13, result = "墙根还有残留" });
        Assert.Equal("Handling", (string)rework["stage"]!);
        host.Clock.Advance(TimeSpan.FromMinutes(40));
        await platform.DoAsync(id, "handle", new { version = 14, result = "再次清扫冲洗" });
        await platform.DoAsync(id, "feed-back", new { version = 15 });
        await overseer.DoAsync(id, "pass-on", new { version = 16 });
        await leader.DoAsync(id, "send-check", new { version = 17, collectorId = collector.Id });
        await collector.DoAsync(id, "pass-check", new { version = 18 });
        var closed = await leader.DoAsync(id, "close", new { version = 19, opinion = "符合结案条件" });
        Assert.Equal("Closed", (string)closed["stage"]!);

        // 综合评价: one fact row, counted from the journal.
        await using var db = host.Database.Store.Open();
        var fact = await db.Set<CaseFact>().SingleAsync(f => f.CaseId == id);
        Assert.Equal((1, 1, "ORG-U099"), (fact.ReworkCount, fact.ReturnCount, fact.UnitId));
        Assert.True(fact.HandlingOnTime);
        Assert.Equal(19, (await db.Set<Core.Journal.JournalEntry>().CountAsync(j => j.CaseId == id)) - 1);

        // The citizen follows it, and nothing was rewritten.
        var seen = JsonNode.Parse(await citizen.GetStringAsync($"/api/v1/public/reports/{follow}"))!;
        Assert.Equal("已结案", (string)seen["status"]!);
        var verified = await new CaseVerifier(db, new FolderAttachmentFiles(Path.Combine(host.Database.Folder, "files"))).RunAsync(null, CancellationToken.None);
        Assert.Empty(verified.Faults);
    }
}
