namespace Dizhu.Core.Places;

/// <summary>
/// Random numbers whose sequence is part of the recipe: the runtime's own may change with its version.
/// The generator is SplitMix64 (Steele, Lea, Flood 2014), public and stable.
/// </summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>From 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From minus to plus <paramref name="most"/>.</summary>
    public double Around(double most) => (Unit() * 2 - 1) * most;
}
