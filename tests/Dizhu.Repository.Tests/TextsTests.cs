using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>The words of the pages: each name stands in one file, and something says it.</summary>
public partial class TextsTests
{
    private static List<(string File, string Name)> Names =>
        [.. RepositoryFiles.Under("src/Dizhu.Web/Resources", ".resx").SelectMany(f => Name().Matches(RepositoryFiles.Read(f)).Select(m => (f, m.Groups[1].Value)))];

    [Fact]
    public void No_text_has_its_name_twice() =>
        Assert.Empty(Names.GroupBy(n => n.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(n => n.File))}"));

    [Fact]
    public void Every_text_is_said_somewhere()
    {
        var source = string.Concat(RepositoryFiles.Under("src/Dizhu.Web", ".cs").Concat(RepositoryFiles.Under("src/Dizhu.Web", ".cshtml")).Select(RepositoryFiles.Read));
        var made = Beginning().Matches(source).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(Names.Count > 500);
        Assert.DoesNotContain(Names, n => !source.Contains($"\"{n.Name}\"", StringComparison.Ordinal) && !made.Any(p => n.Name.StartsWith(p, StringComparison.Ordinal)));
    }

    [GeneratedRegex("<data name=\"([^\"]+)\"")]
    private static partial Regex Name();

    /// <summary>The fixed part of a name whose end is put to it: <c>"case." + x</c>, <c>$"case.{x}"</c>.</summary>
    [GeneratedRegex("\"([A-Za-z.]+\\.)(?:\" ?\\+|\\{)")]
    private static partial Regex Beginning();
}
