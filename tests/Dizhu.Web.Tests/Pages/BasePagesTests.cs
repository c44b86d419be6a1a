using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Geography;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.IO;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The pages of 基础数据资源管理 as their readers get them.</summary>
public class BasePagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task A_grid_is_cut_on_the_map_by_one_and_published_by_another()
    {
        var (first, second) = (await AsAsync("gl01"), await AsAsync("gl02"));
        var grid = _host.City.Places.Grids.Last(g => g.CommunityCode == _host.City.Places.Grids[^1].CommunityCode);
        var box = new WKBReader().Read(grid.Ring).EnvelopeInternal;
        var line = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"LineString","coordinates":[[{{box.MinX - 0.001}},{{box.Centre.Y}}],[{{box.MaxX + 0.001}},{{box.Centre.Y}}]]}""");
        var path = $"/base/edit?layer=grids&key={grid.Code}&what=Split";
        var (_, card) = await first.GetAsync($"/map/card?layer=grids&id={grid.Code}");
        Assert.Contains($"/base/edit?layer=grids&amp;key={grid.Code}", card, StringComparison.Ordinal);

        var (wrong, html, _) = await first.SendAsync(path, ("Input.Reason", "新建道路"), ("Input.Shape", ""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (wrong, html.Contains("还没有画分割线", StringComparison.Ordinal)));
        Assert.Contains("新建道路", html, StringComparison.Ordinal);
        Assert.Contains("读不出来", (await first.SendAsync(path, ("Input.Reason", "新建道路"), ("Input.Shape", "{\"type\":1"))).Html, StringComparison.Ordinal);
        var (status, sent, to) = await first.SendAsync(path, ("Input.Reason", "新建道路"), ("Input.From", Today), ("Input.Shape", line));
        Assert.True(status == HttpStatusCode.Redirect, sent);

        var id = to![(to!.IndexOf('#', StringComparison.Ordinal) + 1)..];
        var (_, list) = await second.GetAsync("/base/changes");
        Assert.Contains("新建道路", list, StringComparison.Ordinal);
        Assert.Contains($"/map?change={id}", list, StringComparison.Ordinal);
        Assert.Contains($"/api/v1/base/changes/{id}/shapes", (await second.GetAsync($"/map?change={id}")).Html, StringComparison.Ordinal);
        Assert.Contains("\"Polygon\"", (await second.GetAsync($"/api/v1/base/changes/{id}/shapes")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync($"/api/v1/base/changes/{Guid.NewGuid()}/shapes")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await second.SendAsync("/base/changes?handler=Review", ("id", id), ("version", "1"), ("publish", "true"))).Status);
        Assert.Null(_host.City.Places.FindGrid(grid.Code));
        Assert.StartsWith(grid.CommunityCode, _host.City.Places.Locate(new Cgcs2000(box.Centre.X, box.Centre.Y + box.Height / 4)).GridCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_is_moved_to_a_pressed_point_and_its_grid_follows()
    {
        var (first, second) = (await AsAsync("gl01"), await AsAsync("gl02"));
        var part = _host.City.Places.Components.First(c => c.OwnerId is not null);
        var other = TestPlaces.Inside(_host.City, _host.City.Places.Grids.First(g => g.CommunityCode == _host.City.Places.LocationOfGrid(part.GridCode).CommunityCode && g.Code != part.GridCode).Code);
        var path = $"/base/edit?layer=components&key={part.Id}&what=Move";
        var (_, form) = await first.GetAsync(path);
        Assert.Contains(part.Lon.ToString("0.000000", CultureInfo.InvariantCulture), form, StringComparison.Ordinal);

        var outside = await first.SendAsync(path, ("Input.Reason", "迁移"), ("Input.Lon", "100"), ("Input.Lat", "30"));
        Assert.Contains("不在任何单元网格内", outside.Html, StringComparison.Ordinal);
        var (_, sent, to) = await first.SendAsync(path, ("Input.Reason", "迁移"), ("Input.From", Today), ("Input.Lon", Degrees(other.Lon)), ("Input.Lat", Degrees(other.Lat)));
        Assert.True(to is not null, sent);
        await second.SendAsync("/base/changes?handler=Review", ("id", to![(to!.IndexOf('#', StringComparison.Ordinal) + 1)..]), ("version", "1"), ("publish", "true"));

        var now = _host.City.Places.FindComponent(part.Id)!;
        Assert.Equal((_host.City.Places.Locate(other).GridCode, other.Lon), (now.GridCode, now.Lon), Near);
    }

    [Fact]
    public async Task A_component_gets_a_photo_that_is_kept_shown_on_its_card_and_served_as_a_picture()
    {
        var client = (await _host.LogInAsync("gl01")).Client;
        var reader = new Reader(client);
        var part = _host.City.Places.Components.Last(c => c.OwnerId is not null);
        var path = $"/base/edit?layer=components&key={part.Id}&what=Attributes";
        var (_, page) = await reader.GetAsync(path);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            ("__RequestVerificationToken", Regex.Matches(page, "__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))[^1].Groups[1].Value),
            ("Input.Id", Guid.CreateVersion7().ToString()), ("Input.Layer", "components"), ("Input.Key", part.Id), ("Input.Do", "Attributes"), ("Input.Name", part.Name), ("Input.State", "完好"),
            ("Input.Competent", part.CompetentDepartmentId), ("Input.Owner", part.OwnerId!), ("Input.Source", part.DataSource), ("Input.Note", "路北第二根"), ("Input.From", Today), ("Input.Reason", "补拍照片"),
        })
        {
            form.Add(new StringContent(value), name);
        }

        using var file = new ByteArrayContent(Dizhu.Web.Cli.DemoPhotos.Of(isComponent: true, after: false));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse("image/png");
        form.Add(file, "Input.Photo", "a.png");
        using var sent = await client.PostAsync(path, form);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/api/v1/base/components/{part.Id}/photo")).Status);
        var id = sent.Headers.Location!.OriginalString.Split('#')[1];
        var (published, why, _) = await (await AsAsync("gl02")).SendAsync("/base/changes?handler=Review", ("id", id), ("version", "1"), ("publish", "true"));
        Assert.True(published == HttpStatusCode.Redirect, why);

        Assert.Contains($"/api/v1/base/components/{part.Id}/photo", (await reader.GetAsync($"/map/card?layer=components&id={part.Id}")).Html, StringComparison.Ordinal);
        Assert.Contains("路北第二根", (await reader.GetAsync(path)).Html, StringComparison.Ordinal);
        _host.Clock.Advance(TimeSpan.FromDays(3));
        await _host.Services.GetRequiredService<Dizhu.Web.Hosting.Housekeeping>().SweepAsync(CancellationToken.None);
        using var picture = await (await _host.LogInAsync("gl01")).Client.GetAsync($"/api/v1/base/components/{part.Id}/photo");
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
        var (status, refused) = await (await _host.LogInAsync("gl01")).PostAsync("/api/v1/base/changes", new
        {
            id = Guid.NewGuid(), layer = "components", kind = "Attributes", reason = "x", objects = new[] { new { key = part.Id, cells = new { photo = Guid.NewGuid().ToString() } } },
        });
        Assert.True(status == HttpStatusCode.BadRequest && (string?)refused["code"] == "component.photo", refused.ToJsonString());
    }

    [Fact]
    public async Task A_photo_of_a_case_or_of_somebody_else_is_no_photo_of_a_component()
    {
        var (collector, admin) = (await _host.LogInAsync("cj01"), await _host.LogInAsync("gl01"));
        var part = _host.City.Places.Components[3];
        async Task<Guid> UploadAsync(Desk desk)
        {
            var id = Guid.CreateVersion7();
            using var content = new ByteArrayContent(Dizhu.Web.Cli.DemoPhotos.Of(isComponent: true, after: false));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("image/png");
            using var answer = await desk.Client.PutAsync($"/api/v1/attachments/{id}", content);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return id;
        }

        async Task<string?> NamedAsync(Guid photo) => (string?)(await admin.PostAsync("/api/v1/base/changes", new
        {
            id = Guid.NewGuid(), layer = "components", kind = "Attributes", reason = "x", objects = new[] { new { key = part.Id, cells = new { photo = photo.ToString() } } },
        })).Json["code"];

        var ofOther = await UploadAsync(collector);
        Assert.Equal("component.photo", await NamedAsync(ofOther));
        await Api.Say.ReportedAsync(_host, collector, r => r["attachmentIds"] = new System.Text.Json.Nodes.JsonArray(ofOther.ToString()));
        Assert.Equal("component.photo", await NamedAsync(ofOther));

        // Nor is one that a component has named free for a case.
        var own = await UploadAsync(admin);
        Assert.Null(await NamedAsync(own));
        var body = Api.Say.Report(_host);
        body["attachmentIds"] = new System.Text.Json.Nodes.JsonArray(own.ToString());
        Assert.Contains((string?)(await collector.PostAsync("/api/v1/reports", body)).Json["code"], new[] { "attachment.not-found", "attachment.already-used" });
    }

    [Fact]
    public async Task A_new_component_gets_the_next_number_of_its_class_and_district()
    {
        var reader = await AsAsync("gl01");
        var grid = _host.City.Places.Grids[0];
        var spot = TestPlaces.Inside(_host.City, grid.Code);
        var (_, empty, _) = await reader.SendAsync("/base/edit?layer=components&what=Create", ("Input.Reason", "新装"));
        Assert.Contains("请选择部件类别", empty, StringComparison.Ordinal);
        var (status, html, _) = await reader.SendAsync(
            "/base/edit?layer=components&what=Create", ("Input.Reason", "新装"), ("Input.From", Today), ("Input.ClassKey", "2013-C0101"), ("Input.Competent", "ORG-U042"), ("Input.Owner", "ORG-U109"),
            ("Input.State", "完好"), ("Input.Lon", Degrees(spot.Lon)), ("Input.Lat", Degrees(spot.Lat)));
        Assert.True(status == HttpStatusCode.Redirect, html);
        var last = _host.City.Places.Components.Where(c => c.Id.StartsWith(grid.Code[..6] + "0101", StringComparison.Ordinal)).Select(c => long.Parse(c.Id, CultureInfo.InvariantCulture)).DefaultIfEmpty(long.Parse(grid.Code[..6] + "0101000000", CultureInfo.InvariantCulture)).Max();
        Assert.Contains((last + 1).ToString(CultureInfo.InvariantCulture), (await reader.GetAsync("/base/changes")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_and_proposers_of_a_checked_case_edit_and_what_is_not_there_is_told_so()
    {
        var admin = await AsAsync("gl01");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/base/edit?layer=grids&key=411202999999999")).Status);
        Assert.Contains("从地图上点选", (await admin.GetAsync("/base/edit")).Html, StringComparison.Ordinal);
        var acceptor = await AsAsync("sl01");
        var part = _host.City.Places.Components[0];
        Assert.Contains("不能起草基础数据的变更", (await acceptor.SendAsync($"/base/edit?layer=components&key={part.Id}", ("Input.Reason", "核查"), ("Input.State", "破损"))).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/base/edit", (await acceptor.GetAsync($"/map/card?layer=components&id={part.Id}")).Html, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await (await AsAsync("cj01")).GetAsync("/base/edit")).Status);
    }

    [Fact]
    public async Task A_boundary_is_drawn_on_the_map_or_taken_from_a_file()
    {
        var client = (await _host.LogInAsync("gl01")).Client;
        var reader = new Reader(client);
        Assert.Contains("画定灵宝市的边界", (await reader.GetAsync("/base/boundaries?draw=ORG-U095")).Html, StringComparison.Ordinal);
        Assert.Contains("还没有画边界", (await reader.SendAsync("/base/boundaries?draw=ORG-U095&handler=Draw")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.SendAsync(
            "/base/boundaries?draw=ORG-U095&handler=Draw", ("code", "ORG-U095"), ("shape", """{"type":"Polygon","coordinates":[[[110.1,34.5],[110.2,34.5],[110.2,34.6],[110.1,34.5]]]}"""))).Status);
        Assert.Contains("110.1", (await reader.GetAsync("/base/boundaries?draw=ORG-U095")).Html, StringComparison.Ordinal);

        var (_, page) = await reader.GetAsync("/base/boundaries?draw=ORG-U095");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Regex.Match(page, "__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent("ORG-U095"), "code" },
        };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"type":"Point","coordinates":[110.1,34.5]}"""));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse("application/geo+json");
        form.Add(file, "file", "a.geojson");
        using var answer = await client.PostAsync("/base/boundaries?draw=ORG-U095&handler=Draw", form);
        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("画定灵宝市的边界", (await (await AsAsync("sl01")).GetAsync("/base/boundaries?draw=ORG-U095")).Html, StringComparison.Ordinal);
    }

    private string Today => DateOnly.FromDateTime(_host.Clock.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Degrees(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static bool Near((string? Grid, double Lon) a, (string? Grid, double Lon) b) => a.Grid == b.Grid && Math.Abs(a.Lon - b.Lon) < 1e-5;
}
