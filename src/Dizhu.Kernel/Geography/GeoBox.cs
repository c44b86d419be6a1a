namespace Dizhu.Kernel.Geography;

/// <summary>A box between two meridians and two parallels, edges included. CGCS2000 degrees; it never crosses the date line.</summary>
public readonly record struct GeoBox(double West, double South, double East, double North)
{
    /// <summary>Holds nothing; what is added to it makes it.</summary>
    public static readonly GeoBox Empty = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    public bool IsEmpty => West > East || South > North;

    public static GeoBox Of(Cgcs2000 point) => new(point.Lon, point.Lat, point.Lon, point.Lat);

    /// <summary>The smallest box around all points.</summary>
    public static GeoBox Around(IEnumerable<Cgcs2000> points) => points.Aggregate(Empty, (box, p) => box.With(Of(p)));

    public bool Holds(Cgcs2000 point) => point.Lon >= West && point.Lon <= East && point.Lat >= South && point.Lat <= North;

    /// <summary>Whether all of another box lies in this one.</summary>
    public bool Holds(GeoBox other) => other.West >= West && other.East <= East && other.South >= South && other.North <= North;

    /// <summary>Whether the two have a point in common.</summary>
    public bool Meets(GeoBox other) => other.West <= East && other.East >= West && other.South <= North && other.North >= South;

    /// <summary>The smallest box around both.</summary>
    public GeoBox With(GeoBox other) =>
        new(Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));
}
