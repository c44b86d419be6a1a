using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Organisations;

/// <summary>The two phases 三政办〔2017〕26号 四 gives duties for.</summary>
public enum DutyPhase
{
    /// <summary>建设时期, 四(一).</summary>
    Construction,

    /// <summary>运行管理时期, 四(二).</summary>
    Operation,
}

/// <summary>What an item of duty is about.</summary>
public enum DutyKind
{
    Event,
    Component,
    Both,

    /// <summary>Nothing that is dispatched: building, funding, interfaces.</summary>
    Other,
}

/// <summary>Whether the kind of an item is printed or inferred (A-DCM-09).</summary>
public enum KindBasis
{
    Seed,
    Inferred,
}

/// <summary>职责条目: one item of duty of one unit, in the words of the order.</summary>
public sealed class UnitDuty
{
    /// <summary>For example <c>UD-062</c>.</summary>
    public required string Id { get; init; }

    public required string UnitId { get; init; }

    public required DutyPhase Phase { get; init; }

    /// <summary>The words as printed.</summary>
    public required string Words { get; init; }

    public required DutyKind Kind { get; init; }

    public required KindBasis KindBasis { get; init; }

    /// <summary>For example 已完成, where the print says so.</summary>
    public string? Status { get; init; }

    /// <summary>Document and clause, for example <c>三政办〔2017〕26号 四(二)</c>.</summary>
    public required string ClauseText { get; init; }

    /// <summary>The clause with the words of the duty.</summary>
    public Clause Quoted() => Sources.Order26.Clause(Phase == DutyPhase.Construction ? "四(一)" : "四(二)", Words);

    /// <summary>True when the item is about matters of this kind; an item of both fits both.</summary>
    public bool IsAbout(bool component) => Kind == DutyKind.Both || Kind == (component ? DutyKind.Component : DutyKind.Event);
}
