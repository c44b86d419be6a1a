using Dizhu.Kernel.Rules;

namespace Dizhu.Kernel.Outcomes;

/// <summary>Why something was not done, in words its reader can act on.</summary>
/// <param name="Code">Stable, lower-case, dotted: <c>case.act-not-open</c>. Never reused for another meaning.</param>
/// <param name="Message">One Chinese sentence or two: what happened, why, what to do now.</param>
/// <param name="Kind">What sort of refusal it is; decides the HTTP status.</param>
/// <param name="Clause">The clause it rests on, where there is one.</param>
/// <param name="Field">The input it is about, where it is about one.</param>
public sealed record Refusal(string Code, string Message, RefusalKind Kind, Clause? Clause = null, string? Field = null);

/// <summary>The sorts of refusal; each is one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The input is wrong (400).</summary>
    Invalid,

    /// <summary>Nobody is known to be asking (401).</summary>
    Unauthenticated,

    /// <summary>This person or post may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or none this person may see (404).</summary>
    NotFound,

    /// <summary>Someone else was first, or the same id came with other content (409).</summary>
    Conflict,

    /// <summary>A rule of the work forbids it now (422).</summary>
    Rule,

    /// <summary>It is too large (413).</summary>
    TooLarge,

    /// <summary>It comes too often, or the system is full (429).</summary>
    TooMany,

    /// <summary>It cannot be stored now; nothing was done (503).</summary>
    Unavailable,
}
