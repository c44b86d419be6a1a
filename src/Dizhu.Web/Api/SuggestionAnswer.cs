using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;

namespace Dizhu.Web.Api;

/// <summary>Who should handle a case, and why; two equal answers are both shown and none is suggested.</summary>
public sealed record SuggestionAnswer(
    IReadOnlyList<SuggestionAnswer.UnitPart> Candidates, IReadOnlyList<SuggestionAnswer.OtherPart> Alternatives, bool Undecided, bool OwnershipQueue)
{
    /// <summary>A unit the case can go to.</summary>
    public sealed record UnitPart(string UnitId, string Name, bool Suggested, string? Warning, IReadOnlyList<Reason> Reasons);

    /// <summary>A unit one might think of, and why not.</summary>
    public sealed record OtherPart(string UnitId, string Name, IReadOnlyList<Reason> WhyNot);

    public static SuggestionAnswer From(Suggestion suggestion) => new(
        [.. suggestion.Candidates.Select(c => new UnitPart(c.UnitId, c.Name, c.IsSuggested, c.Warning?.Sentence, [.. c.Reasons.Select(Dispatching.ToReason)]))],
        [.. suggestion.Alternatives.Select(a => new OtherPart(a.UnitId, a.Name, [.. a.WhyNot.Select(Dispatching.ToReason)]))],
        suggestion.IsUndecided,
        suggestion.OwnershipQueue);
}
