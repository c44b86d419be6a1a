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
        ScopeKind.ManagementArea => (state.Case.ManagementAreaCode is { } area && who.Scope.Keys.Contains(area)) || Given(who, state, organisations),
        ScopeKind.DutyGrids => (state.Case.DutyGridCode is { } grid && who.Scope.Keys.Contains(grid)) || Touched(who, state),
        ScopeKind.UnitSubtree => Given(who, state, organisations),
        ScopeKind.Own => Touched(who, state) || who.Scope.Keys.Contains(state.Case.Id.ToString()),
        _ => false,
    };

    /// <summary>The same as a filter over case rows.</summary>
    public static Expression<Func<Case, bool>> Filter(Principal who, DizhuDb db, OrganisationBook organisations)
    {
        var keys = who.Scope.Keys.ToList();
        var persons = who.Persons.ToList();
        var units = who.Scope.Kind is ScopeKind.ManagementArea or ScopeKind.UnitSubtree
            ? organisations.All.Select(u => u.Id).Where(u => Reaches(who, u, organisations)).ToList()
            : [];
        return who.Scope.Kind switch
        {
            ScopeKind.All => _ => true,
            ScopeKind.ManagementArea => c => keys.Contains(c.ManagementAreaCode!)
                || db.Set<CaseTask>().Any(t => t.CaseId == c.Id && units.Contains(t.UnitId!)),
            ScopeKind.DutyGrids => c => keys.Contains(c.DutyGridCode!)
                || db.Set<CaseTask>().Any(t => t.CaseId == c.Id && persons.Contains(t.PersonId!.Value))
                || db.Set<Report>().Any(r => r.CaseId == c.Id && persons.Contains(r.EnteredBy)),
            ScopeKind.UnitSubtree => c => db.Set<CaseTask>().Any(t => t.CaseId == c.Id && units.Contains(t.UnitId!)),
            _ => c => db.Set<CaseTask>().Any(t => t.CaseId == c.Id && persons.Contains(t.PersonId!.Value))
                || db.Set<Report>().Any(r => r.CaseId == c.Id && persons.Contains(r.EnteredBy)),
        };
    }

    /// <summary>
    /// A unit sees the tasks of its own subtree; a sub-unit also those of the unit above it that it is to
    /// work for, since tasks are given to the unit and done below it.
    /// </summary>
    private static bool Reaches(Principal who, string unit, OrganisationBook organisations) =>
        (who.Scope.Kind is ScopeKind.UnitSubtree && who.Scope.Keys.Any(k => organisations.IsInSubtree(unit, k)))
        || (who.Scope.Kind is ScopeKind.ManagementArea && who.UnitId is { } own && organisations.IsInSubtree(unit, own))
        || (who.Post == Post.FieldHandler && who.UnitId is { } mine && organisations.IsInSubtree(mine, unit));

    /// <summary>True when a task was given to a unit within the reach: a second-level platform also keeps what was sent to it from outside its area.</summary>
    private static bool Given(Principal who, CaseState state, OrganisationBook organisations) =>
        state.Tasks.Any(t => t.UnitId is { } unit && Reaches(who, unit, organisations));

    private static bool Touched(Principal who, CaseState state) =>
        state.Tasks.Any(t => t.PersonId is { } holder && who.Persons.Contains(holder)) || state.Case.Actors.Any(a => who.Persons.Contains(a.Who));
}
