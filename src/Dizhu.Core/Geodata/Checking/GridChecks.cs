using System.Globalization;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Checks basic grids as a whole (GB/T 30428.1-2013; 三政办〔2017〕26号 三(三)): codes, rings, overlaps, gaps, areas and order. All faults are found in one
/// run, so that the supplier mends them in one go.
/// </summary>
public static class GridChecks
{
    private const double Guide = 10_000;
    private const double AreaShare = 0.01;
    private static readonly PrecisionModel Millimetres = new(1000);

    private static readonly Clause GridClause = Sources.Order26.Clause("三(三)", "单元网格");

    /// <summary>The faults in the order of the file; overlaps, gaps and order after those of single grids.</summary>
    public static IReadOnlyList<GridFault> Run(IReadOnlyList<GridCell> cells, GridRules rules, CancellationToken cancellationToken)
    {
        List<GridFault> faults = [];
        var view = MetricView.Around(cells.Select(c => c.Shape));
        var sound = new List<(GridCell Cell, Geometry Metres)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            if (CodeFault(cell, rules, lines) is { } wrongCode)
            {
                faults.Add(wrongCode);
            }

            if (ShapeFault(cell) is { } wrongShape)
            {
                faults.Add(wrongShape);
                continue;
            }

            var metres = view.ToMetres(cell.Shape);
            sound.Add((cell, metres));
            faults.AddRange(AreaFaults(cell, metres, rules));
        }

