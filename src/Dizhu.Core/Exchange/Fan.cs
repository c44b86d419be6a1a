using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Exchange;

/// <summary>What a subscriber is told: ids, and to who reported the case its own number and the status.</summary>
/// <param name="ExternalId">The number the subscriber gave the matter; only to who reported it.</param>
/// <param name="Status">The public status after this act (DCM-040); only to who reported it.</param>
public sealed record ToldMessage(Guid Id, string Topic, Guid CaseId, int Seq, DateTime At, string? ExternalId, string? Status);

/// <summary>
/// Takes messages from the outbox: for each, in one transaction, a delivery for every subscription that wants it, the
/// in-app messages that follow from it, and the mark that it was taken. The mark stands on the row; there is no position
/// behind which a row of a slower transaction could be lost.
/// </summary>
public sealed class Fan(IActTransactions transactions, IReads reads)
{
    private const int MostAtOnce = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Takes everything that waits; gives how many messages it took.</summary>
    public async Task<int> RunAsync(DateTime at, CancellationToken cancellationToken)
    {
        await using (var db = reads.Open())
        {
            // Looking takes no lock; most turns find nothing.
            if (!await db.Set<OutboxMessage>().AnyAsync(m => m.SentAt == null, cancellationToken))
            {
                return 0;
            }
        }

        var (all, taken) = (0, MostAtOnce);
        while (taken >= MostAtOnce)
        {
            taken = await transactions.RunAsync((act, ct) => TakeAsync(act, at, ct), cancellationToken);
            all += taken;
        }

        return all;
    }

    private static async Task<int> TakeAsync(DizhuDb db, DateTime at, CancellationToken cancellationToken)
    {
        var waiting = db.Set<OutboxMessage>().AsNoTracking().Where(m => m.SentAt == null);
        var cases = await waiting.OrderBy(m => m.Id).Take(MostAtOnce).Select(m => m.CaseId).Distinct().ToListAsync(cancellationToken);

        // All that waits of a case goes together: ids of one instant have no order, and none may overtake another.
        var messages = await waiting.Where(m => cases.Contains(m.CaseId)).OrderBy(m => m.CaseId).ThenBy(m => m.Seq).ToListAsync(cancellationToken);
        var subscriptions = await db.Set<Subscription>().AsNoTracking().Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        var entries = (await db.Set<JournalEntry>().AsNoTracking()
                .Join(db.Set<OutboxMessage>().Where(m => m.SentAt == null && cases.Contains(m.CaseId)), j => new { j.CaseId, j.Seq }, m => new { m.CaseId, m.Seq }, (j, _) => j)
                .ToListAsync(cancellationToken))
            .ToDictionary(j => (j.CaseId, j.Seq));
        var reports = subscriptions.Exists(s => s.ClientId is not null)
            ? (await db.Set<Report>().AsNoTracking().Where(r => cases.Contains(r.CaseId)).Select(r => new { r.CaseId, r.EnteredBy, r.ExternalId }).ToListAsync(cancellationToken))
                .ToLookup(r => r.CaseId, r => (r.EnteredBy, r.ExternalId))
            : null;
        foreach (var message in messages)
        {
            var body = entries.TryGetValue((message.CaseId, message.Seq), out var entry)
                ? JsonSerializer.Deserialize(entry.Body, CaseJson.Canonical.ActBody)
                : null;
            foreach (var to in subscriptions.Where(s => s.Wants(message.Topic)))
            {
                var told = new ToldMessage(message.Id, message.Topic, message.CaseId, message.Seq, message.At, null, null);
                if (to.ClientId is { } client)
                {
                    var own = reports![message.CaseId].Where(r => r.EnteredBy == client).Take(1).ToList();
                    if (own.Count == 0)
                    {
                        continue;
                    }

                    told = told with { ExternalId = own[0].ExternalId, Status = body?.To.PublicStatus() };
                }

                db.Add(DeliveryOf(to, told, at));
            }

            if (body is not null)
            {
                db.AddRange(InboxRules.From(message, body));
            }

            db.Update(message with { SentAt = at });
        }

        return messages.Count;
    }

    private static Delivery DeliveryOf(Subscription to, ToldMessage told, DateTime at) => new()
    {
        SubscriptionId = to.Id,
        MessageId = told.Id,
        CaseId = told.CaseId,
        Seq = told.Seq,
        Topic = told.Topic,
        Body = JsonSerializer.Serialize(told, Json),
        NextAt = at,
    };
}
