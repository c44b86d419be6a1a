using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Geography;

/// <summary>
/// How many digits each part of a basic-grid code has. The national form (GB/T 30428.1-2013) is 6 + 3 + 3 + 3;
/// at least one city runs 16 digits, so the lengths are data.
/// </summary>
/// <param name="District">Digits of the county-level division (GB/T 2260).</param>
/// <param name="Street">Digits of the street or town within it.</param>
/// <param name="Community">Digits of the community or village within that.</param>
/// <param name="Sequence">Digits of the grid's running number within the community.</param>
public sealed record CodeFormat(int District, int Street, int Community, int Sequence)
{
    /// <summary>GB/T 30428.1-2013: 15 digits.</summary>
    public static readonly CodeFormat National = new(6, 3, 3, 3);

    /// <summary>Digits of a street code, counted from the left: 9 in the national form.</summary>
    public int StreetLength => District + Street;

    /// <summary>Digits of a community code: 12 in the national form.</summary>
    public int CommunityLength => StreetLength + Community;

    /// <summary>Digits of a whole grid code: 15 in the national form.</summary>
    public int Length => CommunityLength + Sequence;
}

/// <summary>What the codes of places and components have in common: digits, parts, refusals that name the wrong part.</summary>
internal static class Digits
{
    /// <summary>Length first, then the first character that is no digit; null when both are right.</summary>
    public static Refusal? Check(string text, int length, string what, string prefix, string field)
    {
        if (text.Length != length)
        {
            return new($"{prefix}.length", $"{what}“{Shown(text)}”有 {text.Length} 位，应为 {length} 位数字；请核对后重新填写。", RefusalKind.Invalid, Field: field);
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return new($"{prefix}.digit", $"{what}“{text}”第 {i + 1} 位“{text[i]}”不是数字；请只填写 0–9。", RefusalKind.Invalid, Field: field);
            }
        }

        return null;
    }

    /// <summary>A part of nothing but zeros names nothing.</summary>
    public static bool IsZero(ReadOnlySpan<char> part) => part.IndexOfAnyExcept('0') < 0;

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
