using System.Globalization;

namespace Dizhu.Core.Places;

/// <summary>
/// A type of basic place (基本地点). The national ones are shipped in <c>data/places/place-types.csv</c>; a city adds its own as rows.
/// </summary>
public sealed class PlaceType
{
    /// <summary>区域.</summary>
    public const string Region = "region";

    /// <summary>街巷.</summary>
    public const string Street = "street";

    /// <summary>门（楼）牌.</summary>
    public const string Plate = "plate";

    /// <summary>兴趣点.</summary>
    public const string PointOfInterest = "poi";

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>From coarse (1) to fine.</summary>
    public required int Rank { get; init; }

    /// <summary>How much an element of this type counts towards the score of a match, relative to the others; ours.</summary>
    public required int Weight { get; init; }

    /// <summary>Whether positions are described as so far from a place of this type.</summary>
    public required bool IsReference { get; init; }

    /// <summary>Where the type comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The types every installation starts with, coarse to fine.</summary>
    public static IReadOnlyList<PlaceType> Shipped() =>
    [
        .. CityTable.Rows("data/places/place-types.csv").Select(r => new PlaceType
        {
            Code = r["code"],
            Name = r["name"],
            Rank = int.Parse(r["rank"], CultureInfo.InvariantCulture),
            Weight = int.Parse(r["weight"], CultureInfo.InvariantCulture),
            IsReference = r["is_reference"] == "1",
            Source = r["source"],
        }).OrderBy(t => t.Rank),
    ];
}
