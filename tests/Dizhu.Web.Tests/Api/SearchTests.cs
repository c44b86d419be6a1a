using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests.Pages;

namespace Dizhu.Web.Tests.Api;

/// <summary>Search by words on the interface and on the page of cases.</summary>
[Collection("api")]
public class SearchTests(ApiFixture fixture)
{
    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task Interface_and_page_find_a_case_by_what_was_said(DatabaseKind kind)
    {
        var (host, leader) = (await fixture.HostAsync(kind), await fixture.DeskAsync("zb01", kind));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind), b => b["description"] = "石凳坐面断裂，露出钢筋");

        var found = await leader.GetAsync("/api/v1/cases?text=" + Uri.EscapeDataString("坐面断裂 钢筋"));
        Assert.Equal((1, id.ToString()), ((int)found["total"]!, (string?)found["items"]![0]!["id"]));
        Assert.Equal(0, (int)(await leader.GetAsync("/api/v1/cases?text=" + Uri.EscapeDataString("无此说法")))["total"]!);
        using var refused = await leader.Client.GetAsync("/api/v1/cases?text=" + Uri.EscapeDataString("凳"));
        await Say.ProblemAsync(refused, HttpStatusCode.BadRequest, "input.text-too-short");

        var page = new Reader(leader.Client);
        Assert.Contains($"/cases/{id}", (await page.GetAsync("/cases?text=" + Uri.EscapeDataString("坐面断裂"))).Html, StringComparison.Ordinal);
        var nothing = (await page.GetAsync("/cases?text=" + Uri.EscapeDataString("无此<b>说法"))).Html;
        Assert.Contains("没有写着“无此&lt;b&gt;说法”的案件", nothing, StringComparison.Ordinal);
        Assert.Contains("至少要有连在一起的两个字", (await page.GetAsync("/cases?text=" + Uri.EscapeDataString("凳"))).Html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    [Requirement("DCM-038")]
    public async Task What_a_unit_has_not_accepted_stays_and_is_listed_under_it(DatabaseKind kind)
    {
        var (host, platform, dispatcher) = (await fixture.HostAsync(kind), await fixture.DeskAsync("ej01", kind), await fixture.DeskAsync("pq01", kind));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind));
        await (await fixture.DeskAsync("sl01", kind)).DoAsync(id, "accept", new { version = 1 });
        await (await fixture.DeskAsync("zb01", kind)).DoAsync(id, "file", new { version = 2, standardId = "2013-E0110-1" });
        Assert.DoesNotContain(await ListedAsync(dispatcher), i => (string?)i["id"] == id.ToString());
        await dispatcher.DoAsync(id, "dispatch", new { version = 3, unitId = "ORG-U099" });

        // Nobody else can carry it on meanwhile: it waits for the unit.
        await dispatcher.RefusedAsync(id, "pass-on", new { version = 4 });
        foreach (var desk in new[] { dispatcher, platform })
        {
            var row = Assert.Single(await ListedAsync(desk), i => (string?)i["id"] == id.ToString());
            Assert.Equal(("待接受", "ORG-U099"), ((string?)row["publicStatus"], (string?)row["unitId"]));
        }

        await platform.DoAsync(id, "sign-for", new { version = 4 });
        Assert.DoesNotContain(await ListedAsync(dispatcher), i => (string?)i["id"] == id.ToString());

        static async Task<IReadOnlyList<JsonNode>> ListedAsync(Desk desk) =>
            [.. (await desk.GetAsync("/api/v1/cases?unit=ORG-U099&stage=AwaitingSignature&take=200"))["items"]!.AsArray().Select(i => i!)];
    }
}
