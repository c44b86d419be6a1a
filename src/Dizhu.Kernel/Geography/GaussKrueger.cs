namespace Dizhu.Kernel.Geography;

/// <summary>
/// 高斯-克吕格投影 on the CGCS2000 ellipsoid with a scale of 1 on the central meridian, as city base maps of 1:500 to 1:2000 are
/// drawn. Krüger's series to the fourth order: better than a millimetre within a zone.
/// </summary>
public sealed class GaussKrueger
{
    private const double SemiMajorAxis = 6378137.0;
    private const double Flattening = 1 / 298.257222101;
    private const double N = Flattening / (2 - Flattening);
    private const double N2 = N * N;
    private const double N3 = N2 * N;
    private const double N4 = N3 * N;
    private const double RectifyingRadius = SemiMajorAxis / (1 + N) * (1 + N2 / 4 + N4 / 64);

    private static readonly double[] Alpha =
    [
        N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180,
        13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440,
        61 * N3 / 240 - 103 * N4 / 140,
        49561 * N4 / 161280,
    ];

    private static readonly double[] Beta =
    [
        N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360,
        N2 / 48 + N3 / 15 - 437 * N4 / 1440,
        17 * N3 / 480 - 37 * N4 / 840,
        4397 * N4 / 161280,
    ];

    private static readonly double[] Delta =
    [
        2 * N - 2 * N2 / 3 - 2 * N3 + 116 * N4 / 45,
        7 * N2 / 3 - 8 * N3 / 5 - 227 * N4 / 45,
        56 * N3 / 15 - 136 * N4 / 35,
        4279 * N4 / 630,
    ];

    /// <param name="centralMeridian">Degrees.</param>
    /// <param name="falseEasting">Metres added to every easting: 500000, with the zone's number before it where the city writes it.</param>
    public GaussKrueger(double centralMeridian, double falseEasting = 500_000)
    {
        CentralMeridian = centralMeridian;
        FalseEasting = falseEasting;
    }

    /// <summary>Degrees.</summary>
    public double CentralMeridian { get; }

    /// <summary>Metres.</summary>
    public double FalseEasting { get; }

    /// <summary>
    /// The projection an EPSG code stands for: CGCS2000 / Gauss-Kruger, 4491–4501 and 4502–4512 in zones of six degrees, 4513–4533 and 4534–4554 in
    /// zones of three, each first with and then without the zone's number in the easting. Null for any other code.
    /// </summary>
    public static GaussKrueger? OfEpsg(int code) => code switch
    {
        >= 4491 and <= 4501 => new(75 + 6 * (code - 4491), (13 + code - 4491) * 1_000_000 + 500_000),
        >= 4502 and <= 4512 => new(75 + 6 * (code - 4502)),
        >= 4513 and <= 4533 => new(75 + 3 * (code - 4513), (25 + code - 4513) * 1_000_000 + 500_000),
        >= 4534 and <= 4554 => new(75 + 3 * (code - 4534)),
        _ => null,
    };

    /// <summary>Metres east (with the false easting) and north of the equator.</summary>
    public (double East, double North) ToPlane(Cgcs2000 point)
    {
        var e = Math.Sqrt(Flattening * (2 - Flattening));
        var phi = Radians(point.Lat);
        var lambda = Radians(point.Lon - CentralMeridian);
        var t = Math.Sinh(Math.Atanh(Math.Sin(phi)) - e * Math.Atanh(e * Math.Sin(phi)));
        var (xi, eta) = (Math.Atan2(t, Math.Cos(lambda)), Math.Asinh(Math.Sin(lambda) / Math.Sqrt(t * t + Math.Cos(lambda) * Math.Cos(lambda))));
        var (north, east) = (xi, eta);
        for (var j = 1; j <= Alpha.Length; j++)
        {
            north += Alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            east += Alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        return (FalseEasting + RectifyingRadius * east, RectifyingRadius * north);
    }

    /// <summary>Degrees of a position in the plane; they may be no position at all where the metres are not of this zone.</summary>
    public (double Lon, double Lat) ToDegrees(double east, double north)
    {
        var (xi, eta) = (north / RectifyingRadius, (east - FalseEasting) / RectifyingRadius);
        var (xi1, eta1) = (xi, eta);
        for (var j = 1; j <= Beta.Length; j++)
        {
            xi1 -= Beta[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            eta1 -= Beta[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var chi = Math.Asin(Math.Sin(xi1) / Math.Cosh(eta1));
        var phi = chi;
        for (var j = 1; j <= Delta.Length; j++)
        {
            phi += Delta[j - 1] * Math.Sin(2 * j * chi);
        }

        return (CentralMeridian + Degrees(Math.Atan2(Math.Sinh(eta1), Math.Cos(xi1))), Degrees(phi));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
