using BenchmarkDotNet.Attributes;
using Dizhu.Kernel.Geography;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Dizhu.Bench;

/// <summary>
/// Point to grid among 10,000 grids: ours against NetTopologySuite's usual pair, an STR tree and an indexed locator for
/// each polygon. Each call locates one of 1,024 prepared points.
/// </summary>
[MemoryDiagnoser]
public class LocateBench
{
    private const int Side = 100;
    private const int Points = 1024;
    private readonly Cgcs2000[] _points = new Cgcs2000[Points];
    private readonly Coordinate[] _coordinates = new Coordinate[Points];
    private readonly STRtree<(string Code, IndexedPointInAreaLocator Area)> _tree = new();
    private PackedGridIndex _index = new([]);
    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(20170515);
        var corners = new Cgcs2000[Side + 1, Side + 1];
        var bends = new (Cgcs2000 East, Cgcs2000 South)[Side + 1, Side + 1];
        Cgcs2000 At(double column, double row) => new(
            Math.Round((111.2 + (column + random.NextDouble() * 0.2) * 0.001) * 1e7) / 1e7,
            Math.Round((34.7 + (row + random.NextDouble() * 0.2) * 0.001) * 1e7) / 1e7);
        for (var c = 0; c <= Side; c++)
        {
            for (var r = 0; r <= Side; r++)
            {
                corners[c, r] = At(c, r);
                bends[c, r] = (At(c + 0.5, r), At(c, r + 0.5));
            }
        }

        List<(string Code, Shape Shape)> grids = [];
        for (var c = 0; c < Side; c++)
        {
            for (var r = 0; r < Side; r++)
            {
                grids.Add(($"{c * Side + r:D15}", new([[
                    corners[c, r], bends[c, r].East, corners[c + 1, r], bends[c + 1, r].South,
                    corners[c + 1, r + 1], bends[c, r + 1].East, corners[c, r + 1], bends[c, r].South]])));
            }
        }

        _index = new(grids);
        var factory = new GeometryFactory();
        foreach (var (code, shape) in grids)
        {
            var polygon = factory.CreatePolygon([.. shape.Rings[0].Append(shape.Rings[0][0]).Select(p => new Coordinate(p.Lon, p.Lat))]);
            var area = new IndexedPointInAreaLocator(polygon);
            _ = area.Locate(polygon.Coordinate);
            _tree.Insert(polygon.EnvelopeInternal, (code, area));
        }

        _tree.Build();
        for (var i = 0; i < Points; i++)
        {
            _points[i] = new(111.2 + random.NextDouble() * 0.1, 34.7 + random.NextDouble() * 0.1);
            _coordinates[i] = new(_points[i].Lon, _points[i].Lat);
        }

        for (var i = 0; i < Points; i++)
        {
            if (!string.Equals(Ours(), Reference(_coordinates[(_next - 1) % Points]), StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The two locators disagree.");
            }
        }
    }

    [Benchmark]
    public string? Ours() => _index.Find(_points[_next++ % Points]);

    [Benchmark(Baseline = true)]
    public string? NetTopologySuite() => Reference(_coordinates[_next++ % Points]);

    private string? Reference(Coordinate coordinate)
    {
        string? lowest = null;
        foreach (var (code, area) in _tree.Query(new Envelope(coordinate)))
        {
            if (area.Locate(coordinate) != Location.Exterior && (lowest is null || string.CompareOrdinal(code, lowest) < 0))
            {
                lowest = code;
            }
        }

        return lowest;
    }
}
