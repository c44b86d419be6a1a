using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Places;

/// <summary>Positions as clients give them: the datum is said, never guessed, and the way to CGCS2000 is explicit.</summary>
public static class Positions
{
    /// <summary>The datum's own name, or null when it is none we know.</summary>
    public static string? Datum(string? datum) => datum?.Trim().ToUpperInvariant() switch
    {
        "CGCS2000" => "CGCS2000",
        "WGS84" or "WGS-84" => "WGS84",
        "GCJ02" or "GCJ-02" => "GCJ02",
        _ => null,
    };

    /// <summary>The position in CGCS2000, or what is wrong with it.</summary>
    public static Outcome<Cgcs2000> ToCgcs2000(string? datum, double lon, double lat)
    {
        if (Datum(datum) is not { } known)
        {
            return new Refusal("input.unknown-datum", "请说明坐标系：CGCS2000、WGS84 或 GCJ02。系统不猜测坐标系。", RefusalKind.Invalid, Field: "datum");
        }

        if (!double.IsFinite(lon) || !double.IsFinite(lat) || lon is < 73 or > 136 || lat is < 3 or > 54)
        {
            return new Refusal(
                "input.bad-position", "坐标不在我国范围内。经度在前（73–136），纬度在后（3–54），单位为度；请检查是否写反。", RefusalKind.Invalid, Field: "lon");
        }

        return known switch
        {
            "WGS84" => new Wgs84(lon, lat).ToCgcs2000(),
            "GCJ02" => new Gcj02(lon, lat).ToCgcs2000(),
            _ => new Cgcs2000(lon, lat),
        };
    }
}
