using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Dispatch;

/// <summary>The mark of a unit does not fit the matter: dispatching there needs a reason (DCM-087).</summary>
/// <param name="Sentence">What does not fit and what to do.</param>
/// <param name="Reference">The clause that prints the mark.</param>
public sealed record MarkWarning(string UnitId, string Sentence, DispatchReason Reference);

/// <summary>Whether a unit takes part in matters of a kind.</summary>
public static class Marks
{
    /// <summary>
    /// Null when the mark fits or none is to be expected (counties and zones handle whatever lies in them); a warning when
    /// the mark is for the other kind, or a municipal unit has no mark because it has no duty in operation.
    /// </summary>
    /// <param name="name">The unit's name on the day, for the sentence.</param>
    /// <param name="involvement">The mark that holds: the unit's own or that of the unit above.</param>
    public static MarkWarning? MarkFits(Unit unit, string name, Involvement? involvement, MatterKind kind)
    {
        var matter = kind == MatterKind.Component ? "部件" : "事件";
        return (involvement, kind) switch
        {
            (Involvement.Both, _) or (Involvement.Event, MatterKind.Event) or (Involvement.Component, MatterKind.Component) => null,
            (Involvement.Component, _) => Warn(unit, $"{name}标注为“属部件”，本案是{matter}。如确需派给该单位，请写明理由。", Clauses.MarkedComponent),
            (Involvement.Event, _) => Warn(unit, $"{name}标注为“属事件”，本案是{matter}。如确需派给该单位，请写明理由。", Clauses.MarkedEvent),
            _ when unit.Group is UnitGroup.Municipal or UnitGroup.Above or UnitGroup.Centre =>
                Warn(unit, $"{name}没有运行管理时期的处置职责。如确需派给该单位，请写明理由。", Clauses.OperatingDuties),
            _ => null,
        };
    }

    /// <summary>The same for a unit of the book; a sub-unit goes by the mark of the unit above it. An unknown unit gives null.</summary>
    public static MarkWarning? MarkFits(OrganisationBook organisations, string unitId, MatterKind kind, DateOnly day) =>
        organisations.Find(unitId) is { } unit
            ? MarkFits(unit, organisations.NameOf(unitId, day), organisations.MarkOf(unitId), kind)
            : null;

    private static MarkWarning Warn(Unit unit, string sentence, Kernel.Rules.Clause clause) =>
        new(unit.Id, sentence, DispatchReason.By(clause, sentence));
}
