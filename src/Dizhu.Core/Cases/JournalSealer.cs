using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// Seals the journal: the chains that grew since they were last sealed, by what is committed. A seal says what the heads of
/// these chains are and nothing of others, so an act still in flight is never sealed past: its chain is longer than its last
/// sealed head when it commits, however late, and comes with the next seal.
/// </summary>
public sealed class JournalSealer(IReads reads, IActTransactions transactions, SealFile file)
{
    /// <summary>Heads in one seal: few enough not to hold up the acts that wait to be written.</summary>
    private const int Most = 2000;

    /// <summary>Makes as many seals as are needed and writes them to the file; gives how many were made.</summary>
    /// <exception cref="IOException">The file could not be written; the seals stand, and the next call writes them.</exception>
    public async Task<int> SealAsync(DateTime at, CancellationToken cancellationToken)
    {
        var (made, last) = (0, Guid.Empty);
        while (true)
        {
            var from = last;
            var cases = await GrownAsync(from, cancellationToken);
            if (cases.Count == 0)
            {
                break;
            }

            made += await transactions.RunAsync((db, ct) => SealAsync(db, cases, at, ct), cancellationToken);
            last = cases[^1];
        }

        await file.AppendAsync(AfterAsync, cancellationToken);
        return made;
    }

    /// <summary>The next cases whose chain is longer than its last sealed head, by id.</summary>
    private async Task<List<Guid>> GrownAsync(Guid from, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await Grown(db).Where(c => c.Id > from).OrderBy(c => c.Id).Select(c => c.Id).Take(Most).ToListAsync(cancellationToken);
    }

    private static IQueryable<Case> Grown(DizhuDb db) =>
        db.Set<Case>().AsNoTracking().Where(c => !db.Set<SealedHead>().Any(h => h.CaseId == c.Id && h.Seq >= c.ChainLength));

    /// <summary>One seal over those of the cases that no other node sealed meanwhile; the number, which is the key, lets only one be made at a time.</summary>
    private static async Task<int> SealAsync(DizhuDb db, List<Guid> cases, DateTime at, CancellationToken cancellationToken)
    {
        var last = await db.Set<JournalSeal>().AsNoTracking().OrderByDescending(s => s.No).FirstOrDefaultAsync(cancellationToken);
        var heads = await Grown(db).Where(c => cases.Contains(c.Id)).OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.ChainLength, c.ChainHead }).ToListAsync(cancellationToken);
        if (heads.Count == 0)
        {
            return 0;
        }

        var no = (last?.No ?? 0) + 1;
        var rows = heads.Select((h, i) => new SealedHead { CaseId = h.Id, Seq = h.ChainLength, SealNo = no, Place = i, Hash = h.ChainHead }).ToList();
        db.AddRange(rows);
        db.Add(new JournalSeal { No = no, At = at, Heads = rows.Count, Root = MerkleTree.Root([.. rows.Select(r => r.Leaf())]) }
            .LinkedTo(last?.Hash ?? HashChain.Start));
        return 1;
    }

    private async Task<IReadOnlyList<JournalSeal>> AfterAsync(int no, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<JournalSeal>().AsNoTracking().Where(s => s.No > no).OrderBy(s => s.No).ToListAsync(cancellationToken);
    }
}
