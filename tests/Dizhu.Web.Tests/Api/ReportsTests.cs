using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>Reports over HTTP: stored once, whole or not at all.</summary>
[Collection("api")]
public class ReportsTests(ApiFixture fixture)
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-016")]
    public async Task A_report_sent_again_after_loss_of_network_is_still_one(DatabaseKind kind)
    {
        var (host, collector) = (await fixture.HostAsync(kind), await fixture.DeskAsync("cj01", kind));
        var photo = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Created, (await Say.PutPhotoAsync(collector.Client, photo, Say.Picture())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Say.PutPhotoAsync(collector.Client, photo, Say.Picture())).StatusCode);
        var body = Say.Report(host);
        body["attachmentIds"] = new JsonArray(photo.ToString());

        var (first, born) = await collector.PostAsync("/api/v1/reports", body);
        var counts = await Say.CountsAsync(host);
        var (again, same) = await collector.PostAsync("/api/v1/reports", body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, again));
        Assert.True((bool)same["alreadyDone"]!);
        Assert.Equal((string?)born["reportNumber"], (string?)same["reportNumber"]);
        Assert.Equal((string?)born["entryHash"], (string?)same["entryHash"]);
        Assert.Equal(counts, await Say.CountsAsync(host));

        await using var db = host.Database.Store.Open();
        var stored = await db.Set<Report>().SingleAsync(r => r.Id == Guid.Parse((string)body["id"]!));
        Assert.Equal((collector.Id, "2013-E0110", "路边垃圾堆了两天"), (stored.EnteredBy, stored.ClassKey, stored.Description));
        Assert.Equal(stored.CaseId, (await db.Set<Attachment>().SingleAsync(a => a.Id == photo)).CaseId);

        body["description"] = "另一件事";
        using var other = await collector.Client.PostAsJsonAsync("/api/v1/reports", body);
        await Say.ProblemAsync(other, HttpStatusCode.Conflict, "input.id-reused");
        Assert.Equal(counts, await Say.CountsAsync(host));
    }

    [Theory]
    [InlineData("classKey", null, "input.missing")]
    [InlineData("description", null, "input.missing")]
    [InlineData("description", "   ", "input.missing")]
    [InlineData("lon", null, "input.missing")]
    [InlineData("observedAt", null, "input.missing")]
    [InlineData("id", "00000000-0000-0000-0000-000000000000", "input.missing")]
    [Requirement("DCM-063")]
    public async Task A_report_without_a_mandatory_field_is_refused_and_says_which(string field, string? value, string code)
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, code, b => b[field] = value);
        var error = problem["errors"]!.AsArray().Single(e => (string?)e!["field"] == field);
        Assert.Equal("三政办〔2017〕26号 三(三)", (string?)error!["clause"]);
    }

    [Fact]
    [Requirement("DCM-063")]
    public async Task A_report_of_nobody_is_refused()
    {
        var host = await fixture.HostAsync();
        using var answer = await host.Anonymous().PostAsJsonAsync("/api/v1/reports", Say.Report(host));
        await Say.ProblemAsync(answer, HttpStatusCode.Unauthorized, "access.not-logged-in");
    }

    [Fact]
    public async Task Every_fault_of_a_report_is_named_at_once()
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "input.missing", b =>
        {
            b.Remove("classKey");
            b.Remove("description");
            b.Remove("lat");
        });
        Assert.Equal(["description", "lon", "classKey"], problem["errors"]!.AsArray().Select(e => (string?)e!["field"]));
    }

    [Theory]
    [InlineData("classKey", "2013-E9999", "input.unknown-class")]
    [InlineData("classKey", "垃圾", "input.unknown-class")]
    [InlineData("componentId", "41120201010000", "input.unknown-component")]
    [InlineData("componentId", "411202010100000123456789", "input.unknown-component")]
    [InlineData("datum", "BD09", "input.unknown-datum")]
    [InlineData("datum", null, "input.unknown-datum")]
    [InlineData("observedAt", "2031-01-01T00:00:00Z", "input.bad-time")]
    [InlineData("observedAt", "1999-01-01T00:00:00Z", "input.bad-time")]
    [InlineData("source", "Citizen", "report.source-not-yours")]
    public async Task What_is_not_in_the_tables_is_refused(string field, string? value, string code) =>
        await RefusedAsync(code.StartsWith("report.", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : HttpStatusCode.BadRequest, code, b => b[field] = value);

    [Fact]
    public async Task Texts_too_long_or_not_storable_are_refused()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "input.too-long", b => b["description"] = new string('长', 2001));
        await RefusedAsync(HttpStatusCode.BadRequest, "input.too-long", b => b["placeText"] = new string('长', 501));
        await RefusedAsync(HttpStatusCode.BadRequest, "input.bad-json", b => b["description"] = "a\0b");
        await RefusedAsync(HttpStatusCode.BadRequest, "attachment.not-found", b => b["attachmentIds"] = new JsonArray(Guid.NewGuid().ToString()));
        await RefusedAsync(HttpStatusCode.BadRequest, "attachment.too-many", b => b["attachmentIds"] = new JsonArray([.. Enumerable.Range(0, 10).Select(_ => (JsonNode)Guid.NewGuid().ToString())]));
    }

    [Theory]
    [InlineData(116.4, 39.9)]
    [InlineData(73.1, 53.9)]
    public async Task A_point_outside_all_grids_is_taken_and_stays_unknown(double lon, double lat)
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var id = await Say.ReportedAsync(host, collector, b => (b["lon"], b["lat"]) = (lon, lat));

        var file = await (await fixture.DeskAsync("sl01")).GetAsync($"/api/v1/cases/{id}");
        foreach (var field in new[] { "gridCode", "dutyGridCode", "community", "street", "managementAreaCode", "areaLevel" })
        {
            Assert.Null(file[field]);
        }

        Assert.Contains("不在任何单元网格内", file["timeline"]![0]!["because"]!.AsArray().Select(r => (string)r!["sentence"]!).First(), StringComparison.Ordinal);
        Assert.False((bool)(await collector.GetAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/v1/locate?lon={lon}&lat={lat}&datum=CGCS2000")))["known"]!);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(34.77, 111.2)]
    [InlineData(-111.2, 34.77)]
    public async Task A_position_outside_the_country_is_refused(double lon, double lat) =>
        await RefusedAsync(HttpStatusCode.BadRequest, "input.bad-position", b => (b["lon"], b["lat"]) = (lon, lat));

    [Fact]
    public async Task Null_for_a_list_is_an_empty_list()
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        await Say.ReportedAsync(host, collector, b => b["attachmentIds"] = null);
    }

    private async Task<JsonObject> RefusedAsync(HttpStatusCode status, string code, Action<JsonObject> change)
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var counts = await Say.CountsAsync(host);
        var body = Say.Report(host);
        change(body);
        using var answer = await collector.Client.PostAsJsonAsync("/api/v1/reports", body);
        var problem = await Say.ProblemAsync(answer, status, code);
        Assert.Equal(counts, await Say.CountsAsync(host));
        return problem;
    }
}
