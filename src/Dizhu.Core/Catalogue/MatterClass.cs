using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Catalogue;

/// <summary>The two top groups of classes (GB/T 30428.2-2013).</summary>
public enum MatterKind
{
    /// <summary>部件: an object that is owned.</summary>
    Component,

    /// <summary>事件: a matter without an object.</summary>
    Event,
}

/// <summary>How sure a row is. Never quote a row marked <see cref="U"/> as the text of a standard.</summary>
public enum SourceMark
{
    /// <summary>Confirmed by a found rule or published directory.</summary>
    C,

    /// <summary>Seen in a running system or a city's table, not in the standard itself.</summary>
    S,

    /// <summary>Unconfirmed: inferred or general knowledge.</summary>
    U,

    /// <summary>Our own proposal or translation.</summary>
    Ours,
}

/// <summary>大类: a major class of one edition.</summary>
public sealed record MajorClass(string Edition, MatterKind Kind, string Code, string Name);

/// <summary>小类: one class of components or events in one edition of the directory.</summary>
public sealed class MatterClass
{
    /// <summary>Edition, kind letter and code, for example <c>2013-C0101</c>.</summary>
    public required string Key { get; init; }

    /// <summary>2013, 2013x (local extensions of the neighbouring city) or 2026.</summary>
    public required string Edition { get; init; }

    public required MatterKind Kind { get; init; }

    /// <summary>4 digits, 5 in the 2026 edition; the first two are the major class.</summary>
    public required string Code { get; init; }

    public required string MajorName { get; init; }

    /// <summary>Null where the number exists but its name was not found: a place is kept, nothing can be chosen.</summary>
    public string? Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary>point, line, polygon or several; ours. Null for events.</summary>
    public string? Geometry { get; init; }

    /// <summary>The code of the same class in the 2026 edition.</summary>
    public string? Code2026 { get; init; }

    /// <summary>The code of the same class in CJ/T 214-2007.</summary>
    public string? Code2007 { get; init; }

    public required SourceMark Mark { get; init; }

    /// <summary>What the mark rests on.</summary>
    public required string Confirmation { get; init; }

    /// <summary>The standard or table it is in.</summary>
    public required string Source { get; init; }

    public string? Note { get; init; }

    /// <summary>True when matters can be given this class.</summary>
    public bool IsSelectable => Name is not null;

    /// <summary>What pages show: the name, or that it was not found.</summary>
    public string DisplayName => Name ?? $"（{Code} 名称未查得）";
}

/// <summary>What must hold of a directory before it is taken over.</summary>
public static class ClassDirectory
{
    private static readonly Clause Standard = Sources.Order26.Clause("三(三)", "管理部件和事件");

    /// <summary>
    /// Everything wrong with a directory: a key given twice, a key that is both 部件 and 事件, a key that does not
    /// say its kind and code. Empty when it is sound.
    /// </summary>
    public static IReadOnlyList<Refusal> Check(IEnumerable<MatterClass> classes)
    {
        var found = new List<Refusal>();
        foreach (var same in classes.GroupBy(c => c.Key, StringComparer.Ordinal))
        {
            if (same.Select(c => c.Kind).Distinct().Count() > 1)
            {
                found.Add(Wrong("catalogue.class-in-both", $"类别 {same.Key} 同时列为部件和事件。一个类别只能属于其中一类，请改正后再导入。"));
            }
            else if (same.Count() > 1)
            {
                found.Add(Wrong("catalogue.class-twice", $"类别 {same.Key} 出现了 {same.Count()} 次。请删去重复的行后再导入。"));
            }

            found.AddRange(same.Where(c => !string.Equals(c.Key, KeyOf(c), StringComparison.Ordinal) && same.Select(x => x.Kind).Distinct().Count() == 1)
                .Select(c => Wrong("catalogue.class-key", $"类别编号 {c.Key} 与它的版本、类型、代码不符，应为 {KeyOf(c)}。请改正后再导入。")));
        }

        return found;
    }

    /// <summary>The key a class must have.</summary>
    public static string KeyOf(MatterClass matter) => $"{matter.Edition}-{(matter.Kind == MatterKind.Component ? 'C' : 'E')}{matter.Code}";

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Standard, "classKey");
}
