using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Api;

/// <summary>Acts that are refused leave nothing behind, on both databases.</summary>
[Collection("api")]
public class ActsTests(ApiFixture fixture)
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refused_acts_write_nothing(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var (collector, acceptor, leader, dispatcher) = (await fixture.DeskAsync("cj01", kind), await fixture.DeskAsync("sl01", kind), await fixture.DeskAsync("zb01", kind), await fixture.DeskAsync("pq01", kind));
        var id = await Say.ReportedAsync(host, collector);
        var counts = await Say.CountsAsync(host);

        async Task RefusedAsync(Desk desk, string act, object body, HttpStatusCode status, string code, string? clause = null)
        {
            var (got, gotCode, problem) = await desk.RefusedAsync(id, act, body);
            Assert.Equal((status, code), (got, gotCode));
            Assert.True(clause is null || clause == (string?)problem["clause"], problem.ToJsonString());
            Assert.Equal(counts, await Say.CountsAsync(host));
        }

        await RefusedAsync(leader, "file", new { version = 1, standardId = "2013-E0110-1" }, HttpStatusCode.UnprocessableEntity, "case.act-not-open");
        await RefusedAsync(dispatcher, "accept", new { version = 1 }, HttpStatusCode.Forbidden, "case.wrong-post", "三政办〔2017〕26号 三(二)1");
        await RefusedAsync(acceptor, "accept", new { version = 9 }, HttpStatusCode.Conflict, "case.stale-version");
        await RefusedAsync(acceptor, "accept", new { }, HttpStatusCode.Conflict, "case.stale-version");
        await RefusedAsync(acceptor, "decline", new { version = 1, opinion = "" }, HttpStatusCode.BadRequest, "input.missing");
        await RefusedAsync(acceptor, "accept", new { version = 1, opinion = new string('长', 2001) }, HttpStatusCode.BadRequest, "input.too-long");
        await RefusedAsync(acceptor, "accept", new { version = 1, attachmentIds = new[] { Guid.NewGuid() } }, HttpStatusCode.BadRequest, "attachment.not-found");
        await RefusedAsync(acceptor, "send-verify", new { version = 1, collectorId = Guid.NewGuid() }, HttpStatusCode.UnprocessableEntity, "case.no-collector");

        await acceptor.DoAsync(id, "accept", new { version = 1 });
        counts = await Say.CountsAsync(host);
        await RefusedAsync(leader, "file", new { version = 2 }, HttpStatusCode.BadRequest, "input.missing", "三政办〔2017〕26号 三(二)1");
        await RefusedAsync(leader, "file", new { version = 2, standardId = "2013-E9999-1" }, HttpStatusCode.BadRequest, "case.unknown-standard");
        await RefusedAsync(leader, "file", new { version = 2, standardId = "2013-E0110-1", dutyId = new string('9', 200) }, HttpStatusCode.BadRequest, "case.unknown-duty");
        await leader.DoAsync(id, "file", new { version = 2, standardId = "2013-E0110-1" });
        counts = await Say.CountsAsync(host);
        await RefusedAsync(dispatcher, "dispatch", new { version = 3, unitId = "ORG-U999" }, HttpStatusCode.BadRequest, "case.unknown-unit");
        await RefusedAsync(leader, "dispatch", new { version = 3, unitId = "ORG-U099" }, HttpStatusCode.Forbidden, "case.wrong-post", "三政办〔2017〕26号 三(二)1");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-035")]
    public async Task The_handling_unit_does_not_inspect_its_own_result(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var (leader, platform) = (await fixture.DeskAsync("zb01", kind), await fixture.DeskAsync("ej01", kind));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind));
        await (await fixture.DeskAsync("sl01", kind)).DoAsync(id, "accept", new { version = 1 });
        await leader.DoAsync(id, "file", new { version = 2, standardId = "2013-E0110-1" });
        await (await fixture.DeskAsync("pq01", kind)).DoAsync(id, "dispatch", new { version = 3, unitId = "ORG-U099" });
        await platform.DoAsync(id, "sign-for", new { version = 4 });
        await platform.DoAsync(id, "handle", new { version = 5, result = "已清运" });
        await platform.DoAsync(id, "feed-back", new { version = 6 });
        await (await fixture.DeskAsync("dc01", kind)).DoAsync(id, "pass-on", new { version = 7 });
        await leader.DoAsync(id, "send-check", new { version = 8, collectorId = (await fixture.DeskAsync("cj02", kind)).Id });

        var (status, code, problem) = await platform.RefusedAsync(id, "pass-check", new { version = 9 });
        Assert.Equal((HttpStatusCode.Forbidden, "case.wrong-post"), (status, code));
        Assert.NotNull(problem["clause"]);
        Assert.Equal("case.not-your-task", (await (await fixture.DeskAsync("cj01", kind)).RefusedAsync(id, "pass-check", new { version = 9 })).Code);
        Assert.Equal("input.too-long", (await (await fixture.DeskAsync("cj02", kind)).RefusedAsync(id, "pass-check", new { version = 9, result = new string('长', 2001) })).Code);
        await (await fixture.DeskAsync("cj02", kind)).DoAsync(id, "pass-check", new { version = 9 });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_key_and_body_is_done_once_and_another_body_is_refused(DatabaseKind kind)
    {
        var (host, acceptor) = (await fixture.HostAsync(kind), await fixture.DeskAsync("sl01", kind));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind));
        var key = Guid.NewGuid().ToString();
        var (first, done) = await acceptor.PostAsync($"/api/v1/cases/{id}/accept", new { version = 1 }, key);
        var counts = await Say.CountsAsync(host);
        var (second, again) = await acceptor.PostAsync($"/api/v1/cases/{id}/accept", new { version = 1 }, key);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, second));
        Assert.Equal((string?)done["entryHash"], (string?)again["entryHash"]);
        Assert.True((bool)again["alreadyDone"]!);

        var (other, problem) = await acceptor.PostAsync($"/api/v1/cases/{id}/accept", new { version = 2 }, key);
        Assert.Equal((HttpStatusCode.Conflict, "input.id-reused"), (other, (string?)problem["code"]));
        foreach (var bad in new[] { "a'b", "a b", new string('k', 101) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/accept") { Content = Say.Json("""{"version":2}""") };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", bad);
            using var answer = await acceptor.Client.SendAsync(request);
            await Say.ProblemAsync(answer, HttpStatusCode.BadRequest, "input.bad-key");
        }

        Assert.Equal(counts, await Say.CountsAsync(host));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Numbers_are_searched_as_they_are_written(DatabaseKind kind)
    {
        var (host, leader) = (await fixture.HostAsync(kind), await fixture.DeskAsync("zb01", kind));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind));
        await (await fixture.DeskAsync("sl01", kind)).DoAsync(id, "accept", new { version = 1 });
        var number = (string)(await leader.DoAsync(id, "file", new { version = 2, standardId = "2013-E0110-1" }))["number"]!;

        Assert.Equal(1, (int)(await leader.GetAsync($"/api/v1/cases?number={number}"))["total"]!);
        foreach (var wild in new[] { "%", "_", "26%", "2_1123", "[0-9]", "\\", "'", "' OR 1=1 --" })
        {
            Assert.Equal(0, (int)(await leader.GetAsync($"/api/v1/cases?number={Uri.EscapeDataString(wild)}"))["total"]!);
        }
    }

    [Fact]
    public async Task The_case_files_photo_is_given_to_those_who_see_the_case_only()
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var photo = Guid.CreateVersion7();
        (await Say.PutPhotoAsync(collector.Client, photo, Say.Picture())).EnsureSuccessStatusCode();
        var mine = await Say.ReportedAsync(host, collector, b => b["attachmentIds"] = new JsonArray(photo.ToString()));
        var other = await Say.ReportedAsync(host, collector);

        using var seen = await collector.Client.GetAsync($"/api/v1/cases/{mine}/attachments/{photo}");
        Assert.Equal("image/jpeg", seen.Content.Headers.ContentType?.MediaType);
        using var wrongCase = await collector.Client.GetAsync($"/api/v1/cases/{other}/attachments/{photo}");
        await Say.ProblemAsync(wrongCase, HttpStatusCode.NotFound, "attachment.not-found");
        using var wrongUnit = await (await fixture.DeskAsync("zy01")).Client.GetAsync($"/api/v1/cases/{mine}/attachments/{photo}");
        await Say.ProblemAsync(wrongUnit, HttpStatusCode.NotFound, "attachment.not-found");
        using var file = await (await fixture.DeskAsync("zy01")).Client.GetAsync($"/api/v1/cases/{mine}");
        await Say.ProblemAsync(file, HttpStatusCode.NotFound, "case.not-found");
        Assert.Equal("case.not-found", (await (await fixture.DeskAsync("zy01")).RefusedAsync(mine, "sign-for", new { version = 1 })).Code);
        Assert.Equal("attachment.not-found", (await (await fixture.DeskAsync("sl01")).RefusedAsync(other, "accept", new { version = 1, attachmentIds = new[] { photo } })).Code);
    }
}
