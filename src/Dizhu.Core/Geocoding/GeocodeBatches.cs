using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geocoding;

/// <summary>What a batch is matched with.</summary>
/// <param name="Book">The base data.</param>
/// <param name="Threshold">From this score on a row needs no person.</param>
public sealed record GeocodeTerms(PlaceBook Book, int Threshold);

/// <summary>The one door of batches (批量匹配与人工复核): takes a file, takes decisions, lists. Every change is a line of the audit log.</summary>
public sealed class GeocodeBatches(IActTransactions transactions, IReads reads)
{
    /// <summary>How many batches a list gives at most.</summary>
    public const int MostBatches = 100;

    private static readonly Refusal NotFound = new("geocode-batch.not-found", "没有这个批次或这一行。请从列表中选择。", RefusalKind.NotFound);

    private static readonly Refusal Forbidden = new("geocode-batch.wrong-post", "批量匹配由受理员和系统管理员办理。请联系他们。", RefusalKind.Forbidden);

    /// <summary>Matches a file and stores every row; the same file under the same id is answered again.</summary>
    public async Task<Outcome<GeocodeBatchSummary>> AddAsync(
        ActContext context, Guid id, string name, byte[] content, DateOnly? at, GeocodeTerms terms, CancellationToken cancellationToken)
    {
        if (!May(context.Who))
        {
            return Forbidden;
        }

        if (id == Guid.Empty)
        {
            return new Refusal("input.missing", "缺少批次编号 id（UUID，由客户端生成）。", RefusalKind.Invalid, Field: "id");
        }

        var file = AddressFile.Read(content);
        if (!file.Moved)
        {
            return file.Refusal;
        }

        // Matching takes no lock: only the finished rows go into the transaction.
        var rows = file.Value.Lines.Select(l => GeocodeMatching.Row(id, l, terms.Book.Geocoder, terms.Threshold, at)).ToList();
        var batch = new GeocodeBatch
        {
            Id = id,
            Name = Cut(name.Trim() is { Length: > 0 } given ? given : id.ToString(), 100),
            ContentHash = file.Value.ContentHash,
            Encoding = file.Value.Encoding,
            CreatedAt = context.At,
            CreatedById = context.Who.Id,
            CreatedBy = By(context.Who),
            Threshold = terms.Threshold,
            At = at,
            BaseVersion = terms.Book.Version,
            RowCount = rows.Count,
        };
        return await transactions.RunAsync<Outcome<GeocodeBatchSummary>>(
            async (db, ct) =>
            {
                if (await db.Set<GeocodeBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, ct) is { } known)
                {
                    return known.ContentHash == batch.ContentHash && known.CreatedById == context.Who.Id
                        ? await SummaryAsync(db, known, ct)
                        : new Refusal("input.id-reused", "这个编号已用于另一个批次，没有重复登记。请换一个新的编号再上传。", RefusalKind.Conflict, Field: "id");
                }

                db.Add(batch);
                db.AddRange(rows);
                db.Add(Line(context, $"地理编码批次 {id}：{batch.Name}，{rows.Count} 行，自动接受 {rows.Count(r => r.State == GeocodeRowState.Accepted)} 行"));
                return new GeocodeBatchSummary(batch, rows.GroupBy(r => r.State).ToDictionary(g => g.Key, g => g.Count()));
            },
            cancellationToken);
    }

    /// <summary>Decides on a row.</summary>
    public Task<Outcome<GeocodeBatchRow>> DecideAsync(
        ActContext context, Guid batchId, int line, GeocodeDecision decision, PlaceBook book, CancellationToken cancellationToken) =>
        !May(context.Who) ? Task.FromResult<Outcome<GeocodeBatchRow>>(Forbidden) : transactions.RunAsync<Outcome<GeocodeBatchRow>>(
            async (db, ct) =>
            {
                var batch = await db.Set<GeocodeBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, ct);
                var row = await db.Set<GeocodeBatchRow>().FirstOrDefaultAsync(r => r.BatchId == batchId && r.Line == line, ct);
                if (batch is null || row is null)
                {
                    return NotFound;
                }

                if (row.Version != decision.Version)
                {
                    return new Refusal("geocode-batch.version", $"第 {line} 行刚被复核过（现为第 {row.Version} 版）。请刷新后再定。", RefusalKind.Conflict, Field: "version");
                }

                if (GeocodeMatching.Decide(row, decision, book.Geocoder, batch.Threshold, batch.At) is { } refusal)
                {
                    // Nothing the decision may have touched is saved.
                    db.ChangeTracker.Clear();
                    return refusal;
                }

                (row.DecidedById, row.DecidedBy, row.DecidedAt, row.Version) = (context.Who.Id, By(context.Who), context.At, row.Version + 1);
                db.Add(Line(context, $"地理编码批次 {batchId} 第 {line} 行：{Name(row.State)} {row.PlaceName}{(row.Note is { } note ? $"，说明：{note}" : "")}"));

                // Acts run without looking for changes by themselves.
                db.ChangeTracker.DetectChanges();
                return row;
            },
            cancellationToken);

    /// <summary>The latest batches.</summary>
    public async Task<IReadOnlyList<GeocodeBatchSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var batches = await db.Set<GeocodeBatch>().AsNoTracking().OrderByDescending(b => b.CreatedAt).ThenBy(b => b.Id).Take(MostBatches).ToListAsync(cancellationToken);
        var ids = batches.ConvertAll(b => b.Id);
        var counts = await db.Set<GeocodeBatchRow>().Where(r => ids.Contains(r.BatchId))
            .GroupBy(r => new { r.BatchId, r.State }).Select(g => new { g.Key.BatchId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. batches.Select(b => new GeocodeBatchSummary(b, counts.Where(c => c.BatchId == b.Id).ToDictionary(c => c.State, c => c.Count)))];
    }

    /// <summary>One batch.</summary>
    public async Task<Outcome<GeocodeBatchSummary>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<GeocodeBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is { } batch
            ? await SummaryAsync(db, batch, cancellationToken)
            : NotFound;
    }

    /// <summary>Rows of a batch in the order of the file.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="state">Only in this state; null for all.</param>
    /// <param name="after">Only lines after this one.</param>
    /// <param name="most">How many at most.</param>
    public async Task<IReadOnlyList<GeocodeBatchRow>> RowsAsync(Guid id, GeocodeRowState? state, int after, int most, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<GeocodeBatchRow>().AsNoTracking().Where(r => r.BatchId == id && r.Line > after && (state == null || r.State == state))
            .OrderBy(r => r.Line).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>The state in Chinese.</summary>
    public static string Name(GeocodeRowState state) => state switch
    {
        GeocodeRowState.Accepted => "自动接受",
        GeocodeRowState.ToReview => "待复核",
        GeocodeRowState.Confirmed => "人工选定",
        GeocodeRowState.Corrected => "更正后匹配",
        GeocodeRowState.NoMatch => "无匹配",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state of a row."),
    };

    private static async Task<GeocodeBatchSummary> SummaryAsync(DizhuDb db, GeocodeBatch batch, CancellationToken cancellationToken) => new(
        batch,
        await db.Set<GeocodeBatchRow>().Where(r => r.BatchId == batch.Id).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken));

    private static bool May(Principal who) => who.Post is Post.Acceptor or Post.Administrator;

    private static string By(Principal who) => $"{who.Label}（{who.Post.Name()}{(who.For is { } other ? $"，代{other.Label}" : "")}）";

    private static AuditEntry Line(ActContext context, string what) => new()
    {
        Id = Ids.New(context.At),
        At = context.At,
        Kind = "geocode",
        Who = context.Who.Label,
        What = Cut(what, 500),
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most - 1)}…");
}
