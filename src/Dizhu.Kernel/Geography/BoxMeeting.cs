namespace Dizhu.Kernel.Geography;

/// <summary>Whether a segment and a box have a point in common, decided without rounding on the raster of <see cref="Nano"/>.</summary>
public static class BoxMeeting
{
    public static bool Segment(Cgcs2000 a, Cgcs2000 b, GeoBox box)
    {
        if (Math.Max(a.Lon, b.Lon) < box.West || Math.Min(a.Lon, b.Lon) > box.East || Math.Max(a.Lat, b.Lat) < box.South || Math.Min(a.Lat, b.Lat) > box.North)
        {
            return false;
        }

        if (box.Holds(a) || box.Holds(b))
        {
            return true;
        }

        // The boxes meet: the two are apart only when all corners lie on one side of the line.
        var (ax, ay) = (Nano.Of(a.Lon), Nano.Of(a.Lat));
        var (dx, dy) = (Nano.Of(b.Lon) - ax, Nano.Of(b.Lat) - ay);
        int Side(double lon, double lat) => Int128.Sign((Int128)dx * (Nano.Of(lat) - ay) - (Int128)dy * (Nano.Of(lon) - ax));
        var (one, two, three, four) = (Side(box.West, box.South), Side(box.East, box.South), Side(box.West, box.North), Side(box.East, box.North));
        return Math.Min(Math.Min(one, two), Math.Min(three, four)) <= 0 && Math.Max(Math.Max(one, two), Math.Max(three, four)) >= 0;
    }
}
