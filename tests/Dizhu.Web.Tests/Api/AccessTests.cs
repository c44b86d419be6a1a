using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>Who gets in, with what, how far, and how that ends.</summary>
[Collection("api")]
public class AccessTests(ApiFixture fixture)
{
    private static readonly object Reader = new
    {
        label = "城市大脑",
        post = "MachineClient",
        scopeKind = "All",
        expiresAt = "2026-12-31T00:00:00Z",
    };

    [Fact]
    [Requirement("DCM-045")]
    public async Task A_caller_that_is_not_registered_is_refused_with_the_clause()
    {
        var host = await fixture.HostAsync();
        foreach (var key in new[] { null, "", "dz_wrong", new string('k', 500) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
            if (key is not null)
            {
                request.Headers.Add("X-Api-Key", key);
            }

            using var answer = await host.Anonymous().SendAsync(request);
            var problem = await Say.ProblemAsync(answer, HttpStatusCode.Unauthorized, key == "dz_wrong" ? "access.unknown-key" : "access.not-logged-in");
            Assert.Equal("三政办〔2017〕26号 三(二)3", (string?)problem["clause"]);
        }
    }

    [Fact]
    public async Task A_key_works_until_it_is_revoked_and_is_in_the_audit_log_without_its_secret()
    {
        var host = await fixture.HostAsync();
        var admin = await fixture.DeskAsync("gl01");
        var (client, id, secret) = await Say.KeyAsync(fixture, host, Reader);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/cases")).StatusCode);

        using var inQuery = await host.Anonymous().GetAsync($"/api/v1/cases?X-Api-Key={secret}&api_key={secret}");
        await Say.ProblemAsync(inQuery, HttpStatusCode.Unauthorized, "access.not-logged-in");

        var list = await admin.Client.GetStringAsync("/api/v1/api-keys");
        Assert.Contains(id.ToString(), list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.Client.DeleteAsync($"/api/v1/api-keys/{id}")).StatusCode);
        using var revoked = await client.GetAsync("/api/v1/cases");
        await Say.ProblemAsync(revoked, HttpStatusCode.Unauthorized, "access.unknown-key");
        using var twice = await admin.Client.DeleteAsync($"/api/v1/api-keys/{id}");
        await Say.ProblemAsync(twice, HttpStatusCode.NotFound, "keys.not-found");

        await using var db = host.Database.Store.Open();
        var lines = await db.Set<AuditEntry>().Where(a => a.Kind == "config" && a.What.Contains(id.ToString())).ToListAsync();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.Equal("系统管理员 01", l.Who));
        Assert.False(await db.Set<AuditEntry>().AnyAsync(a => a.What.Contains(secret)));
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var keys = (ApiKeys)host.Services.GetService(typeof(ApiKeys))!;
        var (_, secret) = await keys.CreateAsync("短", Post.MachineClient, null, Scope.Everything, host.Clock.Now, host.Clock.Now.AddHours(1), CancellationToken.None);
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/units")).StatusCode);
        host.Clock.Advance(TimeSpan.FromHours(1));
        using var answer = await client.GetAsync("/api/v1/units");
        await Say.ProblemAsync(answer, HttpStatusCode.Unauthorized, "access.unknown-key");
    }

    [Theory]
    [InlineData("""{}""", "input.missing")]
    [InlineData("""{"label":"x","post":"Citizen","scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.bad-post")]
    [InlineData("""{"label":"x","post":"Administrator","scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.bad-post")]
    [InlineData("""{"label":"x","post":"MachineClient","scopeKind":"All","expiresAt":"2026-01-01T00:00:00Z"}""", "input.bad-time")]
    [InlineData("""{"label":"x","post":"MachineClient","scopeKind":"DutyGrids","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.bad-scope")]
    [InlineData("""{"label":"x","post":"Acceptor","unitId":"ORG-U035","scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.unit-does-not-fit")]
    [InlineData("""{"label":"x","post":"UnitClerk","unitId":"ORG-U081-S","scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.unit-does-not-fit")]
    [InlineData("""{"label":"x","post":"Dispatcher","unitId":"ORG-U081-S","scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "keys.unit-does-not-fit")]
    [InlineData("""{"label":"x","post":["Acceptor","Dispatcher"],"scopeKind":"All","expiresAt":"2027-01-01T00:00:00Z"}""", "input.bad-json")]
    public async Task A_key_with_two_powers_or_without_an_end_is_not_made(string body, string code)
    {
        var host = await fixture.HostAsync();
        var counts = await Say.CountsAsync(host);
        using var answer = await (await fixture.DeskAsync("gl01")).Client.PostAsync("/api/v1/api-keys", Say.Json(body));
        await Say.ProblemAsync(answer, code == "keys.unit-does-not-fit" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.BadRequest, code);
        Assert.Equal(counts, await Say.CountsAsync(host));
    }

    [Fact]
    public async Task Only_an_administrator_makes_keys()
    {
        using var answer = await (await fixture.DeskAsync("zb01")).Client.PostAsJsonAsync("/api/v1/api-keys", Reader);
        await Say.ProblemAsync(answer, HttpStatusCode.Forbidden, "access.forbidden");
        var (machine, _, _) = await Say.KeyAsync(fixture, await fixture.HostAsync(), Reader);
        using var byMachine = await machine.PostAsJsonAsync("/api/v1/api-keys", Reader);
        await Say.ProblemAsync(byMachine, HttpStatusCode.Forbidden, "access.forbidden");
    }

    [Fact]
    [Requirement("DCM-034")]
    public async Task A_collector_of_some_duty_grids_sees_the_cases_of_these_only()
    {
        var host = await fixture.HostAsync();
        var grids = host.City.Places.Grids.Where(g => g.DutyGridCode is not null).GroupBy(g => g.DutyGridCode!).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var reporter = await fixture.DeskAsync("cj01");
        var cases = new List<(string Grid, Guid Case)>();
        foreach (var grid in grids.Take(7))
        {
            var component = host.City.Places.Components.First(c => grid.Any(g => g.Code == c.GridCode));
            cases.Add((grid.Key, await Say.ReportedAsync(host, reporter, b => (b["lon"], b["lat"]) = (component.Lon, component.Lat))));
        }

        var five = grids.Take(5).Select(g => g.Key).ToHashSet();
        await AddPersonAsync(host, "cj05", "采集员 05", Post.Collector, new Scope(ScopeKind.DutyGrids, [.. five]));
        var collector = await host.LogInAsync("cj05");

        var seen = (await collector.GetAsync("/api/v1/cases?take=200"))["items"]!.AsArray().Select(i => Guid.Parse((string)i!["id"]!)).ToHashSet();
        foreach (var (grid, id) in cases)
        {
            Assert.Equal(five.Contains(grid), seen.Contains(id));
            using var file = await collector.Client.GetAsync($"/api/v1/cases/{id}");
            Assert.Equal(five.Contains(grid) ? HttpStatusCode.OK : HttpStatusCode.NotFound, file.StatusCode);
        }

        // Collectors and desk operators are two posts: neither does the other's acts.
        Assert.Equal("case.wrong-post", (await collector.RefusedAsync(cases[0].Case, "accept", new { version = 1 })).Code);
        using var asCollector = await (await fixture.DeskAsync("sl01")).Client.PostAsJsonAsync("/api/v1/reports", Say.Report(host));
        await Say.ProblemAsync(asCollector, HttpStatusCode.Forbidden, "report.source-not-yours");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        async Task<HttpResponseMessage> TryAsync(string login, string password) => await host.Anonymous().PostAsJsonAsync("/api/v1/session", new { login, password });
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await TryAsync("sl01", "wrong");
            await Say.ProblemAsync(wrong, HttpStatusCode.Unauthorized, "access.wrong-login");
        }

        using var locked = await TryAsync("sl01", TestHost.Password);
        await Say.ProblemAsync(locked, HttpStatusCode.TooManyRequests, "access.locked");
        using var nobody = await TryAsync("nobody", "wrong");
        await Say.ProblemAsync(nobody, HttpStatusCode.Unauthorized, "access.wrong-login");
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        using var right = await TryAsync("sl01", TestHost.Password);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_write_by_cookie_without_the_token_is_refused()
    {
        var host = await fixture.HostAsync();
        var client = host.Anonymous();
        (await client.PostAsJsonAsync("/api/v1/session", new { login = "cj01", password = TestHost.Password })).EnsureSuccessStatusCode();
        var counts = await Say.CountsAsync(host);
        using var report = await client.PostAsJsonAsync("/api/v1/reports", Say.Report(host));
        await Say.ProblemAsync(report, HttpStatusCode.BadRequest, "access.no-token");
        using var photo = await Say.PutPhotoAsync(client, Guid.CreateVersion7(), Say.Picture());
        await Say.ProblemAsync(photo, HttpStatusCode.BadRequest, "access.no-token");
        using var page = await client.PostAsync("/reports/new", new FormUrlEncodedContent([new("Description", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal(counts, await Say.CountsAsync(host));
    }

    [Fact]
    public async Task A_wrong_follow_code_and_an_absent_one_get_the_same_answer()
    {
        var host = await fixture.HostAsync();
        var texts = new HashSet<string>();
        foreach (var code in new[] { "ABCDEFGHJKMNPQRSTUVW", "x", "%25", new string('A', 900), "..%2F..%2Fetc" })
        {
            using var answer = await host.Anonymous().GetAsync($"/api/v1/public/reports/{code}");
            var problem = await Say.ProblemAsync(answer, HttpStatusCode.NotFound, "report.not-found");
            problem.Remove("requestId");
            texts.Add(problem.ToJsonString());
        }

        Assert.Single(texts);
    }

    [Fact]
    [Requirement("DCM-025")]
    public async Task None_of_the_nine_core_subsystems_can_be_turned_off()
    {
        var admin = await fixture.DeskAsync("gl01");
        var all = JsonNode.Parse(await admin.Client.GetStringAsync("/api/v1/subsystems"))!.AsArray();
        var core = all.Where(s => (bool)s!["isCore"]!).Select(s => (string)s!["id"]!).ToList();
        Assert.Equal(9, core.Count);
        foreach (var id in core)
        {
            using var answer = await admin.Client.PostAsync($"/api/v1/subsystems/{id}/disable", null);
            var problem = await Say.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "extending.core-subsystem");
            Assert.Equal("三政办〔2017〕26号 三(二)", (string?)problem["clause"]);
        }

        using var byLeader = await (await fixture.DeskAsync("zb01")).Client.PostAsync($"/api/v1/subsystems/{core[0]}/disable", null);
        await Say.ProblemAsync(byLeader, HttpStatusCode.Forbidden, "access.forbidden");
    }

    [Fact]
    [Requirement("DCM-036")]
    public async Task A_class_without_limit_is_listed_as_such()
    {
        var host = await fixture.HostAsync();
        var without = host.City.Catalogue.WithoutLimit(new DateOnly(2026, 11, 23))[0];
        var rows = JsonNode.Parse(await (await fixture.DeskAsync("gl01")).Client.GetStringAsync($"/api/v1/standards?class={without.ClassKey}"))!.AsArray();
        Assert.Contains(rows, r => (string?)r!["id"] == without.Id && ((string)r["limit"]!).Contains("未设时限", StringComparison.Ordinal));
    }

    private static async Task AddPersonAsync(TestHost host, string login, string label, Post post, Scope scope)
    {
        await using var db = host.Database.Store.Open();
        var (at, person, assignment) = (host.Clock.Now, Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Add(new Person { Id = person, Label = label, IsSynthetic = true, Active = true });
        db.Add(new PostAssignment
        {
            Id = assignment,
            PersonId = person,
            Post = post,
            UnitId = "ORG-U081-S",
            ScopeKind = scope.Kind,
            ScopeKeys = [.. scope.Keys],
            From = CityClock.DayOf(at),
        });
        db.Add(new Account
        {
            Id = Guid.CreateVersion7(),
            Login = login,
            PersonId = person,
            AssignmentId = assignment,
            PasswordHash = SignIn.Hash(TestHost.Password),
            IsDemo = true,
            Active = true,
            CreatedAt = at,
            Stamp = Guid.NewGuid(),
        });
        await db.SaveChangesAsync();
    }
}
