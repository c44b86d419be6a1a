using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dizhu.Repository.Tests;

/// <summary>Which project may use which: Kernel ← Core ← WebKit ← extensions ← Web; Storage.* knows Core; only the host knows storage.</summary>
public sealed partial class ProjectWallsTests
{
    private static readonly string[] Everything = ["*"];

    /// <summary>Project name (a trailing * stands for the rest) → the projects it may name. The first row that fits counts.</summary>
    private static readonly (string Project, string[] MayUse)[] Arrows =
    [
        ("Dizhu.Kernel", []),
        ("Dizhu.Core", ["Dizhu.Kernel"]),
        ("Dizhu.Storage.*", ["Dizhu.Core", "Dizhu.Kernel"]),
        ("Dizhu.WebKit", ["Dizhu.Core", "Dizhu.Kernel"]),
        ("Dizhu.Web", Everything),
        ("extensions/Dizhu.*", ["Dizhu.WebKit", "Dizhu.Core", "Dizhu.Kernel"]),
    ];

    private static IEnumerable<string> ProductProjects => RepositoryFiles.Under("src", ".csproj");

    [Fact]
    public void Every_project_of_the_product_uses_only_what_its_row_allows()
    {
        var wrong = from file in ProductProjects
                    let row = RowOf(file)
                    from used in References(file, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r))
                    where row.MayUse is null || !(row.MayUse == Everything || row.MayUse.Contains(used, StringComparer.Ordinal))
                    select $"{file} → {used}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_of_the_product_has_a_row()
    {
        Assert.NotEmpty(ProductProjects);
        Assert.DoesNotContain(ProductProjects, f => RowOf(f).MayUse is null);
    }

    [Fact]
    public void The_kernel_depends_on_nothing_and_knows_no_clock()
    {
        const string Kernel = "src/Dizhu.Kernel/Dizhu.Kernel.csproj";
        Assert.Empty(References(Kernel, "PackageReference"));
        Assert.Empty(References(Kernel, "FrameworkReference"));

        var clocks = RepositoryFiles.Under("src/Dizhu.Kernel", ".cs")
            .Where(f => Clock().IsMatch(RepositoryFiles.CodeOnly(RepositoryFiles.Read(f))));
        Assert.Empty(clocks);
    }

    [Fact]
    public void Core_names_no_database_and_no_page()
    {
        var packages = References("src/Dizhu.Core/Dizhu.Core.csproj", "PackageReference");
        Assert.DoesNotContain(packages, p => Provider().IsMatch(p));

        var pages = RepositoryFiles.Under("src/Dizhu.Core", ".cs")
            .Where(f => Page().IsMatch(RepositoryFiles.CodeOnly(RepositoryFiles.Read(f))));
        Assert.Empty(pages);
    }

    [Fact]
    public void No_namespace_of_a_database_stands_outside_its_storage_project()
    {
        var wrong = RepositoryFiles.Under("src", ".cs")
            .Where(f => !f.StartsWith("src/Dizhu.Storage.", StringComparison.Ordinal))
            .Where(f => DatabaseNamespace().IsMatch(RepositoryFiles.CodeOnly(RepositoryFiles.Read(f))));

        Assert.Empty(wrong);
    }

    private static (string Project, string[]? MayUse) RowOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var key = file.StartsWith("src/extensions/", StringComparison.Ordinal) ? "extensions/" + name : name;
        return Arrows.FirstOrDefault(row => row.Project.EndsWith('*')
            ? key.StartsWith(row.Project[..^1], StringComparison.Ordinal)
            : string.Equals(key, row.Project, StringComparison.Ordinal));
    }

    private static List<string> References(string project, string kind) =>
        [.. XDocument.Parse(RepositoryFiles.Read(project)).Descendants(kind).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'))];

    [GeneratedRegex(@"\bTimeProvider\b|\bStopwatch\b|\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex Clock();

    [GeneratedRegex("Sqlite|Npgsql|PostgreSQL")]
    private static partial Regex Provider();

    [GeneratedRegex(@"using Microsoft\.AspNetCore\.(Mvc|Razor|Components)\b")]
    private static partial Regex Page();

    [GeneratedRegex(@"using (static )?(Npgsql|Microsoft\.Data\.Sqlite|SQLitePCL)\b")]
    private static partial Regex DatabaseNamespace();
}
