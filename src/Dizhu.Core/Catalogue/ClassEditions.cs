using System.Collections.Frozen;

namespace Dizhu.Core.Catalogue;

/// <summary>One edition of the class directory.</summary>
/// <param name="Code">2007, 2013 or 2026.</param>
/// <param name="Standard">The standard it is printed in.</param>
/// <param name="From">The first day; null where it was not found.</param>
/// <param name="Until">The last day; null while it is in force or where it was not found.</param>
public sealed record ClassEdition(string Code, string Standard, DateOnly? From, DateOnly? Until, SourceMark Mark, string Note);

/// <summary>How a class went over into the next edition.</summary>
public enum SuccessorRelation
{
    /// <summary>Under the same name.</summary>
    Same,

    /// <summary>Under another name.</summary>
    Renamed,

    /// <summary>Into another major class.</summary>
    Moved,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>What became of a class in the 2026 edition: one row of <c>data/catalogue/class-successors.csv</c>.</summary>
/// <param name="FromKey">The class before.</param>
/// <param name="ToKey">The class of 2026; null when it has no successor.</param>
/// <param name="Source">Where the row comes from.</param>
/// <param name="Note">What is to be known of it, or why there is none.</param>
public sealed record ClassSuccessor(string FromKey, string? ToKey, SuccessorRelation Relation, SourceMark Mark, string Source, string? Note);

/// <summary>
/// The editions of the class directory and the way between them. It is a table: numbers of different editions mean different things
/// (event majors 04 and 05 changed places between 2007 and 2013; some classes moved to another major in 2026).
/// </summary>
public sealed class ClassEditions
{
    private readonly FrozenDictionary<string, ClassSuccessor> _from;
    private readonly FrozenDictionary<string, ClassSuccessor> _to;

    private ClassEditions()
    {
        All =
        [
            .. CityTable.Rows("data/catalogue/editions.csv")
                .Select(r => new ClassEdition(r["edition"], r["standard"], r.Day("from"), r.Day("until"), Enum.Parse<SourceMark>(r["mark"]), r["note"])),
        ];
        Successors =
        [
            .. CityTable.Rows("data/catalogue/class-successors.csv").Select(r => new ClassSuccessor(
                r["from_key"], r.Text("to_key"), Enum.Parse<SuccessorRelation>(r["relation"]), Enum.Parse<SourceMark>(r["mark"]), r["source"], r.Text("note"))),
        ];
        _from = Successors.ToFrozenDictionary(s => s.FromKey, StringComparer.Ordinal);
        _to = Successors.Where(s => s.ToKey is not null).ToFrozenDictionary(s => s.ToKey!, StringComparer.Ordinal);
    }

    /// <summary>The tables of this build.</summary>
    public static ClassEditions Shipped { get; } = new();

    /// <summary>All editions, oldest first.</summary>
    public IReadOnlyList<ClassEdition> All { get; }

    /// <summary>One row for every class before 2026.</summary>
    public IReadOnlyList<ClassSuccessor> Successors { get; }

    /// <summary>The edition in force on a legal day.</summary>
    public ClassEdition InForce(DateOnly day) => All.Last(e => (e.From is null || e.From <= day) && (e.Until is null || day <= e.Until));

    /// <summary>What became of a class; null for a class of 2026 or one that is unknown.</summary>
    public ClassSuccessor? SuccessorOf(string key) => _from.GetValueOrDefault(key);

    /// <summary>Where a class of 2026 comes from; null when it is new.</summary>
    public ClassSuccessor? PredecessorOf(string key) => _to.GetValueOrDefault(key);

    /// <summary>The key of the same class in the other edition; null when it has none.</summary>
    public string? CounterpartOf(string key) => SuccessorOf(key)?.ToKey ?? PredecessorOf(key)?.FromKey;
}

/// <summary>Finds classes by the code of any edition, by key or by name.</summary>
public static class ClassSearch
{
    /// <summary>
    /// The classes meant by a text: a key, a code of 2007, 2013 or 2026, or a part of a name; the counterpart in the other edition comes with each. Empty text gives all.
    /// </summary>
    public static IReadOnlyList<ClassPair> Find(CatalogueBook catalogue, string? text)
    {
        var wanted = text?.Trim() ?? "";
        bool Means(MatterClass c) => wanted.Length == 0
            || string.Equals(c.Key, wanted, StringComparison.OrdinalIgnoreCase)
            || string.Equals(c.Code, wanted, StringComparison.Ordinal)
            || string.Equals(c.Code2007, wanted, StringComparison.Ordinal)
            || (c.Name?.Contains(wanted, StringComparison.OrdinalIgnoreCase) ?? false);
        return
        [
            .. catalogue.Classes.Where(Means).Select(c => PairOf(catalogue, c)).DistinctBy(p => (p.Before?.Key, p.Now?.Key))
                .OrderBy(p => (p.Before ?? p.Now)!.Kind).ThenBy(p => p.Before is null).ThenBy(p => (p.Before ?? p.Now)!.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>A class with its counterpart.</summary>
    public static ClassPair PairOf(CatalogueBook catalogue, MatterClass c)
    {
        var editions = ClassEditions.Shipped;
        var row = editions.SuccessorOf(c.Key) ?? editions.PredecessorOf(c.Key);
        var is2026 = editions.SuccessorOf(c.Key) is null;
        var other = editions.CounterpartOf(c.Key) is { } key ? catalogue.FindClass(key) : null;
        return is2026 ? new ClassPair(other, c, row) : new ClassPair(c, other, row);
    }
}

/// <summary>A class of 2013 and the one of 2026 it became; one of them is null where there is none.</summary>
/// <param name="Row">The row of the table behind it; null for a class new in 2026.</param>
public sealed record ClassPair(MatterClass? Before, MatterClass? Now, ClassSuccessor? Row)
{
    /// <summary>Why one is missing or what changed, in words.</summary>
    public string Words => (Before, Now, Row) switch
    {
        (null, _, _) => "2026 版新增",
        (_, null, { Note: { } note }) => note,
        (_, null, _) => "没有后继类别",
        (_, _, { Relation: SuccessorRelation.Moved }) => "移至另一大类",
        (_, _, { Relation: SuccessorRelation.Renamed }) => "改名",
        _ => "名称相同",
    };

    /// <summary>The code of both as lists show it: <c>0101 ↔ 01001</c>.</summary>
    public string Codes => $"{Before?.Code ?? "—"} ↔ {Now?.Code ?? "—"}";
}
