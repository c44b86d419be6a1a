using System.Collections.Immutable;
using Dizhu.Core.Catalogue;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Dispatch;

/// <summary>What suggesting a unit may look at, and no more.</summary>
public sealed record DispatchFacts
{
    /// <summary>The class; null when it has none yet.</summary>
    public string? ClassKey { get; init; }

    public required MatterKind Kind { get; init; }

    /// <summary>The component it is about; null when none was found.</summary>
    public string? ComponentId { get; init; }

    /// <summary>权属单位 of the component (unit id); null when not known.</summary>
    public string? OwnerId { get; init; }

    /// <summary>养护单位 of the component (unit id); null when not known.</summary>
    public string? MaintainerId { get; init; }

    /// <summary>主管部门 of the component (unit id); null when not known.</summary>
    public string? CompetentDepartmentId { get; init; }

    /// <summary>The management area it lies in; null when unknown or in none.</summary>
    public string? ManagementAreaCode { get; init; }

    /// <summary>Whether it lies in a park or garden; null when unknown.</summary>
    public bool? InPark { get; init; }

    /// <summary>职责条目 the dispatcher chose, for matters without a class of their own.</summary>
    public string? DutyId { get; init; }

    /// <summary>What the responsibility matrix says; null when it has no rule.</summary>
    public MatrixRoute? Matrix { get; init; }

    /// <summary>信访.</summary>
    public bool IsPetition { get; init; }

    /// <summary>The legal day of dispatch: names and duties as of this day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The legal day of filing, which fixes the version of the manual; the day of dispatch when null.</summary>
    public DateOnly? FiledOn { get; init; }
}

/// <summary>What a reason refers to.</summary>
public enum RefKind
{
    Clause,
    Component,
    Duty,
    Overlap,
    Manual,
    Ambiguity,
    Area,
    Matrix,
}

/// <summary>One reason: a Chinese sentence and the clause or row it comes from.</summary>
/// <param name="Sentence">As shown on the page.</param>
/// <param name="Kind">What <paramref name="Ref"/> is.</param>
/// <param name="Ref">Clause, component id, duty id, overlap rule, manual row or ambiguity.</param>
/// <param name="Clause">The clause with its words, where there is one.</param>
public sealed record DispatchReason(string Sentence, RefKind Kind, string Ref, Clause? Clause = null)
{
    public static DispatchReason By(Clause clause, string sentence) => new(sentence, RefKind.Clause, clause.ToString(), clause);
}

/// <summary>How a candidate stands.</summary>
public enum Standing
{
    /// <summary>The unit the rules give.</summary>
    Suggested,

    /// <summary>The unit to begin with while the owner is being found, or where nothing lists the matter.</summary>
    Fallback,

    /// <summary>A municipal unit shown beside the territorial one: command chooses (A-DCM-03).</summary>
    Beside,

    /// <summary>As good as another: nothing decides between them.</summary>
    Equal,
}

/// <summary>A unit the case may be dispatched to, and why.</summary>
public sealed record Candidate(string UnitId, string Name, Standing Standing, ImmutableArray<DispatchReason> Reasons, MarkWarning? Warning)
{
    /// <summary>True for the one unit the system suggests.</summary>
    public bool IsSuggested => Standing is Standing.Suggested or Standing.Fallback;
}

/// <summary>A unit that might be thought of, and why it was not taken.</summary>
public sealed record Alternative(string UnitId, string Name, ImmutableArray<DispatchReason> WhyNot);

/// <summary>The suggested unit, or the units nothing decides between, each with reasons.</summary>
/// <param name="Candidates">The suggested one first. Empty only where the city has recorded no unit that could take it.</param>
/// <param name="Alternatives">Other units, each with why not; choosing one needs a reason.</param>
/// <param name="OwnershipQueue">权属确认: the owner of the component is not known and must be found (A-DCM-02).</param>
public sealed record Suggestion(ImmutableArray<Candidate> Candidates, ImmutableArray<Alternative> Alternatives, bool OwnershipQueue)
{
    /// <summary>The one suggested unit; null when undecided.</summary>
    public Candidate? Suggested => Candidates.FirstOrDefault(c => c.IsSuggested);

    /// <summary>True when several units are equal: all are shown, none is suggested.</summary>
    public bool IsUndecided => Suggested is null;

    /// <summary>True when command is to choose among the candidates.</summary>
    public bool CommandChooses => Candidates.Length > 1;

    /// <summary>True when dispatching to a unit needs a written reason: it is no candidate, or its mark does not fit.</summary>
    public bool NeedsReason(string unitId) =>
        Candidates.FirstOrDefault(c => string.Equals(c.UnitId, unitId, StringComparison.Ordinal)) is not { Warning: null };
}
