using System.Globalization;
using System.Numerics;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>
/// Money as documents print it and as parties share it: decimal 元, whole 分, nothing lost by rounding (PLT-022).
/// </summary>
public static class Money
{
    /// <summary>A guard against slips of the pen, 元; not a rule.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    /// <summary>Reads <c>100元</c>, <c>1.5万元</c>, <c>2亿元</c>, <c>3,000.50元</c>: 元, with the printed precision.</summary>
    public static Outcome<PrintedNumber> Parse(string? text)
    {
        var printed = (text ?? "").Trim();
        var number = printed.EndsWith('元') && !printed.Contains('/', StringComparison.Ordinal) && !printed.Contains('%', StringComparison.Ordinal)
            && !printed.Contains("分之", StringComparison.Ordinal)
            ? PrintedNumber.Parse(printed[..^1])
            : Unreadable(printed);
        return !number.Moved ? Unreadable(printed)
            : number.Value.Value > Fraction.Of(Largest) || !(number.Value.Value * new Fraction(100, 1)).Denominator.IsOne
                ? new Refusal("money.out-of-range", $"“{printed}”须精确到分，且不超过 1 万亿元。请核对金额。", RefusalKind.Invalid, Field: "amount")
                : number.Value with { Printed = printed };
    }

    /// <summary>
    /// Splits a total by weights: every share is cut to whole 分, and what is left over goes to the last party that has a
    /// weight. The shares always add up to the total.
    /// </summary>
    /// <param name="total">元, whole 分; negative when money is given back.</param>
    /// <param name="weights">One a party, none negative, at least one above 0.</param>
    public static Outcome<IReadOnlyList<decimal>> Split(decimal total, IReadOnlyList<decimal> weights)
    {
        if (Math.Abs(total) > Largest || decimal.Round(total, 2) != total)
        {
            return new Refusal("money.out-of-range", string.Create(CultureInfo.InvariantCulture, $"金额 {total} 元须精确到分，且不超过 1 万亿元。请核对金额。"), RefusalKind.Invalid, Field: "amount");
        }

        if (weights.Any(w => w < 0) || weights.All(w => w == 0))
        {
            return new Refusal("money.weights-invalid", "分担比例须为不小于 0 的数，且至少一方大于 0。请改正比例。", RefusalKind.Invalid, Field: "weights");
        }

        var whole = weights.Aggregate(default(Fraction), (sum, w) => sum + Fraction.Of(w));
        var cents = Fraction.Of(total * 100);
        var shares = weights.Select(w => Cut(cents * Fraction.Of(w) / whole)).ToArray();
        shares[weights.Select((w, i) => (w, i)).Last(p => p.w > 0).i] += total - shares.Sum();
        return shares;
    }

    // Whole numbers divide towards zero, so a share is never larger than its weight gives, whatever the sign.
    private static decimal Cut(Fraction cents) => (decimal)BigInteger.Divide(cents.Numerator, cents.Denominator) / 100;

    private static Outcome<PrintedNumber> Unreadable(string printed) => new Refusal(
        "money.unreadable", $"“{PrintedNumber.Short(printed)}”不是能识别的金额。请写成 100元、1.5万元或 3000.50元。", RefusalKind.Invalid, Field: "amount");
}
