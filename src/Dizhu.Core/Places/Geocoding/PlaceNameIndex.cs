using System.Globalization;

namespace Dizhu.Core.Places;

/// <summary>One name of one place, folded.</summary>
/// <param name="Name">Null for the standard name.</param>
internal sealed record NameEntry(Place Place, string Folded, PlaceName? Name)
{
    /// <summary>Whether the name held on a legal day, and the place was there; without a day any name of a place in force.</summary>
    public bool Holds(DateOnly? at) => at is { } day
        ? (Name?.IsValid(day) ?? Place.NamedFrom <= day) && (Place.Until is null || day <= Place.Until)
        : Place.Until is null;

    /// <summary>Whether it is a name no longer valid.</summary>
    public bool IsPast => Name?.Until is not null;
}

/// <summary>A street by its standard name, with what is registered on it.</summary>
internal sealed class StreetEntries
{
    /// <summary>The street itself under its names; empty when only plates on it are registered.</summary>
    public List<NameEntry> Streets { get; } = [];

    public Dictionary<string, List<NameEntry>> Plates { get; } = new(StringComparer.Ordinal);

    /// <summary>Plates with a plain number, by number.</summary>
    public SortedList<int, NameEntry> Numbered { get; } = [];

    public IEnumerable<Place> Places => Streets.Concat(Plates.Values.SelectMany(p => p)).Select(e => e.Place).Where(p => p.Until is null).Distinct();
}

/// <summary>All names of all places: by whole name, by street and number, and by the pairs of characters in them.</summary>
internal sealed class PlaceNameIndex
{
    /// <summary>Of the streets that are only alike the nearest so many are looked at; keeps a search short in a city where all names are alike.</summary>
    private const int MostStreets = 8;

    private readonly Dictionary<string, List<NameEntry>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreetEntries> _streets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Key, NameEntry? Name)>> _streetNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _streetPairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NameEntry>> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PlaceName>> _names;

    public PlaceNameIndex(BaseData data)
    {
        ById = data.Places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        _names = data.PlaceNames.GroupBy(n => n.PlaceId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

        // Streets first: a plate under an old name of its street is found at the street it is now.
        foreach (var entry in data.Places.Where(p => p.TypeCode == PlaceType.Street).SelectMany(EntriesOf))
        {
            AddStreet(entry);
        }

        foreach (var entry in data.Places.Where(p => p.TypeCode != PlaceType.Street).SelectMany(EntriesOf))
        {
            Add(entry);
        }
    }

    public IReadOnlyDictionary<string, Place> ById { get; }

    /// <summary>Names that stood or stand beside the standard one.</summary>
    public IReadOnlyList<PlaceName> NamesOf(string placeId) => _names.GetValueOrDefault(placeId) ?? [];

    /// <summary>Places with exactly this folded name.</summary>
    public IReadOnlyList<NameEntry> Named(string folded) => _byName.GetValueOrDefault(folded) ?? [];

    /// <summary>Streets with this name or one like it, each with how alike it is and the name it was met by.</summary>
    public IEnumerable<(StreetEntries Street, string Name, double Share, NameEntry? MetBy)> StreetsLike(string folded, bool exact)
    {
        if (_streetNames.TryGetValue(folded, out var same))
        {
            return same.Select(s => (_streets[s.Key], folded, 1.0, s.Name));
        }

        return exact ? [] : Bigrams.Of(folded).SelectMany(p => _streetPairs.GetValueOrDefault(p) ?? []).Distinct(StringComparer.Ordinal)
            .Select(n => (Name: n, Share: NameLikeness.Of(folded, n, partly: true))).Where(n => n.Share > 0)
            .OrderByDescending(n => n.Share).ThenBy(n => n.Name, StringComparer.Ordinal).Take(MostStreets)
            .SelectMany(n => _streetNames[n.Name].Select(s => (_streets[s.Key], n.Name, n.Share, s.Name)));
    }

    /// <summary>Named places that share characters with a folded text.</summary>
    public IEnumerable<NameEntry> SharingWith(string folded) =>
        Bigrams.Of(folded).SelectMany(p => _pairs.GetValueOrDefault(p) ?? []).Distinct();

    private IEnumerable<NameEntry> EntriesOf(Place place) =>
        NamesOf(place.Id).Where(n => n.Kind != PlaceNameKind.Standard).Select(n => new NameEntry(place, AddressText.Fold(n.Name), n))
            .Prepend(new NameEntry(place, AddressText.Fold(place.Name), null));

    private void AddStreet(NameEntry entry)
    {
        var key = AddressText.Fold(entry.Place.Name);
        StreetOf(key).Streets.Add(entry);
        NameStreet(entry.Folded, key, entry);
        To(_byName, entry.Folded, entry);
    }

    private void Add(NameEntry entry)
    {
        To(_byName, entry.Folded, entry);
        if (entry.Place.TypeCode == PlaceType.Plate && AddressSplitter.Plate(entry.Folded) is { } plate)
        {
            // The street it is part of goes before the one its name begins with: that may have been renamed.
            var key = entry.Name is null && entry.Place.ParentId is { } parent && ById.TryGetValue(parent, out var street) && street.TypeCode == PlaceType.Street
                ? AddressText.Fold(street.Name)
                : plate.Street;
            var entries = StreetOf(key);
            NameStreet(key, key, null);
            To(entries.Plates, plate.Door, entry);
            if (entry.Name is null && entry.Place.Until is null && int.TryParse(plate.Door, CultureInfo.InvariantCulture, out var number))
            {
                entries.Numbered.TryAdd(number, entry);
            }

            return;
        }

        foreach (var pair in Bigrams.Of(entry.Folded))
        {
            To(_pairs, pair, entry);
        }
    }

    private StreetEntries StreetOf(string key) => _streets.TryGetValue(key, out var known) ? known : _streets[key] = new StreetEntries();

    private void NameStreet(string name, string key, NameEntry? entry)
    {
        if (!_streetNames.TryGetValue(name, out var keys))
        {
            _streetNames[name] = keys = [];
            foreach (var pair in Bigrams.Of(name))
            {
                To(_streetPairs, pair, name);
            }
        }

        if (keys.TrueForAll(k => k.Key != key))
        {
            keys.Add((key, entry));
        }
    }

    private static void To<T>(Dictionary<string, List<T>> lists, string key, T value)
    {
        if (lists.TryGetValue(key, out var list))
        {
            list.Add(value);
        }
        else
        {
            lists[key] = [value];
        }
    }
}
