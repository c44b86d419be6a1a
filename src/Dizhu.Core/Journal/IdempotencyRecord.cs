namespace Dizhu.Core.Journal;

/// <summary>
/// What was answered to a write that carried an <c>Idempotency-Key</c>, kept in the act's own transaction,
/// so that the same write sent again gets the same answer and is done once.
/// </summary>
public sealed record IdempotencyRecord
{
    public Guid PrincipalId { get; init; }

    public string Key { get; init; } = "";

    /// <summary>Method and path the key was used for.</summary>
    public string Route { get; init; } = "";

    /// <summary>SHA-256 of the request body.</summary>
    public byte[] BodyHash { get; init; } = [];

    public DateTime At { get; init; }

    /// <summary>The answer, JSON.</summary>
    public string Answer { get; init; } = "";
}
