using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// Joins polygons that lie side by side: an edge two of them share, corner for corner, disappears. Where neighbours do not have the
/// same corners along a border, the border stays as a line without width.
/// </summary>
public static class Joining
{
    /// <summary>The outline of all; null of none.</summary>
    public static FeatureGeometry? Of(IEnumerable<FeatureGeometry> polygons)
    {
        var edges = new HashSet<(Cgcs2000 From, Cgcs2000 To)>();
        foreach (var ring in polygons.SelectMany(p => p.Parts).SelectMany(p => p))
        {
            for (var i = 1; i < ring.Length; i++)
            {
                // The inside lies left of each edge, so a neighbour has it the other way round.
                if (ring[i - 1] != ring[i] && !edges.Remove((ring[i], ring[i - 1])))
                {
                    edges.Add((ring[i - 1], ring[i]));
                }
            }
        }

        var rings = Rings(edges).ToList();
        return rings.Count > 0 ? FeatureGeometry.Of(new Shape(rings)) : null;
    }

    /// <summary>
    /// Follows the edges that are left. Where outlines touch in a corner, the sharpest turn to the left keeps apart what only touches; a
    /// path that comes back to one of its own corners has closed a ring there, so that none touches itself.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Cgcs2000>> Rings(HashSet<(Cgcs2000 From, Cgcs2000 To)> edges)
    {
        var from = edges.GroupBy(e => e.From, e => e.To).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var start in from.Keys.OrderBy(p => p.Lon).ThenBy(p => p.Lat).ToList())
        {
            var (before, at) = (start, start);
            List<Cgcs2000> path = [start];
            while (from[at].Count > 0)
            {
                (before, at) = (at, Leave(from[at], before, at));
                var place = path.IndexOf(at);
                if (place < 0)
                {
                    path.Add(at);
                    continue;
                }

                var ring = path[place..];
                path.RemoveRange(place + 1, path.Count - place - 1);
                if (ring.Count > 2)
                {
                    yield return ring;
                }
            }
        }
    }

    private static Cgcs2000 Leave(List<Cgcs2000> open, Cgcs2000 before, Cgcs2000 at)
    {
        var next = open.Count == 1 ? open[0] : open.MaxBy(to => Turn(before, at, to));
        open.Remove(next);
        return next;
    }

    private static double Turn(Cgcs2000 a, Cgcs2000 b, Cgcs2000 c)
    {
        var (inX, inY, outX, outY) = (b.Lon - a.Lon, b.Lat - a.Lat, c.Lon - b.Lon, c.Lat - b.Lat);
        return Math.Atan2(inX * outY - inY * outX, inX * outX + inY * outY);
    }
}