        cancellationToken.ThrowIfCancellationRequested();
        faults.AddRange(Overlaps(sound, view, rules.ToleranceM2, cancellationToken));
        faults.AddRange(Gaps(sound, view, rules));
        faults.AddRange(GridOrder.Check(sound));
        return faults;
    }

    private static GridFault? CodeFault(GridCell cell, GridRules rules, Dictionary<string, int> lines)
    {
        var parsed = BasicGridCode.Parse(cell.Code, CodeFormat.National, rules.IsDivision);
        if (!parsed.Moved)
        {
            return Of(cell, parsed.Refusal);
        }

        if (!lines.TryAdd(cell.Code, cell.Line))
        {
            return Of(cell, Wrong("grid.duplicate", $"单元网格标识码 {cell.Code} 与第 {lines[cell.Code]} 行重复。请核对顺序号。"));
        }

        return rules.IsRetired(cell.Code)
            ? Of(cell, Wrong("grid.code-retired", $"单元网格标识码 {cell.Code} 已停用，停用的代码不再使用。请改用新的顺序号。"))
            : null;
    }

    private static GridFault? ShapeFault(GridCell cell)
    {
        if (cell.Shape is not (Polygon or MultiPolygon) || cell.Shape.IsEmpty)
        {
            return Of(cell, Wrong("grid.no-polygon", $"单元网格 {cell.Code} 不是面。请导出为闭合的面后再导入。"));
        }

        var check = new IsValidOp(cell.Shape);
        if (check.IsValid)
        {
            return null;
        }

        var (x, y) = (check.ValidationError.Coordinate?.X ?? cell.Shape.Coordinate.X, check.ValidationError.Coordinate?.Y ?? cell.Shape.Coordinate.Y);
        var message = string.Create(CultureInfo.InvariantCulture, $"单元网格 {cell.Code} 的边界在（{x:0.######}，{y:0.######}）处不成立（{Named(check.ValidationError.ErrorType)}）。请改正这一处的边界。");
        return new(cell.Line, [cell.Code], Wrong("grid.ring", message), IsWarning: false, cell.Shape.Factory.CreatePoint(new Coordinate(x, y)));
    }

    private static string Named(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => "边界自相交",
        TopologyValidationErrors.HoleOutsideShell => "内环在外环之外",
        TopologyValidationErrors.NestedHoles or TopologyValidationErrors.NestedShells => "环互相包含",
        TopologyValidationErrors.RingNotClosed => "环不闭合",
        TopologyValidationErrors.TooFewPoints => "点太少",
        _ => "环与环相接成不连通的面",
    };

    private static IEnumerable<GridFault> AreaFaults(GridCell cell, Geometry metres, GridRules rules)
    {
        var area = metres.Area;
        if (area < rules.SmallestM2 || area > rules.LargestM2)
        {
            yield return Of(cell, Wrong("grid.area-range", string.Create(
                CultureInfo.InvariantCulture, $"单元网格 {cell.Code} 面积 {area:0} 平方米，与约 {Guide:0} 平方米相差较大。请确认划分是否合适。"))) with
            { IsWarning = true };
        }

        if (cell.AreaSaid is { } said && Math.Abs(said - area) > area * AreaShare)
        {
            yield return Of(cell, Wrong("grid.area-differs", string.Create(
                CultureInfo.InvariantCulture, $"单元网格 {cell.Code} 填写的面积 {said:0.#} 平方米与按边界计算的 {area:0.#} 平方米不符。系统按边界计算的面积保存。"))) with
            { IsWarning = true };
        }
    }

    private static IEnumerable<GridFault> Overlaps(
        List<(GridCell Cell, Geometry Metres)> cells, MetricView view, double tolerance, CancellationToken cancellationToken)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < cells.Count; i++)
        {
            tree.Insert(cells[i].Metres.EnvelopeInternal, i);
        }

        for (var i = 0; i < cells.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var j in tree.Query(cells[i].Metres.EnvelopeInternal).Where(j => j > i).Order())
            {
                var (a, b) = (cells[i], cells[j]);
                var common = a.Metres.Relate(b.Metres, "T********") ? a.Metres.Intersection(b.Metres) : null;
                if (common?.Area > tolerance)
                {
                    var message = string.Create(CultureInfo.InvariantCulture, $"单元网格 {a.Cell.Code} 与 {b.Cell.Code}（第 {b.Cell.Line} 行）重叠 {common.Area:0.##} 平方米。请改正其中一个的边界。");
                    yield return new(
                        a.Cell.Line, [a.Cell.Code, b.Cell.Code], new Refusal("grid.overlap", message, RefusalKind.Invalid, GridClause, "shape"), IsWarning: false, view.ToDegrees(common), common.Area);
                }
            }
        }
    }

    /// <summary>What the grids leave open: within the boundary where there is one, else the holes in their union.</summary>
    private static IEnumerable<GridFault> Gaps(List<(GridCell Cell, Geometry Metres)> cells, MetricView view, GridRules rules)
    {
        if (cells.Count == 0)
        {
            yield break;
        }

        // To the millimetre: edges that differ by less are one edge, or a hole would fall apart into slivers that touch nothing.
        var union = UnaryUnionNG.Union(cells.Select(c => c.Metres), Millimetres);
        var open = rules.AreaShape is { } area ? OverlayNG.Overlay(view.ToMetres(area), union, SpatialFunction.Difference, Millimetres) : Holes(union);
        foreach (var gap in Parts(open).Where(g => g.Area > rules.ToleranceM2))
        {
            var nearby = cells.Where(c => c.Metres.Distance(gap) < 1).Select(c => c.Cell).Take(4).ToList();
            var message = string.Create(CultureInfo.InvariantCulture, $"有 {gap.Area:0.##} 平方米不属于任何单元网格{(nearby.Count > 0 ? $"，在 {string.Join("、", nearby.Select(c => c.Code))} 旁" : "")}。请补划或改正相邻网格的边界。");
            yield return new(
                nearby.Count > 0 ? nearby[0].Line : 0, [.. nearby.Select(c => c.Code)], new Refusal("grid.gap", message, RefusalKind.Invalid, GridClause, "shape"), IsWarning: false, view.ToDegrees(gap), gap.Area);
        }
    }

    private static Geometry Holes(Geometry union) => union.Factory.CreateMultiPolygon(
        [.. Parts(union).SelectMany(p => p.InteriorRings).Select(r => union.Factory.CreatePolygon((LinearRing)r.Copy()))]);

    private static IEnumerable<Polygon> Parts(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>().Where(p => !p.IsEmpty);

    private static GridFault Of(GridCell cell, Refusal reason) =>
        new(cell.Line, [cell.Code], reason, IsWarning: false, cell.Shape.IsEmpty ? null : cell.Shape.Centroid);

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, GridClause, "gridCode");
}
