using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// Finds the collector to send: the one asked for, or the one of the case's duty grid. For a check, one who
/// had no part in handling is looked for first.
/// </summary>
internal static class Collectors
{
    public static async Task<CollectorChoice?> ForAsync(
        DizhuDb db, CaseCommand command, CaseState state, CityBooks city, DateOnly day, CancellationToken cancellationToken)
    {
        var asked = command switch
        {
            SendVerifyCommand c => (Wanted: true, c.CollectorId),
            SendCheckCommand c => (Wanted: true, c.CollectorId),
            _ => (Wanted: false, CollectorId: null),
        };
        if (!asked.Wanted)
        {
            return null;
        }

        var onDuty = await (
            from assignment in db.Set<PostAssignment>().AsNoTracking()
            join person in db.Set<Person>().AsNoTracking() on assignment.PersonId equals person.Id
            where assignment.Post == Post.Collector && person.Active
                && assignment.From <= day && (assignment.Until == null || assignment.Until >= day)
            orderby person.Label
            select new { assignment, person.Label }).ToListAsync(cancellationToken);

        var chosen = asked.CollectorId is { } id
            ? onDuty.Find(c => c.assignment.PersonId == id)
            : onDuty.Find(c => c.assignment.ScopeKeys.Contains(state.Case.DutyGridCode ?? "") && IsFree(c.assignment.PersonId, state));
        return chosen is null ? null : new CollectorChoice(chosen.assignment.PersonId, chosen.Label, chosen.assignment.UnitId);
    }

    private static bool IsFree(Guid person, CaseState state) =>
        !state.Case.Actors.Any(a => a.Who == person && a.Power is Power.Handling or Power.Command);
}
