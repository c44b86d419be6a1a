using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>What a feature is drawn as.</summary>
public enum GeometryKind
{
    Point,
    Line,
    Polygon,
}

/// <summary>
/// Where a feature lies, CGCS2000 degrees: one point, lines, or polygons each an outer ring and its holes. Rings are closed (the
/// last point repeats the first); outer rings run counter-clockwise and holes clockwise, as RFC 7946 wants them.
/// </summary>
public readonly struct FeatureGeometry
{
    /// <param name="point">The point; of polygons the one inside at which their name stands.</param>
    private FeatureGeometry(GeometryKind kind, Cgcs2000 point, Cgcs2000[][][] parts, GeoBox box)
    {
        (Kind, Point, Parts, Box) = (kind, point, parts, box);
    }

    public GeometryKind Kind { get; }

    /// <summary>The point, where it is one; of polygons a point inside, the same for every tile.</summary>
    public Cgcs2000 Point { get; }

    /// <summary>The lines or polygons; a line is a part of one ring that is not closed. Empty for a point.</summary>
    public Cgcs2000[][][] Parts { get; }

    public GeoBox Box { get; }

    public static FeatureGeometry Of(Cgcs2000 point) => new(GeometryKind.Point, point, [], GeoBox.Of(point));

    /// <summary>One or several lines, each of two points or more.</summary>
    public static FeatureGeometry OfLines(IEnumerable<IReadOnlyList<Cgcs2000>> lines)
    {
        Cgcs2000[][][] parts = [.. lines.Select(l => (Cgcs2000[][])[[.. l]])];
        return new(GeometryKind.Line, default, parts, GeoBox.Around(parts.SelectMany(p => p[0])));
    }

    /// <summary>
    /// The polygons of a shape, its rings sorted by what lies in what: a ring inside an odd number of others is a hole of the smallest
    /// of them.
    /// </summary>
    public static FeatureGeometry Of(Shape shape)
    {
        Cgcs2000[][] rings = [.. shape.Rings.Select(r => (Cgcs2000[])(r[0] == r[^1] ? [.. r] : [.. r, r[0]]))];
        var box = GeoBox.Around(rings.SelectMany(r => r));
        if (rings.Length == 1)
        {
            return OfPolygons([[Turned(rings[0], counterClockwise: true)]], box);
        }

        var around = rings.Select((r, i) => Enumerable.Range(0, rings.Length).Where(j => j != i && Encloses(rings[j], r)).ToList()).ToList();
        var outer = Enumerable.Range(0, rings.Length).Where(i => around[i].Count % 2 == 0).ToList();
        return OfPolygons(
            [
                .. outer.Select(o => (Cgcs2000[][])
                [
                    Turned(rings[o], counterClockwise: true),
                    .. Enumerable.Range(0, rings.Length).Where(i => around[i].Contains(o) && around[i].Count == around[o].Count + 1).Select(i => Turned(rings[i], counterClockwise: false)),
                ]),
            ],
            box);
    }

    /// <summary>Whether it has a point in common with a box; edges count. Decided exactly on the numbers as they are.</summary>
    public bool Meets(GeoBox box)
    {
        if (!box.Meets(Box))
        {
            return false;
        }

        if (Kind == GeometryKind.Point || box.Holds(Box))
        {
            return true;
        }

        foreach (var part in Parts)
        {
            foreach (var ring in part)
            {
                for (var i = 1; i < ring.Length; i++)
                {
                    if (BoxMeeting.Segment(ring[i - 1], ring[i], box))
                    {
                        return true;
                    }
                }
            }

            // No edge touches the box: it lies wholly inside the polygon or wholly outside.
            if (Kind == GeometryKind.Polygon && new Shape(part).Contains(new(Math.Clamp(box.West, -180, 180), Math.Clamp(box.South, -90, 90))))
            {
                return true;
            }
        }

        return false;
    }

    private static FeatureGeometry OfPolygons(Cgcs2000[][][] parts, GeoBox box) => new(GeometryKind.Polygon, InteriorPoint.Of(parts), parts, box);

    private static bool Encloses(Cgcs2000[] ring, Cgcs2000[] other) =>
        !ReferenceEquals(ring, other) && GeoBox.Around(ring).Holds(GeoBox.Around(other)) && new Shape([ring]).Contains(Inside(other)) && Math.Abs(Twice(ring)) > Math.Abs(Twice(other));

    /// <summary>The middle of an edge: rings may touch in a corner, but do not share edges.</summary>
    private static Cgcs2000 Inside(Cgcs2000[] ring) => new((ring[0].Lon + ring[1].Lon) / 2, (ring[0].Lat + ring[1].Lat) / 2);

    private static Cgcs2000[] Turned(Cgcs2000[] ring, bool counterClockwise)
    {
        if (Twice(ring) > 0 != counterClockwise)
        {
            Array.Reverse(ring);
        }

        return ring;
    }

    private static double Twice(Cgcs2000[] ring)
    {
        var twice = 0.0;
        for (var i = 1; i < ring.Length; i++)
        {
            twice += (ring[i - 1].Lon - ring[0].Lon) * (ring[i].Lat - ring[0].Lat) - (ring[i].Lon - ring[0].Lon) * (ring[i - 1].Lat - ring[0].Lat);
        }

        return twice;
    }
}
