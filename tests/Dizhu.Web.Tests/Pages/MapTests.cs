using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Dizhu.WebKit;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The map as its readers get it before a script draws it: page, cards, layers, words and weight.</summary>
public partial class MapTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private PlaceBook Book => _host.City.Places;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task A_position_a_place_and_a_component_are_found_and_said_in_words()
    {
        var reader = await AsAsync("zb01");
        var component = Book.Components[11];
        var grid = Book.Locate(new Cgcs2000(component.Lon, component.Lat)).GridCode!;
        var figures = string.Create(CultureInfo.InvariantCulture, $"{component.Lon:0.000000}，{component.Lat:0.000000}");
        foreach (var wanted in new[] { figures, component.Id, "component:" + component.Id })
        {
            var (_, html) = await reader.GetAsync("/map?at=" + Uri.EscapeDataString(wanted));
            Assert.Contains($"单元网格 {grid}", html, StringComparison.Ordinal);
            Assert.Contains($"mark-grid=\"{grid}\"", html, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"mark=\"{component.Lon:0.0####}"), html, StringComparison.Ordinal);
        }

        var several = Book.Places.First(p => p.Name.StartsWith("示例医院", StringComparison.Ordinal)).Name[..4];
        Assert.Contains("找到 8 处", (await reader.GetAsync("/map?at=" + Uri.EscapeDataString(several))).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("mark=\"", (await reader.GetAsync("/map")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("34.7655,111.2105", "经度在前")]
    [InlineData("0,0", "经度在前")]
    [InlineData("不存在的地方", "没有找到“不存在的地方”")]
    [InlineData("component:1", "没有找到")]
    [InlineData("<b>", "没有找到“&lt;b&gt;”")]
    public async Task What_cannot_be_found_is_told_with_what_to_write_instead(string wanted, string told)
    {
        var (status, html) = await (await AsAsync("zb01")).GetAsync("/map?at=" + Uri.EscapeDataString(wanted));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(told, html, StringComparison.Ordinal);
        Assert.DoesNotContain(" mark=\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_tells_names_for_numbers_and_nothing_that_is_not_there()
    {
        var reader = await AsAsync("ld01");
        var component = Book.Components.First(c => c.OwnerId is not null);
        var grid = Book.LocationOfGrid(component.GridCode);
        var (_, part) = await reader.GetAsync("/map/card?layer=components&id=" + component.Id);
        Assert.Contains(component.Name, part, StringComparison.Ordinal);
        Assert.Contains(_host.City.Organisations.NameOf(component.OwnerId!, Dizhu.Core.Calendar.CityClock.DayOf(_host.Clock.Now)), part, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
        Assert.Contains(Book.NameOf(grid.ManagementAreaCode!), (await reader.GetAsync("/map/card?layer=grids&id=" + component.GridCode)).Html, StringComparison.Ordinal);
        Assert.Contains(Book.Places[3].Address, (await reader.GetAsync("/map/card?layer=places&id=" + Book.Places[3].Id)).Html, StringComparison.Ordinal);
        Assert.Contains(Book.ManagementAreas[0].Name, (await reader.GetAsync("/map/card?layer=management-areas&id=" + Book.ManagementAreas[0].Code)).Html, StringComparison.Ordinal);
        foreach (var nothing in new[] { "layer=components&id=1", "layer=grids&id=411202", "layer=cases&id=x", "layer=accounts&id=zb01", "layer=cases", "" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/map/card?" + nothing)).Status);
        }
    }

    [Fact]
    public async Task The_card_of_a_case_is_only_for_who_may_see_the_case()
    {
        var spot = TestPlaces.Inside(_host.City, Book.Grids.First(g => g.ManagementAreaCode == "ORG-U099").Code);
        var (_, born) = await Desk.PostAsync(_host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(), source = "Citizen", description = "路灯不亮", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000", reporterPhone = "13800005678",
        });
        var card = $"/map/card?layer=cases&id={born["caseId"]}";
        var (status, html) = await (await AsAsync("sl01")).GetAsync(card);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"href=\"/cases/{born["caseId"]}\"", html, StringComparison.Ordinal);
        Assert.Contains("待受理", html, StringComparison.Ordinal);
        Assert.DoesNotContain("13800005678", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await AsAsync("zy08")).GetAsync(card)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await new Reader(_host.Anonymous()).GetAsync(card)).Status);
    }

    [Fact]
    public async Task Without_log_in_the_ground_is_served_and_nothing_that_stands_on_it()
    {
        using var nobody = _host.Anonymous();
        var open = (await nobody.GetFromJsonAsync<JsonObject>("/api/v1/map/layers"))!;
        Assert.Equal(["grids", "management-areas", "places"], open["layers"]!.AsArray().Select(l => (string)l!["id"]!).Order(StringComparer.Ordinal));
        var all = (await (await _host.LogInAsync("zb01")).Client.GetFromJsonAsync<JsonObject>("/api/v1/map/layers"))!["layers"]!.AsArray().Select(l => (string)l!["id"]!).ToList();
        Assert.Contains("components", all);
        foreach (var layer in all)
        {
            using var tile = await nobody.GetAsync($"/tiles/{layer}/14/13253/6502.mvt");
            Assert.Equal(layer is "grids" or "management-areas" or "places" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, tile.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/map/symbols")).StatusCode);
        var citizen = new Reader(nobody);
        await citizen.SendAsync("/public/report", ("Description", "井盖响"));
        var (_, form) = await citizen.GetAsync("/public/report?step=where");
        Assert.Contains("layers=\"grids management-areas places\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/v1/map/symbols", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signs_of_components_follow_the_major_classes_of_every_edition()
    {
        var client = (await _host.LogInAsync("cj01")).Client;
        var majors = (await client.GetFromJsonAsync<JsonArray>("/api/v1/map/symbols"))!.ToDictionary(m => (string)m!["prefix"]!, m => (string)m!["name"]!);
        Assert.All(Book.Components.Take(500), c => Assert.Equal(_host.City.Catalogue.FindClass(c.ClassKey)!.MajorName, majors[c.ClassKey[..8]]));
        Assert.Equal("市政公用设施", majors["2026-C01"]);
        Assert.DoesNotContain(majors.Keys, k => k.Contains("-E", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_policy_lets_the_map_work_in_a_worker_of_our_own_and_allows_nothing_inline()
    {
        using var answer = await _host.Anonymous().GetAsync("/public/report");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("worker-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_and_the_page_around_it_are_light()
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf("src/Dizhu.WebKit/wwwroot/built/map.js")), "The map is not built: node is missing or npm could not bring its packages.");
        using var client = _host.Anonymous();
        await new Reader(client).SendAsync("/public/report", ("Description", "井盖响"));
        var html = await client.GetStringAsync("/public/report?step=where");
        var page = 0L;
        foreach (Match asset in Asset().Matches(html))
        {
            page += await WeightAsync(client, asset.Groups[1].Value);
        }

        Assert.Contains("/built/map.js", html, StringComparison.Ordinal);
        Assert.DoesNotContain("map-view", html, StringComparison.Ordinal);
        Assert.InRange(page + html.Length, 10_000, 300_000);
        var map = 0L;
        foreach (var file in new[] { "map-view.js", "map-worker.js", "map.css" })
        {
            map += await WeightAsync(client, "/_content/Dizhu.WebKit/built/" + file);
        }

        Assert.InRange(page + map, 300_000, 750_000);
    }

    [Fact]
    public void Every_word_the_map_says_is_there_and_none_is_there_for_nothing()
    {
        var scripts = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src/Dizhu.WebKit/client/map"), "*.ts").Select(File.ReadAllText));
        var said = Said().Matches(scripts).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        said.UnionWith(["MapPlain", "MapNotBuilt", "MapLightGo", "MapLightSoon", "MapLightLate", "MapLightHold", "MapLightDone", "MapLightNone"]);
        Assert.True(said.Count > 30);
        Assert.Equal(said.Order(StringComparer.Ordinal), MapWords.All.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Bytes as a browser gets them: packed.</summary>
    private static async Task<long> WeightAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (path.EndsWith(".js", StringComparison.Ordinal))
        {
            Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
            await using var open = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
            Assert.True(open.ReadByte() >= 0);
        }

        return bytes.Length;
    }

    [GeneratedRegex("(?:href|src)=\"(/_content/[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Asset();

    [GeneratedRegex("\"(Map[A-Z][A-Za-z]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Said();
}
