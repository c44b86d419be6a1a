using System.Collections.Frozen;
using System.Text.Json;

namespace Dizhu.Core.Policies;

/// <summary>
/// The texts of the binding documents as the product carries them (<c>docs/sources</c>). Every clause the rules cite is
/// found again here. A document is read when it is first asked for.
/// </summary>
public static class KeptText
{
    private const string About = "document.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<FrozenDictionary<string, Lazy<KeptDocument>>> ByCode = new(() => CityData
        .Names("sources/")
        .Where(name => name.EndsWith("/" + About, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name.Split('/')[^2], name => new Lazy<KeptDocument>(() => Read(name)), StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyList<KeptDocument>> InOrder = new(() =>
        [.. ByCode.Value.Values.Select(d => d.Value).OrderBy(d => d.Page).ThenBy(d => d.Code, StringComparer.Ordinal)]);

    /// <summary>All kept documents in the order of their printed pages.</summary>
    public static IReadOnlyList<KeptDocument> Documents => InOrder.Value;

    /// <summary>The document with this number, exactly as printed (<c>三政办〔2017〕26号</c>), or null when its text is not kept.</summary>
    public static KeptDocument? Find(string code) => ByCode.Value.TryGetValue(code, out var document) ? document.Value : null;

    /// <summary>One clause, by the number used in citations (<c>三(二)1</c>, <c>4.1.2(3)</c>, <c>前言</c>); null when there is none.</summary>
    public static KeptClause? Find(string code, string number) => Find(code)?.Clause(number);

    /// <summary>
    /// True when the clause's own text, without the clauses below it, has these words. White space does not count, since
    /// the print breaks lines anywhere; everything else does.
    /// </summary>
    public static bool Contains(string code, string number, string words) => Find(code, number)?.Says(words) == true;

    private static KeptDocument Read(string aboutName)
    {
        var about = JsonSerializer.Deserialize<AboutFile>(CityData.ReadText(aboutName), Json)
            ?? throw new InvalidDataException($"{aboutName} is empty.");
        var text = CityData.ReadText(aboutName[..^About.Length] + "text.md");
        return new(about.Code, about.Title, about.TitleInContents, about.AttachedTitle, about.Issuer, about.Date, about.Page, Clauses(text));
    }

    /// <summary>Headings of the second level and below carry clause numbers; what stands under one, up to the next heading, is its text.</summary>
    private static List<KeptClause> Clauses(string text)
    {
        var clauses = new List<KeptClause>();
        string? number = null;
        var paragraphs = new List<string>();
        foreach (var line in text.Split('\n').Append("# "))
        {
            if (!line.StartsWith('#'))
            {
                if (line.Length > 0)
                {
                    paragraphs.Add(line);
                }

                continue;
            }

            if (number is not null)
            {
                clauses.Add(new(number, string.Join('\n', paragraphs)));
            }

            paragraphs.Clear();
            number = line.StartsWith("##", StringComparison.Ordinal) ? line.TrimStart('#').Trim() : null;
        }

        return clauses;
    }

    private sealed record AboutFile(
        string Code, string Title, string? TitleInContents, string? AttachedTitle, string Issuer, DateOnly Date, int Page);
}
