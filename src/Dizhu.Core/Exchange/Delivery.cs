using System.Linq.Expressions;

namespace Dizhu.Core.Exchange;

/// <summary>
/// One message on its way to one subscriber. Of one case they go out one after the other; what is not acknowledged stays
/// and is sent again under the same id.
/// </summary>
public sealed record Delivery
{
    public Guid SubscriptionId { get; init; }

    /// <summary>The id of the outbox row: the same however often it is sent, so that the receiver can tell.</summary>
    public Guid MessageId { get; init; }

    public Guid CaseId { get; init; }

    /// <summary>The journal entry it tells of; the order within a case.</summary>
    public int Seq { get; init; }

    public string Topic { get; init; } = "";

    /// <summary>What is sent, JSON, fixed when the message was taken from the outbox.</summary>
    public string Body { get; init; } = "";

    /// <summary>Not before this instant, UTC: the end of a pause after a failure, or of the lease of the node that is sending it.</summary>
    public DateTime NextAt { get; init; }

    /// <summary>How often a node took it to send it. Also guards the lease: of two nodes that take it at once one fails.</summary>
    public int Attempts { get; init; }

    /// <summary>When the receiver acknowledged it; null while it waits.</summary>
    public DateTime? DeliveredAt { get; init; }

    /// <summary>What went wrong the last time; null when nothing did.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was; null while a node is sending it, and where nothing went wrong.</summary>
    public DateTime? FailedAt { get; init; }

    /// <summary>When somebody decided that it is not to be sent any more (搁置); the next of its case goes on then.</summary>
    public DateTime? SetAsideAt { get; init; }

    /// <summary>The label of who decided it.</summary>
    public string? SetAsideBy { get; init; }

    public string? SetAsideBecause { get; init; }

    /// <summary>Those still to be sent: neither acknowledged nor set aside.</summary>
    public static readonly Expression<Func<Delivery, bool>> Waits = d => d.DeliveredAt == null && d.SetAsideAt == null;
}
