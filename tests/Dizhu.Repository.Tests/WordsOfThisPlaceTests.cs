using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>The repository speaks of the product, never of the machine it was written on.</summary>
public sealed class WordsOfThisPlaceTests
{
    /// <summary>Written in pieces so that this file does not find itself.</summary>
    private static readonly Regex MachinePath = new(
        @"(?<![\w.~-])/(" + "work|root|farm" + @")/[\w.]|(?<![\w])/home/(?!site)\w+/|\." + @"library/|wt-[a-z]\d\b", RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>The registries everybody has.</summary>
    private static readonly HashSet<string> Registries = new(StringComparer.Ordinal) { "api.nuget.org", "registry.npmjs.org", "www.nuget.org" };

    private static readonly Regex Host = new(@"https?://(?<host>[\w.-]+)", RegexOptions.None, TimeSpan.FromSeconds(5));

    [Fact]
    public void No_file_names_a_folder_of_a_developers_machine()
    {
        var found = from file in RepositoryFiles.Texts
                    from hit in MachinePath.Matches(RepositoryFiles.Read(file))
                    select $"{file}: {hit.Value}";

        Assert.Empty(found);
    }

    [Fact]
    public void Packages_come_from_the_public_registries()
    {
        var found = from file in RepositoryFiles.All
                    where Path.GetFileName(file).ToLowerInvariant() is "nuget.config" or "package-lock.json" or ".npmrc" or "packages.lock.json"
                    from resolved in Regex.Matches(RepositoryFiles.Read(file), @"(""resolved""\s*:\s*""|value=""|registry\s*=\s*)https?://[\w.-]+", RegexOptions.None, TimeSpan.FromSeconds(5))
                    let host = Host.Match(resolved.Value).Groups["host"].Value
                    where !Registries.Contains(host)
                    select $"{file}: {host}";

        Assert.Empty(found);
    }
}
