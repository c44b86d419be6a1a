using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>A post lent while its holder is away (委托).</summary>
public class DelegationTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_of_a_delegate_is_recorded_with_the_person_and_whom_they_act_for(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var (collector, leader, acceptor) = (await host.LogInAsync("cj01"), await host.LogInAsync("zb01"), await host.LogInAsync("sl01"));
        var @case = await Say.ReportedAsync(host, collector);
        var id = await LendAsync(host, leader, "sl01");
        await acceptor.DoAsync(@case, "accept", new { version = 1 });
        Assert.Equal("case.wrong-post", (await acceptor.RefusedAsync(@case, "file", new { version = 2, standardId = "2013-E0110-1" })).Code);

        await EnterAsync(acceptor, $"/api/v1/delegations/{id}/represent");
        await acceptor.DoAsync(@case, "file", new { version = 2, standardId = "2013-E0110-1" });

        var file = await acceptor.GetAsync($"/api/v1/cases/{@case}");
        Assert.True((bool)file["chainIsWhole"]!);
        var filed = file["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("受理员 01", "值班长 01", "ShiftLeader"), ((string?)filed["by"], (string?)filed["actedFor"], (string?)filed["post"]));
        var page = await acceptor.Client.GetStringAsync($"/cases/{@case}");
        Assert.Contains("受理员 01（代值班长 01）", page, StringComparison.Ordinal);

        await using var db = host.Database.Store.Open();
        var entries = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.CaseId == @case).OrderBy(j => j.Seq).ToListAsync();
        Assert.Equal((acceptor.Id, "受理员 01"), (entries[^1].PersonId, entries[^1].PersonLabel));
        Assert.Equal(leader.Id.ToString(), (string?)JsonNode.Parse(entries[^1].Body)!["for"]!["id"]);

        // Nothing is written where nobody is represented, so that older bodies hash as they did.
        Assert.All(entries.SkipLast(1), e => Assert.Null(JsonNode.Parse(e.Body)!["for"]));
        var actors = (await db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == @case)).Actors.Select(a => a.Who).ToHashSet();
        Assert.Superset(new HashSet<Guid> { acceptor.Id, leader.Id }, actors);
        var audit = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Kind == "delegation").Select(a => a.Who).ToListAsync();
        Assert.Equal(["值班长 01", "受理员 01"], audit.OrderBy(w => w == "受理员 01"));

        await EnterAsync(acceptor, "/api/v1/delegations/return");
        Assert.Equal("Acceptor", (string?)(await acceptor.GetAsync("/api/v1/session"))["post"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_delegation_begins_and_ends_at_its_moment_and_when_it_is_taken_back(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var (leader, acceptor, auditor) = (await host.LogInAsync("zb01"), await host.LogInAsync("sl01"), await host.LogInAsync("sj01"));
        var id = await LendAsync(host, leader, "sl01", fromHours: 1, untilHours: 3);
        Assert.Equal("delegation.not-in-force", await RefusedAsync(acceptor, HttpMethod.Post, $"/api/v1/delegations/{id}/represent"));

        host.Clock.Advance(TimeSpan.FromHours(1));
        await EnterAsync(acceptor, $"/api/v1/delegations/{id}/represent");
        Assert.Equal("值班长 01", (string?)(await acceptor.GetAsync("/api/v1/session"))["actsFor"]);
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("access.not-logged-in", await RefusedAsync(acceptor, HttpMethod.Get, "/api/v1/session"));

        acceptor = await host.LogInAsync("sl01");
        id = await LendAsync(host, leader, "sl01");
        await EnterAsync(acceptor, $"/api/v1/delegations/{id}/represent");
        Assert.Equal("delegation.not-found", await RefusedAsync(auditor, HttpMethod.Delete, $"/api/v1/delegations/{id}"));
        for (var i = 0; i < 2; i++)
        {
            using var withdrawn = await leader.Client.DeleteAsync($"/api/v1/delegations/{id}");
            Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        }

        Assert.Equal("access.not-logged-in", await RefusedAsync(acceptor, HttpMethod.Get, "/api/v1/session"));
        var all = JsonNode.Parse(await auditor.Client.GetStringAsync("/api/v1/delegations"))!.AsArray();
        Assert.Equal(2, all.Count);
        Assert.All(all, d => Assert.False((bool)d!["inForce"]!));
    }

    [Fact]
    public async Task A_lent_post_is_not_handed_on_and_not_lent_twice_or_to_somebody_of_another_power()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var (leader, acceptor) = (await host.LogInAsync("zb01"), await host.LogInAsync("sl01"));
        Assert.Equal("delegation.powers-apart", await LendRefusedAsync(host, leader, "pq01"));
        Assert.Equal("delegation.powers-apart", await LendRefusedAsync(host, leader, "zy08"));
        Assert.Equal("delegation.to-oneself", await LendRefusedAsync(host, leader, "zb01"));
        Assert.Equal("delegation.unknown-delegate", await LendRefusedAsync(host, leader, "nobody"));
        Assert.Equal("delegation.post-stays", await LendRefusedAsync(host, await host.LogInAsync("gl01"), "sl01"));
        Assert.Equal("input.bad-time", await LendRefusedAsync(host, leader, "sl01", untilHours: -1));
        Assert.Equal("input.missing", await LendRefusedAsync(host, leader, "sl01", reason: " "));

        var id = await LendAsync(host, leader, "sl01");
        Assert.Equal(id, await LendAsync(host, leader, "sl01", id: id));
        Assert.Equal("input.id-reused", await LendRefusedAsync(host, leader, "sl01", id: id, reason: "开会"));
        Assert.Equal("delegation.overlaps", await LendRefusedAsync(host, leader, "cj01"));
        Assert.Equal("delegation.not-found", await RefusedAsync(await host.LogInAsync("pq01"), HttpMethod.Post, $"/api/v1/delegations/{id}/represent"));

        await EnterAsync(acceptor, $"/api/v1/delegations/{id}/represent");
        Assert.Equal("delegation.chained", await LendRefusedAsync(host, acceptor, "cj01"));
        Assert.Equal("delegation.chained", await RefusedAsync(acceptor, HttpMethod.Post, $"/api/v1/delegations/{id}/represent"));
    }

    private static JsonObject Asked(TestHost host, string login, double fromHours, double untilHours, Guid? id, string reason) => new()
    {
        ["id"] = (id ?? Guid.CreateVersion7()).ToString(),
        ["delegateLogin"] = login,
        ["from"] = host.Clock.Now.AddHours(fromHours).ToString("O", CultureInfo.InvariantCulture),
        ["until"] = host.Clock.Now.AddHours(untilHours).ToString("O", CultureInfo.InvariantCulture),
        ["reason"] = reason,
    };

    private static async Task<Guid> LendAsync(TestHost host, Desk holder, string login, double fromHours = 0, double untilHours = 8, Guid? id = null)
    {
        var (status, json) = await holder.PostAsync("/api/v1/delegations", Asked(host, login, fromHours, untilHours, id, "外出学习"));
        Assert.True(status == HttpStatusCode.OK, json.ToJsonString());
        return Guid.Parse((string)json["id"]!);
    }

    private static async Task<string> LendRefusedAsync(TestHost host, Desk holder, string login, double untilHours = 8, Guid? id = null, string reason = "外出学习")
    {
        var (status, json) = await holder.PostAsync("/api/v1/delegations", Asked(host, login, 0, untilHours, id, reason));
        Assert.True((int)status is >= 400 and < 500, json.ToJsonString());
        return (string)json["code"]!;
    }

    // Another identity in the cookie needs another token.
    private static async Task EnterAsync(Desk desk, string path)
    {
        var (status, json) = await desk.PostAsync(path, new JsonObject());
        Assert.True(status == HttpStatusCode.OK, json.ToJsonString());
        desk.Client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        desk.Client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string)json["token"]!);
    }

    private static async Task<string> RefusedAsync(Desk desk, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await desk.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode is >= 400 and < 500, text);
        return (string)Say.WholeProblem(answer, text)["code"]!;
    }
}
