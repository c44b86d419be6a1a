using System.Reflection;

namespace Dizhu.Core;

/// <summary>
/// The files of <c>data/</c> and <c>docs/sources/</c> as they were when the product was built.
/// Names use forward slashes and start with <c>data/</c> or <c>sources/</c>.
/// </summary>
public static class CityData
{
    private static readonly Assembly Home = typeof(CityData).Assembly;

    /// <summary>All names that start with <paramref name="prefix"/>, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string prefix) =>
        [.. Home.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Opens one file; the caller disposes the stream.</summary>
    /// <exception cref="FileNotFoundException">There is no such file in this build.</exception>
    public static Stream Open(string name) =>
        Home.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} is not part of this build.", name);

    /// <summary>The whole text of one UTF-8 file.</summary>
    public static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
