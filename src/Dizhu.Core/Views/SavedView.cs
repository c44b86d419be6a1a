using Dizhu.Core.Organisations;

namespace Dizhu.Core.Views;

/// <summary>One condition of a list, as its address carries it.</summary>
public sealed record ViewCondition(string Key, string Value);

/// <summary>
/// The conditions of a list under a short name (保存的视图). It is a tool of the person who made it, in the post they made it in: nobody
/// else sees it. Whoever acts in a lent post (委托) has views of their own there and not those of its holder: words searched for can be
/// about people, and lending a post lends its work, not its holder's notes.
/// </summary>
public sealed class SavedView
{
    /// <summary>Made by the client, so that the same view sent twice is one.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who made it: the person who acts, also in a lent post.</summary>
    public required Guid PersonId { get; init; }

    public required Post Post { get; init; }

    public required SavedList List { get; init; }

    /// <summary>Unique per person, post and list.</summary>
    public required string Name { get; set; }

    /// <summary>In the order of the list's keys.</summary>
    public required IReadOnlyList<ViewCondition> Conditions { get; init; }

    /// <summary>1, 2, … among the views of one list.</summary>
    public required int Position { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ChangedAt { get; set; }
}
