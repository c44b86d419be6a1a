using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>A link in a page of the repository leads somewhere.</summary>
public sealed partial class LinksTests
{
    [Fact]
    public void Every_relative_link_in_a_markdown_page_leads_to_a_file_or_folder()
    {
        var broken = from page in RepositoryFiles.All.Where(f => f.EndsWith(".md", StringComparison.Ordinal))
                     from target in Targets(RepositoryFiles.Read(page))
                     let path = Path.Combine(Path.GetDirectoryName(page)!, target)
                     where !Path.Exists(Dizhu.Tests.Kit.Repository.PathOf(path))
                     select $"{page} → {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Links_to_elsewhere_and_inside_code_are_left_alone() =>
        Assert.Equal(["a.md", "三政办〔2017〕26号/text.md"], Targets(
            """
            [a](a.md#part) [b](https://example.org) [c](#here) `[d](d.md)` [e](三政办〔2017〕26号/text.md) [f](mailto:office)
            ```
            [g](g.md)
            ```
            """));

    private static IEnumerable<string> Targets(string markdown) => Link().Matches(Code().Replace(markdown, ""))
        .Select(m => Uri.UnescapeDataString(m.Groups["to"].Value.Split('#')[0]))
        .Where(to => to.Length > 0 && !to.Contains(':', StringComparison.Ordinal));

    [GeneratedRegex(@"```[\s\S]*?```|`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(<?(?<to>[^\s()<>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();
}
