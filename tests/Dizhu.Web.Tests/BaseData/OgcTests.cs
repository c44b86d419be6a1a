using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Web.Tests.Api;

namespace Dizhu.Web.Tests.BaseData;

/// <summary>OGC API – Features over HTTP.</summary>
[Collection("api")]
public class OgcTests(ApiFixture fixture)
{
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    [Fact]
    public async Task The_landing_page_leads_to_everything_and_people_get_a_page()
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("sl01"));
        var landing = await desk.GetAsync("/ogc");
        foreach (var link in landing["links"]!.AsArray())
        {
            using var answer = await desk.Client.GetAsync((string)link!["href"]!);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith(((string)link["type"]!).Split(';')[0], answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }

        var api = await desk.GetAsync("/ogc/api");
        Assert.StartsWith("3.0", (string)api["openapi"]!, StringComparison.Ordinal);
        Assert.All(api["paths"]!.AsObject(), p => Assert.StartsWith("/ogc", p.Key, StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string> { "bbox", "bbox-crs", "crs", "datetime", "limit", "cursor" },
            api["paths"]!["/ogc/collections/{id}/items"]!["get"]!["parameters"]!.AsArray().Select(p => (string)p!["name"]!).ToHashSet());

        using var request = new HttpRequestMessage(HttpMethod.Get, "/ogc") { Headers = { { "Accept", "text/html,*/*" } } };
        using var page = await desk.Client.SendAsync(request);
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(html.Contains("单元网格", StringComparison.Ordinal) && html.Contains("示例数据", StringComparison.Ordinal), html);

        // With a browser and not logged in one is led to the log-in, a program is told.
        using var away = new HttpRequestMessage(HttpMethod.Get, "/ogc") { Headers = { { "Accept", "text/html" } } };
        using var login = await host.Anonymous().SendAsync(away);
        Assert.Contains("/login", login.Headers.Location?.ToString(), StringComparison.Ordinal);
        await Say.ProblemAsync(await host.Anonymous().GetAsync("/ogc/collections"), HttpStatusCode.Unauthorized, "access.not-logged-in");
    }

    [Fact]
    public async Task Pages_of_every_collection_forward_and_back_show_each_feature_once_and_the_count_is_true()
    {
        var desk = await fixture.DeskAsync("ld01");
        var host = await fixture.HostAsync();
        for (var i = 0; i < 5; i++)
        {
            await Say.ReportedAsync(host, await fixture.DeskAsync("cj01"));
        }

        var collections = (await desk.GetAsync("/ogc/collections"))["collections"]!.AsArray().Select(c => (string)c!["id"]!).ToList();
        Assert.DoesNotContain("heat", collections);
        foreach (var id in collections)
        {
            var limit = id is "cases" ? 2 : id is "management-areas" ? 3 : 10_000;
            var (ids, last) = await WalkAsync(desk, $"/ogc/collections/{id}/items?limit={limit}", "next");
            var (back, _) = await WalkAsync(desk, last, "prev");
            Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(ids, back.AsEnumerable().Reverse());
        }

        Assert.Equal(host.City.Places.Components.Count, (int)(await desk.GetAsync("/ogc/collections/components/items?limit=1"))["numberMatched"]!);
    }

    [Fact]
    public async Task A_box_a_day_and_a_property_narrow_together_and_every_page_keeps_them()
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("sl01"));
        var box = (West: 111.2, South: 34.76, East: 111.22, North: 34.78);
        var expected = host.City.Places.Components.Count(c =>
            c.ClassKey == "2013-C0103" && c.Lon >= box.West && c.Lon <= box.East && c.Lat >= box.South && c.Lat <= box.North);
        var path = FormattableString.Invariant($"/ogc/collections/components/items?bbox={box.West},{box.South},{box.East},{box.North}&classKey=2013-C0103&datetime=2017-01-01/..&limit=100");
        var (ids, _) = await WalkAsync(desk, path, "next");

        Assert.True(expected > 100, $"{expected}");
        Assert.Equal(expected, ids.Count);
        Assert.Equal(0, (int)(await desk.GetAsync(path + "&initialDate=1999-01-01"))["numberMatched"]!);
        Assert.Equal(0, (int)(await desk.GetAsync("/ogc/collections/components/items?datetime=../2000-01-01"))["numberMatched"]!);
    }

    [Fact]
    public async Task Positions_come_and_boxes_go_in_each_reference_system_in_its_own_order()
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("sl01"));
        var one = host.City.Places.Components[0];
        async Task<(double A, double B, string Crs)> InAsync(string query)
        {
            using var answer = await desk.Client.GetAsync($"/ogc/collections/components/items/{one.Id}{query}");
            var point = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["geometry"]!["coordinates"]!;
            return ((double)point[0]!, (double)point[1]!, answer.Headers.GetValues("Content-Crs").Single());
        }

        Assert.Equal((one.Lon, one.Lat, "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"), await InAsync(""));
        Assert.Equal((one.Lat, one.Lon, $"<{Epsg}4326>"), await InAsync($"?crs={Epsg}4326"));
        Assert.Equal((one.Lat, one.Lon, $"<{Epsg}4490>"), await InAsync($"?crs={Epsg}4490"));
        var (x, y, _) = await InAsync($"?crs={Epsg}3857");
        Assert.InRange(x, 12_370_000, 12_395_000);
        foreach (var (crs, box) in new[]
        {
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", FormattableString.Invariant($"{one.Lon - 1e-6},{one.Lat - 1e-6},{one.Lon + 1e-6},{one.Lat + 1e-6}")),
            (Epsg + "4490", FormattableString.Invariant($"{one.Lat - 1e-6},{one.Lon - 1e-6},{one.Lat + 1e-6},{one.Lon + 1e-6}")),
            (Epsg + "3857", FormattableString.Invariant($"{x - 0.1},{y - 0.1},0,{x + 0.1},{y + 0.1},0")),
        })
        {
            var found = await desk.GetAsync($"/ogc/collections/components/items?bbox={box}&bbox-crs={crs}");
            Assert.Contains(one.Id, found["features"]!.AsArray().Select(f => (string)f!["id"]!));
            Assert.InRange((int)found["numberMatched"]!, 1, 5);
        }
    }

    [Fact]
    public async Task Answers_counts_and_tags_keep_to_the_readers_reach()
    {
        var host = await fixture.HostAsync();
        var (leader, own, foreign) = (await fixture.DeskAsync("ld01"), await fixture.DeskAsync("ej01"), await fixture.DeskAsync("ej03"));
        var id = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01"));
        const string path = "/ogc/collections/cases/items?limit=10000";
        using var all = await leader.Client.GetAsync(path);
        using var theirs = await own.Client.GetAsync(path);
        var nothing = await foreign.GetAsync(path);

        Assert.Equal((0, 0), ((int)nothing["numberMatched"]!, nothing["features"]!.AsArray().Count));
        Assert.NotEqual(all.Headers.ETag, theirs.Headers.ETag);
        var text = await theirs.Content.ReadAsStringAsync();
        Assert.Contains(id.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("路边垃圾堆了两天", text, StringComparison.Ordinal);
        await Say.ProblemAsync(await foreign.Client.GetAsync($"/ogc/collections/cases/items/{id}"), HttpStatusCode.NotFound, "map.no-such-feature");
        Assert.Equal(HttpStatusCode.OK, (await own.Client.GetAsync($"/ogc/collections/cases/items/{id}")).StatusCode);

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(theirs.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await own.Client.SendAsync(again)).StatusCode);

        // A key reads as a log-in does, as far as it reaches.
        var (machine, _, _) = await Say.KeyAsync(fixture, host, new { label = "图", post = "MachineClient", scopeKind = "ManagementArea", scopeKeys = new[] { "ORG-U101" }, expiresAt = "2027-01-01T00:00:00Z" });
        Assert.Equal(0, (int)JsonNode.Parse(await machine.GetStringAsync(path))!["numberMatched"]!);
        Assert.Equal(host.City.Places.Grids.Count, (int)JsonNode.Parse(await machine.GetStringAsync("/ogc/collections/grids/items?limit=1"))!["numberMatched"]!);
    }

    [Theory]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=111,34,110,35")]
    [InlineData("bbox=111,35,112,34")]
    [InlineData("bbox=111,34,x,35")]
    [InlineData("bbox=NaN,34,112,35")]
    [InlineData("bbox=34,111,35,112")]
    [InlineData("bbox=111,34,112,35&bbox-crs=EPSG:4490")]
    [InlineData("limit=0")]
    [InlineData("limit=-5")]
    [InlineData("limit=ten")]
    [InlineData("limit=1.5")]
    [InlineData("datetime=now")]
    [InlineData("datetime=../..")]
    [InlineData("datetime=2026-13-01")]
    [InlineData("datetime=2026-02-01/2026-01-01")]
    [InlineData("datetime=a/b/c")]
    [InlineData("crs=EPSG:4326")]
    [InlineData("cursor=%25%25")]
    [InlineData("cursor=AAAA")]
    [InlineData("f=xml")]
    [InlineData("level=first")]
    [InlineData("squareMetres=1")]
    [InlineData("owner=nobody")]
    public async Task What_cannot_be_asked_is_refused_in_words(string query)
    {
        using var answer = await (await fixture.DeskAsync("sl01")).Client.GetAsync("/ogc/collections/grids/items?" + query);
        await Say.ProblemAsync(answer, HttpStatusCode.BadRequest, "input.bad-parameter");
    }

    [Fact]
    public async Task More_than_a_page_may_hold_gives_as_many_as_it_may_and_what_is_not_there_is_not_found()
    {
        var desk = await fixture.DeskAsync("sl01");
        Assert.Equal(10_000, (int)(await desk.GetAsync("/ogc/collections/components/items?limit=50000"))["numberReturned"]!);
        foreach (var (path, code) in new[]
        {
            ("/ogc/collections/none", "map.no-such-collection"), ("/ogc/collections/none/items", "map.no-such-collection"), ("/ogc/collections/heat/items", "map.no-such-collection"),
            ("/ogc/collections/none/queryables", "map.no-such-collection"), ("/ogc/collections/grids/items/none", "map.no-such-feature"), ("/ogc/none", "system.not-found"),
        })
        {
            await Say.ProblemAsync(await desk.Client.GetAsync(path), HttpStatusCode.NotFound, code);
        }
    }

    private static async Task<(List<string> Ids, string Last)> WalkAsync(Desk desk, string path, string rel)
    {
        List<string> ids = [];
        for (; ; )
        {
            var page = await desk.GetAsync(path);
            var features = page["features"]!.AsArray().Select(f => (string)f!["id"]!).ToList();
            Assert.Equal(features.Count, (int)page["numberReturned"]!);
            ids.AddRange(rel == "next" ? features : features.AsEnumerable().Reverse());
            if (page["links"]!.AsArray().FirstOrDefault(l => (string)l!["rel"]! == rel) is not { } next)
            {
                Assert.Equal(ids.Count, (int)page["numberMatched"]!);
                return (ids, path);
            }

            path = (string)next["href"]!;
        }
    }
}
