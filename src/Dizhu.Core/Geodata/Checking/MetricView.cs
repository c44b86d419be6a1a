using Dizhu.Kernel.Geography;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Dizhu.Core.Geodata;

/// <summary>Geometries in the metric plane of the city, so that areas and tolerances are square metres; and back.</summary>
public sealed class MetricView(CityPlane plane)
{
    /// <summary>The same geometry in metres.</summary>
    public Geometry ToMetres(Geometry degrees) => Moved(degrees, (x, y) => plane.ToMetres(new Cgcs2000(x, y)));

    /// <summary>The same geometry in degrees.</summary>
    public Geometry ToDegrees(Geometry metres) => Moved(metres, (x, y) =>
    {
        var point = plane.FromMetres(x, y);
        return (point.Lon, point.Lat);
    });

    /// <summary>A view around the middle of geometries in degrees.</summary>
    public static MetricView Around(IEnumerable<Geometry> degrees)
    {
        var all = new Envelope();
        foreach (var geometry in degrees)
        {
            all.ExpandToInclude(geometry.EnvelopeInternal);
        }

        return new MetricView(new CityPlane(all.IsNull ? default : new Cgcs2000(all.Centre.X, all.Centre.Y)));
    }

    private static Geometry Moved(Geometry geometry, Func<double, double, (double X, double Y)> move)
    {
        var copy = geometry.Copy();
        copy.Apply(new Mover(move));
        copy.GeometryChanged();
        return copy;
    }

    private sealed class Mover(Func<double, double, (double X, double Y)> move) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var (x, y) = move(seq.GetX(i), seq.GetY(i));
            seq.SetX(i, x);
            seq.SetY(i, y);
        }
    }
}
