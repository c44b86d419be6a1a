using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Exchange;

/// <summary>How a matter another system sent us stands (PLT-024).</summary>
/// <param name="Status">The public status (DCM-040).</param>
/// <param name="At">The last act, UTC.</param>
public sealed record MirroredCase(string ExternalId, Guid CaseId, string? CaseNumber, string Status, DateTime At);

/// <summary>Between the numbers of other systems and our cases.</summary>
public sealed class CaseMirror(IReads reads)
{
    /// <summary>
    /// The id of the report a system sends under a number of its own: the same for the same sender and number, so that a message sent
    /// again is answered again and not stored again (PLT-026).
    /// </summary>
    public static Guid ReportIdOf(Guid sender, string externalId) => Ids.Derived($"report {sender} {externalId.Trim()}");

    /// <summary>The state of the matter this sender sent under this number; null when it sent none.</summary>
    public async Task<MirroredCase?> FindAsync(Guid sender, string externalId, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var report = await db.Set<Report>().AsNoTracking().Where(r => r.EnteredBy == sender && r.ExternalId == externalId)
            .OrderBy(r => r.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        if (report is null)
        {
            return null;
        }

        // A merged matter is closed with the case that took it in, not when it was merged.
        var @case = await CaseReads.WorkedUnderAsync(db, report.CaseId, cancellationToken);
        return new MirroredCase(externalId, @case.Id, @case.Number, @case.Stage.PublicStatus(), @case.LastActAt);
    }
}
