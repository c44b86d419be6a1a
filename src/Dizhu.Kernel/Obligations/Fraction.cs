using System.Globalization;
using System.Numerics;

namespace Dizhu.Kernel.Obligations;

/// <summary>
/// An exact number: what is compared is never rounded (PLT-012). Always in lowest terms with a positive denominator;
/// the default value is 0.
/// </summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    // The denominator less one, so that the default value is 0/1 and not 0/0.
    private readonly BigInteger _denominatorLessOne;

    /// <summary>The number numerator/denominator.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction has no denominator 0.");
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        _denominatorLessOne = (denominator / common) - 1;
    }

    /// <summary>Above the line; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below the line; at least 1.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Shown as a percentage rounded to one decimal, halves away from zero: <c>16.7 %</c>. For reading only.</summary>
    public string PercentText
    {
        get
        {
            var doubled = ((BigInteger.Abs(Numerator) * 2000) + Denominator) / (Denominator * 2);
            var (whole, tenth) = (doubled / 10, doubled % 10);
            return string.Create(CultureInfo.InvariantCulture, $"{(Numerator.Sign < 0 && !doubled.IsZero ? "-" : "")}{whole}.{tenth} %");
        }
    }

    /// <summary>The rounded percentage with the exact number beside it: <c>16.7 %（1/6）</c>.</summary>
    public string PercentWithExact => $"{PercentText}（{this}）";

    /// <summary>The exact number a decimal stands for.</summary>
    public static Fraction Of(decimal value)
    {
        // A decimal is a 96-bit whole number over a power of ten.
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(value, parts);
        var whole = ((BigInteger)(uint)parts[2] << 64) + ((BigInteger)(uint)parts[1] << 32) + (uint)parts[0];
        return new(value < 0 ? -whole : whole, BigInteger.Pow(10, value.Scale));
    }

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary><c>1/6</c>, or <c>3</c> for a whole number.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
