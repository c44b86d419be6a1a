using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>Other systems send matters under their own numbers and read how they stand.</summary>
[Collection("api")]
public class ExchangeTests(ApiFixture fixture)
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-080", "PLT-026")]
    public async Task A_matter_of_the_police_system_becomes_a_case_that_keeps_its_number_however_often_it_is_sent(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        using var police = await SystemAsync(host, "公安信息指挥系统");
        var number = $"GA-{Guid.NewGuid():N}";
        var body = Matter(host, number);
        var (status, first) = await Desk.PostAsync(police, "/api/v1/exchange/reports", body);
        Assert.True(status == HttpStatusCode.Created, first.ToJsonString());

        var counts = await Say.CountsAsync(host);
        var (again, second) = await Desk.PostAsync(police, "/api/v1/exchange/reports", body);
        Assert.Equal((HttpStatusCode.OK, (string?)first["caseId"]), (again, (string?)second["caseId"]));
        Assert.Equal(counts, await Say.CountsAsync(host));
        var file = await (await fixture.DeskAsync("sl01", kind)).GetAsync($"/api/v1/cases/{first["caseId"]}");
        Assert.Equal((number, "其它平台"), ((string?)file["reports"]![0]!["externalId"], (string?)file["reports"]![0]!["source"]));

        // The same number with another content is a mistake of the sender, not a second matter.
        body["description"] = "另一件事";
        var (other, problem) = await Desk.PostAsync(police, "/api/v1/exchange/reports", body);
        Assert.Equal((HttpStatusCode.Conflict, "input.id-reused"), (other, (string?)problem["code"]));
        Assert.Equal(counts, await Say.CountsAsync(host));

        // Another system may use the same number for a matter of its own.
        using var fire = await SystemAsync(host, "消防系统");
        var (own, theirs) = await Desk.PostAsync(fire, "/api/v1/exchange/reports", Matter(host, number));
        Assert.True(own == HttpStatusCode.Created, theirs.ToJsonString());
        Assert.NotEqual((string?)first["caseId"], (string?)theirs["caseId"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-024")]
    public async Task A_finding_of_a_patrol_becomes_a_case_and_is_closed_with_it_and_not_before(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        using var patrol = await SystemAsync(host, "安全生产巡查");
        var number = $"SAF-{Guid.NewGuid():N}";
        var (_, born) = await Desk.PostAsync(patrol, "/api/v1/exchange/reports", Matter(host, number));
        var id = Guid.Parse((string)born["caseId"]!);
        Assert.Equal("待受理", await StatusAsync(patrol, number));

        await fixture.FileAsync(kind, id, verify: true);
        Assert.Equal("待派遣", await StatusAsync(patrol, number));

        // A second finding of the same matter is merged into it: it is open as long as the first.
        var second = $"SAF-{Guid.NewGuid():N}";
        var (_, twin) = await Desk.PostAsync(patrol, "/api/v1/exchange/reports", Matter(host, second));
        await (await fixture.DeskAsync("sl01", kind)).DoAsync(Guid.Parse((string)twin["caseId"]!), "merge", new { version = 1, intoCaseId = id });
        Assert.Equal("待派遣", await StatusAsync(patrol, second));

        await fixture.CloseAsync(kind, id);
        Assert.Equal("已结案", await StatusAsync(patrol, number));
        Assert.Equal("已结案", await StatusAsync(patrol, second));
    }

    [Fact]
    public async Task A_system_sees_its_own_matters_only_and_must_give_a_number()
    {
        var host = await fixture.HostAsync();
        using var one = await SystemAsync(host, "甲系统");
        using var other = await SystemAsync(host, "乙系统");
        var number = $"A-{Guid.NewGuid():N}";
        await Desk.PostAsync(one, "/api/v1/exchange/reports", Matter(host, number));
        await Say.ProblemAsync(await other.GetAsync($"/api/v1/exchange/cases/{number}"), HttpStatusCode.NotFound, "exchange.not-found");
        await Say.ProblemAsync(await other.GetAsync("/api/v1/exchange/cases/%20"), HttpStatusCode.NotFound, "exchange.not-found");
        foreach (var bad in new[] { null, "", "   ", new string('9', 101) })
        {
            var (status, problem) = await Desk.PostAsync(one, "/api/v1/exchange/reports", Matter(host, bad));
            Assert.Equal((HttpStatusCode.BadRequest, "exchange.no-number"), (status, (string?)problem["code"]));
        }

        using var byPerson = await (await fixture.DeskAsync("sl01")).Client.PostAsync("/api/v1/exchange/reports", Say.Json(Matter(host, "A-1").ToJsonString()));
        await Say.ProblemAsync(byPerson, HttpStatusCode.Forbidden, "access.forbidden");
    }

    private async Task<HttpClient> SystemAsync(TestHost host, string label) =>
        (await Say.KeyAsync(fixture, host, new { label, post = "MachineClient", scopeKind = "Own", expiresAt = "2027-12-31T00:00:00Z" })).Client;

    private static JsonObject Matter(TestHost host, string? number)
    {
        var body = Say.Report(host);
        body.Remove("id");
        (body["source"], body["externalId"]) = (nameof(ReportSource.OtherPlatform), number);
        return body;
    }

    private static async Task<string?> StatusAsync(HttpClient system, string number)
    {
        using var answer = await system.GetAsync($"/api/v1/exchange/cases/{number}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (string?)JsonNode.Parse(text)!["status"];
    }
}
