using Dizhu.Core.Organisations;

namespace Dizhu.Core.Inbox;

/// <summary>
/// Something a person wrote to others inside the system (站内通知). The row is the record of the act – who, in which post, when, what, to
/// whom – and never changes; the messages made of it carry who has read them.
/// </summary>
public sealed record InboxNote
{
    /// <summary>Made by the client, so that a note sent twice is one.</summary>
    public Guid Id { get; init; }

    public DateTime At { get; init; }

    public Guid ById { get; init; }

    /// <summary>The label of who wrote it; with whom they acted for.</summary>
    public string By { get; init; } = "";

    /// <summary>The post they wrote it in.</summary>
    public Post Post { get; init; }

    public string Text { get; init; } = "";

    /// <summary>The post it went to; null where it went to a unit or to people.</summary>
    public Post? ToPost { get; init; }

    /// <summary>The unit it went to, or whose post.</summary>
    public string? ToUnitId { get; init; }

    /// <summary>The labels of the people it went to, with 、 between; null where it went to a post or unit.</summary>
    public string? ToPeople { get; init; }

    /// <summary>How many people it reached on that day.</summary>
    public int Reached { get; init; }

    public string RequestId { get; init; } = "";
}
