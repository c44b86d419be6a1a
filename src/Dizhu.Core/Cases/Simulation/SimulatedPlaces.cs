using Dizhu.Core.Calendar;
using Dizhu.Core.Places;

namespace Dizhu.Core.Cases;

/// <summary>Where something is found, and what.</summary>
internal sealed record Spot(double Lon, double Lat, string? ComponentId, string ClassKey, string? PlaceText);

/// <summary>Draws what is found where: components of the city for half of the cases, events at its places for the other half.</summary>
internal sealed class SimulatedPlaces
{
    private readonly List<ManagedComponent> _components;
    private readonly List<string> _events;
    private readonly List<Place> _places;

    /// <exception cref="InvalidOperationException">The city has no places, or no class with a limit.</exception>
    public SimulatedPlaces(CityBooks city, DateTime from)
    {
        // Sorted, since the order in which a database hands rows out is its own.
        var day = CityClock.DayOf(from);
        var filed = city.Catalogue.Classes.Where(c => c.IsSelectable && city.Catalogue.StandardsOf(c.Key, day).Count > 0).ToList();
        var keys = filed.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        _components = [.. city.Places.Components.Where(c => keys.Contains(c.ClassKey)).OrderBy(c => c.Id, StringComparer.Ordinal)];
        _events = [.. filed.Where(c => c.Kind == Catalogue.MatterKind.Event).Select(c => c.Key).Order(StringComparer.Ordinal)];
        _places = [.. city.Places.Places.Where(p => p.GridCode is not null).OrderBy(p => p.Id, StringComparer.Ordinal)];
        if (_components.Count == 0 || _events.Count == 0 || _places.Count == 0)
        {
            throw new InvalidOperationException("The city has no components, places or standards to simulate with.");
        }
    }

    public Spot Draw(SplitMix chance)
    {
        if (chance.Below(2) == 0)
        {
            var component = _components[chance.Below(_components.Count)];
            return new Spot(component.Lon, component.Lat, component.Id, component.ClassKey, null);
        }

        var place = _places[chance.Below(_places.Count)];
        return new Spot(place.Lon, place.Lat, null, _events[chance.Below(_events.Count)], place.Name);
    }
}
