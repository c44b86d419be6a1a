using Dizhu.Core.Organisations;

namespace Dizhu.Core.Access;

/// <summary>
/// Somebody known: a person in one post of one unit, or a machine client. A person with two posts
/// chooses one at log-in; a principal never carries two.
/// </summary>
/// <param name="Id">The person or client.</param>
/// <param name="Label">How the journal and the pages name them, for example 受理员 03. Never a private name by default.</param>
/// <param name="Post">The post they act in.</param>
/// <param name="UnitId">The unit they act for; null for citizens and machines.</param>
/// <param name="Scope">How far they reach.</param>
public sealed record Principal(Guid Id, string Label, Post Post, string? UnitId, Scope Scope)
{
    public Power Power => Powers.Of(Post);

    /// <summary>Whose post this is, while they are away (委托); null when it is their own.</summary>
    public Represented? For { get; init; }

    /// <summary>How they sign: their label, and for whom they act.</summary>
    public string Signature => For?.Sign(Label) ?? Label;

    /// <summary>Everybody who answers for what is done: the person who acts and the one they act for.</summary>
    public IEnumerable<Guid> Persons => For is { } other ? [Id, other.Id] : [Id];
}

/// <summary>Somebody in whose post another acts.</summary>
/// <param name="Id">The person represented.</param>
/// <param name="Label">How they are named, for example 受理员 03.</param>
public sealed record Represented(Guid Id, string Label)
{
    /// <summary>How somebody signs who acts for them: 受理员 02（代受理员 03）.</summary>
    public string Sign(string label) => $"{label}（代{Label}）";
}
