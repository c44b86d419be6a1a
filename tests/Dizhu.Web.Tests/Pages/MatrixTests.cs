using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Pages;

/// <summary>责任矩阵 through interface and page: gaps, overlaps, and past cases tried on proposed rules.</summary>
public class MatrixTests
{
    private const string Header = "id,area_prefix,class_prefix,ownership,unit,source\n";

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task Past_cases_are_counted_by_the_unit_they_had_and_the_one_they_would_have_had_and_none_is_changed(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        await PastAsync(host);
        var admin = await host.LogInAsync("gl01");
        var rules = Header + "R1,,2013-E01,,ORG-U042,自定\nR2,,2013-C,,ORG-U042,自定\n";
        var (status, result) = await admin.PostAsync("/api/v1/matrix/replay", new { rules });

        Assert.Equal(HttpStatusCode.OK, status);
        // 8 litter cases and one component without an owner move; 2 litter cases are there already; 1 class has no rule; 1 component has an owner; a petition stays.
        Assert.Equal((14, 9, 2, 1), ((int)result["cases"]!, (int)result["elsewhere"]!, (int)result["withoutRule"]!, (int)result["byOwner"]!));
        var shifts = result["shifts"]!.AsArray();
        Assert.Equal(("ORG-U099", "ORG-U042", 8), ((string?)shifts[0]!["fromUnitId"], (string?)shifts[0]!["toUnitId"], (int)shifts[0]!["cases"]!));
        Assert.Equal(["M000", "M001", "M002", "M003", "M004"], shifts[0]!["samples"]!.AsArray().Select(s => (string)s!));

        var (_, part) = await admin.PostAsync("/api/v1/matrix/replay", new { rules, from = Day(0), until = Day(3) });
        Assert.Equal((3, 3), ((int)part["cases"]!, (int)part["elsewhere"]!));

        await using var db = host.Database.Store.Open();
        Assert.Equal("ORG-U099", db.Set<CaseFact>().Single(f => f.Number == "M000").UnitId);
    }

    [Fact]
    public async Task Interface_and_page_report_what_is_wrong_and_only_administrators_see_it()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        await PastAsync(host);
        var admin = await host.LogInAsync("gl01");
        var rules = Header + "A1,,2013-E,,ORG-U042,自定\nA2,,2013-E,,ORG-U099,自定\nB1,9999,,,ORG-U042,自定\n";
        var (status, report) = await admin.PostAsync("/api/v1/matrix/check", new { rules });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["A1", "A2"], report["overlaps"]![0]!["rules"]!.AsArray().Select(r => (string)r!["id"]!));
        Assert.Equal(["A2", "B1"], report["unreached"]!.AsArray().Select(r => (string)r!["rule"]!["id"]!));
        Assert.True((long)report["missing"]! > 0);
        var now = JsonNode.Parse(await admin.Client.GetStringAsync("/api/v1/matrix/check"))!;
        Assert.Equal((0, (long)now["combinations"]!), ((int)now["rules"]!, (long)now["missing"]!));
        Assert.Equal("{}", await admin.Client.GetStringAsync("/api/v1/matrix/route?class=2013-E0101"));

        var (bad, problem) = await admin.PostAsync("/api/v1/matrix/replay", new { rules = Header + "A1,x,,,,\n" });
        Assert.Equal((HttpStatusCode.BadRequest, "maintenance.cell-unfit"), (bad, (string?)problem["code"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync("/api/v1/matrix/check", new { rules = "\"" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.LogInAsync("pq01")).PostAsync("/api/v1/matrix/check", new { rules })).Status);

        var page = new Reader(admin.Client);
        Assert.Contains("还没有规则", (await page.GetAsync("/maintenance/matrix")).Html, StringComparison.Ordinal);
        var (shown, html, _) = await page.SendAsync("/maintenance/matrix", ("Rules", rules));
        Assert.Equal(HttpStatusCode.OK, shown);
        Assert.Contains("以往 14 件中，9 件会派给别的单位", html, StringComparison.Ordinal);
        Assert.Contains("没有以 9999 开头的网格", html, StringComparison.Ordinal);
        var (refused, again, _) = await page.SendAsync("/maintenance/matrix", ("Rules", "<b>"));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("没有规则。第一行须是列名", again, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", again, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await new Reader((await host.LogInAsync("pq01")).Client).GetAsync("/maintenance/matrix")).Status);
    }

    private static DateTime Day(int n) => new(2026, 10, 1 + n, 0, 0, 0, DateTimeKind.Utc);

    // M000–M007 litter in a county, M008–M009 litter at the unit of the rules, M010 another class, M011 a component with an
    // owner, M012 a petition, M013 a component without one, and one case that was never dispatched.
    private static async Task PastAsync(TestHost host)
    {
        var places = host.City.Places;
        await using var db = host.Database.Store.Open();
        var components = db.Set<Core.Places.ManagedComponent>();
        var (owned, free) = (components.First(c => c.OwnerId != null).Id, components.First(c => c.OwnerId == null).Id);
        void Add(int n, string key, string? unit, string? component = null, ReportSource source = ReportSource.Hotline)
        {
            var id = Ids.New(Day(n));
            var number = $"M{n:000}";
            db.Add(new Case { Id = id, Number = number, Stage = Stage.Closed, Source = source, ReportedAt = Day(n), LastActAt = Day(n), ClassKey = key, ComponentId = component, GridCode = places.Grids[n].Code, UnitId = unit });
            db.Add(new CaseFact { CaseId = id, Number = number, Stage = Stage.Closed, Source = source, ReportedAt = Day(n), ClassKey = key, GridCode = places.Grids[n].Code, UnitId = unit, DispatchedAt = unit is null ? null : Day(n) });
        }

        for (var n = 0; n < 8; n++)
        {
            Add(n, "2013-E0101", "ORG-U099");
        }

        Add(8, "2013-E0101", "ORG-U042");
        Add(9, "2013-E0101", "ORG-U042");
        Add(10, "2013-E0401", "ORG-U099");
        Add(11, "2013-C0101", "ORG-U099", owned);
        Add(12, "2013-E0101", "ORG-U043", source: ReportSource.Petition);
        Add(14, "2013-E0101", null);
        Add(13, "2013-C0101", "ORG-U043", free);
        await db.SaveChangesAsync();
    }
}
