using Dizhu.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>What a caller reported before: by the whole number, or by its last digits where somebody gives only those.</summary>
public sealed class CallerHistory(IReads reads, CityBooksHolder city, CaseReads cases)
{
    /// <summary>How many digits at the end of a number tell callers apart well enough to look for.</summary>
    public const int TailLength = 4;

    private const int ShortestNumber = 7;

    /// <summary>True for the last digits of a number: four of them.</summary>
    public static bool IsTail(string text) => text.Length == TailLength && text.All(char.IsAsciiDigit);

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
