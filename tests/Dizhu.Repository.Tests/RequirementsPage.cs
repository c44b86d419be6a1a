using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>One row of the catalogue.</summary>
internal sealed record Requirement(string Id, string System, string Clause, string Text)
{
    public static IReadOnlyList<Requirement> All() =>
        [.. Csv.Rows("data/requirements/requirements.csv").Select(r => new Requirement(r["id"], r["system"], r["clause"], r["requirement"]))];
}

/// <summary>A test, or a class of tests, that says it shows a row.</summary>
internal sealed record RequirementTag(string Id, string Test);

/// <summary>Finds the tags by reading the sources of the tests, so that no list is kept by hand.</summary>
internal static partial class RequirementTags
{
    public static IReadOnlyList<RequirementTag> InTests() =>
        [.. RepositoryFiles.Under("tests", ".cs").SelectMany(f => In(RepositoryFiles.Read(f)))];

    public static IReadOnlyList<RequirementTag> In(string source)
    {
        var code = RawString().Replace(RepositoryFiles.WithoutComments(source), "\"\"");
        var tags = new List<RequirementTag>();
        foreach (Match tag in Tag().Matches(code))
        {
            var declared = Declaration().Match(code, tag.Index);
            var name = declared.Groups["class"] is { Success: true } type
                ? type.Value
                : $"{Class().Matches(code[..tag.Index]).Last().Groups["class"].Value}.{declared.Groups["method"].Value}";
            tags.AddRange(Id().Matches(tag.Value).Select(id => new RequirementTag(id.Groups["id"].Value, name)));
        }

        return tags;
    }

    [GeneratedRegex("\"\"\"+[\\s\\S]*?\"\"\"+")]
    private static partial Regex RawString();

    [GeneratedRegex(@"(?<=[\[,]\s*)Requirement\(\s*""[^)]*\)(?=\s*[,\]])")]
    private static partial Regex Tag();

    [GeneratedRegex(@"""(?<id>[^""]+)""")]
    private static partial Regex Id();

    [GeneratedRegex(@"\bclass\s+(?<class>\w+)|\b(?:void|Task|ValueTask)\s+(?<method>\w+)\s*\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bclass\s+(?<class>\w+)")]
    private static partial Regex Class();
}

/// <summary>Writes <c>docs/generated/requirements.md</c>.</summary>
internal static class RequirementsPage
{
    public static string Write(IReadOnlyList<Requirement> rows, IReadOnlyList<RequirementTag> tags)
    {
        var tests = tags.ToLookup(t => t.Id, t => t.Test, StringComparer.Ordinal);
        var page = new StringBuilder()
            .Append("# Requirements and the tests that show them\n\n")
            .Append("Made from `data/requirements/requirements.csv` and the `[Requirement]` tags of the tests by `./test --accept`; a test keeps it fresh.\n")
            .Append("A row without a test is not shown yet. The clause is that of [the kept texts](../sources/README.md).\n\n")
            .Append("| system | rows | with a test |\n|---|---:|---:|\n");
        foreach (var system in rows.GroupBy(r => r.System))
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"| {system.Key} | {system.Count()} | {system.Count(r => tests.Contains(r.Id))} |\n");
        }

        _ = page.Append(CultureInfo.InvariantCulture, $"| all | {rows.Count} | {rows.Count(r => tests.Contains(r.Id))} |\n\n")
            .Append("| id | clause | requirement | tests |\n|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var shown = tests[row.Id].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(t => $"`{t}`");
            _ = page.Append(CultureInfo.InvariantCulture, $"| {row.Id} | {Cell(row.Clause)} | {Cell(row.Text)} | {string.Join("<br>", shown)} |\n");
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();
}
