namespace Dizhu.Core.Policies;

/// <summary>A clause that holds all words looked for.</summary>
/// <param name="Excerpt">The words around the first of them, cut into what was looked for and what stands between.</param>
public sealed record ClauseHit(KeptDocument Document, KeptClause Clause, IReadOnlyList<(string Text, bool IsMark)> Excerpt, int Times);

/// <summary>Full-text search in the kept documents: clauses in which every word stands, the one that says them most often first.</summary>
public static class KeptSearch
{
    /// <summary>The longest words to look for, characters.</summary>
    public const int MostText = 60;

    private const int Around = 40;

    /// <summary>The clauses with all words, which spaces part; at most so many. Full-width and half-width signs count as one, for the print mixes them (D-POL-03).</summary>
    public static IReadOnlyList<ClauseHit> Find(string words, int most)
    {
        ArgumentNullException.ThrowIfNull(words);
        var wanted = Plain(words).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return wanted.Count == 0 ? [] :
        [
            .. KeptText.Documents.SelectMany(d => d.Clauses.Select(c => HitOf(d, c, wanted))).OfType<ClauseHit>()
                .OrderByDescending(h => h.Times).ThenBy(h => h.Document.Page).Take(most),
        ];
    }

    private static ClauseHit? HitOf(KeptDocument document, KeptClause clause, List<string> wanted)
    {
        var text = Plain(clause.Text).Replace('\n', ' ');
        if (!wanted.TrueForAll(w => text.Contains(w, StringComparison.Ordinal)))
        {
            return null;
        }

        var first = wanted.Min(w => text.IndexOf(w, StringComparison.Ordinal));
        var from = Math.Max(0, first - Around);
        var excerpt = clause.Text.Replace('\n', ' ')[from..Math.Min(text.Length, first + (2 * Around))];
        return new ClauseHit(document, clause, Marked(excerpt, wanted), wanted.Sum(w => Count(text, w)));
    }

    private static List<(string Text, bool IsMark)> Marked(string excerpt, List<string> wanted)
    {
        List<(string, bool)> parts = [];
        var plain = Plain(excerpt);
        var at = 0;
        while (at < excerpt.Length)
        {
            var next = wanted.Select(w => (Word: w, At: plain.IndexOf(w, at, StringComparison.Ordinal))).Where(n => n.At >= 0).OrderBy(n => n.At).ThenByDescending(n => n.Word.Length).FirstOrDefault();
            if (next.Word is null)
            {
                parts.Add((excerpt[at..], false));
                break;
            }

            if (next.At > at)
            {
                parts.Add((excerpt[at..next.At], false));
            }

            parts.Add((excerpt.Substring(next.At, next.Word.Length), true));
            at = next.At + next.Word.Length;
        }

        return parts;
    }

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>Every character for one: full-width signs and letters as half-width ones, capitals small.</summary>
    private static string Plain(string text) => string.Create(text.Length, text, (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = char.ToLowerInvariant(from[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(from[i] - 0xFEE0) : from[i] == '\u3000' ? ' ' : from[i]);
        }
    });
}
