using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Dizhu.Web.BaseData.Serving;
using Dizhu.Web.Tests.Api;

namespace Dizhu.Web.Tests.BaseData;

/// <summary>Tiles over HTTP: to whom, with which tags, and what stands in them.</summary>
[Collection("api")]
public class TilesTests(ApiFixture fixture)
{
    [Fact]
    public async Task Every_layer_of_the_list_has_tiles_with_the_fields_it_names()
    {
        var desk = await fixture.DeskAsync("sl01");
        var host = await fixture.HostAsync();
        await Say.ReportedAsync(host, await fixture.DeskAsync("cj01"));
        var list = await desk.GetAsync("/api/v1/map/layers");
        var layers = list["layers"]!.AsArray().Select(l => l!.AsObject()).ToList();

        Assert.True((bool)list["isSynthetic"]!);
        Assert.Superset(new HashSet<string> { "grids", "duty-grids", "management-areas", "components", "places", "cases", "heat" }, layers.Select(l => (string)l["id"]!).ToHashSet());
        foreach (var layer in layers)
        {
            var spot = TestPlaces.Inside(host.City, host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099" && g.AreaLevel == 1).Code);
            var tile = WebTile.Holding(spot, (int)layer["minZoom"]!);
            var (name, _, features) = TileReader.Read(await desk.Client.GetByteArrayAsync(Path((string)layer["id"]!, tile)));
            Assert.Equal((string)layer["id"]!, name);
            Assert.NotEmpty(features);
            var named = layer["fields"]!.AsArray().Where(f => (bool)f!["isInTile"]!).Select(f => (string)f!["name"]!).ToHashSet();
            Assert.All(features, f => Assert.Subset(named, f.Properties.Keys.ToHashSet()));
            Assert.All(named, n => Assert.True(features.Any(f => f.Properties.ContainsKey(n)) || n == "number", $"{name}: no feature has {n}"));
        }
    }

    [Fact]
    public async Task The_tiles_of_a_zoom_hold_every_component_with_its_owner()
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("zy08"));
        var components = host.City.Places.Components;
        var tiles = components.Select(c => WebTile.Holding(new(c.Lon, c.Lat), 14)).Distinct().ToList();
        var seen = new Dictionary<string, TileFeature>(StringComparer.Ordinal);
        foreach (var tile in tiles)
        {
            foreach (var feature in TileReader.Read(await desk.Client.GetByteArrayAsync(Path("components", tile))).Features)
            {
                seen[(string)feature.Properties["id"]] = feature;
            }
        }

