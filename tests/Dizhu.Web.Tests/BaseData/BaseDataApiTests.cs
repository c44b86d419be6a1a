using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;
using Dizhu.Web.BaseData;
using Dizhu.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.BaseData;

/// <summary>基础数据资源管理 over HTTP, on the sample city.</summary>
public class BaseDataApiTests
{
    private const string Header = "管理部件标识码,管理部件名称,主管部门,权属单位,经度,纬度,所在单元网格标识码,管理部件状态,初始日期";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    private static async Task<JsonObject> ImportAsync(TestHost host, Desk desk, string query, string content)
    {
        using var answer = await desk.Client.PostAsync($"/api/v1/base/import?{query}", new StringContent(content, Encoding.UTF8, "text/csv"));
        var asked = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await host.Services.GetRequiredService<ImportJobs>().EndOf(Guid.Parse((string)asked["id"]!));
        return (await desk.Client.GetFromJsonAsync<JsonObject>($"/api/v1/base/imports/{asked["id"]}"))!;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_is_taken_in_live_at_once_and_every_refused_row_can_be_downloaded(DatabaseKind kind)
    {
        await using var host = await TestHost.StartAsync(kind);
        var desk = await host.LogInAsync("gl01");
        var spot = host.City.Places.Components[0];
        string Row(int number, string owner) => string.Create(CultureInfo.InvariantCulture, $"4112020101{900_000 + number},上水井盖,ORG-U042,{owner},{spot.Lon},{spot.Lat},{spot.GridCode},完好,2017-06-01");
        var file = $"{Header}\n{Row(1, "ORG-U109")}\n{Row(2, "")}\n";

        var dry = await ImportAsync(host, desk, "layer=components&fileName=covers.csv&datum=CGCS2000&dryRun=true", file);
        Assert.Equal(("Checked", 1, 1), ((string?)dry["state"], (int)dry["added"]!, (int)dry["refused"]!));
        Assert.Null(host.City.Places.FindComponent("4112020101900001"));
        var done = await ImportAsync(host, desk, "layer=components&fileName=covers.csv&datum=CGCS2000", file);

        Assert.Equal("Published", (string?)done["state"]);
        Assert.NotNull(host.City.Places.FindComponent("4112020101900001"));
        var csv = await desk.Client.GetStringAsync($"/api/v1/base/imports/{done["id"]}/report.csv");
        Assert.Contains("3,4112020101900002,错误,component.owner-missing,", csv);
        var faults = JsonNode.Parse(await desk.Client.GetStringAsync($"/api/v1/base/imports/{done["id"]}/faults"))!;
        Assert.Equal(spot.Lon, (double)faults["features"]![0]!["geometry"]!["coordinates"]![0]!, 1e-9);
        Assert.Equal(spot.Id[..6], ((string)(await desk.Client.GetFromJsonAsync<JsonArray>("/api/v1/base/components?id=4112020101900001"))![0]!["id"]!)[..6]);
        var near = await desk.Client.GetFromJsonAsync<JsonArray>(string.Create(CultureInfo.InvariantCulture, $"/api/v1/base/components?lon={spot.Lon}&lat={spot.Lat}&radius=5"));
        Assert.Contains(near!, c => (string?)c!["id"] == "4112020101900001");
        Assert.Single((await desk.Client.GetFromJsonAsync<JsonArray>("/api/v1/base/history/components/4112020101900001"))!);
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Database.Folder, "imports")));
    }

    [Fact]
    public async Task A_shifted_file_is_asked_about_and_taken_once_the_datum_is_said()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var desk = await host.LogInAsync("gl01");
        var rows = host.City.Places.Components.Take(20).Select((c, i) =>
        {
            var shifted = new Kernel.Geography.Cgcs2000(c.Lon, c.Lat).ToGcj02();
            return string.Create(CultureInfo.InvariantCulture, $"4112020101{910_000 + i},上水井盖,ORG-U042,ORG-U109,{shifted.Lon:R},{shifted.Lat:R},{c.GridCode},完好,2017-06-01");
        });
        var file = $"{Header}\n{string.Join('\n', rows)}\n";

        var asked = await ImportAsync(host, desk, "layer=components&fileName=a.csv&datum=CGCS2000", file);
        Assert.Equal(("Refused", "import.datum-doubt"), ((string?)asked["state"], (string?)asked["code"]));
        Assert.Equal("import.datum", (string?)(await ImportAsync(host, desk, "layer=components&fileName=a.csv", file))["code"]);
        var taken = await ImportAsync(host, desk, "layer=components&fileName=a.csv&datum=GCJ02", file);
        Assert.Equal(("Published", 20), ((string?)taken["state"], (int)taken["added"]!));
    }

    [Fact]
    public async Task What_cannot_be_an_import_is_refused_in_words()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var desk = await host.LogInAsync("gl01");
        async Task<(HttpStatusCode, string?)> AskAsync(Desk who, string query, string content)
        {
            using var answer = await who.Client.PostAsync($"/api/v1/base/import?{query}", new StringContent(content, Encoding.UTF8, "text/csv"));
            return (answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
        }

        Assert.Equal((HttpStatusCode.BadRequest, "input.missing"), await AskAsync(desk, "layer=components", "a\n"));
        Assert.Equal((HttpStatusCode.BadRequest, "import.empty"), await AskAsync(desk, "layer=components&fileName=a.csv", ""));
        Assert.Equal((HttpStatusCode.BadRequest, "import.mapping"), await AskAsync(desk, "layer=components&fileName=a.csv&mapping=%7B", "a\n"));
        Assert.Equal("import.mapping", (string?)(await ImportAsync(host, desk, "layer=components&fileName=a.csv&datum=CGCS2000&mapping=%7B%22columns%22%3A%7B%22nothing%22%3A%22a%22%7D%7D", "a\n1\n"))["code"]);
        Assert.Equal("import.layer", (string?)(await ImportAsync(host, desk, "layer=nowhere&fileName=a.csv&datum=CGCS2000", "a\n1\n"))["code"]);
        Assert.Equal("import.format", (string?)(await ImportAsync(host, desk, "layer=grids&fileName=a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{"))["code"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(await host.LogInAsync("sl01"), "layer=components&fileName=a.csv", "a\n")).Item1);
    }

    [Fact]
    [Requirement("DCM-041")]
    public async Task The_five_sets_are_listed_with_date_and_provider_and_a_sixth_kind_goes_to_the_other_thematic_data()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var desk = await host.LogInAsync("gl01");
        var page = await desk.Client.GetStringAsync("/base");
        Assert.All(["基础地形数据", "栅格影像数据", "单元网格数据", "部件数据", "其它专题数据"], set => Assert.Contains(set, page));
        Assert.Contains("2017-05-15", page);

        using var put = await desk.Client.PutAsJsonAsync("/api/v1/base/layers", new { id = "pipes", kind = "地下管线", title = "地下管线图", provider = "ORG-U109", origin = "Survey", datedOn = "2017-04-01", datum = "CGCS2000", shape = "Line" });
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var layer = (await desk.Client.GetFromJsonAsync<JsonObject>("/api/v1/base/layers/pipes"))!;
        Assert.Equal(("其它专题数据", "地下管线", "市自来水公司"), ((string?)layer["setName"], (string?)layer["kind"], (string?)layer["provider"]));
        page = await desk.Client.GetStringAsync("/base");
        Assert.Contains("地下管线图", page);
        Assert.Contains("市自来水公司", page);

        using var bad = await desk.Client.PutAsJsonAsync("/api/v1/base/layers", new { id = "pipes", kind = "地下管线", title = "地下管线图", provider = "ORG-U109", datum = "CGCS2000", shape = "Line" });
        Assert.Equal("layer.origin-missing", (string?)(await bad.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }

    [Fact]
    public async Task Boundaries_supplies_cameras_and_ownership_answer_over_the_interface()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var desk = await host.LogInAsync("gl01");
        var square = JsonNode.Parse("""{"type":"Polygon","coordinates":[[[110.1,34.5],[110.2,34.5],[110.2,34.6],[110.1,34.6],[110.1,34.5]]]}""");
        using var drawn = await desk.Client.PutAsJsonAsync("/api/v1/base/boundaries/ORG-U095", square);
        var boundary = (await drawn.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(("灵宝市", 1, true), ((string?)boundary["name"], (int)boundary["version"]!, (bool)boundary["isConfirmed"]!));
        using var open = await desk.Client.PutAsync("/api/v1/base/boundaries/ORG-U095", new StringContent("""{"type":"Polygon","coordinates":[[[110.1,34.5],[110.2,34.5],[110.2,34.6]]]}""", Encoding.UTF8, "application/geo+json"));
        Assert.Equal((HttpStatusCode.BadRequest, "boundary.shape"), (open.StatusCode, (string?)(await open.Content.ReadFromJsonAsync<JsonObject>())!["code"]));

        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/api/v1/base/supplies/site-u109", new { askedOn = "2017-05-20", deliveredOn = "2017-06-01" })).Status);
        var supplies = (await desk.Client.GetFromJsonAsync<JsonObject>("/api/v1/base/supplies"))!;
        Assert.Equal((1, 11, 9.1m), ((int)supplies["enterprisesDelivered"]!, (int)supplies["enterprises"]!, (decimal)supplies["enterprisesPercent"]!));

        var camera = await desk.PostAsync("/api/v1/base/cameras", new { deviceCode = "41120200001320000001", unitId = "ORG-U041", name = "路口", lon = 111.2, lat = 34.77, playAddress = "rtsp://camera.example.org/1" });
        Assert.Equal((HttpStatusCode.OK, "Unknown"), (camera.Status, (string?)camera.Json["state"]));
        Assert.True((int)(await desk.Client.GetFromJsonAsync<JsonObject>("/api/v1/base/ownership"))!["total"]! > 0);
        Assert.Equal("component.unknown", (string?)(await desk.PostAsync("/api/v1/base/ownership/1", new { ownerId = "ORG-U109", basis = "x" })).Json["code"]);
    }

    [Fact]
    public async Task An_edit_is_drafted_reviewed_and_seen_by_every_later_answer()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var (first, second) = (await host.LogInAsync("gl01"), await host.LogInAsync("gl02"));
        var component = host.City.Places.Components.First(c => c.OwnerId is not null);
        var draft = new { id = Guid.NewGuid(), layer = "components", kind = "Attributes", reason = "核查", objects = new[] { new { key = component.Id, cells = new { state = "破损" } } } };

        var (status, drafted) = await first.PostAsync("/api/v1/base/changes", draft);
        Assert.True(status == HttpStatusCode.Created, drafted.ToJsonString());
        Assert.Equal("change.same-person", (string?)(await first.PostAsync($"/api/v1/base/changes/{draft.id}/review", new { version = 1, publish = true })).Json["code"]);
        var (reviewed, live) = await second.PostAsync($"/api/v1/base/changes/{draft.id}/review", new { version = 1, publish = true });

        Assert.True(reviewed == HttpStatusCode.OK, live.ToJsonString());
        Assert.Equal("破损", (string?)(await first.Client.GetFromJsonAsync<JsonObject>($"/api/v1/base/components/{component.Id}"))!["state"]);
        Assert.Equal("change.unknown-case", (string?)(await first.PostAsync("/api/v1/base/changes", new { draft.layer, draft.kind, draft.reason, draft.objects, id = Guid.NewGuid(), caseId = Guid.NewGuid() })).Json["code"]);
        var reported = await Say.ReportedAsync(host, await host.LogInAsync("cj01"));
        Assert.Equal("change.case-unchecked", (string?)(await first.PostAsync("/api/v1/base/changes", new { draft.layer, draft.kind, draft.reason, draft.objects, id = Guid.NewGuid(), caseId = reported })).Json["code"]);
        Assert.Equal("input.missing", (string?)(await first.PostAsync("/api/v1/base/changes", new { id = Guid.NewGuid(), layer = "grids" })).Json["code"]);
        Assert.Equal("change.unknown", (string?)(await first.PostAsync($"/api/v1/base/changes/{Guid.NewGuid()}/withdraw", new { version = 1 })).Json["code"]);
    }

    [Fact]
    public async Task A_layer_of_any_kind_is_served_to_every_GIS_client_once_it_is_taken_in()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var desk = await host.LogInAsync("gl01");
        var spot = host.City.Places.Components[0];
        using var put = await desk.Client.PutAsJsonAsync("/api/v1/base/layers", new { id = "hydrants", kind = "消防", title = "消火栓", provider = "ORG-U038", origin = "Survey", datedOn = "2017-04-01", datum = "CGCS2000", shape = "Point" });
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Client.GetAsync("/ogc/collections/hydrants")).StatusCode);

        var done = await ImportAsync(host, desk, "layer=hydrants&fileName=h.csv&datum=CGCS2000&mode=Replace", string.Create(CultureInfo.InvariantCulture, $"编号,名称,经度,纬度\nX1,消火栓一,{spot.Lon},{spot.Lat}\n"));

        Assert.Equal("Published", (string?)done["state"]);
        var items = JsonNode.Parse(await desk.Client.GetStringAsync("/ogc/collections/hydrants/items?f=json"))!;
        Assert.Equal((1, "消火栓一"), ((int)items["numberMatched"]!, (string?)items["features"]![0]!["properties"]!["name"]));
        var tile = Kernel.Geography.WebTile.Holding(new Kernel.Geography.Cgcs2000(spot.Lon, spot.Lat), 16);
        Assert.NotEmpty(await desk.Client.GetByteArrayAsync($"/tiles/hydrants/{tile.Zoom}/{tile.Column}/{tile.Row}.mvt"));
    }
}
