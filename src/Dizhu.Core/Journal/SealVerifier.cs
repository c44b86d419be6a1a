using System.Globalization;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Journal;

/// <summary>What checking the seals found.</summary>
/// <param name="Seals">How many there are.</param>
/// <param name="NotExported">True when seals exist and the file outside the database does not.</param>
public sealed record SealCheck(int Seals, bool NotExported, IReadOnlyList<Fault> Faults);

/// <summary>
/// Checks the journal against its seals, and the seals against the file outside the database. An entry rewritten together
/// with its whole chain is found here.
/// </summary>
public sealed class SealVerifier(DizhuDb db, SealFile file)
{
    private const string Kind = "seal";
    private readonly List<Fault> _faults = [];

    /// <summary>Checks all seals.</summary>
    public async Task<SealCheck> RunAsync(CancellationToken cancellationToken)
    {
        // The file is read first: a seal made meanwhile is then in the database and may be missing in what was read.
        var lines = await file.ReadAsync(cancellationToken);
        var seals = await db.Set<JournalSeal>().AsNoTracking().OrderBy(s => s.No).ToListAsync(cancellationToken);
        var previous = HashChain.Start;
        for (var i = 0; i < seals.Count; i++)
        {
            if (seals[i].No != i + 1 || !seals[i].IsLinkedTo(previous))
            {
                Found(i + 1, "封存记录缺失、被改动，或与上一次封存不相接");
                break;
            }

            previous = seals[i].Hash;
            await CheckHeadsAsync(seals[i], cancellationToken);
        }

        CompareFile(lines, seals);
        return new SealCheck(seals.Count, lines is null && seals.Count > 0, _faults);
    }

    private async Task CheckHeadsAsync(JournalSeal seal, CancellationToken cancellationToken)
    {
        var rows = await db.Set<SealedHead>().AsNoTracking().Where(h => h.SealNo == seal.No).OrderBy(h => h.Place)
            .Select(h => new { Head = h, Entry = db.Set<JournalEntry>().Where(j => j.CaseId == h.CaseId && j.Seq == h.Seq).Select(j => j.Hash).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        if (rows.Count != seal.Heads || rows.Count == 0 || !MerkleTree.Root([.. rows.Select(r => r.Head.Leaf())]).AsSpan().SequenceEqual(seal.Root))
        {
            Found(seal.No, "封存的清单与封存值不符：清单被改动过");
        }

        foreach (var row in rows.Where(r => r.Entry is null || !r.Entry.AsSpan().SequenceEqual(r.Head.Hash)))
        {
            _faults.Add(new Fault(
                Kind, $"{row.Head.CaseId}/{row.Head.Seq}", $"与第 {seal.No} 次封存不符：本条或此前的记录在封存后被改写{(row.Entry is null ? "或删除" : "")}"));
        }
    }

    /// <summary>The last seal may not be in the file yet: it is written after the commit.</summary>
    private void CompareFile(IReadOnlyList<string>? lines, List<JournalSeal> seals)
    {
        if (lines is null)
        {
            return;
        }

        for (var i = 0; i < Math.Max(lines.Count, seals.Count); i++)
        {
            if (i >= seals.Count)
            {
                Found(i + 1, $"{file.Path} 中有，数据库中没有：封存记录被删除");
            }
            else if (i >= lines.Count)
            {
                if (i < seals.Count - 1)
                {
                    Found(i + 1, $"数据库中有，{file.Path} 中没有");
                }
            }
            else if (!string.Equals(lines[i], seals[i].ToLine(), StringComparison.Ordinal))
            {
                Found(i + 1, $"与 {file.Path} 不符：封存记录被改写");
            }
        }
    }

    private void Found(int no, string what) => _faults.Add(new Fault(Kind, no.ToString(CultureInfo.InvariantCulture), what));
}
