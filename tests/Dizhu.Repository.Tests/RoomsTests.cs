using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>The rooms of Core and the arrows between them stand in <c>docs/rooms.md</c>; the source keeps to it.</summary>
public sealed partial class RoomsTests
{
    private const string Core = "src/Dizhu.Core/";

    private static readonly Dictionary<string, HashSet<string>> Table = ReadTable();

    private static IEnumerable<(string File, string Room, string Code)> Sources =>
        from file in RepositoryFiles.Under("src/Dizhu.Core", ".cs")
        let parts = file[Core.Length..].Split('/')
        where parts.Length > 1
        select (file, parts[0], RepositoryFiles.CodeOnly(RepositoryFiles.Read(file)));

    [Fact]
    public void Every_folder_of_core_is_a_room_of_the_table() =>
        Assert.Empty(Sources.Where(s => !Table.ContainsKey(s.Room)).Select(s => s.File));

    [Fact]
    public void Every_file_is_in_the_namespace_of_its_room() =>
        Assert.Empty(Sources
            .Where(s => !Regex.IsMatch(s.Code, $@"^namespace Dizhu\.Core\.{s.Room}\b", RegexOptions.Multiline, TimeSpan.FromSeconds(1)))
            .Select(s => s.File));

    [Fact]
    public void A_room_uses_only_the_rooms_its_row_allows()
    {
        var wrong = from source in Sources
                    from used in Used(source.Code).Distinct(StringComparer.Ordinal)
                    where used != source.Room && !(Table.TryGetValue(source.Room, out var allowed) && allowed.Contains(used))
                    select $"{source.File}: {source.Room} → {used}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_global_using_hides_an_arrow() =>
        Assert.DoesNotContain(
            RepositoryFiles.Under("src/Dizhu.Core", ".cs"),
            f => GlobalUsing().IsMatch(RepositoryFiles.CodeOnly(RepositoryFiles.Read(f))));

    [Fact]
    public void The_table_names_only_rooms_it_has_and_runs_in_no_circle()
    {
        Assert.NotEmpty(Table);
        Assert.Empty(Table.SelectMany(row => row.Value.Where(r => !Table.ContainsKey(r)).Select(r => $"{row.Key} → {r}")));

        var open = Table.ToDictionary(row => row.Key, row => row.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (open.FirstOrDefault(row => row.Value.Count == 0).Key is { } settled)
        {
            _ = open.Remove(settled);
            foreach (var row in open.Values)
            {
                _ = row.Remove(settled);
            }
        }

        Assert.True(open.Count == 0, $"These rooms use each other in a circle: {string.Join(", ", open.Keys)}");
    }

    [Theory]
    [InlineData("using Dizhu.Core.Places;", "Places")]
    [InlineData("using static Dizhu.Core.Cases.CaseFlow;", "Cases")]
    [InlineData("var book = new Catalogue.CatalogueBook();", "Catalogue")]
    [InlineData("Dizhu.Core.Journal.Entry entry;", "Journal")]
    [InlineData("db.Cases.Where(c => c.Open);", null)]
    [InlineData("using Dizhu.Core;", null)]
    public void An_arrow_is_seen_in_usings_and_in_qualified_names(string code, string? room) =>
        Assert.Equal(room is null ? [] : [room], Used(code));

    private static IEnumerable<string> Used(string code) => Using().Matches(code).Concat(Qualified().Matches(code))
        .Select(m => m.Groups["room"].Value)
        .Where(Table.ContainsKey)
        .Distinct(StringComparer.Ordinal);

    /// <summary>Rows of the form <c>| Cases | Access, Journal | what it holds |</c>; an em dash stands for none.</summary>
    private static Dictionary<string, HashSet<string>> ReadTable() =>
        TableRow().Matches(RepositoryFiles.Read("docs/rooms.md")).ToDictionary(
            row => row.Groups["room"].Value,
            row => row.Groups["uses"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(r => r != "—").ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);

    [GeneratedRegex(@"^\| (?<room>[A-Z]\w+) \|(?<uses>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"\bDizhu\.Core\.(?<room>[A-Z]\w*)")]
    private static partial Regex Using();

    /// <summary>Inside Core a neighbour can also be reached by the last part of its namespace.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:Core\.)?(?<room>[A-Z]\w*)\.[A-Z]\w*(?=[\s(<>\[,;)?])")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"global using (static )?Dizhu\.Core\.")]
    private static partial Regex GlobalUsing();
}
