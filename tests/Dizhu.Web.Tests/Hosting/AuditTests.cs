using System.Net;
using System.Net.Http.Json;
using Dizhu.Core.Access;
using Dizhu.Tests.Kit;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Hosting;

/// <summary>Failed log-ins and refusals for lack of rights stand in the audit log, without what was typed as a secret.</summary>
public class AuditTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    private static async Task<List<AuditEntry>> LinesAsync(TestHost host, string kind)
    {
        await using var db = host.Database.Store.Open();
        return await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Kind == kind).OrderBy(a => a.What).ToListAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-050")]
    public async Task Failed_log_ins_and_refusals_are_written_down_whichever_way_they_came(DatabaseKind kind)
    {
        const string wrong = "not-the-password-7";
        await using var host = await TestHost.StartAsync(kind);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().PostAsJsonAsync("/api/v1/session", new { login = "sl01", password = wrong })).StatusCode);
        var desk = await host.LogInAsync("sl01");

        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Client.GetAsync("/api/v1/api-keys")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await desk.Client.GetAsync("/maintenance/matrix")).StatusCode);
        var stranger = host.Anonymous();
        stranger.DefaultRequestHeaders.Add(Identity.KeyHeader, "a-key-nobody-gave");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/cases")).StatusCode);

        var failed = await LinesAsync(host, "login-failed");
        Assert.Equal([("sl01", "/api/v1/session"), ("接口密钥", "GET /api/v1/cases")], failed.Select(l => (l.Who, l.What)));
        Assert.All(failed, l => Assert.NotNull(l.Address));
        var refused = await LinesAsync(host, "refused");
        Assert.Equal([("受理员 01", "GET /api/v1/api-keys"), ("受理员 01", "GET /maintenance/matrix")], refused.Select(l => (l.Who, l.What)));
        Assert.All(failed.Concat(refused), l => Assert.DoesNotContain(wrong, l.What + l.Who, StringComparison.Ordinal));
        Assert.All(failed.Concat(refused), l => Assert.DoesNotContain("a-key-nobody-gave", l.What + l.Who, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_whose_post_may_not_do_this_and_an_act_of_the_wrong_post_are_written_down()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var admin = await host.LogInAsync("gl01");
        var (status, key) = await admin.PostAsync("/api/v1/api-keys", new { label = "城市大脑", post = "MachineClient", scopeKind = "All", expiresAt = host.Clock.Now.AddDays(30) });
        Assert.True(status == HttpStatusCode.Created, key.ToJsonString());
        var machine = host.Anonymous();
        machine.DefaultRequestHeaders.Add(Identity.KeyHeader, (string)key["secret"]!);

        Assert.Equal(HttpStatusCode.Forbidden, (await machine.GetAsync("/api/v1/api-keys")).StatusCode);

        var line = Assert.Single(await LinesAsync(host, "refused"));
        Assert.Equal(("城市大脑", "GET /api/v1/api-keys"), (line.Who, line.What));
    }
}
