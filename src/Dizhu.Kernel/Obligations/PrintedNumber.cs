using System.Globalization;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>
/// A number as a document prints it: its value, and how fine it is printed. <c>1.5万</c> is 15000 to the nearest 1000,
/// <c>15000</c> is exact to 1; the two are never mistaken for one another.
/// </summary>
/// <param name="Printed">As printed.</param>
/// <param name="Value">The exact value of what is printed.</param>
/// <param name="Step">What one more in the last printed digit would add; 0 for a fraction such as 1/3, which is exact.</param>
public sealed record PrintedNumber(string Printed, Fraction Value, Fraction Step)
{
    /// <summary>A number token for the patterns of this room: <c>1,200.5万</c>, <c>1/3</c>, <c>百分之十</c>, <c>三分之一</c>, <c>十五</c>.</summary>
    internal const string Pattern = @"(?:百分之)?(?:[0-9][0-9,]*(?:\.[0-9]+)?(?:/[0-9]+)?[万亿]?|[零〇一二两三四五六七八九十百千万]+(?:分之[零〇一二两三四五六七八九十百千万]+)?)";

    /// <summary>So that neither a slip of the pen nor a page of digits is taken for a figure.</summary>
    private const int Longest = 24;

    private static readonly string[] Lines = ["/", "分之"];

    /// <summary>Reads a number; <c>百分之十</c> and <c>10%</c> are both 1/10.</summary>
    public static Outcome<PrintedNumber> Parse(string? text)
    {
        var printed = (text ?? "").Trim();
        var (body, percent) = printed switch
        {
            _ when printed.StartsWith("百分之", StringComparison.Ordinal) => (printed[3..], true),
            _ when printed.EndsWith('%') || printed.EndsWith('％') => (printed[..^1].TrimEnd(), true),
            _ => (printed, false),
        };
        if (printed.Length > Longest || Exact(body) is not var (value, step))
        {
            return new Refusal("number.unreadable", $"“{Short(printed)}”不是能识别的数。请写成 10、1.5万、1/3、百分之十或三分之一。", RefusalKind.Invalid, Field: "number");
        }

        var scale = percent ? new Fraction(1, 100) : new Fraction(1, 1);
        return new PrintedNumber(printed, value * scale, step * scale);
    }

    /// <summary>A whole number in Arabic or Chinese figures: <c>15</c>, <c>十五</c>, <c>两</c>; null for anything else.</summary>
    internal static int? Whole(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
        {
            return plain;
        }

        // 一百二十三: a digit waits for its place; 十 alone is 10.
        var (total, section, digit, last) = (0, 0, -1, int.MaxValue);
        foreach (var character in text)
        {
            var place = character switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10_000, _ => 0 };
            if (place == 0)
            {
                var read = character == '两' ? 2 : character == '零' ? 0 : "〇一二三四五六七八九".IndexOf(character, StringComparison.Ordinal);
                if (read < 0 || digit > 0)
                {
                    return null;
                }

                digit = read;
                continue;
            }

            if (place >= last || (place != 10 && digit <= 0 && !(place == 10_000 && section > 0)))
            {
                return null;
            }

            if (place == 10_000)
            {
                (total, section, last) = ((section + Math.Max(digit, 0)) * place, 0, int.MaxValue - 1);
            }
            else
            {
                (section, last) = (section + ((digit <= 0 ? 1 : digit) * place), place);
            }

            digit = -1;
        }

        return text.Length == 0 ? null : total + section + Math.Max(digit, 0);
    }

    private static (Fraction Value, Fraction Step)? Exact(string body)
    {
        if (body.Split(Lines, StringSplitOptions.None) is [var first, var second])
        {
            var slash = body.Contains('/', StringComparison.Ordinal);
            return Whole(slash ? first : second) is { } numerator && Whole(slash ? second : first) is { } denominator and > 0
                ? (new Fraction(numerator, denominator), default)
                : null;
        }

        var unit = body.Length > 1 && char.IsAsciiDigit(body[0]) ? body[^1] switch { '万' => 10_000, '亿' => 100_000_000, _ => 1 } : 1;
        var figures = unit == 1 ? body : body[..^1];
        if (Whole(figures) is { } whole)
        {
            return (new Fraction(whole, 1) * new Fraction(unit, 1), new Fraction(unit, 1));
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        return decimal.TryParse(figures, Plain, CultureInfo.InvariantCulture, out var number) && char.IsAsciiDigit(figures[0]) && char.IsAsciiDigit(figures[^1])
            ? (Fraction.Of(number) * new Fraction(unit, 1), new Fraction(unit, System.Numerics.BigInteger.Pow(10, number.Scale)))
            : null;
    }

    internal static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
