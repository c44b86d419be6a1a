using Dizhu.Core.Catalogue;
using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Dispatch;

/// <summary>Combinations without a unit: grids that meet the same rules × classes that meet the same rules × ownership.</summary>
/// <param name="AreaPrefix">The longest area any rule names for these grids; empty for those no rule names.</param>
/// <param name="ClassPrefix">The longest class any rule names for these classes; empty for those no rule names.</param>
public sealed record MatrixGap(Ownership Ownership, string AreaPrefix, int Grids, string SampleGrid, string ClassPrefix, int Classes, string SampleClass)
{
    /// <summary>How many combinations it stands for.</summary>
    public long Combinations => (long)Grids * Classes;
}

/// <summary>Rules equally specific with different units; the first one wins.</summary>
public sealed record MatrixOverlap(IReadOnlyList<MatrixRule> Rules);

/// <summary>A rule that decides nothing, and why.</summary>
public sealed record UnreachedRule(MatrixRule Rule, string Why);

/// <summary>What is wrong with a matrix before it hurts.</summary>
/// <param name="Combinations">All combinations looked at.</param>
/// <param name="UnknownUnits">Rules whose unit is not in the register.</param>
public sealed record MatrixReport(
    int Rules, long Combinations, IReadOnlyList<MatrixGap> Gaps, IReadOnlyList<MatrixOverlap> Overlaps,
    IReadOnlyList<UnreachedRule> Unreached, IReadOnlyList<MatrixRule> UnknownUnits)
{
    /// <summary>Combinations without a unit.</summary>
    public long Missing => Gaps.Sum(g => g.Combinations);

    public bool IsSound => Gaps.Count == 0 && Overlaps.Count == 0 && Unreached.Count == 0 && UnknownUnits.Count == 0;
}

/// <summary>Looks at every combination of grid, class and ownership that can come up. Pure.</summary>
public static class MatrixCheck
{
    private static readonly Ownership[] OfEvents = [Ownership.None];
    private static readonly Ownership[] OfComponents = Enum.GetValues<Ownership>();

    /// <param name="isUnit">True for the id of a unit of the register.</param>
    public static MatrixReport Run(MatrixBook book, IReadOnlyCollection<string> gridCodes, IReadOnlyCollection<MatterClass> classes, Func<string, bool> isUnit)
    {
        var grids = gridCodes.GroupBy(book.AreaGroup).Select(g => (Group: g.Key, Count: g.Count(), Sample: g.Order(StringComparer.Ordinal).First())).ToList();
        var kinds = classes.GroupBy(c => (Group: book.ClassGroup(c.Key), c.Kind))
            .Select(g => (g.Key.Group, g.Key.Kind, Count: g.Count(), Sample: g.Select(c => c.Key).Order(StringComparer.Ordinal).First())).ToList();
        var (gaps, reached, combinations) = (new List<MatrixGap>(), new HashSet<MatrixRule>(ReferenceEqualityComparer.Instance), 0L);
        foreach (var of in kinds)
        {
            foreach (var ownership in OwnershipsOf(of.Kind))
            {
                foreach (var grid in grids)
                {
                    combinations += (long)grid.Count * of.Count;
                    if (book.Decide(grid.Group, of.Group, ownership) is { } rule)
                    {
                        reached.Add(rule);
                    }
                    else
                    {
                        gaps.Add(new MatrixGap(ownership, book.AreaPrefixOf(grid.Group), grid.Count, grid.Sample, book.ClassPrefixOf(of.Group), of.Count, of.Sample));
                    }
                }
            }
        }

        return new MatrixReport(
            book.Rules.Count, combinations,
            [.. gaps.OrderByDescending(g => g.Combinations).ThenBy(g => g.SampleGrid, StringComparer.Ordinal).ThenBy(g => g.SampleClass, StringComparer.Ordinal).ThenBy(g => g.Ownership)],
            Overlaps(book.Rules),
            [.. book.Rules.Where(r => !reached.Contains(r)).Select(r => new UnreachedRule(r, WhyUnreached(r, book.Rules, gridCodes, classes)))],
            [.. book.Rules.Where(r => !isUnit(r.UnitId))]);
    }

    /// <summary>The ownerships a matter of a kind can have.</summary>
    public static IReadOnlyList<Ownership> OwnershipsOf(MatterKind kind) => kind == MatterKind.Event ? OfEvents : OfComponents;

    // Equally specific and fitting one case means equal in every part: prefixes of one text and one length are the same.
    private static List<MatrixOverlap> Overlaps(IReadOnlyList<MatrixRule> rules) =>
    [
        .. rules.GroupBy(r => (r.AreaPrefix, r.ClassPrefix, r.Ownership))
            .Where(g => g.Select(r => r.UnitId).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(g => new MatrixOverlap([.. g])),
    ];

    private static string WhyUnreached(MatrixRule rule, IReadOnlyList<MatrixRule> rules, IReadOnlyCollection<string> grids, IReadOnlyCollection<MatterClass> classes)
    {
        if (!grids.Any(g => g.StartsWith(rule.AreaPrefix, StringComparison.Ordinal)))
        {
            return $"没有以 {rule.AreaPrefix} 开头的网格";
        }

        var meant = classes.Where(c => c.Key.StartsWith(rule.ClassPrefix, StringComparison.Ordinal)).ToList();
        if (meant.Count == 0)
        {
            return $"没有以 {rule.ClassPrefix} 开头的类别";
        }

        if (rule.Ownership is { } named && !meant.Exists(c => OwnershipsOf(c.Kind).Contains(named)))
        {
            return "所列类别都是事件，事件没有权属";
        }

        var twin = rules.First(r => (r.AreaPrefix, r.ClassPrefix, r.Ownership) == (rule.AreaPrefix, rule.ClassPrefix, rule.Ownership));
        return ReferenceEquals(twin, rule) ? "每种情形都有更具体的规则" : $"与规则 {twin.Id} 的网格、类别、权属相同，{twin.Id} 编号在前";
    }
}
