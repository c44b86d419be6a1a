using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Coordination;

/// <summary>The units a case could go to, as the furniture shows them: the suggested one with its reasons, the others with why not, each with its load.</summary>
internal static class UnitChoices
{
    /// <param name="suggestion">What the rules say.</param>
    /// <param name="chosen">The unit chosen in a form that comes back; null takes the suggested one.</param>
    /// <param name="loads">What each unit has to do; none shows no load.</param>
    public static IReadOnlyList<UnitChoice> Of(Suggestion suggestion, string? chosen, IReadOnlyDictionary<string, UnitLoad> loads)
    {
        var busiest = loads.Values.Select(l => l.Open).DefaultIfEmpty(0).Max();
        return
        [
            .. suggestion.Candidates.Select(c => Loaded(new UnitChoice(c.UnitId, c.Name)
            {
                IsSuggested = c.IsSuggested,
                IsChosen = chosen is null ? c.IsSuggested : string.Equals(chosen, c.UnitId, StringComparison.Ordinal),
                Reasons = [.. c.Reasons.Select(r => CaseViews.Reason(Dispatching.ToReason(r)))],
            })),
            .. suggestion.Alternatives.Select(a => Loaded(new UnitChoice(a.UnitId, a.Name)
            {
                IsChosen = string.Equals(chosen, a.UnitId, StringComparison.Ordinal),
                WhyNot = string.Join("；", a.WhyNot.Select(r => r.Sentence)),
            })),
        ];

        UnitChoice Loaded(UnitChoice unit) => loads.GetValueOrDefault(unit.Value) is { } load
            ? unit with { Open = load.Open, Late = load.Late, OpenHref = $"/cases?unit={Uri.EscapeDataString(unit.Value)}", LoadPercent = load.Open * 100m / busiest }
            : unit with { Open = 0, LoadPercent = 0 };
    }

    /// <summary>The units a suggestion names.</summary>
    public static IReadOnlyList<string> Named(Suggestion? suggestion) =>
        suggestion is null ? [] : [.. suggestion.Candidates.Select(c => c.UnitId).Concat(suggestion.Alternatives.Select(a => a.UnitId)).Distinct(StringComparer.Ordinal)];
}
