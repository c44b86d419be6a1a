using System.Globalization;

namespace Dizhu.Core.Maintenance;

/// <summary>
/// 案件编号规则: fixed letters and digits with <c>{yyMMdd}</c> or <c>{yyyyMMdd}</c> for the legal day and <c>{00000}</c>
/// for the running number of the day. Day and running number must both be there, so that no number comes twice.
/// </summary>
public sealed class NumberPattern
{
    private const int FewestDigits = 4;
    private const int Longest = 24;
    private readonly string _before;
    private readonly string _day;
    private readonly string _between;
    private readonly string _digits;

    private NumberPattern(string before, string day, string between, string digits) =>
        (_before, _day, _between, _digits) = (before, day, between, digits);

    /// <summary>Reads a pattern; null when it is not one.</summary>
    public static NumberPattern? TryParse(string text)
    {
        var parts = text.Split('{', '}');
        return parts is [var before, "yyMMdd" or "yyyyMMdd", var between, var digits, ""]
            && IsPlain(before) && IsPlain(between) && digits.Length >= FewestDigits && digits.All(c => c == '0')
            && string.Equals(text, $"{before}{{{parts[1]}}}{between}{{{digits}}}", StringComparison.Ordinal)
            && before.Length + parts[1].Length + between.Length + digits.Length <= Longest
            ? new NumberPattern(before, parts[1], between, digits)
            : null;
    }

    /// <summary>The number of a case; a running number with more digits than the pattern has keeps them all.</summary>
    public string Write(DateOnly day, int running) => string.Concat(
        _before, day.ToString(_day, CultureInfo.InvariantCulture), _between, running.ToString(_digits, CultureInfo.InvariantCulture));

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}
