using System.Text;

namespace Dizhu.Core;

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

    /// <summary>
    /// Of the pairs of a text those that are enough to find it: a pair that lies between two others is left out, since its characters
    /// are in them. Finds a little more than all of them do.
    /// </summary>
    public static IReadOnlyList<string> Spanning(IReadOnlyList<string> pairs)
    {
        var (kept, last) = (new List<string>(), -2);
        for (var i = 0; i < pairs.Count; i++)
        {
            var between = last == i - 1 && i + 1 < pairs.Count && Meet(pairs[i - 1], pairs[i]) && Meet(pairs[i], pairs[i + 1]);
            if (!between)
            {
                kept.Add(pairs[i]);
                last = i;
            }
        }

        return kept;
    }

    /// <summary>True when one pair ends with the character the next begins with.</summary>
    private static bool Meet(string pair, string next) =>
        Rune.DecodeLastFromUtf16(pair, out var end, out _) == System.Buffers.OperationStatus.Done
        && Rune.DecodeFromUtf16(next, out var start, out _) == System.Buffers.OperationStatus.Done && end == start;

    private static Rune Folded(Rune rune) =>
        Rune.ToLowerInvariant(rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - FullWidthAbove) : rune);
}
