using System.Linq.Expressions;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Cases;

/// <summary>Which cases somebody sees: the reach of their post, once for one case and once for a query.</summary>
public static class CaseScope
{
    /// <summary>True when this case lies within the principal's reach.</summary>
    public static bool Sees(Principal who, CaseState state, OrganisationBook organisations) => who.Scope.Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.ManagementArea => state.Case.ManagementAreaCode is { } area && who.Scope.Keys.Contains(area),
        ScopeKind.DutyGrids => (state.Case.DutyGridCode is { } grid && who.Scope.Keys.Contains(grid)) || Touched(who, state),
        ScopeKind.UnitSubtree => state.Tasks.Any(t => t.UnitId is { } unit && Reaches(who, unit, organisations)),
        ScopeKind.Own => Touched(who, state),
        _ => false,
    };

    /// <summary>The same as a filter over case rows.</summary>
    public static Expression<Func<Case, bool>> Filter(Principal who, DizhuDb db, OrganisationBook organisations)
    {
        var keys = who.Scope.Keys.ToList();
        var id = who.Id;
        switch (who.Scope.Kind)
        {
            case ScopeKind.All:
                return _ => true;
            case ScopeKind.ManagementArea:
                return c => keys.Contains(c.ManagementAreaCode!);
            case ScopeKind.DutyGrids:
                return c => keys.Contains(c.DutyGridCode!)
                    || db.Set<CaseTask>().Any(t => t.CaseId == c.Id && t.PersonId == id)
                    || db.Set<Report>().Any(r => r.CaseId == c.Id && r.EnteredBy == id);
            case ScopeKind.UnitSubtree:
                var units = organisations.All.Select(u => u.Id).Where(u => Reaches(who, u, organisations)).ToList();
                return c => db.Set<CaseTask>().Any(t => t.CaseId == c.Id && units.Contains(t.UnitId!));
            default:
                return c => db.Set<CaseTask>().Any(t => t.CaseId == c.Id && t.PersonId == id)
                    || db.Set<Report>().Any(r => r.CaseId == c.Id && r.EnteredBy == id);
        }
    }

    /// <summary>
    /// A unit sees the tasks of its own subtree; a sub-unit also those of the unit above it that it is to
    /// work for, since tasks are given to the unit and done below it.
    /// </summary>
    private static bool Reaches(Principal who, string unit, OrganisationBook organisations) =>
        who.Scope.Keys.Any(k => organisations.IsInSubtree(unit, k))
        || (who.Post == Post.FieldHandler && who.UnitId is { } mine && organisations.IsInSubtree(mine, unit));

    private static bool Touched(Principal who, CaseState state) =>
        state.Tasks.Any(t => t.PersonId == who.Id) || state.Case.Actors.Any(a => a.Who == who.Id);
}
