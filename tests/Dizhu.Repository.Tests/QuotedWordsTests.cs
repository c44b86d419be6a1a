using System.Reflection;
using System.Text.RegularExpressions;
using Dizhu.Core.Policies;
using Dizhu.Kernel.Rules;

namespace Dizhu.Repository.Tests;

/// <summary>Every clause the code cites is a clause of the kept text, and every quoted word stands in it.</summary>
public sealed partial class QuotedWordsTests
{
    private static readonly Dictionary<string, SourceDocument> Known = typeof(Sources)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.FieldType == typeof(SourceDocument))
        .ToDictionary(f => f.Name, f => (SourceDocument)f.GetValue(null)!, StringComparer.Ordinal);

    /// <summary>
    /// Where clauses are built from data and not from words in the source: file → why. Their words are checked where the data is.
    /// </summary>
    private static readonly Dictionary<string, string> BuiltFromData = new(StringComparer.Ordinal)
    {
        ["src/Dizhu.Kernel/Rules/SourceDocument.cs"] = "defines what a citation is",
        ["src/Dizhu.Core/Organisations/UnitDuty.cs"] = "the words are data/organisations/duties.csv, checked by OrganisationBookTests",
    };

    /// <summary>Documents cited by number only, whose text may not be kept here: code → why.</summary>
    private static readonly Dictionary<string, string> TextNotKept = new(StringComparer.Ordinal);

    [Fact]
    public void Every_quoted_word_stands_in_the_kept_text_of_its_clause()
    {
        var wrong = Citations().Where(c => !TextNotKept.ContainsKey(c.Document.Code))
            .Where(c => !KeptText.Contains(c.Document.Code, c.Number, c.Words))
            .Select(c => $"{c.File}: {c.Document.Code} {c.Number} does not say “{c.Words}”. {Where(c.Document, c.Words)}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_citation_in_the_source_can_be_read_by_this_guard()
    {
        var unread = RepositoryFiles.Under("src", ".cs").Where(f => !BuiltFromData.ContainsKey(f)).SelectMany(file =>
        {
            var code = RepositoryFiles.WithoutComments(RepositoryFiles.Read(file));
            return Unread(code) is var count and > 0
                ? new[] { $"{file}: {count} citations are not two plain strings after a document of {nameof(Sources)}" }
                : [];
        });

        Assert.Empty(unread);
    }

    [Theory]
    [InlineData("""Sources.Order26.Clause("一", "字")""", 0)]
    [InlineData("""Kernel.Rules.Sources.Order26.Clause( "一", "字\"字" )""", 0)]
    [InlineData("""Order26.Clause("一", words)""", 1)]
    [InlineData("""Order26.Clause(number, "字")""", 1)]
    [InlineData("""Order26.Clause("一", "字" + "字")""", 1)]
    [InlineData("""new Clause(Order26, "一", "字")""", 1)]
    [InlineData("""kept.Clause(row.Number)""", 0)] // looks a kept clause up
    public void A_citation_that_is_not_in_plain_words_is_noticed(string code, int unread) => Assert.Equal(unread, Unread(code));

    [Fact]
    public void Every_cited_document_is_kept_with_its_title()
    {
        foreach (var document in Known.Values.Where(d => !TextNotKept.ContainsKey(d.Code)))
        {
            var kept = KeptText.Find(document.Code);

            Assert.True(kept is not null, $"{document.Code} is cited but not kept in docs/sources.");
            Assert.True(document.Title == kept.Title || document.Title == kept.AttachedTitle, $"{document.Code} is not called {document.Title}.");
            Assert.Equal(kept.Date, document.InForceFrom);
        }
    }

    [Fact]
    public void Every_clause_named_in_the_data_is_a_clause_of_the_kept_text()
    {
        var wrong = from file in RepositoryFiles.Under("data", ".csv")
                    from row in Csv.Rows(file)
                    let cell = row.GetValueOrDefault("clause")
                    where cell is not null
                    from reference in ClauseReferences.In(cell)
                    where KeptText.Find(reference.Code) is null || !ClauseReferences.IsKept(reference)
                    select $"{file}: {cell} → {reference.Code} {reference.Number}";

        Assert.Empty(wrong.Distinct());
    }

    [Theory]
    [InlineData("三(二)1", "部件以权属为主,事件以属地为主", true)]
    [InlineData("三(二)1", "部件以权属为主, 事件以属地\n为主", true)] // the print breaks lines anywhere
    [InlineData("三(二)1", "部件以权属为主，事件以属地为主", false)] // another comma is another print
    [InlineData("三(二)2", "部件以权属为主", false)]
    [InlineData("三(二)", "部件以权属为主", false)] // the words of a point are not those of the chapter over it
    [InlineData("三(二)99", "部件以权属为主", false)]
    [InlineData("三(二)1", " ", false)]
    public void Words_are_found_in_their_own_clause_and_nowhere_else(string number, string words, bool expected) =>
        Assert.Equal(expected, KeptText.Contains("三政办〔2017〕26号", number, words));

    internal static IEnumerable<(string File, SourceDocument Document, string Number, string Words)> Citations() =>
        from file in RepositoryFiles.Under("src", ".cs")
        let code = RepositoryFiles.WithoutComments(RepositoryFiles.Read(file))
        from match in Citation().Matches(code)
        select (file, Resolve(file, code, match.Groups["doc"].Value), match.Groups["n"].Value, Regex.Unescape(match.Groups["w"].Value));

    /// <summary><c>Sources.Order26</c>, a <c>using static</c>, or a local name for one of them.</summary>
    private static SourceDocument Resolve(string file, string code, string expression)
    {
        var name = expression.Split('.')[^1];
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        var alias = Regex.Match(code, $@"\b{Regex.Escape(name)}\s*(?:=>|=)\s*(?:[\w.]*\.)?(?<to>\w+)\s*[;,]", RegexOptions.None, TimeSpan.FromSeconds(1));
        return alias.Success && Known.TryGetValue(alias.Groups["to"].Value, out var named)
            ? named
            : throw new InvalidOperationException($"{file}: {expression} is not a document of {nameof(Sources)}.");
    }

    private static int Unread(string code) => AnyCitation().Count(code) - Citation().Count(code);

    private static string Where(SourceDocument document, string words)
    {
        var clauses = KeptText.Find(document.Code)?.Clauses.Where(c => c.Says(words)).Select(c => c.Number).ToList() ?? [];
        return clauses.Count == 0 ? "No clause of it says so." : $"It stands in {string.Join(", ", clauses)}.";
    }

    [GeneratedRegex(@"(?<doc>[A-Za-z_][\w.]*?)\s*\.Clause\(\s*""(?<n>(?:\\.|[^""\\])*)""\s*,\s*""(?<w>(?:\\.|[^""\\])*)""\s*\)")]
    private static partial Regex Citation();

    /// <summary>Looking a kept clause up takes one argument; everything else that makes a clause is a citation.</summary>
    [GeneratedRegex(@"\.Clause\((?!\s*[\w.]+\s*\))|\bnew Clause\(")]
    private static partial Regex AnyCitation();
}
