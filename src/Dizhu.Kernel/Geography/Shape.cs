namespace Dizhu.Kernel.Geography;

/// <summary>
/// A polygon with its holes, or several polygons: closed rings, read by the even-odd rule. A ring needs at least three
/// different points; the last may repeat the first.
/// </summary>
public sealed record Shape(IReadOnlyList<IReadOnlyList<Cgcs2000>> Rings)
{
    /// <summary>Whether a point is inside or exactly on an edge, decided without rounding on the raster of <see cref="Nano"/>.</summary>
    public bool Contains(Cgcs2000 point)
    {
        var (x, y) = (Nano.Of(point.Lon), Nano.Of(point.Lat));
        var inside = false;
        foreach (var ring in Rings)
        {
            for (var i = 0; i < ring.Count; i++)
            {
                var a = ring[i];
                var b = ring[(i + 1) % ring.Count];
                var side = Nano.Side(Nano.Of(a.Lon) - x, Nano.Of(a.Lat) - y, Nano.Of(b.Lon) - x, Nano.Of(b.Lat) - y);
                if (side == Crossing.OnEdge)
                {
                    return true;
                }

                inside ^= side == Crossing.Crosses;
            }
        }

        return inside;
    }
}

internal enum Crossing
{
    None,
    Crosses,
    OnEdge,
}

/// <summary>
/// Whole nano-degrees: a raster of 0.1 mm on which crossing tests are exact in 64-bit integers, so that a point on a
/// shared edge is on it for both neighbours.
/// </summary>
internal static class Nano
{
    /// <summary>Widest extent of one data set, so that products of two differences fit into 64 bits.</summary>
    public const long WidestExtent = 2_000_000_000;

    public static long Of(double degrees) => (long)Math.Round(degrees * 1e9);

    /// <summary>How the ray from the origin to the east meets the segment from (ax, ay) to (bx, by).</summary>
    public static Crossing Side(long ax, long ay, long bx, long by)
    {
        if ((ay > 0 && by > 0) || (ay < 0 && by < 0) || (ax < 0 && bx < 0))
        {
            return Crossing.None;
        }

        var cross = Int128.Sign((Int128)ax * by - (Int128)bx * ay);
        if (cross == 0 && Math.Min(ax, bx) <= 0 && Math.Max(ax, bx) >= 0 && Math.Min(ay, by) <= 0 && Math.Max(ay, by) >= 0)
        {
            return Crossing.OnEdge;
        }

        // Upper end counted, lower end not: a vertex on the ray is met exactly once.
        return (ay > 0) == (by > 0) ? Crossing.None : (by > ay) == (cross > 0) ? Crossing.Crosses : Crossing.None;
    }
}
