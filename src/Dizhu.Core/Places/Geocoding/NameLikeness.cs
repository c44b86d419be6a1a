namespace Dizhu.Core.Places;

/// <summary>How alike two folded names are, 0 to 1.</summary>
public static class NameLikeness
{
    /// <summary>Names less alike than this are different names; ours.</summary>
    public const double Least = 0.5;

    /// <summary>Names that are not the same are never as near as an old name of the place is.</summary>
    private const double MostUnlike = 0.89;

    private const double PartBase = 0.6;
    private const double PartMore = 0.29;
    private const string Telling = "0123456789零一二三四五六七八九十百千东南西北";

    /// <summary>1 for the same name; 0 where numbers or directions in both differ, since those tell neighbours apart.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="known">The registered name.</param>
    /// <param name="partly">Whether one may be a part of the other.</param>
    public static double Of(string asked, string known, bool partly)
    {
        if (string.Equals(asked, known, StringComparison.Ordinal))
        {
            return 1;
        }

        var (a, b) = (TellingOf(asked), TellingOf(known));
        if (a.Length > 0 && b.Length > 0 && !string.Equals(a, b, StringComparison.Ordinal))
        {
            return 0;
        }

        var (shorter, longer) = asked.Length < known.Length ? (asked, known) : (known, asked);
        if (partly && shorter.Count(c => !char.IsAsciiDigit(c)) > 1 && longer.Contains(shorter, StringComparison.Ordinal))
        {
            return PartBase + PartMore * shorter.Length / longer.Length;
        }

        var (mine, theirs) = (Bigrams.Of(asked), Bigrams.Of(known));
        var same = mine.Intersect(theirs, StringComparer.Ordinal).Count();
        var dice = mine.Count + theirs.Count == 0 ? 0 : 2.0 * same / (mine.Count + theirs.Count);
        return dice >= Least ? Math.Min(dice, MostUnlike) : 0;
    }

    private static string TellingOf(string name) => string.Concat(name.Where(c => Telling.Contains(c, StringComparison.Ordinal)));
}
