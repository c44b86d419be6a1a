using System.Security.Cryptography;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Name and telephone of a reporter, as far as the asker may see them.</summary>
/// <param name="Revealed">False when they are masked because the asker's post does not open them.</param>
public sealed record ReporterAnswer(string? Name, string? Phone, bool PhoneWithheld, bool Revealed);

/// <summary>That a reporter's personal data are gone.</summary>
public sealed record ErasedAnswer(Guid ReportId, bool AlreadyDone);

/// <summary>
/// A reporter's personal data: shown unmasked, or erased, only by the posts that need to, and both written to the audit log with
/// who, when and why in the same transaction – also the asking of those who may not (PLT-017).
/// </summary>
public sealed class ReporterData(IActTransactions transactions, CityBooksHolder city)
{
    private const string EraseKind = "erase";
    private const int LongestReason = 300;

    /// <summary>Who calls reporters back; a default of this system.</summary>
    private static readonly Post[] MayReveal = [Post.Acceptor, Post.ShiftLeader];

    private static readonly Post[] MayErase = [Post.Administrator];

    /// <summary>Name and telephone; masked for posts that do not call reporters back.</summary>
    public Task<Outcome<ReporterAnswer>> RevealAsync(ActContext context, Guid caseId, Guid reportId, string? reason, CancellationToken cancellationToken) =>
        RunAsync<ReporterAnswer>(context, caseId, reportId, reason, (db, report) =>
        {
            var may = MayReveal.Contains(context.Who.Post);
            var shown = may ? report : PersonalData.Masked(report);
            db.Add(Entry(context, may ? "reveal" : "reveal-refused", $"{report.Number} {reason}"));
            return new ReporterAnswer(shown.ReporterName, shown.ReporterPhone, report.PhoneWithheld, may);
        }, cancellationToken);

    /// <summary>
    /// Erases name and telephone. The journal keeps the hash; its salt is thrown away, so that the hash can no longer be used to guess.
    /// What remains gets a hash of its own in the audit log.
    /// </summary>
    public Task<Outcome<ErasedAnswer>> EraseAsync(ActContext context, Guid caseId, Guid reportId, string? reason, CancellationToken cancellationToken) =>
        RunAsync<ErasedAnswer>(context, caseId, reportId, reason, (db, report) =>
        {
            if (!MayErase.Contains(context.Who.Post))
            {
                return Refusals.Forbidden("report.erase-not-yours", "清除上报人个人信息由系统管理员办理。请交系统管理员。");
            }

            if (report.ReporterName is null && report.ReporterPhone is null)
            {
                return new ErasedAnswer(reportId, AlreadyDone: true);
            }

            var rest = report with { ReporterName = null, ReporterPhone = null, PhoneTail = null, Salt = RandomNumberGenerator.GetBytes(16) };
            db.Entry(report).CurrentValues.SetValues(rest);
            db.Add(Entry(context, EraseKind, $"{reportId} {Convert.ToHexStringLower(ReportContent.Hash(rest, rest.Salt))} {reason}"));
            return new ErasedAnswer(reportId, AlreadyDone: false);
        }, cancellationToken);

    /// <summary>The hashes of what remained of erased reports, by report id and hash, as the audit log has them.</summary>
    internal static async Task<HashSet<string>> ErasedAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        var lines = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Kind == EraseKind).Select(a => a.What).ToListAsync(cancellationToken);
        return [.. lines.Select(l => string.Join(' ', l.Split(' ', 3).Take(2)))];
    }

    /// <summary>True when the report was erased in a logged act and what remains of it is as it was left.</summary>
    internal static bool IsErased(HashSet<string> erased, Report report) =>
        report.ReporterName is null && report.ReporterPhone is null
        && erased.Contains($"{report.Id} {Convert.ToHexStringLower(ReportContent.Hash(report, report.Salt))}");

    private async Task<Outcome<T>> RunAsync<T>(
        ActContext context, Guid caseId, Guid reportId, string? reason, Func<DizhuDb, Report, Outcome<T>> act, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            return Refusals.Missing("reason", $"缺少理由，或理由超过 {LongestReason} 字。请写明为什么要查看或清除个人信息。");
        }

        return await transactions.RunAsync(
            async (db, ct) =>
            {
                var report = await db.Set<Report>().AsTracking().FirstOrDefaultAsync(r => r.Id == reportId && r.CaseId == caseId, ct);
                return report is null || await CaseDoor.LoadAsync(db, caseId, ct) is not { } state || !CaseScope.Sees(context.Who, state, city.Current.Organisations)
                    ? Refusals.NoSuchCase()
                    : act(db, report);
            },
            cancellationToken);
    }

    private static AuditEntry Entry(ActContext context, string kind, string what) =>
        new() { Id = Ids.New(context.At), At = context.At, Kind = kind, Who = $"{context.Who.Post} {context.Who.Label}", What = what };
}
