using System.Text.RegularExpressions;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>One end of a range.</summary>
/// <param name="At">The figure.</param>
/// <param name="Included">True when the figure itself is inside.</param>
/// <param name="Word">The word that says so: 以上, 超过, 未达到 …</param>
public sealed record QuantityBound(PrintedNumber At, bool Included, string Word);

/// <summary>
/// A range of quantities in the words of a document: 以上, 以内, 以下 include the figure; 超过, 大于, 未达到, 不足
/// exclude it (reading A-GEN-01).
/// </summary>
/// <param name="Printed">As printed: <c>10%以上(未达到15%)</c>.</param>
/// <param name="Unit">What is counted, as printed; <c>%</c> for shares, whose figures are compared as fractions of one.</param>
/// <param name="Lower">The lower end; null when there is none.</param>
/// <param name="Upper">The upper end; null when there is none.</param>
public sealed partial record QuantityRange(string Printed, string Unit, QuantityBound? Lower, QuantityBound? Upper)
{
    private const int LongestText = 80;

    /// <summary>Reads a range, or says why it cannot be read.</summary>
    public static Outcome<QuantityRange> Parse(string? text)
    {
        var printed = (text ?? "").Trim();
        var parts = printed.Length <= LongestText ? Bound().Matches(printed) : Bound().Matches("");
        var rest = printed.Length <= LongestText ? Joint().Replace(Bound().Replace(printed, ""), "") : printed;
        if (parts.Count is < 1 or > 2 || rest.Length > 0)
        {
            return Refuse("quantity.unreadable", $"“{PrintedNumber.Short(printed)}”不是能识别的数量范围。请写成 10%以上、3人以下、超过10%、10%以上(未达到15%) 这样的词。");
        }

        QuantityBound? lower = null, upper = null;
        string? unit = null;
        foreach (Match part in parts)
        {
            var number = PrintedNumber.Parse(part.Groups["n"].Value + (part.Groups["u"].Value is "%" or "％" ? "%" : ""));
            if (!number.Moved)
            {
                return number.Refusal;
            }

            var word = part.Groups["before"].Value + part.Groups["after"].Value;
            var (isLower, included) = Meaning(word);
            var counted = part.Groups["n"].Value.StartsWith("百分之", StringComparison.Ordinal) ? "%" : part.Groups["u"].Value.Replace('％', '%');
            if ((isLower ? lower : upper) is not null || (unit ?? counted) != counted)
            {
                return Refuse("quantity.ends-disagree", $"“{printed}”的两端方向相同或单位不同。请分开登记。");
            }

            unit = counted;
            _ = isLower ? lower = new(number.Value, included, word) : upper = new(number.Value, included, word);
        }

        return lower is not null && upper is not null && !(lower.At.Value < upper.At.Value || (lower.At.Value == upper.At.Value && lower.Included && upper.Included))
            ? Refuse("quantity.empty", $"“{printed}”没有任何数符合。请核对两端的数。")
            : new QuantityRange(printed, unit!, lower, upper);
    }

    /// <summary>True when a quantity lies in the range; compared exactly.</summary>
    public bool Contains(Fraction value) =>
        (Lower is null || value > Lower.At.Value || (Lower.Included && value == Lower.At.Value))
        && (Upper is null || value < Upper.At.Value || (Upper.Included && value == Upper.At.Value));

    /// <summary>Whether a quantity lies in the range and why, in a sentence.</summary>
    public string Explain(Fraction value)
    {
        var shown = Unit == "%" ? value.PercentWithExact : $"{value}{Unit}";
        var words = new[] { Lower, Upper }.OfType<QuantityBound>().Select(b => $"“{b.Word}”{(b.Included ? "含" : "不含")}本数");
        return $"{shown}{(Contains(value) ? "符合" : "不符合")}“{Printed}”：{string.Join("，", words)}。";
    }

    private static (bool IsLower, bool Included) Meaning(string word) => word switch
    {
        "以上" or "及以上" or "不少于" or "不低于" or "至少" => (true, true),
        "超过" or "大于" or "多于" or "高于" => (true, false),
        "以下" or "及以下" or "以内" or "不超过" or "不大于" or "不高于" or "至多" => (false, true),
        _ => (false, false),
    };

    private static Refusal Refuse(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "quantity");

    [GeneratedRegex(
        @"(?<before>不超过|不大于|不高于|不少于|不低于|至少|至多|超过|大于|多于|高于|未达到|达不到|未满|不满|不足|低于|小于|少于)(?<n>" + PrintedNumber.Pattern + @")(?<u>[%％]|[\p{L}-[以超大多高未不低小少至且并及]]{0,6})"
        + @"|(?<n>" + PrintedNumber.Pattern + @")(?<u>[%％]|[\p{L}-[以超大多高未不低小少至且并及]]{0,6})(?<after>及?以上|及?以下|以内)",
        RegexOptions.None, 1000)]
    private static partial Regex Bound();

    [GeneratedRegex(@"[\s()（）,，、至且并但]+", RegexOptions.None, 1000)]
    private static partial Regex Joint();
}
