using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Exchange;

/// <summary>
/// Sends what waits: of every case the oldest message first and the next only when that was acknowledged. A message is
/// leased before it is sent, so that two nodes never send the same one at once; a node that dies leaves it to the others
/// when the lease ends. At least once, therefore, under an id that does not change.
/// </summary>
public sealed class Relay(IActTransactions transactions, IReads reads, IEnumerable<ISender> senders, TimeProvider time)
{
    private const int LeasedAtOnce = 64;
    private const int SentAtOnce = 8;
    private const int LongestError = 300;

    /// <summary>How long a node may take for what it leased: longer than the longest wait for answers to one lease.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>One turn over all subscriptions; a slow receiver holds up nobody else's messages. Gives how many were acknowledged.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var subscriptions = await db.Set<Subscription>().AsNoTracking().Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        return (await Task.WhenAll(subscriptions.Select(s => ServeAsync(s, cancellationToken)))).Sum();
    }

    /// <summary>How long to wait after a failure: doubled each time, from 5 seconds to 5 minutes.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20) - 1), LongestPause.TotalSeconds));

    private async Task<int> ServeAsync(Subscription to, CancellationToken cancellationToken)
    {
        if (senders.FirstOrDefault(s => s.Serves(to.Channel)) is not { } sender)
        {
            return 0;
        }

        var acknowledged = 0;
        while (true)
        {
            var leased = await transactions.RunAsync((db, ct) => LeaseAsync(db, to.Id, Now, ct), cancellationToken);
            if (leased.Count == 0)
            {
                return acknowledged;
            }

            var sent = await SendAllAsync(sender, to, leased, cancellationToken);
            await transactions.RunAsync((db, ct) => KeepAsync(db, sent, Now, ct), cancellationToken);
            acknowledged += sent.Count(s => s.Error is null);
            if (sent.Any(s => s.Error is not null))
            {
                return acknowledged;
            }
        }
    }

    /// <summary>Takes the oldest waiting message of each case, as far as they may be sent now.</summary>
    private static async Task<List<Delivery>> LeaseAsync(DizhuDb db, Guid subscription, DateTime now, CancellationToken cancellationToken)
    {
        var waiting = db.Set<Delivery>().AsNoTracking().Where(Delivery.Waits).Where(d => d.SubscriptionId == subscription);
        var heads = await waiting.Where(d => d.NextAt <= now && !waiting.Any(e => e.CaseId == d.CaseId && e.Seq < d.Seq))
            .OrderBy(d => d.NextAt).ThenBy(d => d.MessageId).Take(LeasedAtOnce).ToListAsync(cancellationToken);
        return [.. heads.Select(d => Put(db, d, d with { NextAt = now + Lease, Attempts = d.Attempts + 1, FailedAt = null }))];
    }

    private static async Task<bool> KeepAsync(DizhuDb db, IReadOnlyList<(Delivery Leased, string? Error)> sent, DateTime now, CancellationToken cancellationToken)
    {
        var (subscription, ids) = (sent.Select(s => s.Leased.SubscriptionId).FirstOrDefault(), sent.Select(s => s.Leased.MessageId).ToList());
        var rows = await db.Set<Delivery>().AsNoTracking().Where(d => d.SubscriptionId == subscription && ids.Contains(d.MessageId)).ToDictionaryAsync(d => d.MessageId, cancellationToken);
        foreach (var (leased, error) in sent)
        {
            // Whoever leased it after us answers for it now.
            if (rows.GetValueOrDefault(leased.MessageId) is { DeliveredAt: null, SetAsideAt: null } row && row.Attempts == leased.Attempts)
            {
                Put(db, row, error is null ? row with { DeliveredAt = now, LastError = null } : row with { NextAt = now + PauseAfter(row.Attempts), LastError = error, FailedAt = now });
            }
        }

        return sent.Count > 0;
    }

    private static Delivery Put(DizhuDb db, Delivery before, Delivery after)
    {
        db.Attach(before);
        db.Entry(before).CurrentValues.SetValues(after);
        return after;
    }

    private async Task<IReadOnlyList<(Delivery Leased, string? Error)>> SendAllAsync(
        ISender sender, Subscription to, List<Delivery> leased, CancellationToken cancellationToken)
    {
        var sent = new ConcurrentBag<(Delivery, string?)>();
        string? down = null;
        await Parallel.ForEachAsync(
            leased,
            new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = cancellationToken },
            async (delivery, ct) =>
            {
                // A receiver that gave no answer is down for the rest as well; they need not wait for it one by one.
                if (down is { } known)
                {
                    sent.Add((delivery, known));
                    return;
                }

                var (error, answered) = await SendAsync(sender, to, delivery, ct);
                down = answered ? down : error;
                sent.Add((delivery, error));
            });
        return [.. sent];
    }

    private async Task<(string? Error, bool Answered)> SendAsync(ISender sender, Subscription to, Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(to, delivery, Now, cancellationToken);
            return (null, true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("No answer in time.", false);
        }
        catch (HttpRequestException problem)
        {
            return (Short(problem.Message), problem.StatusCode is not null);
        }
        catch (IOException problem)
        {
            return (Short(problem.Message), false);
        }
    }

    private static string Short(string text) => text.Length <= LongestError ? text : text[..LongestError];
}
