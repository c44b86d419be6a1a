using System.Linq.Expressions;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Which cases somebody sees: the reach of their post, once for one case and once for a query.</summary>
public static class CaseScope
{
    /// <summary>True when this case lies within the principal's reach.</summary>
    public static bool Sees(Principal who, CaseState state, OrganisationBook organisations) =>
        Keys(who, organisations) is not { } keys
        || CaseReach.KeysOf(state.Case, state.Tasks).Overlaps(keys)
        || (who.Scope.Kind is ScopeKind.Own && who.Scope.Keys.Contains(state.Case.Id.ToString()));

    /// <summary>The same as a filter over case rows.</summary>
    public static Expression<Func<Case, bool>> Filter(Principal who, DizhuDb db, OrganisationBook organisations)
    {
        if (Keys(who, organisations) is not { } keys)
        {
            return _ => true;
        }

        return c => db.Set<CaseReach>().Any(r => r.CaseId == c.Id && keys.Contains(r.Key));
    }

    /// <summary>The open cases within a principal's reach, found by key where the reach is narrow.</summary>
    internal static IQueryable<Case> Open(Principal who, DizhuDb db, OrganisationBook organisations)
    {
        var open = db.Set<Case>().AsNoTracking().Where(c => c.ListAt < ListOrder.Finished);
        if (Keys(who, organisations) is not { } keys)
        {
            return open;
        }

        var reached = db.Set<CaseReach>().Where(r => keys.Contains(r.Key) && r.At < ListOrder.Finished).Select(r => r.CaseId).Distinct();
        return reached.Join(open, id => id, c => c.Id, (_, c) => c);
    }

    /// <summary>
    /// The keys (<see cref="CaseReach.Key"/>) a reader reaches cases by; null when they see every case. A second-level platform also
    /// keeps what was sent to it from outside its area.
    /// </summary>
    public static IReadOnlyList<string>? Keys(Principal who, OrganisationBook organisations)
    {
        IEnumerable<string> persons = who.Persons.Select(CaseReach.OfPerson);
        return who.Scope.Kind switch
        {
            ScopeKind.All => null,
            ScopeKind.ManagementArea => [.. who.Scope.Keys.Select(CaseReach.OfArea), .. Units(who, organisations)],
            ScopeKind.DutyGrids => [.. who.Scope.Keys.Select(CaseReach.OfDutyGrid), .. persons],
            ScopeKind.UnitSubtree => [.. Units(who, organisations)],
            _ => [.. persons],
        };
    }

    private static IEnumerable<string> Units(Principal who, OrganisationBook organisations) =>
        organisations.All.Select(u => u.Id).Where(u => Reaches(who, u, organisations)).Select(CaseReach.OfUnit);

    /// <summary>
    /// A unit sees the tasks of its own subtree; a sub-unit also those of the unit above it that it is to
    /// work for, since tasks are given to the unit and done below it.
    /// </summary>
    private static bool Reaches(Principal who, string unit, OrganisationBook organisations) =>
        (who.Scope.Kind is ScopeKind.UnitSubtree && who.Scope.Keys.Any(k => organisations.IsInSubtree(unit, k)))
        || (who.Scope.Kind is ScopeKind.ManagementArea && who.UnitId is { } own && organisations.IsInSubtree(unit, own))
        || (who.Post == Post.FieldHandler && who.UnitId is { } mine && organisations.IsInSubtree(mine, unit));
}
