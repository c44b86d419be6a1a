using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Geography;

/// <summary>The edition of the component standard an id is written in.</summary>
public enum ComponentEdition
{
    /// <summary>GB/T 30428.2-2013: 6 + 2 + 2 + 6 = 16 digits.</summary>
    Edition2013,

    /// <summary>GB/T 47678.5-2026: 6 + 2 + 3 + 6 = 17 digits.</summary>
    Edition2026,
}

/// <summary>
/// Identification code of a managed component (管理部件标识码): division, major class, minor class and a running
/// number per class and division.
/// </summary>
public sealed record ComponentId
{
    private const int DivisionLength = 6;
    private const int MajorLength = 2;
    private const int SequenceLength = 6;

    private ComponentId(string value, ComponentEdition edition)
    {
        Value = value;
        Edition = edition;
    }

    /// <summary>All digits, as stored and shown.</summary>
    public string Value { get; }

    /// <summary>The edition whose form it has.</summary>
    public ComponentEdition Edition { get; }

    /// <summary>The six digits of the county-level division.</summary>
    public string DivisionPart => Value[..DivisionLength];

    /// <summary>The two digits of the major class (大类).</summary>
    public string MajorPart => Value.Substring(DivisionLength, MajorLength);

    /// <summary>The digits of the minor class (小类): two in 2013, three in 2026.</summary>
    public string MinorPart => Value.Substring(DivisionLength + MajorLength, MinorLength(Edition));

    /// <summary>The running number, from 1.</summary>
    public int Sequence => int.Parse(Value.AsSpan(Value.Length - SequenceLength));

    /// <summary>The class this id belongs to, as the catalogue names it: <c>2013-C0101</c>, <c>2026-C01001</c>.</summary>
    public string ClassKey => (Edition == ComponentEdition.Edition2013 ? "2013-C" : "2026-C") + MajorPart + MinorPart;

    public override string ToString() => Value;

    /// <summary>How many digits an id of an edition has.</summary>
    public static int LengthOf(ComponentEdition edition) => DivisionLength + MajorLength + MinorLength(edition) + SequenceLength;

    /// <summary>Reads an id; the refusal names the part that is wrong.</summary>
    /// <param name="text">The digits; blanks around them are ignored.</param>
    /// <param name="edition">The form expected.</param>
    /// <param name="isDivision">Knows the six-digit divisions; null when they are not to be checked.</param>
    /// <param name="isClass">Knows the class keys; null when they are not to be checked.</param>
    public static Outcome<ComponentId> Parse(
        string? text,
        ComponentEdition edition = ComponentEdition.Edition2013,
        Func<string, bool>? isDivision = null,
        Func<string, bool>? isClass = null)
    {
        var digits = (text ?? "").Trim();
        if (Digits.Check(digits, LengthOf(edition), "部件标识码", "component-id", "componentId") is { } malformed)
        {
            return malformed;
        }

        var id = new ComponentId(digits, edition);
        var lastOfClass = DivisionLength + MajorLength + MinorLength(edition);
        if (Digits.IsZero(id.DivisionPart) || isDivision?.Invoke(id.DivisionPart) == false)
        {
            return Wrong("component-id.division", $"部件标识码“{digits}”第 1–6 位（行政区划）{id.DivisionPart} 不在区划表中；请核对前 6 位。");
        }

        if (Digits.IsZero(id.MajorPart))
        {
            return Wrong("component-id.major", $"部件标识码“{digits}”第 7–8 位（大类）为 00；请填写部件大类代码。");
        }

        if (Digits.IsZero(id.MinorPart))
        {
            return Wrong("component-id.minor", $"部件标识码“{digits}”第 9–{lastOfClass} 位（小类）为 {id.MinorPart}；请填写部件小类代码。");
        }

        if (id.Sequence == 0)
        {
            return Wrong("component-id.sequence", $"部件标识码“{digits}”末 6 位（顺序号）为 000000，顺序号从 000001 开始；请核对末 6 位。");
        }

        return isClass?.Invoke(id.ClassKey) == false
            ? Wrong("component-id.class", $"部件标识码“{digits}”第 7–{lastOfClass} 位（部件类别）{id.MajorPart}{id.MinorPart} 不在统一的部件类别表中；请按类别表改正或先登记扩展类别。")
            : id;
    }

    /// <summary>Reads an id without saying what is wrong with it.</summary>
    public static bool TryParse(string? text, out ComponentId? id, ComponentEdition edition = ComponentEdition.Edition2013)
    {
        var outcome = Parse(text, edition);
        id = outcome.Moved ? outcome.Value : null;
        return outcome.Moved;
    }

    /// <summary>Builds an id from its parts.</summary>
    /// <param name="division">Six digits.</param>
    /// <param name="classCode">Major and minor class: four digits in 2013, five in 2026.</param>
    /// <param name="sequence">From 1 to 999,999.</param>
    /// <param name="edition">The form to write.</param>
    public static Outcome<ComponentId> Of(string division, string classCode, int sequence, ComponentEdition edition = ComponentEdition.Edition2013) =>
        sequence is < 1 or > 999_999
            ? Wrong("component-id.sequence", $"部件顺序号 {sequence} 超出范围 1–999999；请核对。")
            : Parse(division + classCode + sequence.ToString("D6"), edition);

    private static int MinorLength(ComponentEdition edition) => edition == ComponentEdition.Edition2013 ? 2 : 3;

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "componentId");
}
