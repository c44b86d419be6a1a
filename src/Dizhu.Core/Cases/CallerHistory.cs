using Dizhu.Core.Access;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>What a caller reported before: by the whole number, or by its last digits where somebody gives only those.</summary>
public sealed class CallerHistory(IReads reads, CityBooksHolder city, CaseReads cases)
{
    /// <summary>How many digits at the end of a number tell callers apart well enough to look for.</summary>
    public const int TailLength = 4;

    private const int ShortestNumber = 7;
    private const int MobileLength = 11;

    /// <summary>True for the last digits of a number: four of them.</summary>
    public static bool IsTail(string text) => text.Length == TailLength && text.All(char.IsAsciiDigit);

    /// <summary>
    /// What is wrong with a number somebody typed to be called back by: seven digits or more, eleven for one that begins as mobile
    /// numbers do, with the signs numbers are written with. Null for a good one and for none.
    /// </summary>
    public static Refusal? FaultOf(string? phone)
    {
        if (string.IsNullOrWhiteSpace(phone))
        {
            return null;
        }

        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        var isWhole = phone.All(c => char.IsAsciiDigit(c) || "+-()（） ".Contains(c, StringComparison.Ordinal))
            && digits.Length >= ShortestNumber
            && (digits[0] != '1' || digits[1] is '0' or '1' or '2' || digits.Length == MobileLength);
        return isWhole ? null : Refusals.Invalid("input.bad-phone", "reporterPhone", "电话号码不完整：手机号 11 位，座机 7 位以上。请核对，或者不填。");
    }

    /// <summary>The last digits of a number as it was written down; null for one too short to be a number.</summary>
    public static string? TailOf(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length >= ShortestNumber ? digits[^TailLength..] : null;
    }

    /// <summary>The latest cases of everybody whose number ends so, within the reader's reach.</summary>
    public Task<IReadOnlyList<CaseListItem>> OfTailAsync(Principal who, string tail, int most, CancellationToken cancellationToken) => FindAsync(who, r => r.PhoneTail == tail, most, cancellationToken);

    /// <summary>The latest cases of a caller, within the reader's reach; none for a number too short.</summary>
    public Task<IReadOnlyList<CaseListItem>> OfPhoneAsync(Principal who, string phone, int most, CancellationToken cancellationToken) =>
        TailOf(phone) is { } tail ? FindAsync(who, r => r.PhoneTail == tail && r.ReporterPhone == phone, most, cancellationToken) : Task.FromResult<IReadOnlyList<CaseListItem>>([]);

    private async Task<IReadOnlyList<CaseListItem>> FindAsync(Principal who, System.Linq.Expressions.Expression<Func<Report, bool>> wanted, int most, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var seen = db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Current.Organisations));
        var ids = await db.Set<Report>().AsNoTracking().Where(wanted).Join(seen, r => r.CaseId, c => c.Id, (r, c) => new { c.Id, r.ReceivedAt })
            .OrderByDescending(x => x.ReceivedAt).Select(x => x.Id).Take(most).ToListAsync(cancellationToken);
        return await cases.ItemsAsync([.. ids.Distinct()], cancellationToken);
    }
}
