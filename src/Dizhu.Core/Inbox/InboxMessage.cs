using Dizhu.Core.Organisations;

namespace Dizhu.Core.Inbox;

/// <summary>Why somebody is told inside the system. Stored by name.</summary>
public enum InboxKind
{
    /// <summary>新任务.</summary>
    NewTask,

    /// <summary>待审批.</summary>
    RequestWaiting,

    /// <summary>时限预警.</summary>
    Warning,

    /// <summary>通知: somebody wrote it.</summary>
    Note,
}

/// <summary>
/// A message inside the system (站内消息): to one person, to everybody in a post, of one unit where it names one, or to everybody of a unit.
/// Unless somebody wrote it, it names a case; who may not see that case does not see the message.
/// </summary>
public sealed record InboxMessage
{
    /// <summary>Derived from what caused it, so that it is written once.</summary>
    public Guid Id { get; init; }

    public InboxKind Kind { get; init; }

    /// <summary>The case it is about; null where it is a note.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>What somebody wrote; null where it follows from an act.</summary>
    public Guid? NoteId { get; init; }

    /// <summary>The one person it is for; null when it is for a post or a unit.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The post it is for; null when it is for one person or for everybody of a unit.</summary>
    public Post? Post { get; init; }

    /// <summary>The unit it is for, or whose post; null for the post wherever it is.</summary>
    public string? UnitId { get; init; }

    public DateTime At { get; init; }
}

/// <summary>That a person has read a message.</summary>
public sealed record InboxRead
{
    public Guid MessageId { get; init; }

    public Guid PersonId { get; init; }

    public DateTime At { get; init; }
}
