using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Geography;

/// <summary>
/// Identification code of a basic grid (单元网格标识码): district, street, community and a running number,
/// numbered west to east, then north to south inside the community (GB/T 30428.1-2013; digits in standards notes §3).
/// </summary>
public sealed record BasicGridCode
{
    private readonly CodeFormat _format;

    private BasicGridCode(string value, CodeFormat format)
    {
        Value = value;
        _format = format;
    }

    /// <summary>All digits, as stored and shown.</summary>
    public string Value { get; }

    /// <summary>The first six digits: county-level division.</summary>
    public string DistrictCode => Value[.._format.District];

    /// <summary>The first nine digits: street or town.</summary>
    public string StreetCode => Value[.._format.StreetLength];

    /// <summary>The first twelve digits: community or village.</summary>
    public string CommunityCode => Value[.._format.CommunityLength];

    /// <summary>The running number inside the community, from 1.</summary>
    public int Sequence => int.Parse(Value.AsSpan(_format.CommunityLength));

    public override string ToString() => Value;

    /// <summary>Reads a code in the national form of 15 digits.</summary>
    public static Outcome<BasicGridCode> Parse(string? text) => Parse(text, CodeFormat.National);

    /// <summary>Reads a code; the refusal names the part that is wrong.</summary>
    /// <param name="text">The digits; blanks around them are ignored.</param>
    /// <param name="format">How long each part is.</param>
    /// <param name="isDivision">Knows the division codes (6, 9 and 12 digits); null when they are not to be checked.</param>
    public static Outcome<BasicGridCode> Parse(string? text, CodeFormat format, Func<string, bool>? isDivision = null)
    {
        var code = (text ?? "").Trim();
        if (Digits.Check(code, format.Length, "单元网格标识码", "grid-code", "gridCode") is { } malformed)
        {
            return malformed;
        }

        if (Digits.IsZero(code.AsSpan(format.CommunityLength)))
        {
            return Wrong("grid-code.sequence", $"单元网格标识码“{code}”末 {format.Sequence} 位（网格顺序号）为 {code[format.CommunityLength..]}，顺序号从 1 开始；请核对末 {format.Sequence} 位。");
        }

        if (DivisionCode.Check(code[..format.CommunityLength], format, isDivision) is { } unknown)
        {
            return unknown;
        }

        return new BasicGridCode(code, format);
    }

    /// <summary>Reads a code without saying what is wrong with it.</summary>
    public static bool TryParse(string? text, out BasicGridCode? code)
    {
        var outcome = Parse(text);
        code = outcome.Moved ? outcome.Value : null;
        return outcome.Moved;
    }

    /// <summary>Builds a code from a community and a running number.</summary>
    public static Outcome<BasicGridCode> Of(string communityCode, int sequence, CodeFormat? format = null)
    {
        var form = format ?? CodeFormat.National;
        var most = (int)Math.Pow(10, form.Sequence) - 1;
        return sequence < 1 || sequence > most
            ? Wrong("grid-code.sequence", $"社区 {communityCode} 的网格顺序号 {sequence} 超出范围 1–{most}；请重新划分或调整编号。")
            : Parse(communityCode + sequence.ToString($"D{form.Sequence}"), form);
    }

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "gridCode");
}

/// <summary>Division codes of 6, 9 and 12 digits: each longer code starts with the shorter one above it.</summary>
public static class DivisionCode
{
    /// <summary>The county-level code a longer code starts with.</summary>
    public static string DistrictOf(string code) => Prefix(code, CodeFormat.National.District);

    /// <summary>The street code a longer code starts with.</summary>
    public static string StreetOf(string code) => Prefix(code, CodeFormat.National.StreetLength);

    /// <summary>The community code a longer code starts with.</summary>
    public static string CommunityOf(string code) => Prefix(code, CodeFormat.National.CommunityLength);

    /// <summary>Says which level of a community code is not in the division tables; null when all are.</summary>
    internal static Refusal? Check(string community, CodeFormat format, Func<string, bool>? isDivision)
    {
        var levels = new[]
        {
            (Length: format.District, Start: 0, Name: "县（市、区）", Code: "grid-code.district"),
            (Length: format.StreetLength, Start: format.District, Name: "街道（乡镇）", Code: "grid-code.street"),
            (Length: format.CommunityLength, Start: format.StreetLength, Name: "社区（村）", Code: "grid-code.community"),
        };
        foreach (var level in levels)
        {
            var prefix = community[..level.Length];
            var own = community[level.Start..level.Length];
            if (Digits.IsZero(own))
            {
                return new(level.Code, $"标识码第 {level.Start + 1}–{level.Length} 位（{level.Name}）为 {own}，不是有效代码；请核对这几位。", RefusalKind.Invalid, Field: "gridCode");
            }

            if (isDivision is not null && !isDivision(prefix))
            {
                return new(level.Code, $"标识码第 {level.Start + 1}–{level.Length} 位（{level.Name}）：区划表中没有 {prefix}；请核对这几位或先更新区划数据。", RefusalKind.Invalid, Field: "gridCode");
            }
        }

        return null;
    }

    private static string Prefix(string code, int length) =>
        code.Length >= length ? code[..length] : throw new ArgumentException($"{code} is shorter than {length} digits.", nameof(code));
}
