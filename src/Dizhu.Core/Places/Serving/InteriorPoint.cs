using Dizhu.Kernel.Geography;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Places.Serving;

/// <summary>Where the name of a polygon stands: once, inside it. Degrees are taken as plane; a name is not measured by.</summary>
internal static class InteriorPoint
{
    /// <summary>The least room between a name and the border, as a share of the polygon's width and height.</summary>
    private const double Room = 0.01;

    /// <summary>
    /// The centre of gravity of the largest polygon where that lies well inside it; otherwise, as in a horseshoe, around a hole or where it
    /// meets the border, the middle of the widest stretch inside at about that height.
    /// </summary>
    public static Cgcs2000 Of(Cgcs2000[][][] parts)
    {
        var part = parts.MaxBy(p => Math.Abs(Gravity(p[0]).Twice))!;
        var centre = Gravity(part[0]).Centre;
        return HasRoom(part, centre) ? centre : Widest(part, centre.Lat) ?? part[0][0];
    }

    /// <summary>Inside, and no edge of any ring nearer than <see cref="Room"/>, width and height of the polygon being one each.</summary>
    private static bool HasRoom(Cgcs2000[][] part, Cgcs2000 centre)
    {
        var (west, south, east, north) = GeoBox.Around(part[0]);
        Coordinate Seen(Cgcs2000 p) => new((p.Lon - west) / (east - west), (p.Lat - south) / (north - south));
        var seen = Seen(centre);
        return new Shape(part).Contains(centre)
            && part.All(ring => Enumerable.Range(1, ring.Length - 1).All(i => DistanceComputer.PointToSegment(seen, Seen(ring[i - 1]), Seen(ring[i])) >= Room));
    }

    private static (double Twice, Cgcs2000 Centre) Gravity(Cgcs2000[] ring)
    {
        // Seen from the first corner, so that small shapes far from the origin lose no digits.
        var (twice, x, y, origin) = (0.0, 0.0, 0.0, ring[0]);
        for (var i = 1; i < ring.Length; i++)
        {
            var (ax, ay) = (ring[i - 1].Lon - origin.Lon, ring[i - 1].Lat - origin.Lat);
            var (bx, by) = (ring[i].Lon - origin.Lon, ring[i].Lat - origin.Lat);
            var cross = ax * by - bx * ay;
            (twice, x, y) = (twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross);
        }

        return (twice, twice == 0 ? origin : new(origin.Lon + x / (3 * twice), origin.Lat + y / (3 * twice)));
    }

    /// <summary>The middle of the widest stretch inside on a line to the east that passes through no corner; null for a shape without height.</summary>
    private static Cgcs2000? Widest(Cgcs2000[][] part, double near)
    {
        var heights = part.SelectMany(r => r).Select(p => p.Lat).Distinct().Order().ToList();
        if (heights.Count < 2)
        {
            return null;
        }

        var above = Math.Clamp(heights.FindIndex(h => h > near), 1, heights.Count - 1);
        var lat = (heights[above - 1] + heights[above]) / 2;
        var crossings = (
            from ring in part
            from i in Enumerable.Range(1, ring.Length - 1)
            let a = ring[i - 1]
            let b = ring[i]
            where a.Lat > lat != b.Lat > lat
            select a.Lon + (lat - a.Lat) / (b.Lat - a.Lat) * (b.Lon - a.Lon)).Order().ToList();
        var widest = Enumerable.Range(0, crossings.Count / 2).MaxBy(i => crossings[2 * i + 1] - crossings[2 * i]);
        return new((crossings[2 * widest] + crossings[2 * widest + 1]) / 2, lat);
    }
}
