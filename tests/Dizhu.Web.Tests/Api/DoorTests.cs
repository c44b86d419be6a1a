using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Dizhu.Web.Tests.Api;

/// <summary>The door as a whole: what is no request, who may go where, and what the document says.</summary>
[Collection("api")]
public class DoorTests(ApiFixture fixture)
{
    private static readonly string[] OpenToAll =
    [
        "/openapi/{documentName}.json", "/api/v1/session", "/api/v1/public/reports", "/api/v1/public/reports/{code}", "/api/v1/public/reports/{code}/rate", "/api/v1/public/reports/{code}/reopen",
        "/", "/login", "/api/v1/map/layers", "/public/report", "/public/thanks", "/public/follow", "/public/figures", "/public/notices", "/api/v1/public/figures", "/sources/{code?}",
    ];

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"version":"one"}""")]
    [InlineData("""{"version":1.5}""")]
    [InlineData("""{"version":99999999999}""")]
    [InlineData("""{"version":1,"unknown":1}""")]
    [InlineData("""{"version":1,"opinion":{}}""")]
    [InlineData("""{"version":1,"opinion":"\u0000"}""")]
    [InlineData("""{"version":1,"opinion":"\ud800"}""")]
    [InlineData("""{"version":1,"attachmentIds":["x"]}""")]
    [InlineData("""{"version":1}{"version":1}""")]
    public async Task What_is_not_the_JSON_asked_for_is_refused(string body)
    {
        var acceptor = await fixture.DeskAsync("sl01");
        using var answer = await acceptor.Client.PostAsync($"/api/v1/cases/{Guid.NewGuid()}/accept", Say.Json(body));
        await Say.ProblemAsync(answer, HttpStatusCode.BadRequest, "input.bad-json");
    }

    [Theory]
    [InlineData("\"source\":99")]
    [InlineData("\"source\":\"Nobody\"")]
    [InlineData("\"id\":\"x\"")]
    [InlineData("\"lon\":\"east\"")]
    [InlineData("\"observedAt\":\"yesterday\"")]
    public async Task A_member_of_the_wrong_type_is_refused(string member)
    {
        using var answer = await (await fixture.DeskAsync("cj01")).Client.PostAsync("/api/v1/reports", Say.Json("{" + member + "}"));
        await Say.ProblemAsync(answer, HttpStatusCode.BadRequest, "input.bad-json");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_a_body_without_end_are_refused()
    {
        var client = (await fixture.DeskAsync("sl01")).Client;
        var path = $"/api/v1/cases/{Guid.NewGuid()}/accept";
        using var bytes = new ByteArrayContent([0xFF, 0xFE, 0x7B, 0x00]);
        bytes.Headers.ContentType = new("application/json");
        using var noText = await client.PostAsync(path, bytes);
        await Say.ProblemAsync(noText, HttpStatusCode.BadRequest, "input.bad-json");
        using var long1 = await client.PostAsync(path, Say.Json("{\"opinion\":\"" + new string('x', 70_000) + "\"}"));
        await Say.ProblemAsync(long1, HttpStatusCode.RequestEntityTooLarge, "input.too-large");
        using var deep = await client.PostAsync(path, Say.Json(new string('[', 5000)));
        await Say.ProblemAsync(deep, HttpStatusCode.BadRequest, "input.bad-json");

        using var huge = new HttpRequestMessage(HttpMethod.Post, path) { Content = Say.Json(new string(' ', 21 * 1024 * 1024)) };
        huge.Headers.ExpectContinue = true;
        using var refused = await client.SendAsync(huge);
        await Say.ProblemAsync(refused, HttpStatusCode.RequestEntityTooLarge, "input.too-large");
    }

    [Fact]
    public async Task Wrong_address_method_type_and_parameter_are_problems_too()
    {
        var client = (await fixture.DeskAsync("sl01")).Client;
        async Task ExpectAsync(HttpMethod method, string path, HttpStatusCode status, string code, HttpContent? content = null)
        {
            using var answer = await client.SendAsync(new HttpRequestMessage(method, path) { Content = content });
            await Say.ProblemAsync(answer, status, code);
        }

        await ExpectAsync(HttpMethod.Get, "/api/v1/nothing", HttpStatusCode.NotFound, "system.not-found");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases/not-an-id", HttpStatusCode.NotFound, "system.not-found");
        await ExpectAsync(HttpMethod.Post, "/api/v2/cases", HttpStatusCode.NotFound, "system.not-found");
        await ExpectAsync(HttpMethod.Put, "/api/v1/reports", HttpStatusCode.MethodNotAllowed, "system.bad-method");
        await ExpectAsync(HttpMethod.Delete, $"/api/v1/cases/{Guid.NewGuid()}", HttpStatusCode.MethodNotAllowed, "system.bad-method");
        await ExpectAsync(HttpMethod.Post, "/api/v1/reports", HttpStatusCode.UnsupportedMediaType, "input.bad-type", Say.Json("{}", "text/plain"));
        await ExpectAsync(HttpMethod.Post, "/api/v1/reports", HttpStatusCode.UnsupportedMediaType, "input.bad-type", Say.Json("a=1", "application/x-www-form-urlencoded"));
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?take=x", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?number=%00", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?cursor=abc", HttpStatusCode.BadRequest, "input.bad-cursor");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?source=Nowhere", HttpStatusCode.BadRequest, "input.unknown-source");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?from=2026-02-30", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/daily-reports/2026-02-30", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/cases?stage=Nowhere", HttpStatusCode.BadRequest, "input.unknown-stage");
        await ExpectAsync(HttpMethod.Get, "/api/v1/locate?lon=111", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/locate?lon=NaN&lat=34&datum=CGCS2000", HttpStatusCode.BadRequest, "input.bad-position");
        await ExpectAsync(HttpMethod.Get, "/api/v1/units?day=2017-02-30", HttpStatusCode.BadRequest, "input.bad-parameter");
        await ExpectAsync(HttpMethod.Get, "/api/v1/due?start=x&amount=4&unit=WorkHour", HttpStatusCode.BadRequest, "input.bad-time");
        await ExpectAsync(HttpMethod.Get, "/api/v1/due?start=2026-09-30T16:00&amount=-4&unit=WorkHour", HttpStatusCode.BadRequest, "limit.amount-out-of-range");
    }

    [Fact]
    public async Task Every_route_answers_every_post_and_nobody_without_failing_and_is_closed_unless_listed()
    {
        var host = await fixture.HostAsync();
        var routes = RoutesOf(host);
        Assert.True(routes.Count > 40, $"{routes.Count} routes");
        var nobody = host.Anonymous();
        foreach (var (method, pattern) in routes)
        {
            using var answer = await SendAsync(nobody, method, pattern);
            Assert.True((int)answer.StatusCode < 500, $"{method} {pattern}: {(int)answer.StatusCode}");
            if (OpenToAll.Contains(pattern) && !(pattern == "/api/v1/session" && method != "POST"))
            {
                continue;
            }

            var closed = answer.StatusCode == HttpStatusCode.Unauthorized
                || (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/login", StringComparison.Ordinal));
            Assert.True(closed, $"{method} {pattern} answers nobody with {(int)answer.StatusCode}");
        }

        foreach (var login in new[] { "cj01", "sl01", "zb01", "pq01", "ej01", "zy08", "cz01", "dc01", "ld01", "gl01", "sj01" })
        {
            // A log-in of its own: the walk logs out too.
            var desk = await host.LogInAsync(login);
            foreach (var (method, pattern) in routes.OrderBy(r => r.Pattern.Contains("session", StringComparison.Ordinal) || r.Pattern.Contains("logout", StringComparison.Ordinal)))
            {
                using var answer = await SendAsync(desk.Client, method, pattern);
                Assert.True((int)answer.StatusCode < 500, $"{login} {method} {pattern}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    [Fact]
    public async Task The_document_lists_every_route_and_the_shape_of_problems()
    {
        var host = await fixture.HostAsync();
        var document = JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json"))!;
        var paths = document["paths"]!.AsObject();
        foreach (var (method, pattern) in RoutesOf(host).Where(r => r.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(pattern, ":[a-z]+}", "}");
            var operation = paths[path]?[method.ToLowerInvariant()];
            Assert.True(operation is not null, $"{method} {path} is not in the document");
            Assert.NotNull(operation["responses"]!["400"]!["content"]!["application/problem+json"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{method} {path} has no summary");
        }

        var problem = document["components"]!["schemas"]!["Problem"]!["properties"]!.AsObject();
        Assert.Superset(new HashSet<string> { "type", "title", "status", "detail", "code", "clause", "errors", "requestId" }, problem.Select(p => p.Key).ToHashSet());
        Assert.NotNull(document["components"]!["securitySchemes"]!["dizhu-key"]);
    }

    internal static List<(string Method, string Pattern)> RoutesOf(TestHost host) =>
    [
        .. ((IEnumerable<EndpointDataSource>)host.Services.GetService(typeof(IEnumerable<EndpointDataSource>))!)
            .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(m => (Method: m, Pattern: "/" + e.RoutePattern.RawText!.Trim('/'))))
            .Distinct().Order(),
    ];

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string pattern)
    {
        var path = new StringBuilder(pattern)
            .Replace("{documentName}", "v1").Replace("{id:guid}", Guid.Empty.ToString()).Replace("{caseId:guid}", Guid.Empty.ToString()).Replace("{reportId:guid}", Guid.Empty.ToString()).Replace("{messageId:guid}", Guid.Empty.ToString())
            .Replace("{act}", "accept").Replace("{code}", "ABC").Replace("{code?}", "").Replace("{id}", "none").ToString();
        path = Regex.Replace(path, @"\{[^}]+\}", p => p.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : p.Value.Contains(":int", StringComparison.Ordinal) ? "1" : p.Value.EndsWith("?}", StringComparison.Ordinal) ? "" : "none", RegexOptions.None, TimeSpan.FromSeconds(1));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
        {
            request.Content = path.Contains("attachments", StringComparison.Ordinal) ? new ByteArrayContent([1]) { Headers = { ContentType = new("image/png") } }
                : path.EndsWith("/import", StringComparison.Ordinal) ? new StringContent("", Encoding.UTF8, "text/csv")
                : path.StartsWith("/api", StringComparison.Ordinal) ? Say.Json("{}") : new FormUrlEncodedContent([]);
        }

        return await client.SendAsync(request);
    }
}
