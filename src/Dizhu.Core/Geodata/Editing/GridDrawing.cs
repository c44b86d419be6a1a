using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Operation.Union;

namespace Dizhu.Core.Geodata;

/// <summary>
/// What a line or a piece of ground drawn on the map makes of grids. Borders that grids share are cut once and for both, so that a drawn change
/// leaves neither an overlap nor a gap; whatever was drawn beyond the grids has no effect.
/// </summary>
public static class GridDrawing
{
    /// <summary>Left-overs up to this share of a grid are noise of the drawing and go with the ground that was drawn.</summary>
    private const double Noise = 1e-6;

    /// <summary>拆分: the pieces a line cuts a grid into, from north to south and from west to east, as grids are numbered.</summary>
    public static Outcome<IReadOnlyList<Geometry>> Split(Geometry grid, Geometry line)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (line is not LineString)
        {
            return Wrong("change.no-line", "还没有画分割线。请在地图上从网格一侧的外面画到另一侧的外面。");
        }

        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Overlay(grid.Boundary, line, SpatialFunction.Union));
        List<Geometry> pieces = [.. polygonizer.GetPolygons().Where(p => p.Area > grid.Area * Noise && grid.Covers(p.InteriorPoint))];
        return pieces.Count < 2
            ? Wrong("change.cut-misses", "画的线没有把网格分成两块。请从网格一侧的外面画到另一侧的外面。")
            : pieces.OrderByDescending(p => p.Centroid.Y).ThenBy(p => p.Centroid.X).ToList();
    }

    /// <summary>合并: the ground of several grids as one.</summary>
    public static Outcome<Geometry> Merge(IReadOnlyCollection<Geometry> grids)
    {
        ArgumentNullException.ThrowIfNull(grids);
        return grids.Count < 2 ? Wrong("change.merge-one", "合并至少要两个网格。请再选一个相邻的网格。")
            : UnaryUnionOp.Union(grids) is Polygon whole ? whole
            : Wrong("change.not-adjoining", "所选网格没有连成一片，不能合并。请只选边界相接的网格。");
    }

    /// <summary>
    /// 调整界线: drawn ground goes to a grid and leaves those it lay in. The grids changed by it by code, the one that grows first.
    /// </summary>
    /// <param name="code">The grid that grows.</param>
    /// <param name="ground">The drawn polygon.</param>
    /// <param name="around">All grids the ground may touch, the growing one among them.</param>
    public static Outcome<IReadOnlyList<(string Code, Geometry Shape)>> Take(string code, Geometry ground, IReadOnlyDictionary<string, Geometry> around)
    {
        ArgumentNullException.ThrowIfNull(around);
        if (Misdrawn(ground) is { } misdrawn)
        {
            return misdrawn;
        }

        List<(string Code, Geometry Shape)> changed = [];
        List<Geometry> taken = [];
        foreach (var (other, shape) in around.Where(g => g.Key != code && g.Value.Intersects(ground)))
        {
            var part = OverlayNGRobust.Overlay(shape, ground, SpatialFunction.Intersection);
            if (part.Area <= shape.Area * Noise)
            {
                continue;
            }

            var rest = Whole(OverlayNGRobust.Overlay(shape, ground, SpatialFunction.Difference), shape.Area * Noise);
            if (rest is not Polygon)
            {
                return rest is null
                    ? Wrong("change.swallowed", $"画的范围包含了整个单元网格 {other}。并入整个网格请用“合并”。")
                    : Wrong("change.torn", $"画的范围把单元网格 {other} 分成了几块。请缩小范围，或先拆分该网格。");
            }

            changed.Add((other, rest));
            taken.Add(OverlayNGRobust.Overlay(shape, rest, SpatialFunction.Difference));
        }

        return taken.Count == 0
            ? Wrong("change.takes-nothing", "画的范围没有碰到相邻网格。请画出要从相邻网格划入的地块。")
            : Whole(UnaryUnionOp.Union([around[code], .. taken]), around[code].Area * Noise) is Polygon grown
                ? new List<(string, Geometry)>([(code, grown), .. changed])
                : Wrong("change.not-adjoining", $"画的范围与单元网格 {code} 没有连成一片。请让范围伸进该网格一些。");
    }

    /// <summary>新增: the part of drawn ground that lies in no grid yet.</summary>
    public static Outcome<Geometry> Fill(Geometry ground, IEnumerable<Geometry> around)
    {
        if (Misdrawn(ground) is { } misdrawn)
        {
            return misdrawn;
        }

        var free = around.Where(g => g.Intersects(ground)).Aggregate(ground, (left, grid) => OverlayNGRobust.Overlay(left, grid, SpatialFunction.Difference));
        return Whole(free, ground.Area * Noise) switch
        {
            Polygon piece => piece,
            null => Wrong("change.no-free-ground", "画的范围已全部在现有网格内。请画在还没有网格的地方，或用“拆分”“调整界线”。"),
            _ => Wrong("change.torn", "画的范围被现有网格分成了几块。请一次只画一块空地。"),
        };
    }

    /// <summary>The next number of a grid in a community: after all there ever were, as retired codes do not come back.</summary>
    public static string NextCode(string community, IEnumerable<string> everUsed) =>
        BasicGridCode.Of(community, everUsed.Where(c => c.StartsWith(community, StringComparison.Ordinal)).Select(c => BasicGridCode.Parse(c)).Where(c => c.Moved).Select(c => c.Value.Sequence).DefaultIfEmpty(0).Max() + 1)
            is { Moved: true } next ? next.Value.Value : "";

    private static Refusal? Misdrawn(Geometry ground) => ground is Polygon { IsEmpty: false, IsValid: true }
        ? null
        : Wrong("change.no-ground", "还没有画出范围，或范围的边自己相交。请在地图上依次点出各角。");

    /// <summary>What is left without slivers: null for nothing, a polygon for one piece.</summary>
    private static Geometry? Whole(Geometry geometry, double noise)
    {
        List<Polygon> pieces = [];
        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is Polygon piece && piece.Area > noise)
            {
                pieces.Add(piece);
            }
        }

        return pieces.Count switch { 0 => null, 1 => pieces[0], _ => geometry.Factory.CreateMultiPolygon([.. pieces]) };
    }

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Rule, Field: "shape");
}
