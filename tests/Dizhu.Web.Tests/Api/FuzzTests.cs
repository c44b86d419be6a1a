using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Api;

/// <summary>Whatever is sent to whatever operation, the door answers in words and never fails.</summary>
[Collection("api")]
public class FuzzTests(ApiFixture fixture)
{
    private const int Seed = 20170515;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Random_requests_never_fail_and_every_refusal_says_what_to_do(DatabaseKind kind)
    {
        var rounds = Environment.GetEnvironmentVariable("DIZHU_SOAK") == "1" ? 20_000 : 1_000;
        var host = await fixture.HostAsync(kind);
        var document = JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json"))!;
        var operations = document["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (Path: p.Key, Method: o.Key.ToUpperInvariant(), Operation: o.Value!))).ToList();
        var collector = await host.LogInAsync("cj01");
        var (machine, _, _) = await Say.KeyAsync(fixture, host, new { label = "乱发", post = "MachineClient", scopeKind = "All", expiresAt = "2027-01-01T00:00:00Z" });
        List<HttpClient> senders = [collector.Client, machine, host.Anonymous()];
        foreach (var login in new[] { "sl01", "zb01", "pq01", "ej01", "zy08", "cz01", "dc01", "ld01", "gl01", "sj01" })
        {
            senders.Add((await host.LogInAsync(login)).Client);
        }

        var random = new Random(Seed);
        var cases = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            cases.Add(await Say.ReportedAsync(host, collector));
        }

        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < rounds; i++)
        {
            var (path, method, operation) = operations[random.Next(operations.Count)];
            if (method == "DELETE" && path.EndsWith("/session", StringComparison.Ordinal))
            {
                continue;
            }

            using var request = Request(random, document, path, method, operation, cases);
            var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            using var answer = await senders[random.Next(senders.Count)].SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500, $"{i}: {method} {request.RequestUri} {sent}\n{(int)answer.StatusCode} {text}");
            if ((int)answer.StatusCode >= 400)
            {
                Say.WholeProblem(answer, text);
            }

            // An address that fits no operation is answered by routing; every other status is in the document, and the answer has its shape.
            var responses = operation["responses"]!.AsObject();
            var documented = responses[((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)];
            var content = documented?["content"]?[answer.Content.Headers.ContentType?.MediaType ?? ""];
            Assert.True(documented is not null || answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path} does not document {(int)answer.StatusCode} {text}");
            var misfit = content?["schema"] is { } schema && answer.Content.Headers.ContentType!.MediaType!.EndsWith("json", StringComparison.Ordinal)
                ? SchemaFit.Misfit(document, schema, JsonNode.Parse(text), "") : null;
            Assert.True(misfit is null, $"{method} {path} {(int)answer.StatusCode}: {misfit}\n{text}");
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
        }

        // The requests are not all turned away at the first check.
        Assert.Superset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType }, statuses.Keys.ToHashSet());
        Assert.True(statuses.ContainsKey(HttpStatusCode.Conflict) || statuses.ContainsKey(HttpStatusCode.UnprocessableEntity), "No request came as far as a rule of the work.");
    }

    private static HttpRequestMessage Request(Random random, JsonNode document, string path, string method, JsonNode operation, List<Guid> cases)
    {
        // The server itself turns away an address with U+0000 before any of our code runs.
        string Part() => Text(random, 5).Replace("\0", "", StringComparison.Ordinal);
        var address = Regex.Replace(path, @"\{[^}]+\}", _ => random.Next(8) switch
        {
            0 => Part() + "x",
            1 => Guid.Empty.ToString(),
            _ => cases[random.Next(cases.Count)].ToString(),
        });
        var query = operation["parameters"]?.AsArray().Where(p => (string?)p!["in"] == "query" && random.Next(3) > 0)
            .Select(p => $"{p!["name"]}={Uri.EscapeDataString(Short(Scalar(random)?.ToString()))}").ToList() ?? [];
        var request = new HttpRequestMessage(new HttpMethod(method), Uri.EscapeDataString(address).Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal) + (query.Count > 0 ? "?" + string.Join('&', query) : ""));
        if (operation["requestBody"]?["content"]?.AsObject() is { } content)
        {
            var schema = content.FirstOrDefault().Value?["schema"];
            var body = content.ContainsKey("application/json") ? Body(random, document, schema).ToJsonString() : Text(random, 30);
            request.Content = random.Next(12) switch
            {
                0 => null,
                1 => Say.Json(body, "text/plain"),
                2 => Say.Json(body, "application/x-www-form-urlencoded"),
                3 => Say.Json(body[..(body.Length / 2)], content.First().Key),
                4 => Say.Json(Scalar(random)?.ToJsonString() ?? "null", content.First().Key),
                _ => Say.Json(body, content.First().Key),
            };
            if (random.Next(6) == 0)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", string.Concat(Text(random, 20).Where(c => c is >= ' ' and <= '~')));
            }
        }

        return request;
    }

    // The server itself turns away an address of more than 8 KB.
    private static string Short(string? text) => text is null ? "" : text[..Math.Min(text.Length, 300)];

    private static JsonObject Body(Random random, JsonNode document, JsonNode? schema)
    {
        var reference = (string?)schema?["$ref"];
        var properties = reference is null ? null : document["components"]!["schemas"]![reference.Split('/')[^1]]?["properties"]?.AsObject();
        var body = new JsonObject();
        foreach (var name in properties?.Select(p => p.Key) ?? [])
        {
            if (random.Next(4) > 0)
            {
                body[name] = Likely(random, name);
            }
        }

        if (random.Next(15) == 0)
        {
            body[Text(random, 4)] = Scalar(random);
        }

        return body;
    }

    // Mostly something that fits the name, so that requests get past the first check.
    private static JsonNode? Likely(Random random, string name) => random.Next(4) == 0 ? Scalar(random) : name switch
    {
        "version" => random.Next(1, 5),
        "id" or "collectorId" => Guid.NewGuid().ToString(),
        "lon" => 111 + random.NextDouble(),
        "lat" => 34 + random.NextDouble(),
        "datum" => "CGCS2000",
        "source" => random.Next(2) == 0 ? "Collector" : "Hotline",
        "observedAt" or "expiresAt" => "2026-11-23T00:00:00Z",
        "classKey" => "2013-E0110",
        "standardId" => "2013-E0110-1",
        "unitId" => "ORG-U099",
        "attachmentIds" or "scopeKeys" => random.Next(2) == 0 ? new JsonArray() : null,
        "confirmed" or "needsReply" or "phoneWithheld" => random.Next(2) == 0,
        _ => Text(random, 40),
    };

    private static JsonNode? Scalar(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => random.Next(-5, 100),
        2 => long.MaxValue,
        3 => -1e308,
        4 => "",
        5 => Text(random, 3000),
        6 => "2026-11-23T00:00:00",
        7 => "9999-12-31T23:59:59.9999999Z",
        8 => new JsonArray(1, null, "x"),
        9 => new JsonObject { ["a"] = 1 },
        10 => random.Next(2) == 0,
        _ => random.NextDouble().ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(Random random, int longest)
    {
        const string letters = "abcXYZ019 -_.%'\"\\<>&;\u0000\u0001\n案卷垃圾é\uFFFD";
        return string.Create(random.Next(longest + 1), random, (span, r) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = letters[r.Next(letters.Length)];
            }
        });
    }
}
