using System.Diagnostics;
using System.Globalization;
using Dizhu.Bench.Acts;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Npgsql;

namespace Dizhu.Bench.Geography;

/// <summary>
/// A tile of 5,000 features, made from nothing each time, against <c>ST_AsMVT</c> over the same features in turns; and how many tiles
/// a second a running host sends, client and server on the same cores. Targets: at most 10 ms and 1.0 times; at least 3,000 a second.
/// </summary>
internal static class TilesBench
{
    private const int Features = 5_000;
    private const double MostMillis = 10;
    private const double LeastTiles = 3_000;
    private static readonly Principal Reader = new(Guid.Empty, "受理员 01", Post.Acceptor, null, Scope.Everything);
    private static readonly WebTile Tile = WebTile.Holding(new(111.2, 34.77), 14);

    /// <param name="args"><c>--rounds N</c>, <c>--seconds N</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(ActsBench.Option(args, "--rounds") ?? "100", CultureInfo.InvariantCulture);
        var seconds = int.Parse(ActsBench.Option(args, "--seconds") ?? "10", CultureInfo.InvariantCulture);
        await using (var gis = await PostGis.StartAsync())
        {
            await ColdAsync(gis, "points", Points(), GeometryKind.Point, rounds);
            await ColdAsync(gis, "polygons", Polygons(), GeometryKind.Polygon, rounds);
        }

        await WarmAsync(seconds);
        return 0;
    }

    private sealed record Row(string[] Texts, FeatureGeometry Geometry, byte[] Wkb);

    private static async Task ColdAsync(PostGis gis, string table, List<Row> rows, GeometryKind kind, int rounds)
    {
        var layer = LayerOf(rows, kind);
        await gis.FillAsync(table, 3857, rows.Select(r => (r.Texts, r.Wkb)));
        await using var theirs = new NpgsqlCommand(
            $"""
            SELECT ST_AsMVT(t, 'things', 4096, 'geom') FROM (
                SELECT id, class_key, class_name, state, owner, ST_AsMVTGeom(geom, ST_TileEnvelope(14, $1, $2), 4096, 64, true) geom
                FROM {table} WHERE geom && ST_TileEnvelope(14, $1, $2, margin => 64.0 / 4096)) t
            """, gis.Connection)
        {
            Parameters = { new() { Value = Tile.Column }, new() { Value = Tile.Row } },
        };
        await theirs.PrepareAsync();
        var (ours, other) = (new List<double>(), new List<double>());
        var (mine, their) = (0, 0);
        for (var i = -20; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var bytes = TileWriter.Write(layer.Description, Tile, await layer.TileAsync(Reader, new() { Box = Tile.Box(TileWriter.Buffer) }, Tile.Zoom, default));
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var (millis, answer) = await gis.TimeAsync(theirs);
            (mine, their) = (bytes.Length, ((byte[])answer!).Length);
            if (i >= 0)
            {
                ours.Add(took);
                other.Add(millis);
            }
        }

        var (our, reference) = (Figures.Median(ours), Figures.Median(other));
        Console.WriteLine($"{Features:N0} {table}: ours {our:0.00} ms ({mine:N0} bytes), ST_AsMVT {reference:0.00} ms ({their:N0} bytes), ratio {our / reference:0.00} {(our <= MostMillis && our <= reference ? "met" : "missed")}");
    }

    private static MemoryLayer<Row> LayerOf(List<Row> rows, GeometryKind kind) => new(
        new LayerDescription { Id = "things", Title = "", Description = "", Geometry = kind, Fields = [], MinZoom = 0, MaxZoom = 18 },
        "1", rows, r => r.Texts[0], r => r.Geometry,
        [.. new[] { "id", "classKey", "className", "state", "owner" }.Select((n, i) => new LayerColumn<Row>(new(n, FieldType.Text, n, IsInTile: true) { IsName = n is "id" or "className" }, r => r.Texts[i]))]);

    private static List<Row> Points()
    {
        var (random, box) = (new Random(20170515), Tile.Box());
        return [.. Enumerable.Range(0, Features).Select(i => new Cgcs2000(box.West + random.NextDouble() * (box.East - box.West), box.South + random.NextDouble() * (box.North - box.South)) is var p
            ? new Row(Texts(i), FeatureGeometry.Of(p), PostGis.PointOf(p)) : null!)];
    }

    /// <summary>Grids as large as fit 5,000 times, of eight corners each.</summary>
    private static List<Row> Polygons()
    {
        const int side = 71;
        var (random, box) = (new Random(20170515), Tile.Box());
        var (width, height) = ((box.East - box.West) / side, (box.North - box.South) / side);
        var corners = new Cgcs2000[2 * side + 1, 2 * side + 1];
        for (var c = 0; c <= 2 * side; c++)
        {
            for (var r = 0; r <= 2 * side; r++)
            {
                corners[c, r] = new(box.West + (c / 2.0 + random.NextDouble() * 0.1) * width, box.South + (r / 2.0 + random.NextDouble() * 0.1) * height);
            }
        }

        return [.. Enumerable.Range(0, Features).Select(i =>
        {
            var (c, r) = (i % side * 2, i / side * 2);
            var shape = new Shape([[corners[c, r], corners[c + 1, r], corners[c + 2, r], corners[c + 2, r + 1], corners[c + 2, r + 2], corners[c + 1, r + 2], corners[c, r + 2], corners[c, r + 1]]]);
            return new Row(Texts(i), FeatureGeometry.Of(shape), Wkb.Write(shape));
        })];
    }

    private static string[] Texts(int i) => [$"41120201{i:D8}", $"2013-C01{i % 25:D2}", $"上水井盖{i % 25}", "Intact", $"市自来水公司{i % 12}"];

    private static async Task WarmAsync(int seconds)
    {
        await using var host = await SampleHost.StartAsync();
        var places = host.Places;
        var paths = places.Components.Select(c => WebTile.Holding(new(c.Lon, c.Lat), 16)).Distinct().Select(t => $"/tiles/components/16/{t.Column}/{t.Row}.mvt").Order(StringComparer.Ordinal).Take(400).ToList();
        var (count, bytes) = await host.LoadAsync(paths, connections: 16, TimeSpan.FromSeconds(seconds));
        Console.WriteLine($"Warm over HTTP, {paths.Count} distinct tiles, 16 connections, all 200: {count / (double)seconds:N0} tiles/s, {bytes / count:N0} bytes each {(count / (double)seconds >= LeastTiles ? "met" : "missed")}");
    }
}