        Assert.Equal(components.Count, seen.Count);
        var owned = components.First(c => c.OwnerId is not null);
        Assert.Equal((owned.ClassKey, owned.Name), ((string)seen[owned.Id].Properties["classKey"], (string)seen[owned.Id].Properties["className"]));
        Assert.Equal(host.City.Organisations.NamesOf(owned.OwnerId!)[^1].Name, (string)seen[owned.Id].Properties["owner"]);
        Assert.Equal("", (string)seen[components.First(c => c.OwnerId is null).Id].Properties["owner"]);
    }

    [Fact]
    public async Task A_tile_that_has_not_changed_is_not_sent_again_and_gzip_only_where_asked_for()
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("sl01"));
        var path = Path("grids", Middle(host, 14));
        using var plain = await desk.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, TilesApi.MediaType), (plain.StatusCode, plain.Content.Headers.ContentType?.MediaType));
        Assert.True(plain.Headers.CacheControl is { Private: true, NoCache: true } && plain.Headers.Vary.Contains("Cookie"));

        using var zipped = await SendAsync(desk.Client, path, r => r.Headers.AcceptEncoding.Add(new("gzip")));
        Assert.Equal("gzip", Assert.Single(zipped.Content.Headers.ContentEncoding));
        Assert.NotEqual(plain.Headers.ETag, zipped.Headers.ETag);
        await using var unzip = new GZipStream(await zipped.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new MemoryStream();
        await unzip.CopyToAsync(text);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), text.ToArray());

        foreach (var tag in new[] { plain.Headers.ETag!, zipped.Headers.ETag! })
        {
            using var again = await SendAsync(desk.Client, path, r => r.Headers.IfNoneMatch.Add(tag));
            Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
        }

        using var other = await SendAsync(desk.Client, path, r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\"")));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Case_tiles_and_their_tags_differ_by_reach_and_change_with_a_case()
    {
        var host = await fixture.HostAsync();
        var (leader, own, foreign, collector) = (await fixture.DeskAsync("ld01"), await fixture.DeskAsync("ej01"), await fixture.DeskAsync("ej02"), await fixture.DeskAsync("cj01"));
        var id = await Say.ReportedAsync(host, collector);
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099" && g.AreaLevel == 1).Code);
        foreach (var layer in new[] { "cases", "heat" })
        {
            var path = Path(layer, WebTile.Holding(spot, 13));
            using var all = await leader.Client.GetAsync(path);
            using var theirs = await own.Client.GetAsync(path);
            using var nobodys = await foreign.Client.GetAsync(path);
            var tags = new[] { all, theirs, nobodys }.Select(a => a.Headers.ETag).ToList();
            Assert.Equal(3, tags.Distinct().Count());

            // Somebody else's tag never spares an answer.
            using var borrowed = await SendAsync(foreign.Client, path, r => r.Headers.IfNoneMatch.Add(tags[0]!));
            Assert.Equal(HttpStatusCode.OK, borrowed.StatusCode);
            var foreigners = TileReader.Read(await nobodys.Content.ReadAsByteArrayAsync()).Features;
            var seen = TileReader.Read(await theirs.Content.ReadAsByteArrayAsync()).Features;
            Assert.NotEmpty(seen);
            if (layer == "cases")
            {
                Assert.DoesNotContain(foreigners, f => (string)f.Properties["id"] == id.ToString());
                var feature = seen.Single(f => (string)f.Properties["id"] == id.ToString());
                Assert.Equal(("AwaitingAcceptance", true), ((string)feature.Properties["stage"], feature.Properties.ContainsKey("light")));
                Assert.Subset(new HashSet<string> { "id", "number", "stage", "light" }, feature.Properties.Keys.ToHashSet());
            }
            else
            {
                Assert.All(seen, f => Assert.Equal(["n"], f.Properties.Keys));
                static long Sum(IEnumerable<TileFeature> features) => features.Sum(f => Convert.ToInt64(f.Properties["n"], System.Globalization.CultureInfo.InvariantCulture));
                Assert.True(Sum(foreigners) + Sum(seen) <= Sum(TileReader.Read(await all.Content.ReadAsByteArrayAsync()).Features), "what one area sees is none of the other's");
            }

            await Say.ReportedAsync(host, collector);
            using var later = await leader.Client.GetAsync(path);
            Assert.NotEqual(tags[0], later.Headers.ETag);
        }
    }

    [Theory]
    [InlineData("grids/14/0/x")]
    [InlineData("grids/14/16384/1")]
    [InlineData("grids/14/-1/1")]
    [InlineData("grids/30/1/1")]
    [InlineData("grids/014/1/1")]
    [InlineData("grids/5/1/1")]
    [InlineData("grids/18/1/1")]
    [InlineData("nothing/14/1/1")]
    public async Task A_tile_that_cannot_be_is_not_found_in_words(string tile)
    {
        using var answer = await (await fixture.DeskAsync("sl01")).Client.GetAsync($"/tiles/{tile}.mvt");
        await Say.ProblemAsync(answer, HttpStatusCode.NotFound, "map.no-such-tile");
    }

    [Theory]
    [InlineData("?colour=red")]
    [InlineData("?state=Broken")]
    [InlineData("?classKey=a&classKey=b")]
    [InlineData("?datetime=yesterday")]
    public async Task A_condition_nobody_knows_is_refused_and_a_known_one_narrows(string query)
    {
        var (host, desk) = (await fixture.HostAsync(), await fixture.DeskAsync("sl01"));
        var path = Path("components", Middle(host, 14));
        using var answer = await desk.Client.GetAsync(path + query);
        await Say.ProblemAsync(answer, HttpStatusCode.BadRequest, "input.bad-parameter");

        var all = TileReader.Read(await desk.Client.GetByteArrayAsync(path)).Features;
        var one = (string)all[0].Properties["classKey"];
        var some = TileReader.Read(await desk.Client.GetByteArrayAsync($"{path}?classKey={one}")).Features;
        Assert.Equal(all.Count(f => (string)f.Properties["classKey"] == one), some.Count);
        Assert.InRange(some.Count, 1, all.Count - 1);
    }

    [Fact]
    public void A_cache_of_tiles_keeps_to_its_bytes_and_drops_what_was_not_asked_for_longest()
    {
        var cache = new TileCache(mostBytes: 10_000);
        for (var i = 0; i < 100; i++)
        {
            cache.Keep($"{i}", new byte[500]);
            Assert.NotNull(cache.Find("0"));
            Assert.InRange(cache.Bytes, 1, 10_000);
        }

        Assert.NotNull(cache.Find("99"));
        Assert.Null(cache.Find("50"));
        var before = cache.Bytes;
        cache.Keep("99", new byte[100]);
        Assert.Equal(before - 400, cache.Bytes);
        cache.Keep("large", new byte[2_000]);
        Assert.Null(cache.Find("large"));
    }

    private static string Path(string layer, WebTile tile) => $"/tiles/{layer}/{tile.Zoom}/{tile.Column}/{tile.Row}.mvt";

    private static WebTile Middle(TestHost host, int zoom) =>
        host.City.Places.Base is { } b ? WebTile.Holding(new(b.CentreLon, b.CentreLat), zoom) : throw new InvalidOperationException("The sample city has base data.");

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request);
        return await client.SendAsync(request);
    }
}
