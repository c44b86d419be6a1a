using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Looks whether a supply is what it says. Public map services shift positions by some hundred metres (GCJ-02); a shifted file declared unshifted
/// fits the city's grids better once the shift is undone. Longitude and latitude the wrong way round fit nowhere.
/// </summary>
public static class DatumDoubt
{
    /// <summary>How many positions are looked at.</summary>
    public const int Sample = 5_000;

    private const double MostDoubtful = 0.5;
    private const double SurelyBetter = 0.9;
    private const double Clearly = 0.02;

    /// <summary>What must be asked before anything is taken; null when the positions fit what is said of them.</summary>
    /// <param name="datum">As said.</param>
    /// <param name="positions">Numbers of the file with the grid each is said to lie in, where one is said.</param>
    /// <param name="places">The city's grids.</param>
    /// <param name="isConfirmed">The supplier stands by the datum.</param>
    public static Refusal? Check(SourceDatum datum, IReadOnlyList<(double X, double Y, string? Grid)> positions, PlaceBook places, bool isConfirmed)
    {
        if (positions.Count == 0)
        {
            return null;
        }

        var swapped = positions.Count(p => !datum.IsProjected && p.X is >= 3 and <= 54 && p.Y is >= 73 and <= 136);
        if (swapped * 2 > positions.Count)
        {
            return new Refusal(
                "import.swapped", $"文件中 {positions.Count} 个坐标有 {swapped} 个经度和纬度写反了。请把经度放在前面后重新导入。", RefusalKind.Invalid, Field: "lon");
        }

        if (!datum.MayHideShift || isConfirmed || places.Grids.Count == 0)
        {
            return null;
        }

        var (asSaid, undone) = (Share(positions, places, (x, y) => new Cgcs2000(x, y)), Share(positions, places, (x, y) => new Gcj02(x, y).ToCgcs2000()));
        var named = positions.Any(p => p.Grid is not null);
        var doubt = named ? asSaid <= MostDoubtful && undone >= SurelyBetter : undone >= SurelyBetter && undone - asSaid >= Clearly;
        return doubt
            ? new Refusal(
                "import.datum-doubt",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"文件写明是 {datum.Name}，但按它只有 {asSaid:P1} 的点落在{(named ? "所填的" : "")}单元网格内，按 GCJ02（公共地图的偏移坐标）则有 {undone:P1}。请核对：若是 GCJ02，请改选后重新导入；若确是 {datum.Name}，请勾选“坐标系已核对”。"),
                RefusalKind.Rule, Field: "datum")
            : null;
    }

    private static double Share(
        IReadOnlyList<(double X, double Y, string? Grid)> positions, PlaceBook places, Func<double, double, Cgcs2000> toCgcs2000)
    {
        var hits = positions.Count(p =>
            Cgcs2000.TryAt(p.X, p.Y).Moved && places.Locate(toCgcs2000(p.X, p.Y)).GridCode is { } found && (p.Grid is null || p.Grid == found));
        return (double)hits / positions.Count;
    }
}
