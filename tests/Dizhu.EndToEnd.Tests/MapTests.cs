using System.Globalization;
using System.Text.Json;
using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests;
using Microsoft.Playwright;
using NetTopologySuite.IO;

namespace Dizhu.EndToEnd.Tests;

/// <summary>The map in a browser, asked by query what it has drawn; pictures are kept for people, not compared.</summary>
public class MapTests(Browser browser) : IClassFixture<Browser>
{
    private const string View = "map-view.js";

    /// <summary>Script that waits for the map knows no limit of its own; a map that never comes to rest must fail its test, not hold up all of them.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task The_city_is_drawn_with_grids_components_and_cases_under_Chinese_names()
    {
        var (id, component) = await ReportedAsync(skip: 1);
        var grid = browser.Host.City.Places.LocationOfGrid(component.GridCode);
        var page = await browser.LogInAsync("zb01");
        await page.GotoAsync("/map");
        var map = await ReadyAsync(page);
        Assert.Contains((await RenderedAsync(map, "management-areas", "name")).Select(f => Text(f, "name")), n => n == "湖滨区");
        Assert.True((await RenderedAsync(map, "grids", "line")).Count > 1000);
        await Browser.PictureAsync(page, "map-city");

        await MoveAsync(map, component, 17.5);
        var grids = await RenderedAsync(map, "grids", "number");
        Assert.Contains(grids, g => Text(g, "code") == component.GridCode && Text(g, "communityName") == browser.Host.City.Places.NameOf(grid.CommunityCode!));
        Assert.Contains(await RenderedAsync(map, "components", "sign"), c => Text(c, "id") == component.Id && Text(c, "className") == component.Name);
        Assert.NotEmpty(await RenderedAsync(map, "places", "name"));
        var cases = await RenderedAsync(map, "cases", "sign");
        Assert.Contains(cases, c => Text(c, "id") == id.ToString());
        await Expect(page.Locator(".map-legend")).ToContainTextAsync("公用设施");
        await Expect(page.Locator(".map-about")).ToContainTextAsync("示例数据（合成）");
        await Browser.PictureAsync(page, "map-street");

        // The case lies on the component: a press meets both, the case first, and its card leads to its file.
        await PressAsync(page, map, component.Lon, component.Lat);
        var card = page.Locator(".map-card");
        await Expect(card).ToContainTextAsync("待受理");
        await Expect(card).ToContainTextAsync("第 1 个");
        await card.GetByRole(AriaRole.Button, new() { Name = "下一个" }).ClickAsync();
        await Expect(card).ToContainTextAsync(component.Id);
        await Expect(card).ToContainTextAsync("权属单位");
        await Browser.PictureAsync(page, "map-card");
        await HasNoFaultsAsync(page);
        await card.GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();
        await PressAsync(page, map, component.Lon, component.Lat);
        await card.GetByRole(AriaRole.Link, new() { Name = "打开案卷" }).ClickAsync();
        await Expect(page.Locator(".crumbs")).ToBeVisibleAsync();
        Assert.EndsWith(id.ToString(), page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_is_switched_off_and_on_and_one_that_is_off_is_not_pressed()
    {
        var component = ComponentOf("ORG-U099");
        var page = await OpenAtAsync("zb01", component);
        var map = await ReadyAsync(page);
        Assert.NotEmpty(await RenderedAsync(map, "components", "sign"));
        await page.Locator(".map-layers summary").ClickAsync();
        await page.GetByLabel("管理部件", new() { Exact = true }).UncheckAsync();
        await MoveAsync(map, component, 17.6);
        Assert.Empty(await RenderedAsync(map, "components"));
        await Expect(page.Locator(".map-legend")).Not.ToContainTextAsync("公用设施");
        await page.GetByLabel("管理部件", new() { Exact = true }).CheckAsync();
        await MoveAsync(map, component, 17.5);
        Assert.NotEmpty(await RenderedAsync(map, "components", "sign"));
    }

    [Fact]
    public async Task The_map_is_worked_from_the_keyboard()
    {
        var component = ComponentOf("ORG-U099");
        var page = await OpenAtAsync("ld01", component);
        await ReadyAsync(page);
        var canvas = page.Locator("canvas.maplibregl-canvas");
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var card = page.Locator(".map-card");
        await Expect(card).ToBeFocusedAsync();
        await Expect(card).ToContainTextAsync(component.Id);
        await page.Keyboard.PressAsync("Escape");
        await Expect(card).ToBeHiddenAsync();
        await Expect(canvas).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_way_and_a_ground_are_measured_as_the_city_measures_them()
    {
        var component = ComponentOf("ORG-U099");
        var page = await OpenAtAsync("zb01", component);
        var map = await ReadyAsync(page);
        var plane = browser.Host.City.Places.Plane;
        double[][] corners = [[component.Lon, component.Lat], [component.Lon + 0.01, component.Lat], [component.Lon + 0.01, component.Lat + 0.008]];
        Cgcs2000 At(int i) => new(corners[i][0], corners[i][1]);
        var way = plane.Distance(At(0), At(1)) + plane.Distance(At(1), At(2));
        var ground = plane.Distance(At(0), At(1)) * plane.Distance(At(1), At(2)) / 2;
        Assert.InRange(await map.EvaluateAsync<double>("(m, c) => m.measure('distance', c)", corners), way * 0.9995, way * 1.0005);
        Assert.InRange(await map.EvaluateAsync<double>("(m, c) => m.measure('area', c)", corners), ground * 0.999, ground * 1.001);

        await page.GetByRole(AriaRole.Button, new() { Name = "测距离" }).ClickAsync();
        await PressAsync(page, map, component.Lon, component.Lat);
        await PressAsync(page, map, component.Lon + 0.001, component.Lat);
        var length = plane.Distance(At(0), new Cgcs2000(component.Lon + 0.001, component.Lat));
        await Expect(page.Locator(".map-say p")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^全长 [0-9]+ 米$"));
        var said = double.Parse((await page.Locator(".map-say p").InnerTextAsync()).Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.InRange(said, length - 2, length + 2);
        await page.GetByRole(AriaRole.Button, new() { Name = "测面积" }).ClickAsync();
        foreach (var (east, north) in new[] { (0.0, 0.0), (0.001, 0.0), (0.001, 0.0005) })
        {
            await PressAsync(page, map, component.Lon + east, component.Lat + north);
        }

        await Expect(page.Locator(".map-say p")).ToContainTextAsync("面积 ");
        await Browser.PictureAsync(page, "map-measure");
        await page.GetByRole(AriaRole.Button, new() { Name = "结束" }).ClickAsync();
        await Expect(page.Locator(".map-say")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_pressed_point_fills_the_report_and_says_its_grid()
    {
        var component = ComponentOf("ORG-U099", skip: 3);
        var citizen = await browser.OpenAsync(phone: true);
        await AskedWhereAsync(citizen, "井盖响");
        var map = await ReadyAsync(citizen);
        await MoveAsync(map, component, 17);
        await PressAsync(citizen, map, component.Lon, component.Lat);
        await Expect(citizen.Locator(".map-picked")).ToContainTextAsync(component.GridCode);
        Assert.Equal(component.Lon, await FigureAsync(citizen, "#f-Lon"), 4);
        Assert.Equal(component.Lat, await FigureAsync(citizen, "#f-Lat"), 4);
        Assert.True(await citizen.Locator("input[name=Datum][value=CGCS2000]").IsCheckedAsync());
        await Browser.PictureAsync(citizen, "public-report-map");
        await HasNoFaultsAsync(citizen);
        await SendAsync(citizen);
        await Expect(citizen.Locator("h1")).ToContainTextAsync("已收到");

        var acceptor = await browser.LogInAsync("sl01");
        await acceptor.GotoAsync("/intake");
        var desk = await ReadyAsync(acceptor);
        await MoveAsync(desk, component, 18);
        await PressAsync(acceptor, desk, component.Lon, component.Lat);
        await Expect(acceptor.Locator(".map-picked")).ToContainTextAsync($"已选中{component.Name} {component.Id}");
        await Expect(acceptor.Locator("#f-ComponentId")).ToHaveValueAsync(component.Id);
        Assert.Equal(component.Lon, await FigureAsync(acceptor, "#f-Lon"), 5);

        // What is typed comes back onto the map.
        await acceptor.Locator("details.figures summary").ClickAsync();
        await acceptor.Locator("#f-Lon").FillAsync("100");
        await acceptor.Locator("#f-Lat").FillAsync("30");
        await acceptor.Locator("#f-Lat").BlurAsync();
        await Expect(acceptor.Locator(".map-picked")).ToContainTextAsync("不在任何单元网格内");
        await HasNoFaultsAsync(acceptor);
    }

    [Theory]
    [InlineData("polygon", "Polygon", 3)]
    [InlineData("line", "LineString", 2)]
    public async Task What_is_drawn_for_a_form_is_handed_over_as_GeoJSON_and_drawn_again_from_it(string draw, string type, int enough)
    {
        var component = ComponentOf("ORG-U099");
        var page = await OpenAtAsync("zb01", component);
        await page.EvaluateAsync(Remake, new { draw, value = "" });
        var map = await ReadyAsync(page);
        (double East, double North)[] corners = [(0, 0), (0.001, 0), (0.001, 0.0005)];
        for (var i = 0; i < corners.Length; i++)
        {
            Assert.Equal(i < enough ? "" : type, TypeOf(await page.Locator("#shape").InputValueAsync()));
            await PressAsync(page, map, component.Lon + corners[i].East, component.Lat + corners[i].North);
        }

        var text = await page.Locator("#shape").InputValueAsync();
        Assert.Equal(type, TypeOf(text));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"[{component.Lon + 0.001:0.00000}")[..9], text, StringComparison.Ordinal);
        await page.EvaluateAsync(Remake, new { draw, value = text });
        map = await ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "退一点" }).ClickAsync();
        Assert.Equal(type == "Polygon" ? "" : type, TypeOf(await page.Locator("#shape").InputValueAsync()));
        await page.GetByRole(AriaRole.Button, new() { Name = "清除" }).ClickAsync();
        Assert.Equal("", await page.Locator("#shape").InputValueAsync());
    }

    /// <summary>Puts a map that draws for a field in the place of the page's own.</summary>
    private const string Remake = """
        ({ draw, value }) => {
          const old = document.querySelector("dizhu-map"), made = document.createElement("dizhu-map"), field = document.getElementById("shape") ?? document.createElement("input");
          for (const a of old.attributes) { if (!a.name.startsWith("data-")) made.setAttribute(a.name, a.value); }
          Object.assign(field, { type: "hidden", id: "shape", value });
          made.setAttribute("draw", draw);
          made.setAttribute("geometry-field", "shape");
          made.innerHTML = '<p class="map-plain"></p>';
          old.after(field);
          old.replaceWith(made);
        }
        """;

    private static string TypeOf(string geometry) => geometry.Length == 0 ? "" : JsonDocument.Parse(geometry).RootElement.GetProperty("type").GetString()!;

    [Fact]
    public async Task A_grid_is_cut_and_two_are_joined_by_pressing_on_the_map_and_a_second_person_publishes()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var book = browser.Host.City.Places;
        var grid = book.Grids.Last(g => DrawnChanges.Adjoining(book, g.Code).Count > 0);
        var box = new WKBReader().Read(grid.Ring).EnvelopeInternal;
        var page = await browser.LogInAsync("gl01");
        await page.GotoAsync($"/base/edit?layer=grids&key={grid.Code}&what=Split");
        var map = await ReadyAsync(page);
        await PressAsync(page, map, box.MinX - box.Width / 8, box.Centre.Y);
        await PressAsync(page, map, box.MaxX + box.Width / 8, box.Centre.Y);
        await page.GetByLabel("理由").FillAsync("新建道路把网格分开");
        await Browser.PictureAsync(page, "edit-split");
        await HasNoFaultsAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
        await Expect(page.Locator(".card").First).ToContainTextAsync("新建道路把网格分开");
        await HasNoFaultsAsync(page);

        var reviewer = await browser.LogInAsync("gl02");
        await reviewer.GotoAsync("/base/changes");
        await reviewer.GetByRole(AriaRole.Link, new() { Name = "在地图上看" }).First.ClickAsync();
        await ReadyAsync(reviewer);
        await Browser.PictureAsync(reviewer, "edit-review");
        await reviewer.GotoAsync("/base/changes");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).First.ClickAsync();
        await Expect(reviewer.Locator(".card").First).ToContainTextAsync("已发布");
        Assert.Null(browser.Host.City.Places.FindGrid(grid.Code));

        var north = browser.Host.City.Places.Locate(new Cgcs2000(box.Centre.X, box.Centre.Y + box.Height / 4)).GridCode!;
        var south = browser.Host.City.Places.Locate(new Cgcs2000(box.Centre.X, box.Centre.Y - box.Height / 4)).GridCode!;
        await page.GotoAsync($"/base/edit?layer=grids&key={north}&what=Merge");
        map = await ReadyAsync(page);
        await PressAsync(page, map, box.Centre.X, box.Centre.Y - box.Height / 4);
        Assert.True(await page.GetByLabel(south).IsCheckedAsync());
        await Browser.PictureAsync(page, "edit-merge");
        await page.GetByLabel("理由").FillAsync("道路未建");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
        await Expect(page.Locator(".card").Filter(new() { HasText = "道路未建" })).ToContainTextAsync("待审核");
    }

    [Fact]
    public async Task The_case_file_shows_its_place_and_loads_the_map_only_when_it_is_seen()
    {
        var (id, component) = await ReportedAsync(skip: 2);
        var page = await browser.LogInAsync("sl01", phone: true);
        await page.SetViewportSizeAsync(390, 300);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync($"/cases/{id}");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.DoesNotContain(asked, u => u.Contains(View, StringComparison.Ordinal));
        await page.SetViewportSizeAsync(390, 844);
        await page.Locator("dizhu-map").ScrollIntoViewIfNeededAsync();
        var map = await ReadyAsync(page);
        Assert.Contains(asked, u => u.Contains(View, StringComparison.Ordinal));
        Assert.Contains(await RenderedAsync(map, "components", "sign"), c => Text(c, "id") == component.Id);
        Assert.Contains(await RenderedAsync(map, "grids", "marked"), g => Text(g, "code") == component.GridCode);
        await Browser.PictureAsync(page, "case-file-map-phone");
        await HasNoFaultsAsync(page);
    }

    [Theory]
    [InlineData("no drawing", "不能显示地图")]
    [InlineData("no script of the map", "地图没有载入")]
    [InlineData("no list of layers", "地图没有载入")]
    public async Task Where_the_map_cannot_be_shown_a_sentence_says_so_and_the_form_still_works(string what, string told)
    {
        var component = ComponentOf("ORG-U100");
        var page = await browser.OpenAsync(phone: true);
        if (what == "no drawing")
        {
            await page.AddInitScriptAsync("const real = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : real.call(this, kind, ...more); };");
        }
        else
        {
            await page.RouteAsync(what == "no list of layers" ? "**/api/v1/map/layers" : $"**/{View}*", r => r.AbortAsync());
        }

        await AskedWhereAsync(page, "路边垃圾");
        await Expect(page.Locator("dizhu-map")).ToHaveAttributeAsync("data-state", "failed");
        await Expect(page.Locator(".map-plain")).ToContainTextAsync(told);
        await HasNoFaultsAsync(page);
        await page.Locator("details.figures summary").ClickAsync();
        await page.Locator("#f-Lon").FillAsync(component.Lon.ToString("0.000000", CultureInfo.InvariantCulture));
        await page.Locator("#f-Lat").FillAsync(component.Lat.ToString("0.000000", CultureInfo.InvariantCulture));
        await SendAsync(page);
        await Expect(page.Locator("h1")).ToContainTextAsync("已收到");
    }

    private static async Task AskedWhereAsync(IPage page, string words)
    {
        await page.GotoAsync("/public/report");
        await page.GetByLabel("是什么问题？").FillAsync(words);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
    }

    /// <summary>Answers the questions after the place with nothing and sends.</summary>
    private static async Task SendAsync(IPage page)
    {
        for (var question = 0; question < 3; question++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
    }

    [Fact]
    public async Task The_map_fits_a_phone()
    {
        var page = await browser.LogInAsync("zb01", phone: true);
        await page.GotoAsync("/map");
        await ReadyAsync(page);
        await Browser.PictureAsync(page, "map-phone");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await HasNoFaultsAsync(page);
    }

    /// <summary>A citizen's report that lies exactly on a component.</summary>
    private async Task<(Guid Case, ManagedComponent Component)> ReportedAsync(int skip)
    {
        var component = ComponentOf("ORG-U099", skip);
        var (_, born) = await Desk.PostAsync(browser.Host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(), source = "Citizen", description = "箅子堵了", lon = component.Lon, lat = component.Lat, datum = "CGCS2000",
        });
        return (Guid.Parse((string)born["caseId"]!), component);
    }

    /// <summary>A component of an area with no other within reach of a finger; each test that reports takes one of its own.</summary>
    private ManagedComponent ComponentOf(string area, int skip = 0)
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        Assert.SkipUnless(File.Exists(Repository.PathOf("src/Dizhu.WebKit/wwwroot/built/map.js")), "The map is not built: node is missing or npm could not bring its packages.");
        var book = browser.Host.City.Places;
        return book.Components.Where(c => book.LocationOfGrid(c.GridCode).ManagementAreaCode == area
            && book.Locate(new Cgcs2000(c.Lon, c.Lat)).GridCode == c.GridCode && book.ComponentsWithin(new Cgcs2000(c.Lon, c.Lat), 12).Count == 1).Skip(skip).First();
    }

