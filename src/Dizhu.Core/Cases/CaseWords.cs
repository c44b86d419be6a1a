using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// What a case is found by in full-text search: the pairs of its first report's description and place. Name and
/// telephone of the reporter are not in it. The table is made by the storage, since each database indexes it its own way.
/// </summary>
public sealed record CaseWords
{
    private const int RowsAtOnce = 5_000;

    public Guid CaseId { get; init; }

    /// <summary>The pairs, separated by spaces; see <see cref="Bigrams"/>.</summary>
    public string Words { get; init; } = "";

    /// <summary>The words of a case born with a report.</summary>
    public static CaseWords Of(Guid caseId, string description, string? placeText) => new()
    {
        CaseId = caseId,
        Words = string.Join(' ', Bigrams.Of($"{description}\n{placeText}")),
    };

    /// <summary>Fills an index that was just made, for the cases that are there already.</summary>
    public static async Task FillAsync(DizhuDb db, IBulkWriter bulk, CancellationToken cancellationToken)
    {
        for (var last = Guid.Empty; ;)
        {
            var rows = await db.Set<Case>().AsNoTracking().Where(c => c.Id > last)
                .Join(db.Set<Report>(), c => c.FirstReportId, r => r.Id, (c, r) => new { c.Id, r.Description, r.PlaceText })
                .OrderBy(x => x.Id).Take(RowsAtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return;
            }

            await bulk.WriteAsync(db, [.. rows.Select(r => Of(r.Id, r.Description, r.PlaceText))], cancellationToken);
            last = rows[^1].Id;
        }
    }
}
