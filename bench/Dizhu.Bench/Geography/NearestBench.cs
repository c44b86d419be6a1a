using System.Diagnostics;
using System.Globalization;
using Dizhu.Kernel.Geography;
using Npgsql;

namespace Dizhu.Bench.Geography;

/// <summary>
/// The nearest of a million points, and the polygon of 10,000 a point lies in, against PostGIS: there all questions stand in one
/// statement, so that no way to the server and back is counted. Targets: five and twenty times as fast.
/// </summary>
internal static class NearestBench
{
    private const int Components = 1_000_000;
    private const int Side = 100;
    private const int Asked = 10_000;
    private const double Radius = 5_000;

    public static async Task<int> RunAsync()
    {
        var random = new Random(20170515);
        Cgcs2000 Any() => new(111.2 + random.NextDouble() * 0.1, 34.7 + random.NextDouble() * 0.1);
        await using var gis = await PostGis.StartAsync();
        Cgcs2000[] points = [.. Enumerable.Range(0, Components).Select(_ => Any())];
        Cgcs2000[] asked = [.. Enumerable.Range(0, Asked).Select(_ => Any())];
        var plane = new CityPlane(new(111.25, 34.75));
        await gis.FillAsync("asked", 4326, asked.Select((p, i) => (Texts(i), PostGis.PointOf(p))));

        // The same flat metres on both sides, so that "nearest" means the same.
        byte[] Flat(Cgcs2000 p) => PostGis.PointOf(plane.ToMetres(p).X, plane.ToMetres(p).Y);
        await gis.FillAsync("components", 0, points.Select((p, i) => (Texts(i), Flat(p))));
        await gis.FillAsync("asked_flat", 0, asked.Select((p, i) => (Texts(i), Flat(p))));

        var index = new PackedPointIndex(plane, points);
        await InTurnsAsync(gis, "nearest of 1,000,000", 5, () => asked.Sum(p => index.Nearest(p, Radius).Metres),
            "SELECT sum(n.d) FROM asked_flat a CROSS JOIN LATERAL (SELECT c.geom <-> a.geom AS d FROM components c ORDER BY c.geom <-> a.geom LIMIT 1) n");

        var grids = Grids(random);
        var locator = new PackedGridIndex([.. grids.Select((s, i) => ($"{i:D15}", s))]);
        await gis.FillAsync("grids", 4326, grids.Select((s, i) => (Texts(i), Wkb.Write(s))));
        await InTurnsAsync(gis, "locate among 10,000", 20, () => asked.Count(p => locator.Find(p) is not null),
            "SELECT sum(n.d) FROM asked a CROSS JOIN LATERAL (SELECT count(g.id)::float8 AS d FROM grids g WHERE ST_Covers(g.geom, a.geom)) n");
        return 0;
    }

    private static async Task InTurnsAsync(PostGis gis, string name, double least, Func<double> ours, string statement)
    {
        await using var theirs = new NpgsqlCommand(statement, gis.Connection);
        await theirs.PrepareAsync();
        var (mine, other, sums) = (new List<double>(), new List<double>(), (Ours: 0.0, Theirs: 0.0));
        for (var i = -2; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            sums.Ours = ours();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var (millis, answer) = await gis.TimeAsync(theirs);
            sums.Theirs = Convert.ToDouble(answer, CultureInfo.InvariantCulture);
            if (i >= 0)
            {
                mine.Add(took * 1e6 / Asked);
                other.Add(millis * 1e6 / Asked);
            }
        }

        if (Math.Abs(sums.Ours - sums.Theirs) > 1e-4 * sums.Ours)
        {
            throw new InvalidOperationException($"{name}: ours gives {sums.Ours}, PostGIS {sums.Theirs}.");
        }

        var (our, reference) = (Figures.Median(mine), Figures.Median(other));
        Console.WriteLine($"{name}: ours {our:N0} ns, PostGIS {reference:N0} ns each, {reference / our:0.0} times {(reference / our >= least ? "met" : "missed")} (target {least:0})");
    }

    private static List<Shape> Grids(Random random)
    {
        var corners = new Cgcs2000[2 * Side + 1, 2 * Side + 1];
        for (var c = 0; c <= 2 * Side; c++)
        {
            for (var r = 0; r <= 2 * Side; r++)
            {
                corners[c, r] = new(Math.Round(111.2 + (c / 2.0 + random.NextDouble() * 0.1) * 0.001, 7), Math.Round(34.7 + (r / 2.0 + random.NextDouble() * 0.1) * 0.001, 7));
            }
        }

        return [.. from c in Enumerable.Range(0, Side).Select(c => 2 * c)
                   from r in Enumerable.Range(0, Side).Select(r => 2 * r)
                   select new Shape([[corners[c, r], corners[c + 1, r], corners[c + 2, r], corners[c + 2, r + 1], corners[c + 2, r + 2], corners[c + 1, r + 2], corners[c, r + 2], corners[c, r + 1]]])];
    }

    private static string[] Texts(int i) => [$"{i:D15}", "", "", "", ""];
}
