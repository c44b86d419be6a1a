using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Maintenance;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>People, posts and accounts through the interface; and settings entered for later, taken back.</summary>
[Collection("api")]
public class PeopleApiTests(ApiFixture fixture)
{
    private const string Why = "任职通知〔测试〕2号";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_person_is_taken_on_given_a_post_and_an_account_and_leaves(DatabaseKind kind)
    {
        var (host, admin) = (await fixture.HostAsync(kind), await fixture.DeskAsync("gl01", kind));
        var (person, post, account) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var at = $"/api/v1/people/{person}";
        await SaidAsync(admin, "/api/v1/people", new { id = person, label = "受理员 81", reason = Why });
        Assert.True((bool)(await SaidAsync(admin, "/api/v1/people", new { id = person, label = "受理员 81", reason = Why }))["repeated"]!);

        var asked = new { id = post, post = "Acceptor", unitId = "ORG-U081-S", from = "2026-11-23", reason = Why };
        var dry = await SaidAsync(admin, $"{at}/posts?dryRun=true", asked);
        Assert.Equal((true, "Added"), ((bool)dry["dryRun"]!, (string?)dry["changes"]![0]!["sort"]));
        Assert.Empty((await admin.GetAsync(at))["posts"]!.AsArray());
        await SaidAsync(admin, $"{at}/posts", asked);
        var password = (string)(await SaidAsync(admin, $"{at}/accounts", new { id = account, postId = post, login = $"sl81{kind}", reason = Why }))["password"]!;
        Assert.DoesNotContain(password, (await admin.GetAsync(at)).ToJsonString(), StringComparison.Ordinal);

        var newcomer = await Desk.LogInAsync(host.Anonymous(), $"sl81{kind}", password);
        Assert.Equal("access.first-password", await RefusedAsync(newcomer, "/api/v1/delegations", new { }));
        Assert.Equal("access.weak-password", await RefusedAsync(newcomer, "/api/v1/session/password", new { current = password, next = "短" }));
        var (changed, session) = await newcomer.PostAsync("/api/v1/session/password", new { current = password, next = "一句自己记得住的话 81" });
        Assert.Equal((HttpStatusCode.OK, false), (changed, (bool)session["hasFirstPassword"]!));
        await newcomer.GetAsync("/api/v1/cases");

        var off = new { id = Guid.CreateVersion7(), reason = Why, version = (long)(await admin.GetAsync(at))["version"]! };
        var stale = off with { id = Guid.CreateVersion7() };
        await SaidAsync(admin, $"{at}/accounts/{account}/switch-off", off);
        Assert.Equal("staff.changed-meanwhile", await RefusedAsync(admin, $"{at}/accounts/{account}/switch-on", stale));
        await SaidAsync(admin, $"{at}/accounts/{account}/switch-on", Act());
        Assert.NotEqual(password, (string?)(await SaidAsync(admin, $"{at}/accounts/{account}/reset-password", Act()))["password"]);
        Assert.Equal("staff.not-locked", await RefusedAsync(admin, $"{at}/accounts/{account}/unlock", Act()));

        await SaidAsync(admin, $"{at}/posts/{post}/end", new { id = Guid.CreateVersion7(), lastDay = "2026-12-01", reason = Why });
        await SaidAsync(admin, $"{at}/posts/{post}/withdraw-end", Act());
        var load = (await SaidAsync(admin, $"{at}/leave?dryRun=true", new { id = Guid.CreateVersion7(), lastDay = "2026-12-01", reason = Why }));
        Assert.Equal([$"sl81{kind}".ToLowerInvariant()], load["accountsSilenced"]!.AsArray().Select(a => (string?)a));
        Assert.Equal(0, (int)load["load"]!["tasks"]!);
        await SaidAsync(admin, $"{at}/leave", new { id = Guid.CreateVersion7(), lastDay = "2026-12-01", reason = Why });
        await SaidAsync(admin, $"{at}/withdraw-leave", Act());
        Assert.Null((await admin.GetAsync(at))["posts"]![0]!["until"]);

        var later = Guid.CreateVersion7();
        await SaidAsync(admin, $"{at}/posts", new { id = later, post = "ShiftLeader", unitId = "ORG-U081-S", from = "2026-12-05", reason = Why });
        await SaidAsync(admin, $"{at}/posts/{later}/withdraw", Act());
        Assert.Single((await admin.GetAsync(at))["posts"]!.AsArray());
        Assert.Contains("受理员 81", await admin.Client.GetStringAsync("/api/v1/people?text=81"), StringComparison.Ordinal);
        var log = await admin.Client.GetStringAsync("/api/v1/settings/changes?kind=accounts");
        Assert.Contains("已重设", log, StringComparison.Ordinal);
        Assert.DoesNotContain(password, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_out_or_wrong_is_said_and_nothing_is_stored()
    {
        var admin = await fixture.DeskAsync("gl01");
        var mine = admin.Id;
        Assert.Equal("input.missing", await RefusedAsync(admin, "/api/v1/people", new { label = "受理员 82", reason = Why }));
        Assert.Equal("staff.reason-missing", await RefusedAsync(admin, "/api/v1/people", new { id = Guid.NewGuid(), label = "受理员 82" }));
        Assert.Equal("staff.label-taken", await RefusedAsync(admin, "/api/v1/people", new { id = Guid.NewGuid(), label = "受理员 01", reason = Why }));
        Assert.Equal("input.missing", await RefusedAsync(admin, $"/api/v1/people/{mine}/posts", new { id = Guid.NewGuid(), reason = Why }));
        Assert.Equal("staff.oneself", await RefusedAsync(admin, $"/api/v1/people/{mine}/posts", new { id = Guid.NewGuid(), post = "Auditor", from = "2026-11-23", reason = Why }));
        Assert.Equal("staff.not-found", await RefusedAsync(admin, $"/api/v1/people/{Guid.NewGuid()}/leave", new { id = Guid.NewGuid(), lastDay = "2026-11-23", reason = Why }));
        using var unknown = await admin.Client.GetAsync($"/api/v1/people/{Guid.NewGuid()}");
        await Say.ProblemAsync(unknown, HttpStatusCode.NotFound, "staff.not-found");
        Assert.Equal("access.forbidden", await RefusedAsync(await fixture.DeskAsync("zb01"), "/api/v1/people", new { id = Guid.NewGuid(), label = "受理员 82", reason = Why }));
        await using var db = (await fixture.HostAsync()).Database.Store.Open();
        Assert.False(await db.Set<Core.Organisations.Person>().AnyAsync(p => p.Label == "受理员 82"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_version_for_later_is_taken_back_with_a_reason(DatabaseKind kind)
    {
        var (host, admin) = (await fixture.HostAsync(kind), await fixture.DeskAsync("gl01", kind));
        var row = new { cells = new { id = "P-81", text = "请尽快处置" }, from = "2026-12-24 08:00" };
        using var entered = await admin.Client.PostAsJsonAsync("/api/v1/settings/phrases", new { rows = new[] { row } });
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
        const string Withdraw = "/api/v1/settings/phrases/withdraw";
        Assert.Equal("input.missing", await RefusedAsync(admin, Withdraw, new { key = "P-81", reason = "不用了" }));
        Assert.Equal("maintenance.reason-missing", await RefusedAsync(admin, Withdraw, new { key = "P-81", from = "2026-12-24T00:00:00Z" }));
        Assert.Equal("maintenance.no-version", await RefusedAsync(admin, Withdraw, new { key = "P-81", from = "2026-12-25T00:00:00Z", reason = "不用了" }));
        Assert.Equal("maintenance.unknown-kind", await RefusedAsync(admin, "/api/v1/settings/none/withdraw", new { }));
        var (status, answer) = await admin.PostAsync(Withdraw, new { key = "P-81", from = "2026-12-24T00:00:00Z", reason = "不用了" });
        Assert.Equal((HttpStatusCode.OK, "请尽快处置"), (status, (string?)answer["cells"]!["text"]));
        Assert.Null(host.City.Settings.Find(SettingKinds.Phrases, "P-81", new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
    }

    private static object Act() => new { id = Guid.CreateVersion7(), reason = Why };

    private static async Task<JsonObject> SaidAsync(Desk desk, string path, object body)
    {
        var (status, json) = await desk.PostAsync(path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {json.ToJsonString()}");
        return json;
    }

    private static async Task<string> RefusedAsync(Desk desk, string path, object body)
    {
        var (status, json) = await desk.PostAsync(path, body);
        Assert.True((int)status is >= 400 and < 500, $"{path}: {(int)status} {json.ToJsonString()}");
        return (string)json["code"]!;
    }
}
