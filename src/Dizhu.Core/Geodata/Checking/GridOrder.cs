using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Running numbers go from west to east, then from north to south within a community (GB/T 30428.1-2013). Grids of real cities are not rows of
/// squares, so only what no reading of the rule allows is warned about: a grid whose whole extent lies north of, or in the same row and west of, the one before it.
/// </summary>
internal static class GridOrder
{
    public static IEnumerable<GridFault> Check(IEnumerable<(GridCell Cell, Geometry Metres)> cells)
    {
        var communities = cells.Where(c => BasicGridCode.TryParse(c.Cell.Code, out _))
            .GroupBy(c => DivisionCode.CommunityOf(c.Cell.Code), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var community in communities)
        {
            var ordered = community.DistinctBy(c => c.Cell.Code).OrderBy(c => c.Cell.Code, StringComparer.Ordinal).ToList();
            var wrong = ordered.Zip(ordered.Skip(1)).Where(pair => IsAgainst(pair.First.Metres.EnvelopeInternal, pair.Second.Metres.EnvelopeInternal)).ToList();
            if (wrong.Count > 0)
            {
                var (first, second) = (wrong[0].First.Cell, wrong[0].Second.Cell);
                yield return new GridFault(
                    second.Line, [first.Code, second.Code],
                    new Refusal(
                        "grid.order",
                        $"社区 {community.Key} 有 {wrong.Count} 处顺序号不合“从西到东、从北到南”，例如 {second.Code} 在 {first.Code} 之后。请确认编号。",
                        RefusalKind.Invalid, Field: "gridCode"),
                    IsWarning: true, second.Shape.Centroid);
            }
        }
    }

    private static bool IsAgainst(Envelope before, Envelope after)
    {
        var isAbove = after.MinY >= before.MaxY;
        var isSameRow = Math.Min(before.MaxY, after.MaxY) - Math.Max(before.MinY, after.MinY) > Math.Max(before.Height, after.Height) / 2;
        return isAbove || (isSameRow && after.MaxX <= before.MinX);
    }
}
