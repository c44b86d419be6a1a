using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Geodata;

/// <summary>One feature of a supplied file, as it stands there.</summary>
/// <param name="Line">Its line or running number in the file, for the people who mend it; the header of a table is line 1.</param>
/// <param name="Cells">Its cells in the order of the columns; an empty text for none.</param>
/// <param name="Shape">Its geometry in the coordinates of the file; null when it has none.</param>
/// <param name="Broken">Why it cannot be read at all; null when it can.</param>
public sealed record SourceFeature(int Line, string[] Cells, Geometry? Shape, Refusal? Broken = null);

/// <summary>A supplied file, read from front to back and as often as asked, without holding it in memory.</summary>
public interface IFeatureSource : IDisposable
{
    /// <summary>GeoJSON, Shapefile, GeoPackage or CSV.</summary>
    string Format { get; }

    /// <summary>The names of the cells.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The encoding its texts were read in.</summary>
    string Encoding { get; }

    /// <summary>The datum the file says it is in, as <see cref="SourceDatum.Read"/> understands it; null when it says none.</summary>
    string? DatumSaid { get; }

    /// <summary>The features from the first on.</summary>
    /// <exception cref="FeatureFileException">The file breaks off or is not what it says it is.</exception>
    IEnumerable<SourceFeature> Read(CancellationToken cancellationToken);
}

/// <summary>The file as a whole cannot be read; nothing of it is taken.</summary>
public sealed class FeatureFileException(Refusal refusal, Exception? inner = null) : Exception(refusal.Message, inner)
{
    /// <summary>What to tell its supplier.</summary>
    public Refusal Refusal { get; } = refusal;
}
