using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>One change of state as the reporter is told it: no names, no internal words.</summary>
/// <param name="State">For example 已立案.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProgressStep(string State, DateTime At);

/// <summary>What a citizen reads while following a report (DCM-047): the changes of state with their times.</summary>
public static class CaseProgress
{
    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        [nameof(CaseAct.Report)] = "已上报",
        [nameof(CaseAct.Derive)] = "已上报",
        [nameof(CaseAct.Accept)] = "已受理",
        [nameof(CaseAct.Decline)] = "不予受理",
        [nameof(CaseAct.File)] = "已立案",
        [nameof(CaseAct.RefuseFiling)] = "不予立案",
        [nameof(CaseAct.Dispatch)] = "已派遣",
        [nameof(CaseAct.Handle)] = "已处置",
        [nameof(CaseAct.Rework)] = "返工",
        [nameof(CaseAct.PassCheck)] = "核查通过",
        [nameof(CaseAct.Close)] = "已结案",
        [nameof(CaseAct.ForceClose)] = "已结案",
        [nameof(CaseAct.Cancel)] = "已作废",
        [nameof(CaseAct.Restore)] = "已恢复",
    };

    private static readonly string[] Acts = [.. Said.Keys];

    /// <summary>The changes in the order they happened; what the reporter need not know is left out.</summary>
    public static async Task<IReadOnlyList<ProgressStep>> OfAsync(IReads reads, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var entries = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.CaseId == caseId && Acts.Contains(j.Act)).OrderBy(j => j.Seq)
            .Select(j => new { j.Act, j.At }).ToListAsync(cancellationToken);
        return [.. entries.Select(e => new ProgressStep(Said[e.Act], e.At))];
    }
}
