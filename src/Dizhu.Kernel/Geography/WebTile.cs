using System.Globalization;

namespace Dizhu.Kernel.Geography;

/// <summary>
/// One square of the web map: zoom, column from the west, row from the north (the XYZ scheme in EPSG:3857). Longitude and
/// latitude are those of CGCS2000, taken for WGS-84: the two differ by centimetres, less than a unit of any tile served here.
/// </summary>
public readonly record struct WebTile
{
    /// <summary>Units along a side of a tile.</summary>
    public const int Extent = 4096;

    /// <summary>The deepest zoom that is served: a unit is then 2 mm or less.</summary>
    public const int DeepestZoom = 22;

    private const double EarthRadius = 6378137.0;

    private WebTile(int zoom, int column, int row)
    {
        (Zoom, Column, Row) = (zoom, column, row);
    }

    public int Zoom { get; }

    public int Column { get; }

    public int Row { get; }

    /// <summary>The tile of three numbers; null when there is none.</summary>
    public static WebTile? At(int zoom, int column, int row) =>
        zoom is >= 0 and <= DeepestZoom && column >= 0 && row >= 0 && column < 1 << zoom && row < 1 << zoom ? new(zoom, column, row) : null;

    /// <summary>The tile of three texts, plain digits only; null when there is none.</summary>
    public static WebTile? Read(string zoom, string column, string row) =>
        Number(zoom) is { } z && Number(column) is { } x && Number(row) is { } y ? At(z, x, y) : null;

    /// <summary>The tile a position lies in.</summary>
    public static WebTile Holding(Cgcs2000 point, int zoom)
    {
        var (x, y) = new WebTile(zoom, 0, 0).ToUnits(point);
        var last = (1 << zoom) - 1;
        return new(zoom, (int)Math.Clamp(Math.Floor(x / Extent), 0, last), (int)Math.Clamp(Math.Floor(y / Extent), 0, last));
    }

    /// <summary>A position in units from the tile's north-west corner, east and south; outside the tile also below 0 and above <see cref="Extent"/>.</summary>
    public (double X, double Y) ToUnits(Cgcs2000 point)
    {
        var across = (double)(1 << Zoom);
        var y = (1 - Math.Asinh(Math.Tan(point.Lat * Math.PI / 180)) / Math.PI) / 2;
        return (((point.Lon + 180) / 360 * across - Column) * Extent, (y * across - Row) * Extent);
    }

    /// <summary>The box of the tile, wider by some units on each side.</summary>
    public GeoBox Box(int buffer = 0)
    {
        var margin = (double)buffer / Extent;
        return new(Lon(Column - margin), Lat(Row + 1 + margin), Lon(Column + 1 + margin), Lat(Row - margin));
    }

    /// <summary>Metres east and north in EPSG:3857.</summary>
    public static (double X, double Y) ToMercator(Cgcs2000 point) =>
        (point.Lon * Math.PI / 180 * EarthRadius, Math.Asinh(Math.Tan(point.Lat * Math.PI / 180)) * EarthRadius);

    /// <summary>Degrees of a position in EPSG:3857.</summary>
    public static (double Lon, double Lat) FromMercator(double x, double y) =>
        (x / EarthRadius * 180 / Math.PI, Math.Atan(Math.Sinh(y / EarthRadius)) * 180 / Math.PI);

    private double Lon(double column) => Math.Clamp(column / (1 << Zoom) * 360 - 180, -180, 180);

    private double Lat(double row) => Math.Atan(Math.Sinh(Math.PI * (1 - 2 * row / (1 << Zoom)))) * 180 / Math.PI;

    private static int? Number(string text) =>
        text.Length is > 0 and <= 8 && (text.Length == 1 || text[0] != '0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
