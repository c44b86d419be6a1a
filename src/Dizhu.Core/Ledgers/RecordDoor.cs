using System.Globalization;
using System.Text.Json;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Ledgers;

/// <summary>A record with its change log, oldest line first.</summary>
public sealed record RecordWithChanges<T>(T Record, IReadOnlyList<RecordChange> Changes);

/// <summary>
/// The one door through which records are made and changed: the same act sent again is answered again, an act on an older
/// version is refused, and every field that changes is a line of the log, written with it.
/// </summary>
public sealed class RecordDoor(IActTransactions transactions, IReads reads)
{
    /// <summary>How many records a list gives at most.</summary>
    public const int Most = 200;

    private static readonly Refusal NotFound = new("record.not-found", "没有这条记录，或它不属于您的单位。请从列表中选择。", RefusalKind.NotFound);

    /// <summary>Makes a record of what was sent.</summary>
    public Task<Outcome<T>> AddAsync<T>(ActContext context, T record, object sent, CancellationToken cancellationToken)
        where T : KeptRecord => record.Id == Guid.Empty
        ? Task.FromResult<Outcome<T>>(NoId("id"))
        : transactions.RunAsync<Outcome<T>>(
            async (db, ct) =>
            {
                var body = Body("add", sent);
                if (await db.Set<RecordChange>().AsNoTracking().FirstOrDefaultAsync(c => c.ActId == record.Id && c.Field == "", ct) is { } before)
                {
                    return Same(before, record.Id, context, body) && await db.Set<T>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == record.Id, ct) is { } known ? known : IdReused.Refusal;
                }

                if (!await db.Set<Organisations.Unit>().AnyAsync(u => u.Id == record.UnitId, ct))
                {
                    return new Refusal("record.unknown-unit", "没有这个单位。请从单位名录中选择。", RefusalKind.Invalid, Field: "unitId");
                }

                db.Add(record);
                db.Add(Line(context, record.Id, record.Id, "", null, body));
                return record;
            },
            cancellationToken);

    /// <summary>Does an act on a record; <paramref name="change"/> decides and changes, or refuses.</summary>
    /// <param name="act">The name of the act, for the log.</param>
    /// <param name="actId">Made by the client.</param>
    /// <param name="version">The version the act was decided on.</param>
    public Task<Outcome<T>> ChangeAsync<T>(
        ActContext context, Guid recordId, string act, Guid actId, int version, object sent, Func<T, Refusal?> change, CancellationToken cancellationToken)
        where T : KeptRecord => actId == Guid.Empty
        ? Task.FromResult<Outcome<T>>(NoId("actId"))
        : transactions.RunAsync<Outcome<T>>(
            async (db, ct) =>
            {
                var record = await db.Set<T>().FirstOrDefaultAsync(r => r.Id == recordId, ct);
                if (record is null || !record.IsSeenBy(context.Who))
                {
                    return NotFound;
                }

                var body = Body(act, sent);
                if (await db.Set<RecordChange>().AsNoTracking().FirstOrDefaultAsync(c => c.ActId == actId && c.Field == "", ct) is { } before)
                {
                    return Same(before, recordId, context, body) ? record : IdReused.Refusal;
                }

                if (record.Version != version)
                {
                    return new Refusal("record.version", $"这条记录已被更改（现为第 {record.Version} 版）。请刷新后再办。", RefusalKind.Conflict, Field: "version");
                }

                if (change(record) is { } refusal)
                {
                    // Nothing the decision may have touched is saved.
                    db.ChangeTracker.Clear();
                    return refusal;
                }

                db.AddRange(Changes(db, record, context, actId));
                db.Add(Line(context, actId, recordId, "", null, body));
                record.Version++;

                // Acts run without looking for changes by themselves.
                db.ChangeTracker.DetectChanges();
                return record;
            },
            cancellationToken);

    /// <summary>The latest records that somebody may see.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(Access.Principal who, CancellationToken cancellationToken)
        where T : KeptRecord
    {
        await using var db = reads.Open();
        var (ownOnly, unit) = (who.Post is Organisations.Post.UnitClerk or Organisations.Post.FieldHandler or Organisations.Post.SecondLevelDispatcher, who.UnitId);
        var rows = await db.Set<T>().AsNoTracking().Where(r => !ownOnly || r.UnitId == unit)
            .OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.IsSeenBy(who))];
    }

    /// <summary>One record with its change log.</summary>
    public async Task<Outcome<RecordWithChanges<T>>> FindAsync<T>(Access.Principal who, Guid id, CancellationToken cancellationToken)
        where T : KeptRecord
    {
        await using var db = reads.Open();
        var record = await db.Set<T>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (record is null || !record.IsSeenBy(who))
        {
            return NotFound;
        }

        var changes = await db.Set<RecordChange>().AsNoTracking().Where(c => c.RecordId == id).ToListAsync(cancellationToken);
        return new RecordWithChanges<T>(record, [.. changes.OrderBy(c => c.At).ThenBy(c => c.ActId).ThenBy(c => c.Field, StringComparer.Ordinal)]);
    }

    private static IEnumerable<RecordChange> Changes(DizhuDb db, KeptRecord record, ActContext context, Guid actId)
    {
        db.ChangeTracker.DetectChanges();
        return [.. db.Entry(record).Properties.Where(p => p.IsModified)
            .Select(p => Line(context, actId, record.Id, JsonNamingPolicy.CamelCase.ConvertName(p.Metadata.Name), Shown(p.OriginalValue), Shown(p.CurrentValue)))];
    }

    private static string? Shown(object? value) => value switch
    {
        null => null,
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static RecordChange Line(ActContext context, Guid actId, Guid recordId, string field, string? old, string? now) => new()
    {
        ActId = actId,
        RecordId = recordId,
        Field = field,
        At = context.At,
        WhoId = context.Who.Id,
        Who = context.Who.Signature,
        RequestId = context.RequestId,
        Old = old,
        New = now,
    };

    private static bool Same(RecordChange before, Guid recordId, ActContext context, string body) =>
        before.RecordId == recordId && before.WhoId == context.Who.Id && before.New == body;

    private static string Body(string act, object sent) => $"{act} {JsonSerializer.Serialize(sent, sent.GetType(), JsonSerializerOptions.Web)}";

    private static Refusal NoId(string field) => new("input.missing", $"缺少编号 {field}（UUID，由客户端生成）。", RefusalKind.Invalid, Field: field);
}
