namespace Dizhu.Core.Journal;

/// <summary>
/// That something happened, for the world outside: written with the act, sent after it. Carries ids only;
/// whoever receives it reads the rest with their own rights.
/// </summary>
public sealed record OutboxMessage
{
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    /// <summary>The journal entry it tells of.</summary>
    public int Seq { get; init; }

    /// <summary>What happened, for example <c>case.dispatch</c>.</summary>
    public string Topic { get; init; } = "";

    public DateTime At { get; init; }

    /// <summary>When the relay handed it on to all who asked for it; null while it waits.</summary>
    public DateTime? SentAt { get; init; }
}
