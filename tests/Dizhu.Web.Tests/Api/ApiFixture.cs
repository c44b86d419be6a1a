using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Dizhu.Web.Tests.Api;

/// <summary>The tests of the interface share one host of each kind of database.</summary>
[CollectionDefinition("api")]
public sealed class ApiCollection : ICollectionFixture<ApiFixture>;

/// <summary>Hosts on the sample city, started when first asked for, with everybody logged in once.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, TestHost> _hosts = [];
    private readonly Dictionary<(DatabaseKind, string), Desk> _desks = [];

    public async Task<TestHost> HostAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        if (!_hosts.TryGetValue(kind, out var host))
        {
            _hosts[kind] = host = await TestHost.StartAsync(kind);
        }

        return host;
    }

    public async Task<Desk> DeskAsync(string login, DatabaseKind kind = DatabaseKind.Sqlite)
    {
        if (!_desks.TryGetValue((kind, login), out var desk))
        {
            _desks[(kind, login)] = desk = await (await HostAsync(kind)).LogInAsync(login);
        }

        return desk;
    }

    /// <summary>Carries a reported case to filing.</summary>
    public async Task FileAsync(DatabaseKind kind, Guid id, bool verify)
    {
        var (acceptor, leader, collector) = (await DeskAsync("sl01", kind), await DeskAsync("zb01", kind), await DeskAsync("cj01", kind));
        var version = 1;
        async Task NextAsync(Desk desk, string act, object body)
        {
            var json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.AsObject();
            json["version"] = version;
            version = (int)(await desk.DoAsync(id, act, json))["version"]!;
        }

        if (verify)
        {
            await NextAsync(acceptor, "send-verify", new { collectorId = collector.Id });
            await NextAsync(collector, "answer-verify", new { confirmed = true });
        }

        await NextAsync(acceptor, "accept", new { });
        await NextAsync(leader, "file", new { standardId = TestCity.FourHours });
    }

    /// <summary>Carries a filed case to its end along the main line.</summary>
    public async Task CloseAsync(DatabaseKind kind, Guid id)
    {
        var (leader, collector) = (await DeskAsync("zb01", kind), await DeskAsync("cj01", kind));
        var version = (int)(await leader.GetAsync($"/api/v1/cases/{id}"))["version"]!;
        foreach (var (login, act, body) in new (string, string, object)[]
        {
            ("pq01", "dispatch", new { unitId = TestCity.CityManagement, opinion = "按职责" }), ("zy01", "sign-for", new { }), ("zy01", "handle", new { result = "已清理" }),
            ("zy01", "feed-back", new { }), ("dc01", "pass-on", new { }), ("zb01", "send-check", new { collectorId = collector.Id }), ("cj01", "pass-check", new { }), ("zb01", "close", new { }),
        })
        {
            var json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.AsObject();
            json["version"] = version;
            version = (int)(await (await DeskAsync(login, kind)).DoAsync(id, act, json))["version"]!;
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }
    }
}

/// <summary>What the tests of the interface say often.</summary>
internal static partial class Say
{
    /// <summary>A collector's report that is taken as it is.</summary>
    public static JsonObject Report(TestHost host, Guid? id = null)
    {
        var grid = host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099" && g.AreaLevel == 1);
        var spot = TestPlaces.Inside(host.City, grid.Code);
        return new JsonObject
        {
            ["id"] = (id ?? Guid.CreateVersion7()).ToString(),
            ["source"] = "Collector",
            ["observedAt"] = host.Clock.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["classKey"] = "2013-E0110",
            ["description"] = "路边垃圾堆了两天",
            ["lon"] = spot.Lon,
            ["lat"] = spot.Lat,
            ["datum"] = "CGCS2000",
        };
    }

    /// <summary>A report just made by a collector: its case.</summary>
    public static async Task<Guid> ReportedAsync(TestHost host, Desk collector, Action<JsonObject>? change = null)
    {
        var body = Report(host);
        change?.Invoke(body);
        var (status, json) = await collector.PostAsync("/api/v1/reports", body);
        Assert.True(status == HttpStatusCode.Created, json.ToJsonString());
        return Guid.Parse((string)json["caseId"]!);
    }

    /// <summary>Checks that an answer is a problem in full: type, status, code and a Chinese sentence.</summary>
    public static async Task<JsonObject> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        var problem = WholeProblem(answer, text);
        Assert.Equal(code, (string?)problem["code"]);
        return problem;
    }

    /// <summary>The problem of an answer, with everything a problem has.</summary>
    public static JsonObject WholeProblem(HttpResponseMessage answer, string text)
    {
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)answer.StatusCode} {answer.RequestMessage?.RequestUri} {text}");
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal((int)answer.StatusCode, (int)problem["status"]!);
        Assert.Equal("urn:dizhu:problem:" + (string)problem["code"]!, (string?)problem["type"]);
        Assert.Matches(Chinese(), (string)problem["detail"]!);
        return problem;
    }

    public static StringContent Json(string text, string type = "application/json") => new(text, Encoding.UTF8, type);

    /// <summary>How many rows every table of case work has.</summary>
    public static async Task<string> CountsAsync(TestHost host)
    {
        await using var db = host.Database.Store.Open();
        int[] counts =
        [
            await db.Set<Report>().CountAsync(), await db.Set<Case>().CountAsync(), await db.Set<CaseTask>().CountAsync(), await db.Set<CaseClock>().CountAsync(),
            await db.Set<JournalEntry>().CountAsync(), await db.Set<CaseFact>().CountAsync(), await db.Set<OutboxMessage>().CountAsync(),
            await db.Set<Attachment>().CountAsync(), await db.Set<IdempotencyRecord>().CountAsync(), await db.Set<ApiKey>().CountAsync(),
        ];
        return string.Join(' ', counts);
    }

    /// <summary>A picture as a phone makes it.</summary>
    public static byte[] Picture(int width = 320, int height = 240, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.DarkOliveGreen);
        using var paint = new SKPaint { Color = SKColors.Orange };
        for (var i = 0; i < 40; i++)
        {
            canvas.DrawCircle(i * 8, i * 6, 10 + (i % 7), paint);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static async Task<HttpResponseMessage> PutPhotoAsync(HttpClient client, Guid id, byte[] bytes, string type = "image/jpeg")
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(type);
        return await client.PutAsync($"/api/v1/attachments/{id}", content);
    }

    /// <summary>Makes a key as the administrator; gives a client that carries it, its id and its secret.</summary>
    public static async Task<(HttpClient Client, Guid Id, string Secret)> KeyAsync(ApiFixture fixture, TestHost host, object request)
    {
        var (status, json) = await (await fixture.DeskAsync("gl01", host.Database.Kind)).PostAsync("/api/v1/api-keys", request);
        Assert.True(status == HttpStatusCode.Created, json.ToJsonString());
        var client = host.Anonymous();
        var secret = (string)json["secret"]!;
        client.DefaultRequestHeaders.Add("X-Api-Key", secret);
        return (client, Guid.Parse((string)json["id"]!), secret);
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}{2,}")]
    private static partial Regex Chinese();
}
