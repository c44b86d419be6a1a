using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Inbox;

/// <summary>One line of an inbox: of a case with its number and stage, or a note.</summary>
public sealed record InboxLine(InboxMessage Message, string? CaseNumber, Stage? Stage, InboxNote? Note, bool Read);

/// <summary>Reads inboxes, marks messages read, and writes warnings.</summary>
public sealed class Inboxes(IActTransactions transactions, IReads reads, CityBooksHolder city)
{
    /// <summary>The bell counts no further.</summary>
    public const int MostCounted = 99;

    private const int MostRows = 100;
    private const int MostWarnings = 500;

    /// <summary>The newest messages of somebody: of cases they may see, and notes.</summary>
    public async Task<IReadOnlyList<InboxLine>> ListAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var me = who.Id;
        var rows = await Of(db, who).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(MostRows)
            .LeftJoin(db.Set<Case>(), m => m.CaseId, c => c.Id, (m, c) => new { Message = m, Number = c == null ? null : c.Number, Stage = c == null ? (Stage?)null : c.Stage })
            .LeftJoin(db.Set<InboxNote>(), m => m.Message.NoteId, n => n.Id, (m, n) => new
            {
                m.Message,
                m.Number,
                m.Stage,
                Note = n,
                Read = db.Set<InboxRead>().Any(r => r.MessageId == m.Message.Id && r.PersonId == me),
            }).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(r => r.Message.At).Select(r => new InboxLine(r.Message, r.Number, r.Stage, r.Note, r.Read))];
    }

    /// <summary>How many of somebody's messages they have not read.</summary>
    public async Task<int> UnreadAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var me = who.Id;
        return await Of(db, who).Where(m => !db.Set<InboxRead>().Any(r => r.MessageId == m.Id && r.PersonId == me)).CountAsync(cancellationToken);
    }

    /// <summary>How many notes and messages of open cases somebody has not read, counted up to <see cref="MostCounted"/>: what the bell shows.</summary>
    public async Task<int> UnreadOpenAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var me = who.Id;
        return await Of(db, who).Where(m => m.CaseId == null || db.Set<Case>().Any(c => c.Id == m.CaseId && c.ListAt < ListOrder.Finished))
            .Where(m => !db.Set<InboxRead>().Any(r => r.MessageId == m.Id && r.PersonId == me)).OrderByDescending(m => m.At).Take(MostCounted).CountAsync(cancellationToken);
    }

    /// <summary>Marks a message read, once; false when it is not one of theirs.</summary>
    public Task<bool> ReadAsync(ActContext context, Guid messageId, CancellationToken cancellationToken) => transactions.RunAsync(
        async (db, ct) =>
        {
            if (!await Of(db, context.Who).AnyAsync(m => m.Id == messageId, ct))
            {
                return false;
            }

            if (!await db.Set<InboxRead>().AnyAsync(r => r.MessageId == messageId && r.PersonId == context.Who.Id, ct))
            {
                db.Add(new InboxRead { MessageId = messageId, PersonId = context.Who.Id, At = context.At });
            }

            return true;
        },
        cancellationToken);

    /// <summary>Warns of every case whose moment of warning has come, once for each such moment; gives how many cases.</summary>
    public async Task<int> WarnAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var due = await Due(db, now).OrderBy(c => c.WarnAt).Select(c => c.Id).Take(MostWarnings).ToListAsync(cancellationToken);
        foreach (var id in due)
        {
            await transactions.RunAsync((act, ct) => WarnOneAsync(act, id, now, ct), cancellationToken);
        }

        return due.Count;
    }

    private static async Task<bool> WarnOneAsync(DizhuDb db, Guid caseId, DateTime now, CancellationToken cancellationToken)
    {
        // Another node may have warned meanwhile, or the case moved on.
        if (await Due(db, now).FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) is not { } found)
        {
            return false;
        }

        var tasks = await db.Set<CaseTask>().AsNoTracking().Where(t => t.CaseId == caseId).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        db.AddRange(InboxRules.Warnings(found, tasks));
        return true;
    }

    private static IQueryable<Case> Due(DizhuDb db, DateTime now) => db.Set<Case>().AsNoTracking()
        .Where(c => c.WarnAt <= now && c.ListAt < ListOrder.Finished)
        .Where(c => !db.Set<InboxMessage>().Any(m => m.CaseId == c.Id && m.Kind == InboxKind.Warning && m.At == c.WarnAt));

    private IQueryable<InboxMessage> Of(DizhuDb db, Principal who)
    {
        var (persons, post, unit) = (who.Persons.ToList(), who.Post, who.UnitId);
        var visible = db.Set<Case>().Where(CaseScope.Filter(who, db, city.Current.Organisations));
        return db.Set<InboxMessage>().AsNoTracking()
            .Where(m => persons.Contains(m.PersonId!.Value) || (m.Post == post && (m.UnitId == null || m.UnitId == unit))
                || (m.PersonId == null && m.Post == null && m.UnitId == unit))
            .Where(m => m.CaseId == null || visible.Any(c => c.Id == m.CaseId));
    }
}
