namespace Dizhu.Core.Access;

/// <summary>A post lent to somebody while its holder is away (委托): who, to whom, from when until when, and why.</summary>
public sealed record Delegation
{
    public Guid Id { get; init; }

    /// <summary>The holder of the post.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The post lent, as the holder has it.</summary>
    public Guid AssignmentId { get; init; }

    /// <summary>Who acts in it meanwhile.</summary>
    public Guid DelegateId { get; init; }

    /// <summary>The first instant, UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>The instant it ends, UTC; no longer part of it.</summary>
    public DateTime Until { get; init; }

    public string Reason { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    /// <summary>When the holder took it back; null while it stands.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>True when the delegate may act in the post at an instant.</summary>
    public bool HoldsAt(DateTime at) => WithdrawnAt is null && From <= at && at < Until;
}
