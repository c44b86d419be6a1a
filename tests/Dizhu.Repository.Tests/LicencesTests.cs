using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dizhu.Repository.Tests;

/// <summary>Every package we build with may be used and passed on, and those we chose are named in NOTICE.</summary>
public sealed class LicencesTests
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL", "0BSD", "ISC",
    };

    /// <summary>Packages that carry their licence as a file: name → what the file says and what the package is for.</summary>
    private static readonly Dictionary<string, string> LicenceInAFile = new(StringComparer.OrdinalIgnoreCase)
    {
        ["XmpCore"] = "BSD-3-Clause (the XMP Toolkit's licence, linked from the package); brought by MetadataExtractor",
        ["CommandLineParser"] = "MIT; brought by BenchmarkDotNet, never shipped",
        ["Microsoft.DotNet.PlatformAbstractions"] = "MIT; brought by BenchmarkDotNet, never shipped",
    };

    private static readonly string Cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static readonly IReadOnlyList<Package> Packages =
        [.. RepositoryFiles.All.Where(f => Path.GetFileName(f) == "packages.lock.json").SelectMany(InLockFile).Distinct()];

    [Fact]
    public void Every_package_has_a_licence_from_the_list()
    {
        Assert.NotEmpty(Packages);
        var wrong = Packages.Select(p => (p.Name, p.Version)).Distinct()
            .Select(p => (p.Name, Licence: LicenceOf(p.Name, p.Version)))
            .Where(p => !LicenceInAFile.ContainsKey(p.Name) && !IsAllowed(p.Licence))
            .Select(p => $"{p.Name}: {p.Licence}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_package_we_chose_is_named_in_NOTICE()
    {
        var notice = RepositoryFiles.Read("NOTICE");
        var missing = Packages.Where(p => p.Direct && !Line(notice, p.Name)).Select(p => p.Name).Distinct(StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_package_from_npm_has_a_licence_from_the_list_and_what_we_ship_of_them_is_named_in_NOTICE()
    {
        var notice = RepositoryFiles.Read("NOTICE");
        var packages = RepositoryFiles.All.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && Path.GetFileName(f) == "package-lock.json").SelectMany(FromNpm).ToList();
        Assert.NotEmpty(packages);
        Assert.Empty(packages.Where(p => !IsAllowed(p.Licence)).Select(p => $"{p.Name}: {p.Licence}"));
        Assert.Empty(packages.Where(p => p.Direct && !Line(notice, p.Name)).Select(p => p.Name));
    }

    private static List<(string Name, string Licence, bool Direct)> FromNpm(string file)
    {
        using var json = JsonDocument.Parse(RepositoryFiles.Read(file));
        var packages = json.RootElement.GetProperty("packages");
        var chosen = new[] { "dependencies", "devDependencies" }.Where(k => packages.GetProperty("").TryGetProperty(k, out _))
            .SelectMany(k => packages.GetProperty("").GetProperty(k).EnumerateObject()).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. packages.EnumerateObject().Where(p => p.Name.Length > 0)
                .Select(p => (Name: p.Name[(p.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..], p.Value))
                .Select(p => (p.Name, p.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "not stated", chosen.Contains(p.Name))),
        ];
    }

    [Fact]
    public void Every_version_stands_in_one_place_and_exactly()
    {
        var central = XDocument.Parse(RepositoryFiles.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(central);
        Assert.All(central, p => Assert.Matches(@"^\d+\.\d+\.\d+(\.\d+)?$", p.Attribute("Version")!.Value));

        var local = RepositoryFiles.All.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(f => XDocument.Parse(RepositoryFiles.Read(f)).Descendants("PackageReference").Any(p => p.Attribute("Version") is not null));
        Assert.Empty(local);
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("AGPL-3.0-only OR MIT", true)] // we take the MIT side
    [InlineData("not stated", false)]
    public void A_licence_expression_is_read_by_its_sides(string expression, bool expected) => Assert.Equal(expected, IsAllowed(expression));

    /// <summary>One allowed side of an OR is enough; of an AND every part is needed.</summary>
    private static bool IsAllowed(string expression) => expression.Split(" OR ")
        .Any(side => side.Split(" AND ").All(part => Allowed.Contains(part.Trim('(', ')', ' '))));

    private static bool Line(string notice, string package) =>
        Regex.IsMatch(notice, $@"^\s*(?:\S+, )*{Regex.Escape(package)}(?=[\s,]|$)", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        || Regex.IsMatch(notice, $@", {Regex.Escape(package)}(?=[\s,])", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string LicenceOf(string name, string version)
    {
        var id = name.ToLowerInvariant();
        var nuspec = Path.Combine(Cache, id, version.ToLowerInvariant(), id + ".nuspec");
        if (!File.Exists(nuspec))
        {
            return $"not restored on this machine ({version}); run the restore first";
        }

        var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
        return licence?.Attribute("type")?.Value == "expression" ? licence.Value : "not stated";
    }

    private static List<Package> InLockFile(string file)
    {
        using var json = JsonDocument.Parse(RepositoryFiles.Read(file));
        return [.. from framework in json.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   let type = package.Value.GetProperty("type").GetString()
                   where type != "Project"
                   select new Package(package.Name, package.Value.GetProperty("resolved").GetString()!, type == "Direct")];
    }

    private sealed record Package(string Name, string Version, bool Direct);
}
