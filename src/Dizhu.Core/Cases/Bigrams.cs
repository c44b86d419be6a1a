using System.Text;

namespace Dizhu.Core.Cases;

/// <summary>
/// The one tokenizer of full-text search: every two neighbouring letters or digits are a word of the index. It needs no
/// dictionary, finds any part of a Chinese sentence from two characters on, and is the same for every database.
/// </summary>
public static class Bigrams
{
    private const int FullWidthFirst = 0xFF01;
    private const int FullWidthLast = 0xFF5E;
    private const int FullWidthAbove = 0xFEE0;

    /// <summary>
    /// The pairs of a text, each once, in the order met. Case and full or half width make no difference; signs and spaces part
    /// words, so a character that stands alone is in no pair.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var (seen, pairs, before) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), "");
        foreach (var rune in text.EnumerateRunes())
        {
            var now = Rune.IsLetterOrDigit(rune) ? Folded(rune).ToString() : "";
            if (before.Length > 0 && now.Length > 0 && seen.Add(before + now))
            {
                pairs.Add(before + now);
            }

            before = now;
        }

        return pairs;
    }

    private static Rune Folded(Rune rune) =>
        Rune.ToLowerInvariant(rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - FullWidthAbove) : rune);
}
