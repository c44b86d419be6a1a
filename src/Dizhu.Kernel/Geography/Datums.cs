using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Geography;

/// <summary>A position in CGCS2000, the datum in which everything here is stored. Degrees.</summary>
public readonly record struct Cgcs2000
{
    /// <exception cref="ArgumentOutOfRangeException">Not a longitude or not a latitude.</exception>
    public Cgcs2000(double lon, double lat)
    {
        Degrees.Require(lon, lat);
        Lon = lon;
        Lat = lat;
    }

    public double Lon { get; }

    public double Lat { get; }

    /// <summary>A position from untrusted numbers.</summary>
    public static Outcome<Cgcs2000> TryAt(double lon, double lat) => Degrees.Check(lon, lat) is { } wrong ? wrong : new Cgcs2000(lon, lat);

    /// <summary>The two datums differ by centimetres, less than any receiver used here can tell, so the numbers stay.</summary>
    public Wgs84 ToWgs84() => new(Lon, Lat);

    /// <summary>The position as AMap-like map services expect it.</summary>
    public Gcj02 ToGcj02() => ToWgs84().ToGcj02();
}

/// <summary>A position in WGS-84, as satellite receivers give it. Degrees.</summary>
public readonly record struct Wgs84
{
    /// <exception cref="ArgumentOutOfRangeException">Not a longitude or not a latitude.</exception>
    public Wgs84(double lon, double lat)
    {
        Degrees.Require(lon, lat);
        Lon = lon;
        Lat = lat;
    }

    public double Lon { get; }

    public double Lat { get; }

    /// <summary>A position from untrusted numbers.</summary>
    public static Outcome<Wgs84> TryAt(double lon, double lat) => Degrees.Check(lon, lat) is { } wrong ? wrong : new Wgs84(lon, lat);

    /// <summary>The two datums differ by centimetres, less than any receiver used here can tell, so the numbers stay.</summary>
    public Cgcs2000 ToCgcs2000() => new(Lon, Lat);

    /// <summary>Applies the published offset of GCJ-02; outside its box around China nothing is shifted.</summary>
    public Gcj02 ToGcj02()
    {
        var (lon, lat) = GcjOffset.Apply(Lon, Lat);
        return new(lon, lat);
    }
}

/// <summary>A position in GCJ-02, the shifted datum of public map services in China, some hundreds of metres off. Degrees.</summary>
public readonly record struct Gcj02
{
    /// <exception cref="ArgumentOutOfRangeException">Not a longitude or not a latitude.</exception>
    public Gcj02(double lon, double lat)
    {
        Degrees.Require(lon, lat);
        Lon = lon;
        Lat = lat;
    }

    public double Lon { get; }

    public double Lat { get; }

    /// <summary>A position from untrusted numbers.</summary>
    public static Outcome<Gcj02> TryAt(double lon, double lat) => Degrees.Check(lon, lat) is { } wrong ? wrong : new Gcj02(lon, lat);

    /// <summary>Undoes the offset by iteration, to better than 1e-9 degree (0.1 mm).</summary>
    public Wgs84 ToWgs84()
    {
        var (lon, lat) = GcjOffset.Undo(Lon, Lat);
        return new(lon, lat);
    }

    /// <summary>Undoes the offset; the step from WGS-84 changes no digit.</summary>
    public Cgcs2000 ToCgcs2000() => ToWgs84().ToCgcs2000();
}

internal static class Degrees
{
    public static bool IsLon(double lon) => lon is >= -180 and <= 180;

    public static bool IsLat(double lat) => lat is >= -90 and <= 90;

    public static void Require(double lon, double lat)
    {
        if (!IsLon(lon))
        {
            throw new ArgumentOutOfRangeException(nameof(lon), lon, "A longitude lies between -180 and 180 degrees.");
        }

        if (!IsLat(lat))
        {
            throw new ArgumentOutOfRangeException(nameof(lat), lat, "A latitude lies between -90 and 90 degrees.");
        }
    }

    public static Refusal? Check(double lon, double lat) => (IsLon(lon), IsLat(lat)) switch
    {
        (false, _) => new("position.longitude", $"经度 {lon} 不在 -180 至 180 度之间；请核对经度，注意不要与纬度写反。", RefusalKind.Invalid, Field: "lon"),
        (_, false) => new("position.latitude", $"纬度 {lat} 不在 -90 至 90 度之间；请核对纬度，注意不要与经度写反。", RefusalKind.Invalid, Field: "lat"),
        _ => null,
    };
}

/// <summary>
/// The offset between WGS-84 and GCJ-02 in its publicly known form: a polynomial and sines in the distance from
/// 105° E 35° N, turned into degrees on the Krasovsky ellipsoid.
/// </summary>
internal static class GcjOffset
{
    private const double SemiMajorAxis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double Tolerance = 1e-12;
    private const int MostRounds = 50;

    public static (double Lon, double Lat) Apply(double lon, double lat)
    {
        // The published box: outside it map services do not shift.
        if (lon is < 72.004 or > 137.8347 || lat is < 0.8293 or > 55.8271)
        {
            return (lon, lat);
        }

        var (east, north) = Metres(lon - 105, lat - 35);
        var phi = lat * Math.PI / 180;
        var w2 = 1 - EccentricitySquared * Math.Sin(phi) * Math.Sin(phi);
        var w = Math.Sqrt(w2);
        var perLat = SemiMajorAxis * (1 - EccentricitySquared) / (w2 * w) * Math.PI / 180;
        var perLon = SemiMajorAxis / w * Math.Cos(phi) * Math.PI / 180;
        return (lon + east / perLon, lat + north / perLat);
    }

    public static (double Lon, double Lat) Undo(double lon, double lat)
    {
        var (guessLon, guessLat) = (lon, lat);
        for (var round = 0; round < MostRounds; round++)
        {
            var (shiftedLon, shiftedLat) = Apply(guessLon, guessLat);
            var (offLon, offLat) = (shiftedLon - lon, shiftedLat - lat);
            guessLon -= offLon;
            guessLat -= offLat;
            if (Math.Abs(offLon) < Tolerance && Math.Abs(offLat) < Tolerance)
            {
                break;
            }
        }

        return (guessLon, guessLat);
    }

    private static (double East, double North) Metres(double x, double y)
    {
        var root = Math.Sqrt(Math.Abs(x));
        var common = 2.0 / 3 * (20 * Sin(6 * x) + 20 * Sin(2 * x));
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
            + 2.0 / 3 * (20 * Sin(x) + 40 * Sin(x / 3))
            + 2.0 / 3 * (150 * Sin(x / 12) + 300 * Sin(x / 30));
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
            + 2.0 / 3 * (20 * Sin(y) + 40 * Sin(y / 3))
            + 2.0 / 3 * (160 * Sin(y / 12) + 320 * Sin(y / 30));
        return (east, north);
    }

    private static double Sin(double halfTurns) => Math.Sin(halfTurns * Math.PI);
}
