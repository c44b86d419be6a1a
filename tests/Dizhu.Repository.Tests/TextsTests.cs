using System.Text.RegularExpressions;
using Dizhu.Tests.Kit;

namespace Dizhu.Repository.Tests;

/// <summary>The words of the pages: each name stands in one file, and something says it.</summary>
public partial class TextsTests
{
    private static readonly string[] Files = Directory.GetFiles(Repository.PathOf("src/Dizhu.Web/Resources"), "*.resx");

    private static IEnumerable<(string File, string Name)> Names =>
        Files.SelectMany(f => Name().Matches(File.ReadAllText(f)).Select(m => (Path.GetFileName(f), m.Groups[1].Value)));

    [Fact]
    public void No_text_has_its_name_twice() =>
        Assert.Empty(Names.GroupBy(n => n.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(n => n.File))}"));

    [Fact]
    public void Every_text_is_said_somewhere()
    {
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src/Dizhu.Web"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var made = Beginning().Matches(source).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Names.Select(n => n.Name).Where(n => !source.Contains($"\"{n}\"", StringComparison.Ordinal) && !made.Any(p => n.StartsWith(p, StringComparison.Ordinal))));
    }

    [GeneratedRegex("<data name=\"([^\"]+)\"")]
    private static partial Regex Name();

    /// <summary>The fixed part of a name whose end is put to it: <c>"case." + x</c>, <c>$"case.{x}"</c>.</summary>
    [GeneratedRegex("\"([A-Za-z.]+\\.)(?:\" ?\\+|\\{)")]
    private static partial Regex Beginning();
}
