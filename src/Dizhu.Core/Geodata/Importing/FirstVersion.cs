using Dizhu.Core.Places;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Geodata;

/// <summary>The version row of a city that has no base data yet: name, extent and common first digits come from its first grids.</summary>
internal static class FirstVersion
{
    private const int CityDigits = 4;

    /// <summary>Before anything is known.</summary>
    public static BaseDataVersion Unknown(string label) => new()
    {
        Number = 0,
        Label = label,
        IsSynthetic = false,
        CityName = "",
        DivisionPrefix = "",
        CentreLon = 0,
        CentreLat = 0,
        West = 0,
        South = 0,
        East = 0,
        North = 0,
    };

    /// <summary>Takes extent and first digits from the grids.</summary>
    public static void Describe(BaseDataVersion version, IReadOnlyCollection<GridCell> cells, string cityName)
    {
        var extent = new Envelope();
        foreach (var cell in cells)
        {
            extent.ExpandToInclude(cell.Shape.EnvelopeInternal);
        }

        version.CityName = cityName;
        version.DivisionPrefix = cells.First().Code[..CityDigits];
        (version.CentreLon, version.CentreLat) = (extent.Centre.X, extent.Centre.Y);
        (version.West, version.South, version.East, version.North) = (extent.MinX, extent.MinY, extent.MaxX, extent.MaxY);
    }
}
