using Dizhu.Kernel.Geography;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>
/// A reference system features are given in. Storage is CGCS2000 (EPSG:4490); CRS84 and EPSG:4326 are WGS-84, which differs from it by
/// centimetres: the numbers stay. EPSG:4326 and 4490 put the latitude first.
/// </summary>
internal sealed record Crs(string Uri, bool IsLatFirst, bool IsMetric)
{
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    public static readonly Crs Crs84 = new("http://www.opengis.net/def/crs/OGC/1.3/CRS84", false, false);
    public static readonly Crs Storage = new(Epsg + "4490", true, false);
    public static readonly IReadOnlyList<Crs> All = [Crs84, new(Epsg + "4326", true, false), Storage, new(Epsg + "3857", false, true)];

    public static Crs? Find(string uri) => All.FirstOrDefault(c => string.Equals(c.Uri, uri, StringComparison.Ordinal));

    /// <summary>The two numbers of a position, in this system's order.</summary>
    public (double First, double Second) Write(Cgcs2000 point)
    {
        if (!IsMetric)
        {
            return IsLatFirst ? (point.Lat, point.Lon) : (point.Lon, point.Lat);
        }

        // Millimetres: finer than any survey here.
        var (x, y) = WebTile.ToMercator(point);
        return (Math.Round(x, 3), Math.Round(y, 3));
    }

    /// <summary>Longitude and latitude of two numbers in this system's order.</summary>
    public (double Lon, double Lat) Read(double first, double second) =>
        IsMetric ? WebTile.FromMercator(first, second) : IsLatFirst ? (second, first) : (first, second);
}
