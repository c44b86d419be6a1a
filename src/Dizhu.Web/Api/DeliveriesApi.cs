using Dizhu.Core;
using Dizhu.Core.Exchange;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>A message on its way to a subscriber.</summary>
/// <param name="NextAt">When it is tried next, at the earliest.</param>
/// <param name="LastError">What went wrong the last time.</param>
public sealed record DeliveryAnswer(
    Guid SubscriptionId, Guid MessageId, Guid CaseId, int Seq, string Topic, int Attempts, DateTime NextAt, DateTime? DeliveredAt, DateTime? FailedAt, string? LastError,
    DateTime? SetAsideAt, string? SetAsideBy, string? SetAsideBecause)
{
    internal static DeliveryAnswer Of(Delivery d) => new(
        d.SubscriptionId, d.MessageId, d.CaseId, d.Seq, d.Topic, d.Attempts, d.NextAt, d.DeliveredAt, d.FailedAt, d.LastError, d.SetAsideAt, d.SetAsideBy, d.SetAsideBecause);
}

/// <summary>Messages that could not be delivered: an administrator sends one again or sets it aside, both in the audit log.</summary>
internal static class DeliveriesApi
{
    private const int Most = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/subscriptions/{id:guid}/deliveries").RequireAuthorization("administrators").WithTags("订阅");
        deliveries.MapGet("", ListAsync).WithSummary($"这个订阅发送失败、仍待送达的消息，最多 {Most} 条").Produces<IReadOnlyList<DeliveryAnswer>>().Problems();
        deliveries.MapPost("/{messageId:guid}/retry", RetryAsync).WithSummary("立即再发一次；同一案件的先后顺序不变").Produces<DeliveryAnswer>().Problems();
        deliveries.MapPost("/{messageId:guid}/set-aside", SetAsideAsync).WithSummary("写明原因后不再发送；同一案件的下一条接着发").Accepts<SetAside>("application/json")
            .Produces<DeliveryAnswer>().Problems();
    }

    private static async Task<IReadOnlyList<DeliveryAnswer>> ListAsync(HttpContext http, Guid id, IReads reads)
    {
        await using var db = reads.Open();
        var rows = await db.Set<Delivery>().AsNoTracking().Where(Delivery.Waits).Where(d => d.SubscriptionId == id && d.LastError != null)
            .OrderBy(d => d.MessageId).Take(Most).ToListAsync(http.RequestAborted);
        return [.. rows.Select(DeliveryAnswer.Of)];
    }

    private static async Task RetryAsync(HttpContext http, Guid id, Guid messageId, Undelivered undelivered) =>
        await AnswerAsync(http, await undelivered.RetryAsync(http.Act(http.Who()!), id, messageId, http.RequestAborted));

    private static async Task SetAsideAsync(HttpContext http, Guid id, Guid messageId, Undelivered undelivered)
    {
        var body = await Bodies.ReadAsync<SetAside>(http);
        await AnswerAsync(http, body.Moved
            ? await undelivered.SetAsideAsync(http.Act(http.Who()!), id, messageId, body.Value.Value, http.RequestAborted)
            : Outcome<Delivery>.Refused(body.Refusals));
    }

    private static Task AnswerAsync(HttpContext http, Outcome<Delivery> done) =>
        Bodies.AnswerAsync(http, done, DeliveryAnswer.Of);
}
