using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests;

namespace Dizhu.EndToEnd.Tests;

/// <summary>A host with some cases, and a key as a GIS workplace has one.</summary>
public sealed class GisHost : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public string Key { get; private set; } = "";

    /// <summary>How many features each collection has, by the books and not by the interface under test.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public string Root => new Uri(Host.Address, "/ogc").ToString();

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var collector = await Host.LogInAsync("cj01");
        var grids = Host.City.Places.Grids.Where(g => g.ManagementAreaCode is not null).Take(12).ToList();
        foreach (var grid in grids)
        {
            var spot = TestPlaces.Inside(Host.City, grid.Code);
            var (status, json) = await collector.PostAsync("/api/v1/reports", new
            {
                id = Guid.CreateVersion7(), source = "Collector", observedAt = Host.Clock.Now, classKey = "2013-E0110", description = "路边垃圾堆了两天", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
            });
            Assert.True(status == System.Net.HttpStatusCode.Created, json.ToJsonString());
        }

        var (_, key) = await (await Host.LogInAsync("gl01")).PostAsync(
            "/api/v1/api-keys", new { label = "地理信息工作站", post = "MachineClient", scopeKind = "All", expiresAt = "2027-01-01T00:00:00Z" });
        Key = (string)key["secret"]!;
        var places = Host.City.Places;
        Counts = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["grids"] = places.Grids.Count,
            ["duty-grids"] = places.Grids.Select(g => g.DutyGridCode).Where(d => d is not null).Distinct(StringComparer.Ordinal).Count(),
            ["management-areas"] = places.ManagementAreas.Count(a => a.Until is null),
            ["components"] = places.Components.Count,
            ["places"] = places.Places.Count,
            ["cases"] = grids.Count,
        };
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>The readers GIS staff use walk every collection whole and count what we count. A reader that is not on the machine is skipped, and says so.</summary>
public partial class GisClientsTests(GisHost gis) : IClassFixture<GisHost>
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "tests/Dizhu.EndToEnd.Tests/gis");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task GDAL_reads_every_collection_whole()
    {
        Need("ogr2ogr", "gdal-bin");
        foreach (var (id, count) in Known())
        {
            Assert.Equal((id, count), (id, (await IdsAsync($"OAPIF:{gis.Root}", id, id is "grids" or "duty-grids" or "management-areas" ? "code" : "id")).Count));
        }

        // A program that asks in Mercator is answered in it.
        var text = await RunAsync("ogrinfo", "-so", "-oo", "PAGE_SIZE=1000", $"OAPIF:{gis.Root}", "places");
        Assert.Contains($"Feature Count: {gis.Counts["places"]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GDAL_reads_a_folder_of_tiles_and_finds_every_feature_in_it()
    {
        Need("ogr2ogr", "gdal-bin");
        var folder = Directory.CreateTempSubdirectory("dizhu-tiles-").FullName;
        using var client = gis.Host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", gis.Key);
        var layers = JsonNode.Parse(await client.GetStringAsync("/api/v1/map/layers"))!["layers"]!.AsArray();
        foreach (var layer in layers.Where(l => (bool)l!["hasItems"]!))
        {
            var id = (string)layer!["id"]!;
            await FetchAsync(client, id, layer["extent"]!.AsArray(), Path.Combine(folder, id));
            var key = (string)layer["fields"]![0]!["name"]!;
            var ids = await IdsAsync($"MVT:{Path.Combine(folder, id, "14")}", id, key);
            Assert.True(!Known().TryGetValue(id, out var count) || count == ids.Count, $"{id}: {ids.Count}, not {count}");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task OWSLib_reads_every_collection_whole()
    {
        Assert.SkipUnless(await HasOwsLibAsync(), "No OWSLib: install python3-owslib.");
        Compare(await RunAsync("/usr/bin/python3", Path.Combine(Scripts, "walk.py"), gis.Root, gis.Key));
    }

    [Fact]
    public async Task The_reader_of_camptocamp_reads_every_collection_whole()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Scripts, "node_modules/@camptocamp/ogc-client")), "No @camptocamp/ogc-client: run npm ci in tests/Dizhu.EndToEnd.Tests/gis.");
        Compare(await RunAsync("node", Path.Combine(Scripts, "walk.mjs"), gis.Root, gis.Key));
    }

    private Dictionary<string, int> Known() => new(gis.Counts, StringComparer.Ordinal);

    private void Compare(string lines)
    {
        var found = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(l => l[0], l => int.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.Equal(gis.Counts.OrderBy(c => c.Key, StringComparer.Ordinal), found.Where(f => gis.Counts.ContainsKey(f.Key)).OrderBy(c => c.Key, StringComparer.Ordinal));
    }

    /// <summary>The different ids GDAL finds in a layer.</summary>
    private async Task<HashSet<string>> IdsAsync(string source, string layer, string key)
    {
        var text = await RunAsync("ogr2ogr", "-f", "CSV", "/vsistdout/", source, layer, "-select", key, "-lco", "STRING_QUOTING=IF_NEEDED");
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(r => Quotes().Replace(r, "").Trim().Split(',')[^1]).ToList();
        return [.. rows];
    }

    private static async Task FetchAsync(HttpClient client, string layer, JsonArray extent, string folder)
    {
        const int zoom = 14;
        var (west, south, east, north) = ((double)extent[0]!, (double)extent[1]!, (double)extent[2]!, (double)extent[3]!);
        var (first, last) = (WebTile.Holding(new(west, north), zoom), WebTile.Holding(new(east, south), zoom));
        for (var x = first.Column; x <= last.Column; x++)
        {
            for (var y = first.Row; y <= last.Row; y++)
            {
                if (await client.GetByteArrayAsync($"/tiles/{layer}/{zoom}/{x}/{y}.mvt") is { Length: > 0 } bytes)
                {
                    var column = Directory.CreateDirectory(Path.Combine(folder, $"{zoom}", $"{x}")).FullName;
                    await File.WriteAllBytesAsync(Path.Combine(column, $"{y}.pbf"), bytes);
                }
            }
        }
    }

    private static void Need(string program, string package) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, program))), $"No {program}: install {package}.");

    private static async Task<bool> HasOwsLibAsync() =>
        File.Exists("/usr/bin/python3") && (await StartAsync("/usr/bin/python3", "-c", "import owslib.ogcapi.features")).Code == 0;

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, problem) = await StartAsync(program, [.. arguments], gis.Key);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {code} {problem}");
        return output;
    }

    private static Task<(int Code, string Output, string Problem)> StartAsync(string program, params string[] arguments) => StartAsync(program, arguments, "");

    private static async Task<(int Code, string Output, string Problem)> StartAsync(string program, string[] arguments, string key)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GDAL_HTTP_HEADERS"] = "X-Api-Key: " + key, ["no_proxy"] = "127.0.0.1", ["NO_PROXY"] = "127.0.0.1" },
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var (output, problem) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await problem);
    }

    [GeneratedRegex("[\"\r]")]
    private static partial Regex Quotes();
}
