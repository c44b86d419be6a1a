using System.Globalization;
using System.Text.RegularExpressions;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>坐标系 of a supply, and the way from its numbers to CGCS2000. It is said by the supplier or the file, never guessed.</summary>
public sealed partial class SourceDatum
{
    private const double EarthRadius = 6_378_137;

    private readonly Func<double, double, (double Lon, double Lat)> _toDegrees;

    private SourceDatum(string name, bool isProjected, Func<double, double, (double Lon, double Lat)> toDegrees)
    {
        Name = name;
        IsProjected = isProjected;
        _toDegrees = toDegrees;
    }

    /// <summary>CGCS2000, WGS84, GCJ02 or the EPSG code.</summary>
    public string Name { get; }

    /// <summary>True when its numbers are metres.</summary>
    public bool IsProjected { get; }

    /// <summary>True when an undetected shift of some hundred metres would look like this datum: its numbers are degrees and said to be unshifted.</summary>
    public bool MayHideShift => !IsProjected && Name != "GCJ02";

    /// <summary>CGCS2000 in degrees.</summary>
    public static SourceDatum Cgcs2000 { get; } = new("CGCS2000", isProjected: false, (x, y) => (x, y));

    /// <summary>
    /// Reads a datum: CGCS2000, WGS84, GCJ02, an EPSG code (4490, 4326, 3857, 4491–4554), or the text of a <c>.prj</c> file of CGCS2000 or WGS-84.
    /// </summary>
    public static Outcome<SourceDatum> Read(string? said)
    {
        var text = said?.Trim() ?? "";
        if (text.Contains('[', StringComparison.Ordinal))
        {
            return ReadWkt(text);
        }

        var name = text.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        if (EpsgCode().Match(name) is { Success: true } epsg)
        {
            return OfEpsg(int.Parse(epsg.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) is { } known ? known : Unknown(text);
        }

        return name switch
        {
            "CGCS2000" => Cgcs2000,
            "WGS84" => new SourceDatum("WGS84", isProjected: false, (x, y) => (x, y)),
            "GCJ02" => new SourceDatum("GCJ02", isProjected: false, FromGcj),
            _ => Unknown(text),
        };
    }

    /// <summary>The position in CGCS2000, or why it cannot be one of this city's country.</summary>
    public Outcome<Cgcs2000> ToCgcs2000(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            return new Refusal("import.position", "坐标不是数字。请核对坐标列。", RefusalKind.Invalid, Field: "lon");
        }

        var (lon, lat) = _toDegrees(x, y);
        if (lon is >= 73 and <= 136 && lat is >= 3 and <= 54)
        {
            return new Cgcs2000(lon, lat);
        }

        var swapped = !IsProjected && x is >= 3 and <= 54 && y is >= 73 and <= 136;
        return new Refusal(
            swapped ? "import.swapped" : "import.position",
            string.Create(
                CultureInfo.InvariantCulture,
                $"坐标（{x}，{y}）{(swapped ? "的经度和纬度写反了。请把经度放在前面" : $"按 {Name} 不在我国范围内。请核对坐标系和坐标")}。"),
            RefusalKind.Invalid, Field: "lon");
    }

    private static (double Lon, double Lat) FromGcj(double x, double y)
    {
        if (!Kernel.Geography.Gcj02.TryAt(x, y).Moved)
        {
            return (x, y);
        }

        var point = new Gcj02(x, y).ToCgcs2000();
        return (point.Lon, point.Lat);
    }

    private static SourceDatum? OfEpsg(int code) => code switch
    {
        4490 => Cgcs2000,
        4326 => new("WGS84", isProjected: false, (x, y) => (x, y)),
        3857 => new("EPSG:3857", isProjected: true, FromWebMercator),
        _ => GaussKrueger.OfEpsg(code) is { } plane ? new($"EPSG:{code}", isProjected: true, plane.ToDegrees) : null,
    };

    private static (double Lon, double Lat) FromWebMercator(double x, double y) =>
        (x / EarthRadius * 180 / Math.PI, Math.Atan(Math.Sinh(y / EarthRadius)) * 180 / Math.PI);

    /// <summary>The text of a <c>.prj</c>: its ellipsoid must be ours to the metre, its projection none or transverse Mercator.</summary>
    private static Outcome<SourceDatum> ReadWkt(string text)
    {
        var isCgcs = text.Contains("CGCS", StringComparison.OrdinalIgnoreCase) || text.Contains("China_2000", StringComparison.OrdinalIgnoreCase) || text.Contains("China Geodetic", StringComparison.OrdinalIgnoreCase);
        var isWgs = text.Contains("WGS", StringComparison.OrdinalIgnoreCase);
        if (!isCgcs && !isWgs)
        {
            return Unknown(text);
        }

        if (!text.StartsWith("PROJ", StringComparison.OrdinalIgnoreCase))
        {
            return Read(isCgcs ? "CGCS2000" : "WGS84");
        }

        if (text.Contains("Pseudo", StringComparison.OrdinalIgnoreCase) || text.Contains("Mercator_Auxiliary_Sphere", StringComparison.OrdinalIgnoreCase))
        {
            return Read("EPSG:3857");
        }

        var isGauss = text.Contains("Gauss_Kruger", StringComparison.OrdinalIgnoreCase) || text.Contains("Transverse_Mercator", StringComparison.OrdinalIgnoreCase);
        var (meridian, easting, scale) = (Parameter(text, "central_meridian"), Parameter(text, "false_easting"), Parameter(text, "scale_factor") ?? 1);
        return isGauss && scale == 1 && meridian is { } m && easting is { } e && (Parameter(text, "false_northing") ?? 0) == 0 && (Parameter(text, "latitude_of_origin") ?? 0) == 0
            ? new SourceDatum(string.Create(CultureInfo.InvariantCulture, $"CGCS2000 / Gauss-Kruger {m}E {e}"), isProjected: true, new GaussKrueger(m, e).ToDegrees)
            : Unknown(text);
    }

    private static double? Parameter(string wkt, string name) =>
        Regex.Match(wkt, $"PARAMETER\\[\\s*\"{name}\"\\s*,\\s*([-+0-9.eE]+)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) is { Success: true } found
            ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static Refusal Unknown(string text) => new(
        "import.datum",
        text.Length == 0
            ? "文件没有写明坐标系。请选择 CGCS2000、WGS84、GCJ02 或填写 EPSG 代码；系统不猜测坐标系。"
            : $"不认识坐标系“{(text.Length > 60 ? text[..60] + "…" : text)}”。请转换为 CGCS2000（EPSG:4490 或其高斯投影 EPSG:4491–4554）后再导入，地方坐标系请向测绘部门索取转换后的成果。",
        RefusalKind.Invalid, Field: "datum");

    [GeneratedRegex(@"^(?:EPSG:?:?|URN:OGC:DEF:CRS:EPSG:[0-9.]*:|HTTPS?://WWW\.OPENGIS\.NET/DEF/CRS/EPSG/0/)(\d{4,6})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EpsgCode();
}
