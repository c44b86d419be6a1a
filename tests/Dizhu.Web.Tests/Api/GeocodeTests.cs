using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dizhu.Core.Access;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Api;

/// <summary>地理编码 through the interface, on both databases.</summary>
[Collection("api")]
public class GeocodeTests(ApiFixture fixture)
{
    private const string File = "编号,地址\n甲1,崤山路四十七号\n甲2,崤山路999号\n甲3,没有的大厦\n";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    private static async Task<(HttpStatusCode Status, JsonNode Json)> SendAsync(HttpClient client, Guid id, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("text/csv");
        using var answer = await client.PostAsync($"/api/v1/geocode/batches/import?id={id}&name={Uri.EscapeDataString("地址.csv")}", content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task<JsonArray> RowsAsync(Desk desk, Guid id, string query = "") =>
        JsonNode.Parse(await desk.Client.GetStringAsync($"/api/v1/geocode/batches/{id}/rows{query}"))!.AsArray();

    [Fact]
    public async Task An_address_gives_point_score_and_grid_and_an_unknown_one_no_position()
    {
        var host = await fixture.HostAsync();
        var desk = await fixture.DeskAsync("pq01");
        var place = host.City.Places.Places.Single(p => p.Name == "崤山路47号");
        var found = await desk.GetAsync("/api/v1/geocode?address=" + Uri.EscapeDataString("崤山路四七號"));
        var best = found["matches"]![0]!;
        Assert.Equal((true, true, 100, place.Id, place.GridCode), ((bool)found["matched"]!, (bool)found["isSynthetic"]!, (int)best["score"]!, (string?)best["placeId"], (string?)best["location"]!["gridCode"]));
        Assert.Equal((place.Lon, place.Lat), ((double)best["lon"]!, (double)best["lat"]!));
        Assert.Equal("47", (string?)found["elements"]!["door"]);

        var nothing = await desk.GetAsync("/api/v1/geocode?address=" + Uri.EscapeDataString("没有的大厦"));
        Assert.Equal((false, 0), ((bool)nothing["matched"]!, nothing["matches"]!.AsArray().Count));
        Assert.DoesNotContain("\"lon\"", nothing.ToJsonString(), StringComparison.Ordinal);

        var back = await desk.GetAsync(FormattableString.Invariant($"/api/v1/geocode/reverse?lon={place.Lon}&lat={place.Lat}&datum=CGCS2000"));
        Assert.Equal("崤山路47号处（0米）", (string?)back["words"]);
        var renamed = host.City.Places.Places.First(p => host.City.Places.Geocoder.NamesOf(p.Id).Count > 0);
        Assert.Equal(["Standard", "Alias"], (await desk.GetAsync($"/api/v1/geocode/places/{renamed.Id}"))["names"]!.AsArray().Select(n => (string?)n!["kind"]));
        Assert.Equal(6, JsonNode.Parse(await desk.Client.GetStringAsync("/api/v1/geocode/types"))!.AsArray().Count);
    }

    [Theory]
    [InlineData("/api/v1/geocode?address=", HttpStatusCode.BadRequest, "geocode.no-address")]
    [InlineData("/api/v1/geocode?address=x&at=2017", HttpStatusCode.BadRequest, null)]
    [InlineData("/api/v1/geocode/reverse?lon=111.2&lat=34.7", HttpStatusCode.BadRequest, "input.unknown-datum")]
    [InlineData("/api/v1/geocode/reverse?lon=111.2&lat=34.7&datum=WGS84&radius=-1", HttpStatusCode.BadRequest, "geocode.radius")]
    [InlineData("/api/v1/geocode/places/none", HttpStatusCode.NotFound, "geocode.unknown-place")]
    [InlineData("/api/v1/geocode/batches/00000000-0000-0000-0000-000000000001", HttpStatusCode.NotFound, "geocode-batch.not-found")]
    public async Task What_cannot_be_answered_is_refused_in_words(string path, HttpStatusCode status, string? code)
    {
        using var answer = await (await fixture.DeskAsync("sl01")).Client.GetAsync(path);
        var problem = Say.WholeProblem(answer, await answer.Content.ReadAsStringAsync());
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code ?? (string?)problem["code"], (string?)problem["code"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_batch_is_matched_reviewed_row_by_row_and_given_back(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var (acceptor, id) = (await fixture.DeskAsync("sl01", kind), Guid.CreateVersion7());
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(File);
        var (status, batch) = await SendAsync(acceptor.Client, id, gbk);
        Assert.True(status == HttpStatusCode.OK, batch.ToJsonString());
        Assert.Equal(("GBK", 3, 1, 2, 90), ((string?)batch["encoding"], (int)batch["rows"]!, (int)batch["accepted"]!, (int)batch["toReview"]!, (int)batch["threshold"]!));

        // Sent again it is the same; with other content under the same id it is refused.
        Assert.Equal(batch.ToJsonString(), (await SendAsync(acceptor.Client, id, gbk)).Json.ToJsonString());
        Assert.Equal("input.id-reused", (string?)(await SendAsync(acceptor.Client, id, Encoding.UTF8.GetBytes(File))).Json["code"]);

        var waiting = await RowsAsync(acceptor, id, "?state=ToReview");
        Assert.Equal([3, 4], waiting.Select(r => (int)r!["line"]!));
        Assert.Null(waiting[1]!["lon"]);
        async Task<(HttpStatusCode Status, JsonObject Json)> DecideAsync(int line, object decision) => await acceptor.PostAsync($"/api/v1/geocode/batches/{id}/rows/{line}/decide", decision);
        Assert.Equal("NoMatch", (string?)(await DecideAsync(4, new { version = 1, noMatch = true, note = "查无此处" })).Json["state"]);
        Assert.Equal("geocode-batch.version", (string?)(await DecideAsync(4, new { version = 1, noMatch = true })).Json["code"]);
        Assert.Equal("geocode-batch.decision", (string?)(await DecideAsync(3, new { version = 1 })).Json["code"]);
        Assert.Equal("geocode-batch.not-found", (string?)(await DecideAsync(99, new { version = 1, noMatch = true })).Json["code"]);
        var picked = (await DecideAsync(3, new { version = 1, candidate = 1, note = "以邻近门牌代替" })).Json;
        Assert.Equal(("Confirmed", "受理员 01（受理员）"), ((string?)picked["state"], (string?)picked["decidedBy"]));

        var rows = await RowsAsync(acceptor, id);
        Assert.Equal(["Accepted", "Confirmed", "NoMatch"], rows.Select(r => (string?)r!["state"]));
        Assert.Empty(await RowsAsync(acceptor, id, "?after=4"));
        var csv = await acceptor.Client.GetStringAsync($"/api/v1/geocode/batches/{id}/result");
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("4,甲3,没有的大厦,,无匹配,0,,,,,否,受理员 01（受理员）", csv, StringComparison.Ordinal);

        await using var db = host.Database.Store.Open();
        var lines = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Kind == "geocode" && a.What.Contains(id.ToString())).OrderBy(a => a.Id).ToListAsync();
        Assert.Equal(3, lines.Count);
        Assert.Contains(lines, l => l.What.Contains("第 4 行：无匹配", StringComparison.Ordinal) && l.What.EndsWith("，说明：查无此处", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_says_why_and_stores_nothing()
    {
        var desk = await fixture.DeskAsync("gl01");
        foreach (var (file, status, code) in new (byte[], HttpStatusCode, string)[]
        {
            ("编号,位置\n1,崤山路\n"u8.ToArray(), HttpStatusCode.BadRequest, "geocode-batch.column"),
            ([0xFF, 0xFF, 0x00], HttpStatusCode.BadRequest, "geocode-batch.encoding"),
            (new byte[(5 * 1024 * 1024) + 1], HttpStatusCode.RequestEntityTooLarge, "geocode-batch.too-large"),
        })
        {
            var id = Guid.CreateVersion7();
            var (answered, json) = await SendAsync(desk.Client, id, file);
            Assert.Equal((status, code), (answered, (string?)json["code"]));
            using var absent = await desk.Client.GetAsync($"/api/v1/geocode/batches/{id}");
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        }

        Assert.Equal("input.missing", (string?)(await SendAsync(desk.Client, Guid.Empty, Encoding.UTF8.GetBytes(File))).Json["code"]);
    }

    [Fact]
    public async Task A_class_is_answered_with_the_codes_of_both_editions()
    {
        var desk = await fixture.DeskAsync("sl01");
        var found = JsonNode.Parse(await desk.Client.GetStringAsync("/api/v1/classes?q=02031"))!.AsArray();
        Assert.Equal(["2013-C0505", "2026-C02031"], found.Select(c => (string?)c!["key"]));
        Assert.Equal(("02031", "移至另一大类"), ((string?)found[0]!["counterpartCode"], (string?)found[0]!["change"]));
    }
}
