
namespace Dizhu.Core.Organisations;

/// <summary>Somebody who works with the system, named by post and number, never by a private name.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    /// <summary>For example 受理员 03.</summary>
    public required string Label { get; set; }

    /// <summary>Made up for the sample city.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>False once the person has left; what they did stays.</summary>
    public required bool Active { get; set; }
}

/// <summary>A post somebody holds for some time, with how far it reaches. Days are legal days, both included.</summary>
public sealed class PostAssignment
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required Post Post { get; init; }

    /// <summary>The unit they act for; null where the post belongs to none.</summary>
    public string? UnitId { get; init; }

    public required ScopeKind ScopeKind { get; init; }

    /// <summary>What the scope is about: unit id, area code or duty-grid codes.</summary>
    public required List<string> ScopeKeys { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is held.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>True when the post is held on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && !(Until < day);
}
