namespace Dizhu.Kernel.Geography;

/// <summary>
/// A flat metric view of one city around its centre: metres east and north on the CGCS2000 ellipsoid, each degree
/// weighed at the centre. Within 10 km of the centre distances are true to about 0.1 %, which is enough for radii,
/// patrol lengths and grid areas; it is not for cadastral use.
/// </summary>
public sealed class CityPlane
{
    private const double SemiMajorAxis = 6378137.0;
    private const double Flattening = 1 / 298.257222101;

    public CityPlane(Cgcs2000 centre)
    {
        Centre = centre;
        var phi = centre.Lat * Math.PI / 180;
        var e2 = Flattening * (2 - Flattening);
        var w2 = 1 - e2 * Math.Sin(phi) * Math.Sin(phi);
        MetresPerLat = SemiMajorAxis * (1 - e2) / (w2 * Math.Sqrt(w2)) * Math.PI / 180;
        MetresPerLon = SemiMajorAxis / Math.Sqrt(w2) * Math.Cos(phi) * Math.PI / 180;
    }

    /// <summary>The origin of the plane.</summary>
    public Cgcs2000 Centre { get; }

    /// <summary>Metres of one degree of longitude at the centre.</summary>
    public double MetresPerLon { get; }

    /// <summary>Metres of one degree of latitude at the centre.</summary>
    public double MetresPerLat { get; }

    /// <summary>Metres east and north of the centre.</summary>
    public (double X, double Y) ToMetres(Cgcs2000 point) =>
        ((point.Lon - Centre.Lon) * MetresPerLon, (point.Lat - Centre.Lat) * MetresPerLat);

    /// <summary>The position so many metres east and north of the centre.</summary>
    public Cgcs2000 FromMetres(double x, double y) => new(Centre.Lon + x / MetresPerLon, Centre.Lat + y / MetresPerLat);

    /// <summary>Distance in metres.</summary>
    public double Distance(Cgcs2000 a, Cgcs2000 b)
    {
        var dx = (a.Lon - b.Lon) * MetresPerLon;
        var dy = (a.Lat - b.Lat) * MetresPerLat;
        return Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>Area in square metres inside a ring; positive when the ring runs counter-clockwise. The last point may repeat the first.</summary>
    public double SignedArea(IReadOnlyList<Cgcs2000> ring)
    {
        var twice = 0.0;
        for (var i = 0; i < ring.Count; i++)
        {
            var (x1, y1) = ToMetres(ring[i]);
            var (x2, y2) = ToMetres(ring[(i + 1) % ring.Count]);
            twice += x1 * y2 - x2 * y1;
        }

        return twice / 2;
    }

    /// <summary>Area in square metres of a shape: its outer rings less its holes, whatever their direction.</summary>
    public double Area(Shape shape)
    {
        // Rings are told apart by nesting: a ring inside an odd number of others is a hole.
        var area = 0.0;
        for (var i = 0; i < shape.Rings.Count; i++)
        {
            var ring = shape.Rings[i];
            var depth = 0;
            for (var j = 0; j < shape.Rings.Count; j++)
            {
                depth += j != i && new Shape([shape.Rings[j]]).Contains(ring[0]) ? 1 : 0;
            }

            area += (depth % 2 == 0 ? 1 : -1) * Math.Abs(SignedArea(ring));
        }

        return area;
    }
}
