using Dizhu.Kernel.Rules;

namespace Dizhu.WebKit;

/// <summary>A link to one clause of a kept document.</summary>
/// <param name="Code">The official number exactly as printed.</param>
/// <param name="Anchor">The clause as printed; the anchor of the document page.</param>
/// <param name="Text">What is shown; null shows number and clause.</param>
public sealed record ClauseLink(string Code, string Anchor, string? Text = null)
{
    /// <summary>The address of the clause: <c>/sources/{code}#{anchor}</c>, escaped.</summary>
    public string Href => $"/sources/{Uri.EscapeDataString(Code)}" + (Anchor.Length == 0 ? "" : "#" + Uri.EscapeDataString(Anchor));

    /// <summary>What is shown.</summary>
    public string Label => Text ?? (Anchor.Length == 0 ? Code : $"{Code} {Anchor}");

    /// <summary>The few words relied on, shown on hover.</summary>
    public string? Quote { get; init; }

    /// <summary>The link of a clause the rules cite.</summary>
    public static ClauseLink To(Clause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return new(clause.Document.Code, clause.Number) { Quote = clause.Words };
    }
}

/// <summary>One reason: a sentence, and the paper, row or list it rests on.</summary>
public sealed record ReasonView(string Sentence, string? RefText = null, string? RefHref = null);

/// <summary>One row of the why-panel: a figure, how it came about, and where it is written.</summary>
/// <param name="Label">What the figure is: 处置时限.</param>
/// <param name="Value">The figure itself: 1 工作日.</param>
/// <param name="Note">How it was counted, in words.</param>
/// <param name="RefText">The source as shown.</param>
/// <param name="RefHref">The source's address.</param>
public sealed record WhyView(string Label, string Value, string? Note = null, string? RefText = null, string? RefHref = null);

/// <summary>One unit a case can be dispatched to, with its reasons or with why not. No percentages of confidence.</summary>
/// <param name="Value">The unit id that is sent.</param>
/// <param name="Name">The unit's name, valid on the day.</param>
public sealed record UnitChoice(string Value, string Name)
{
    /// <summary>Whether the rules suggest it. Two equal suggestions are both marked.</summary>
    public bool IsSuggested { get; init; }

    /// <summary>Whether it is chosen now.</summary>
    public bool IsChosen { get; init; }

    /// <summary>The reasons for it.</summary>
    public IReadOnlyList<ReasonView> Reasons { get; init; } = [];

    /// <summary>Why it is not suggested, in one sentence.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Its open cases.</summary>
    public int? Open { get; init; }

    /// <summary>The list behind the figure.</summary>
    public string? OpenHref { get; init; }

    /// <summary>Its load in per cent of the busiest unit shown; grey, because load is no state.</summary>
    public decimal? LoadPercent { get; init; }

    /// <summary>Its cases beyond the limit.</summary>
    public int Late { get; init; }

    /// <summary>Its cases that will be late soon.</summary>
    public int Soon { get; init; }
}
