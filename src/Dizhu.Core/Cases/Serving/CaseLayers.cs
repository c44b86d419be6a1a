using System.Security.Cryptography;
using System.Text;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Cases.Serving;

/// <summary>The layers made of cases: each reader is shown those of their reach and no others, not even in a count.</summary>
public sealed class CaseLayers(IReads reads, CityBooksHolder city, CityClock clock) : ILayerSource
{
    private readonly IServedLayer[] _layers = [new CaseLayer(reads, city, clock), new HeatLayer(reads, city, clock)];

    public IEnumerable<IServedLayer> Layers => _layers;
}

/// <summary>What the two layers have in common.</summary>
internal abstract class CaseLayerBase(IReads reads, CityBooksHolder city, CityClock clock)
{
    protected IReads Reads => reads;

    protected CityBooks City => city.Current;

    protected CityClock Clock => clock;

    /// <summary>Lights are shown as of the last whole minute, so that a tile holds for one.</summary>
    protected DateTime Minute => clock.Now is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)) : default;

    /// <summary>Where the city lies: where a reader's cases lie would tell of them.</summary>
    public GeoBox? Extent => City.Places.Base is { } known ? new(known.West, known.South, known.East, known.North) : null;

    public async ValueTask<string> VersionAsync(Principal reader, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var keys = CaseScope.Keys(reader, City.Organisations) is { } some ? string.Join('\n', some.Order(StringComparer.Ordinal)) : "*";
        var scope = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys))[..12]);
        return FormattableString.Invariant($"{await CasePoints.VersionAsync(db, cancellationToken)}.{Minute.Ticks}.{City.Organisations.Version}.{scope}");
    }
}