    private async Task<IPage> OpenAtAsync(string login, ManagedComponent component)
    {
        var page = await browser.LogInAsync(login);
        await page.GotoAsync("/map?at=" + component.Id);
        return page;
    }

    /// <summary>The map once it is drawn. Nothing it does may break the policy of the page.</summary>
    private async Task<ILocator> ReadyAsync(IPage page)
    {
        var map = page.Locator("dizhu-map");
        await Expect(map).ToHaveAttributeAsync("data-state", new System.Text.RegularExpressions.Regex("ready|failed"), new() { Timeout = 30_000 });
        Assert.True(await map.GetAttributeAsync("data-state") == "ready", await map.InnerTextAsync());
        Assert.Empty(browser.Violations);
        return map;
    }

    private static Task MoveAsync(ILocator map, ManagedComponent to, double zoom) =>
        map.EvaluateAsync("(m, to) => m.moveTo([to.lon, to.lat], to.zoom)", new { lon = to.Lon, lat = to.Lat, zoom }).WaitAsync(Longest);

    private static async Task<IReadOnlyList<JsonElement>> RenderedAsync(ILocator map, string layer, string? part = null) =>
        [.. (await map.EvaluateAsync<JsonElement>("(m, of) => m.getRendered(of.layer, of.part ?? undefined).map(f => f.properties)", new { layer, part })).EnumerateArray()];

    private static string? Text(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static async Task PressAsync(IPage page, ILocator map, double lon, double lat)
    {
        await map.ScrollIntoViewIfNeededAsync();
        var at = await map.EvaluateAsync<JsonElement>("(m, at) => { const { x, y } = m.project(at); return { x, y }; }", new[] { lon, lat });
        var box = (await map.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync((float)(box.X + at.GetProperty("x").GetDouble()), (float)(box.Y + at.GetProperty("y").GetDouble()));
    }

    private static async Task<double> FigureAsync(IPage page, string field) => double.Parse(await page.Locator(field).InputValueAsync(), CultureInfo.InvariantCulture);

    private static async Task HasNoFaultsAsync(IPage page)
    {
        var faults = await Browser.FaultsAsync(page);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
