using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Exchange;

/// <summary>Why a message is not to be sent any more.</summary>
public sealed record SetAside(string? Reason);

/// <summary>
/// What an administrator does about messages that could not be delivered: send one again at once, or set it aside. Only the oldest of a
/// case was ever tried, so neither lets one overtake another. Both are lines of the audit log, written with them.
/// </summary>
public sealed class Undelivered(IActTransactions transactions)
{
    /// <summary>The kind of these lines in the audit log.</summary>
    public const string AuditKind = "delivery";

    private const int LongestReason = 200;

    private static readonly Refusal NotFound = new("delivery.not-found", "没有这条消息，或它的订阅已停止。请刷新后从列表中选择。", RefusalKind.NotFound);

    /// <summary>
    /// Makes a message due now. Attempts go on counting: the number is also what guards a lease, and a receiver that fails again is asked
    /// no more often than before.
    /// </summary>
    public Task<Outcome<Delivery>> RetryAsync(ActContext context, Guid subscriptionId, Guid messageId, CancellationToken cancellationToken) => ActAsync(
        context, subscriptionId, messageId,
        found => found.SetAsideAt is not null || found.NextAt <= context.At ? null : (found with { NextAt = context.At }, "再次发送"), cancellationToken);

    /// <summary>
    /// Sends a message no more, with a reason; the next of its case goes on. For good: what came after it may have gone out, and a message
    /// taken up again would arrive behind that. The receiver can read the case at any time.
    /// </summary>
    public Task<Outcome<Delivery>> SetAsideAsync(ActContext context, Guid subscriptionId, Guid messageId, SetAside sent, CancellationToken cancellationToken)
    {
        if (sent.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason || reason.Contains('\0', StringComparison.Ordinal))
        {
            return Task.FromResult<Outcome<Delivery>>(new Refusal(
                "delivery.reason", $"请写明为什么不再发送（不超过 {LongestReason} 字）。", RefusalKind.Invalid, Field: "reason"));
        }

        return ActAsync(
            context, subscriptionId, messageId,
            found => found.SetAsideAt is not null ? null : (found with { SetAsideAt = context.At, SetAsideBy = context.Who.Signature, SetAsideBecause = reason }, $"搁置（{reason}）"), cancellationToken);
    }

    /// <param name="change">What the message becomes and what the log says of it; null where it is so already.</param>
    private Task<Outcome<Delivery>> ActAsync(
        ActContext context, Guid subscriptionId, Guid messageId, Func<Delivery, (Delivery After, string Said)?> change, CancellationToken cancellationToken)
    {
        if (context.Who.Post != Post.Administrator)
        {
            return Task.FromResult<Outcome<Delivery>>(new Refusal(
                "delivery.wrong-post", $"{context.Who.Post.Name()}不能处理未送达的消息。请由系统管理员办理。", RefusalKind.Forbidden));
        }

        return transactions.RunAsync<Outcome<Delivery>>(
            async (db, ct) =>
            {
                var found = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(d => d.SubscriptionId == subscriptionId && d.MessageId == messageId, ct);
                var to = await db.Set<Subscription>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == subscriptionId && s.EndedAt == null, ct);
                if (found is null || to is null)
                {
                    return NotFound;
                }

                if (Hindrance(found, context.At) is { } refusal)
                {
                    return refusal;
                }

                if (change(found) is not var (after, said))
                {
                    return found;
                }

                db.Attach(found);
                db.Entry(found).CurrentValues.SetValues(after);
                db.Add(Line(context, $"{said}：给“{to.Label}”的消息 {messageId}（案件 {found.CaseId}，{found.Topic}，已试 {found.Attempts} 次）"));
                return after;
            },
            cancellationToken);
    }

    /// <summary>A message set aside hinders nothing here: setting it aside again changes nothing, and it is never due.</summary>
    private static Refusal? Hindrance(Delivery found, DateTime now) => found switch
    {
        { DeliveredAt: not null } => new("delivery.delivered", "这条消息已经送达，不需要再处理。请刷新列表。", RefusalKind.Rule),
        { LastError: null } => new("delivery.not-failed", "这条消息还没有发送失败过，系统会按顺序发出。请等待发送结果。", RefusalKind.Rule),
        { FailedAt: null } when found.NextAt > now => new("delivery.being-sent", "这条消息正在发送。请一分钟后刷新，看结果再办。", RefusalKind.Conflict),
        _ => null,
    };

    private static AuditEntry Line(ActContext context, string what) => new()
    {
        Id = Ids.New(context.At),
        At = context.At,
        Kind = AuditKind,
        Who = context.Who.Label,
        What = what.Length <= 500 ? what : what[..500],
    };
}
