using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Ledgers;

/// <summary>
/// A record that several documents ask for in the same way. Each names the clause it rests on, and every act on it is a
/// line of its change log (PLT-020).
/// </summary>
public abstract class KeptRecord
{
    /// <summary>Made by the client, so that the same record sent twice is one.</summary>
    public required Guid Id { get; init; }

    /// <summary>The clause it rests on, document and number as printed.</summary>
    public required string Clause { get; init; }

    /// <summary>The unit it is about or for.</summary>
    public required string UnitId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required Guid CreatedById { get; init; }

    /// <summary>The label of who made it, never a private name.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>1, 2, … with every act; an act names the version it was decided on.</summary>
    public int Version { get; set; } = 1;

    /// <summary>True for whoever may read it: units see their own records, the city's posts all.</summary>
    public bool IsSeenBy(Principal who) => who.Post switch
    {
        Post.Citizen or Post.MachineClient => false,
        Post.UnitClerk or Post.FieldHandler or Post.SecondLevelDispatcher => UnitId == who.UnitId,
        _ => true,
    };

    /// <summary>A refusal when a text that must stand in a record is missing or too long.</summary>
    internal static Refusal? Text(string? value, string field, string name, int longest = 500) => string.IsNullOrWhiteSpace(value)
        ? new("input.missing", $"请填写{name}。", RefusalKind.Invalid, Field: field)
        : value.Contains('\0', StringComparison.Ordinal) ? new("input.bad-character", $"{name}里有不能保存的字符。请重新输入。", RefusalKind.Invalid, Field: field)
        : value.Trim().Length > longest ? new("input.too-long", $"{name}最长 {longest} 个字。请缩短后再提交。", RefusalKind.Invalid, Field: field) : null;

    /// <summary>A refusal when a post may not do this.</summary>
    internal static Refusal? MayNot(Principal who, string what, params ReadOnlySpan<Post> posts) => posts.Contains(who.Post)
        ? null
        : new("record.wrong-post", $"{who.Post.Name()}不能{what}。请由有此职责的岗位办理。", RefusalKind.Forbidden);
}

/// <summary>One line of the change log of a record: who, when, what it said before and what it says now.</summary>
public sealed class RecordChange
{
    /// <summary>The act, by the id its client made; the record's own for its making.</summary>
    public required Guid ActId { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>What was changed; empty for the line that holds the act itself as it was sent.</summary>
    public required string Field { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required Guid WhoId { get; init; }

    /// <summary>The label of who acted; with whom they acted for.</summary>
    public required string Who { get; init; }

    public required string RequestId { get; init; }

    /// <summary>What it said before; null where nothing stood.</summary>
    public string? Old { get; init; }

    /// <summary>What it says now.</summary>
    public string? New { get; init; }
}
