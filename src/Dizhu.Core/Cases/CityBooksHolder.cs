namespace Dizhu.Core.Cases;

/// <summary>Holds the present snapshots; readers take <see cref="Current"/> once per decision.</summary>
public sealed class CityBooksHolder
{
    private CityBooks? _current;

    /// <summary>The present snapshots.</summary>
    /// <exception cref="InvalidOperationException">Nothing was loaded yet.</exception>
    public CityBooks Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("The city's data are not loaded yet.");

    /// <summary>True once the city's data are there.</summary>
    public bool IsLoaded => Volatile.Read(ref _current) is not null;

    /// <summary>Swaps in a new set of snapshots.</summary>
    public void Swap(CityBooks books) => Volatile.Write(ref _current, books);
}
