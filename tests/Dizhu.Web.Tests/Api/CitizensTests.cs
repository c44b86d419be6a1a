using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>Citizens, the hotline and several reports of one matter, over HTTP.</summary>
[Collection("api")]
public class CitizensTests(ApiFixture fixture)
{
    private static readonly string[] Channels = ["采集员", "热线", "媒体", "领导交办"];

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-047")]
    public async Task A_citizen_reads_the_changes_of_state_and_answers_once_with_satisfaction(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var (code, id) = await CitizenReportAsync(host);
        using var citizen = host.Anonymous();
        Assert.Equal("待受理", await StatusAsync(citizen, code));
        var early = await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/rate", new { score = 5 });
        await Say.ProblemAsync(early, HttpStatusCode.UnprocessableEntity, "case.act-not-open");

        await fixture.FileAsync(kind, id, verify: true);
        Assert.Equal("待派遣", await StatusAsync(citizen, code));
        await fixture.CloseAsync(kind, id);
        Assert.Equal("已结案", await StatusAsync(citizen, code));

        await Say.ProblemAsync(await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/rate", new { score = 6 }), HttpStatusCode.BadRequest, "case.bad-score");
        Assert.Equal(HttpStatusCode.OK, (await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/rate", new { score = 4 })).StatusCode);
        await Say.ProblemAsync(await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/rate", new { score = 1 }), HttpStatusCode.UnprocessableEntity, "case.rated");
        await using var db = host.Database.Store.Open();
        Assert.Equal(4, (await db.Set<CaseFact>().SingleAsync(f => f.CaseId == id)).Satisfaction);

        // Not content after all: a new case that cites the old one, once; the old one stays closed.
        Assert.Equal(HttpStatusCode.OK, (await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/reopen", new { opinion = "第二天又有了" })).StatusCode);
        await Say.ProblemAsync(await citizen.PostAsJsonAsync($"/api/v1/public/reports/{code}/reopen", new { opinion = "又" }), HttpStatusCode.UnprocessableEntity, "case.reopened");
        Assert.Equal(1, await db.Set<Case>().CountAsync(c => c.OriginCaseId == id));
        Assert.Equal("已结案", await StatusAsync(citizen, code));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-002")]
    public async Task A_citizen_without_an_account_reports_a_street_lamp_and_a_department_cannot_report_as_one(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var body = Say.Report(host);
        (body["source"], body["observedAt"], body["classKey"], body["description"]) = ("Citizen", null, "2013-C0137", "路灯不亮");
        using var citizen = host.Anonymous();
        var answer = (await (await citizen.PostAsJsonAsync("/api/v1/public/reports", body)).Content.ReadFromJsonAsync<JsonObject>())!;
        var file = await (await fixture.DeskAsync("sl01", kind)).GetAsync($"/api/v1/cases/{answer["caseId"]}");
        Assert.Equal(("市民", "待受理"), ((string?)file["reports"]![0]!["source"], (string?)file["stageName"]));

        body["id"] = Guid.CreateVersion7().ToString();
        using var refused = await (await fixture.DeskAsync("zy08", kind)).Client.PostAsJsonAsync("/api/v1/reports", body);
        await Say.ProblemAsync(refused, HttpStatusCode.Forbidden, "case.wrong-post");
    }

    [Fact]
    public async Task A_wrong_code_gets_the_same_answer_for_every_act()
    {
        using var citizen = (await fixture.HostAsync()).Anonymous();
        foreach (var act in new[] { "rate", "reopen" })
        {
            await Say.ProblemAsync(await citizen.PostAsJsonAsync($"/api/v1/public/reports/ABCDEFGHJKMNPQRSTUVW/{act}", new { opinion = "x" }), HttpStatusCode.NotFound, "report.not-found");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-017")]
    public async Task Four_reports_from_four_channels_on_one_manhole_are_hinted_and_merged_into_one_case(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var acceptor = await fixture.DeskAsync("sl01", kind);
        var manhole = host.City.Places.Components.First(c => c.ClassKey == "2013-C0102" && c.OwnerId is not null);
        var body = new JsonObject
        {
            ["classKey"] = manhole.ClassKey,
            ["componentId"] = manhole.Id,
            ["description"] = "井盖缺失",
            ["lon"] = manhole.Lon,
            ["lat"] = manhole.Lat,
            ["datum"] = "CGCS2000",
            ["observedAt"] = host.Clock.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        var ids = new List<Guid>();
        foreach (var (desk, source) in new[] { ("cj01", "Collector"), ("sl01", "Hotline"), ("sl01", "Media"), ("sl01", "Leader") })
        {
            body["id"] = Guid.CreateVersion7().ToString();
            body["source"] = source;
            var (status, json) = await (await fixture.DeskAsync(desk, kind)).PostAsync("/api/v1/reports", body);
            Assert.True(status == HttpStatusCode.Created, json.ToJsonString());
            ids.Add(Guid.Parse((string)json["caseId"]!));
        }

        var similar = (await acceptor.GetAsync($"/api/v1/cases/{ids[1]}/similar"))["items"]!.AsArray().Select(i => Guid.Parse((string)i!["id"]!)).ToList();
        Assert.Superset(ids.Where(i => i != ids[1]).ToHashSet(), similar.ToHashSet());
        foreach (var id in ids.Skip(1))
        {
            await acceptor.DoAsync(id, "merge", new { version = 1, intoCaseId = ids[0] });
        }

        var file = await acceptor.GetAsync($"/api/v1/cases/{ids[0]}");
        Assert.Equal(Channels, file["reports"]!.AsArray().Select(r => (string)r!["source"]!).OrderBy(s => Array.IndexOf(Channels, s)));
        Assert.Equal("已并案", (string?)(await acceptor.GetAsync($"/api/v1/cases/{ids[1]}"))["stageName"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-052")]
    public async Task A_call_becomes_a_report_with_its_seat_time_and_recording_and_a_withheld_number_is_said_as_such(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var acceptor = await fixture.DeskAsync("sl01", kind);
        var body = Say.Report(host);
        (body["source"], body["observedAt"], body["phoneWithheld"]) = ("Hotline", null, true);
        body["call"] = new JsonObject { ["seatId"] = "坐席 07", ["at"] = "2026-11-23T01:03:00Z", ["recordingRef"] = "REC-0903-07" };
        var (status, json) = await acceptor.PostAsync("/api/v1/reports", body);
        Assert.True(status == HttpStatusCode.Created, json.ToJsonString());

        await using var db = host.Database.Store.Open();
        var report = await db.Set<Report>().SingleAsync(r => r.Id == Guid.Parse((string)body["id"]!));
        Assert.Equal((ReportSource.Hotline, "坐席 07", new DateTime(2026, 11, 23, 1, 3, 0, DateTimeKind.Utc), "REC-0903-07"), (report.Source, report.SeatId, report.CalledAt, report.RecordingRef));
        Assert.Equal((true, null), (report.PhoneWithheld, report.ReporterPhone));
        var shown = (await acceptor.GetAsync($"/api/v1/cases/{report.CaseId}"))["reports"]![0]!;
        Assert.Equal("号码保密", (string?)shown["reporterPhone"]);
        Assert.Equal("坐席 07", (string?)shown["seatId"]);
    }

    private static async Task<string> StatusAsync(HttpClient citizen, string code) =>
        (string)(await citizen.GetFromJsonAsync<JsonObject>($"/api/v1/public/reports/{code}"))!["status"]!;

    private static async Task<(string Code, Guid Case)> CitizenReportAsync(TestHost host)
    {
        var body = Say.Report(host);
        (body["source"], body["observedAt"]) = ("Citizen", null);
        using var citizen = host.Anonymous();
        var answer = (await (await citizen.PostAsJsonAsync("/api/v1/public/reports", body)).Content.ReadFromJsonAsync<JsonObject>())!;
        return ((string)answer["followCode"]!, Guid.Parse((string)answer["caseId"]!));
    }
}
