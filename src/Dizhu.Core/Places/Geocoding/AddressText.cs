using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dizhu.Core.Places;

/// <summary>
/// Brings the ways an address is written to one: half width, no blanks, everyday characters, digits in numbers of doors
/// and buildings, Chinese numerals in numbered streets. Done twice it changes nothing more.
/// </summary>
public static partial class AddressText
{
    private const int FullWidthAbove = 0xFEE0;
    private const string Traditional = "號樓棟區縣鎮鄉門東廣園場貳";
    private const string Everyday = "号楼栋区县镇乡门东广园场二";
    private const string Numerals = "零一二三四五六七八九";

    /// <summary>The one way to write an address.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var now = Folded(c);
            if (!char.IsWhiteSpace(now) && !char.IsControl(now))
            {
                folded.Append(now == '#' && folded.Length > 0 && char.IsAsciiDigit(folded[^1]) ? '号' : now);
            }
        }

        var numbered = BeforeUnit().Replace(folded.ToString(), m => InDigits(m.Value));
        return BeforeStreet().Replace(numbered, m => InNumerals(int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)));
    }

    private static char Folded(char c)
    {
        var narrow = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - FullWidthAbove) : c;
        var at = Traditional.IndexOf(narrow, StringComparison.Ordinal);
        return at >= 0 ? Everyday[at] : narrow switch
        {
            '—' or '–' or '‐' or '―' or '−' => '-',
            '○' or '〇' => '零',
            _ => char.ToUpperInvariant(narrow),
        };
    }

    /// <summary>一百二十三, 四七 or 047 in digits; what is no number stays.</summary>
    private static string InDigits(string text)
    {
        if (text.All(char.IsAsciiDigit))
        {
            return text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        }

        if (text.All(c => Numerals.Contains(c, StringComparison.Ordinal)))
        {
            return InDigits(string.Concat(text.Select(c => Numerals.IndexOf(c, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture))));
        }

        return WithUnits(text) is { } value ? value.ToString(CultureInfo.InvariantCulture) : text;
    }

    /// <summary>The value of a numeral with 十, 百 or 千; null when it is none.</summary>
    private static int? WithUnits(string text)
    {
        var (sum, digit, last) = (0, -1, 10_000);
        foreach (var c in text)
        {
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, _ => 0 };
            var value = Numerals.IndexOf(c == '两' ? '二' : c, StringComparison.Ordinal);
            if (unit > 0 && unit < last && (digit > 0 || (digit < 0 && unit == 10 && sum == 0)))
            {
                (sum, digit, last) = (sum + (digit < 0 ? 1 : digit) * unit, -1, unit);
            }
            else if (unit == 0 && value >= 0 && digit <= 0)
            {
                digit = value;
            }
            else
            {
                return null;
            }
        }

        return sum + Math.Max(digit, 0);
    }

    private static string InNumerals(int number)
    {
        if (number < 10)
        {
            return Numerals[number].ToString();
        }

        var text = new StringBuilder();
        foreach (var (unit, name) in new[] { (1000, "千"), (100, "百"), (10, "十") })
        {
            var digit = number / unit;
            number %= unit;
            if (digit > 0)
            {
                text.Append(unit == 10 && digit == 1 && text.Length == 0 ? "" : Numerals[digit].ToString()).Append(name);
            }
            else if (text.Length > 0 && number > 0 && text[^1] != '零')
            {
                text.Append('零');
            }
        }

        return (number > 0 ? text.Append(Numerals[number]) : text).ToString().TrimEnd('零');
    }

    [GeneratedRegex("[零一二三四五六七八九十百千两0-9]+(?=[号弄栋幢室层]|单元)", RegexOptions.None, 1000)]
    private static partial Regex BeforeUnit();

    [GeneratedRegex("(?<![0-9])[0-9]{1,4}(?=[路街巷]|大道|大街)", RegexOptions.None, 1000)]
    private static partial Regex BeforeStreet();
}
