using System.Net;
using System.Text.RegularExpressions;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Api;

/// <summary>Every route for every post, through HTTP, against the table drawn from the policies.</summary>
[Collection("api")]
public partial class RightsTests(ApiFixture fixture)
{
    private static readonly (string Login, Post Post)[] Staff =
    [
        ("cj01", Post.Collector), ("sl01", Post.Acceptor), ("zb01", Post.ShiftLeader), ("pq01", Post.Dispatcher), ("ej01", Post.SecondLevelDispatcher), ("zy08", Post.UnitClerk),
        ("cz01", Post.FieldHandler), ("dc01", Post.SupervisorOfHandling), ("ld01", Post.Leader), ("gl01", Post.Administrator), ("sj01", Post.Auditor),
    ];

    [Fact]
    public async Task The_table_of_posts_acts_and_routes_is_fresh() =>
        Generated.Check("roles-acts.md", RolesAndRoutes.Markdown(await RolesAndRoutes.OfAsync(await fixture.HostAsync())));

    [Fact]
    public async Task No_route_is_without_a_policy_of_its_own()
    {
        var routes = await RolesAndRoutes.OfAsync(await fixture.HostAsync());
        Assert.True(routes.Count > 40, $"{routes.Count} routes");
        Assert.All(routes, r => Assert.True(r.HasPolicy, $"{r.Method} {r.Pattern} says nobody may or may not enter"));

        // Only people and machines of the staff write behind a log-in; a citizen has none of it.
        Assert.DoesNotContain(routes, r => !r.Open && r.Pattern.Contains("/public/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_route_lets_in_exactly_the_posts_of_the_table_and_nobody_else()
    {
        var host = await fixture.HostAsync();
        var routes = await RolesAndRoutes.OfAsync(host);
        var nobody = host.Anonymous();
        foreach (var route in routes.Where(r => !r.Open))
        {
            var (status, code, to) = await SendAsync(nobody, route);
            Assert.True(
                IsInterface(route) ? status == HttpStatusCode.Unauthorized && code == "access.not-logged-in" : status == HttpStatusCode.Found && to.Contains("/login", StringComparison.Ordinal),
                $"{route.Method} {route.Pattern} answers nobody with {(int)status} {code} {to}");
        }

        var (machine, _, _) = await Say.KeyAsync(fixture, host, new { label = "走查", post = "MachineClient", scopeKind = "All", expiresAt = "2027-01-01T00:00:00Z" });
        var clients = new List<(HttpClient Client, Post Post)> { (machine, Post.MachineClient) };
        foreach (var (login, post) in Staff)
        {
            // A log-in of its own: the walk logs out too, last.
            clients.Add(((await host.LogInAsync(login)).Client, post));
        }

        foreach (var (client, post) in clients)
        {
            foreach (var route in routes.Where(r => !r.Open).OrderBy(r => EndsLogIn().IsMatch($"{r.Method} {r.Pattern}")))
            {
                var (status, code, to) = await SendAsync(client, route);
                var refused = code == "access.forbidden" || to.EndsWith("/refused", StringComparison.Ordinal);
                Assert.True(refused != route.Posts.Contains(post), $"{post} {route.Method} {route.Pattern}: {(int)status} {code} {to}");
                Assert.True((int)status < 500 && status != HttpStatusCode.Unauthorized, $"{post} {route.Method} {route.Pattern}: {(int)status} {code}");
            }
        }
    }

    [Fact]
    public async Task A_sample_of_acts_is_refused_over_HTTP_as_the_table_of_moves_says()
    {
        var host = await fixture.HostAsync();
        var acts = (await RolesAndRoutes.OfAsync(host)).Select(r => ActRoute().Match($"{r.Method} {r.Pattern}")).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        Assert.True(acts.Count > 10, string.Join(' ', acts));
        var byName = Enum.GetValues<CaseAct>().ToDictionary(a => Words().Replace(a.ToString(), "-$1").TrimStart('-').ToLowerInvariant(), StringComparer.Ordinal);
        var @case = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01"));
        var tried = 0;
        foreach (var (login, post) in Staff)
        {
            // Whoever does not see the case is told there is none, whatever they ask.
            var desk = await fixture.DeskAsync(login);
            using var file = await desk.Client.GetAsync($"/api/v1/cases/{@case}");
            foreach (var name in acts.Where(byName.ContainsKey))
            {
                var moves = CaseFlow.Moves.Where(m => m.Act == byName[name]).ToList();
                if (!moves.Exists(m => m.From == Stage.AwaitingAcceptance) && moves.Count > 0)
                {
                    var code = (await desk.RefusedAsync(@case, name, new { version = 1 })).Code;
                    var expected = !file.IsSuccessStatusCode ? "case.not-found" : moves.Exists(m => m.Posts.Contains(post)) ? "case.act-not-open" : "case.wrong-post";
                    Assert.True(expected == code, $"{post} {name}: {code}, not {expected}");
                    tried++;
                }
            }
        }

        Assert.True(tried > 100, $"{tried} tried");
    }

    private static bool IsInterface(RouteRight route) => Dizhu.Web.BaseData.Serving.MapServing.IsInterface(route.Pattern);

    private static async Task<(HttpStatusCode Status, string Code, string To)> SendAsync(HttpClient client, RouteRight route)
    {
        var path = Parameter().Replace(route.Pattern, m => m.Value switch
        {
            var p when p.Contains(":guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
            var p when p.Contains(":int", StringComparison.Ordinal) || p.Contains(":long", StringComparison.Ordinal) => "1",
            "{act}" => "accept",
            _ => "none",
        });
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = path.Contains("attachments", StringComparison.Ordinal) ? new ByteArrayContent([1]) { Headers = { ContentType = new("image/png") } }
                : path.EndsWith("/import", StringComparison.Ordinal) ? new StringContent("", System.Text.Encoding.UTF8, "text/csv")
                : IsInterface(route) ? Say.Json("{}") : new FormUrlEncodedContent([]);
        }

        // Only the head is waited for: a stream of events has no end.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var code = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"] ?? "" : "";
        return (answer.StatusCode, code, answer.Headers.Location?.ToString().Split('?')[0] ?? "");
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("^(DELETE /api/v1/session|POST /logout)")]
    private static partial Regex EndsLogIn();

    [GeneratedRegex(@"^POST /api/v1/cases/\{id:guid\}/([a-z-]+)$")]
    private static partial Regex ActRoute();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Words();
}
