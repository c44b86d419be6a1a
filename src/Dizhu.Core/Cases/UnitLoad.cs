using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>What a unit has to do now.</summary>
/// <param name="Open">Its open cases.</param>
/// <param name="Late">Those of them past the due moment of handling.</param>
public sealed record UnitLoad(string UnitId, int Open, int Late);

/// <summary>Counts what units have to do, for who decides to whom a case goes.</summary>
public sealed class UnitLoads(IReads reads)
{
    /// <summary>The loads of these units by id; a unit without open cases has none.</summary>
    public async Task<IReadOnlyDictionary<string, UnitLoad>> OfAsync(IReadOnlyCollection<string> units, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<Case>().AsNoTracking().Where(c => c.ListAt < ListOrder.Finished && c.UnitId != null && units.Contains(c.UnitId))
            .GroupBy(c => c.UnitId!).Select(g => new UnitLoad(g.Key, g.Count(), g.Count(c => c.HandlingDueAt != null && c.HandlingDueAt < now)))
            .ToDictionaryAsync(l => l.UnitId, StringComparer.Ordinal, cancellationToken);
    }
}
