using System.Globalization;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>Positions that are not registered but lie between registered ones. Figures are ours; whoever gets such a position is told so.</summary>
internal static class PlateEstimate
{
    /// <summary>How many numbers the neighbours of a plate may be apart.</summary>
    private const int MostNumbers = 20;

    /// <summary>How far they may be apart, metres.</summary>
    private const double MostMetres = 500;

    /// <summary>How near two streets must come to each other to cross, metres.</summary>
    private const double CrossingMetres = 150;

    private const int MostPlaces = 500;

    /// <summary>Between the next lower and the next higher plate of the same side; null where there is no such pair.</summary>
    public static (Cgcs2000 Point, string Lower, string Higher)? Between(StreetEntries street, string? door, CityPlane plane)
    {
        if (!int.TryParse(door, CultureInfo.InvariantCulture, out var number) || street.Numbered.ContainsKey(number))
        {
            return null;
        }

        var side = street.Numbered.Where(n => n.Key % 2 == number % 2).ToList();
        if (side.FindLastIndex(n => n.Key < number) is var lower and >= 0 && lower + 1 < side.Count)
        {
            var ((low, a), (high, b)) = (side[lower], side[lower + 1]);
            var (from, to) = (new Cgcs2000(a.Place.Lon, a.Place.Lat), new Cgcs2000(b.Place.Lon, b.Place.Lat));
            if (high - low <= MostNumbers && plane.Distance(from, to) <= MostMetres)
            {
                var share = (double)(number - low) / (high - low);
                return (new Cgcs2000(from.Lon + (to.Lon - from.Lon) * share, from.Lat + (to.Lat - from.Lat) * share), a.Place.Name, b.Place.Name);
            }
        }

        return null;
    }

    /// <summary>Midway between the two nearest places of two streets; null when they do not come near each other.</summary>
    public static Cgcs2000? Crossing(StreetEntries one, StreetEntries other, CityPlane plane)
    {
        var others = other.Places.Take(MostPlaces).ToList();
        var near = one.Places.Take(MostPlaces)
            .SelectMany(a => others.Select(b => (A: new Cgcs2000(a.Lon, a.Lat), B: new Cgcs2000(b.Lon, b.Lat))))
            .Select(p => (p.A, p.B, Metres: plane.Distance(p.A, p.B)))
            .Where(p => p.Metres <= CrossingMetres).OrderBy(p => p.Metres).Take(1).ToList();
        return ReferenceEquals(one, other) || near.Count == 0 ? null : new Cgcs2000((near[0].A.Lon + near[0].B.Lon) / 2, (near[0].A.Lat + near[0].B.Lat) / 2);
    }
}
