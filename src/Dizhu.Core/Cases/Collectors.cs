using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// Finds the people an act needs: the collector to send and the person a task is assigned to. A collector asked for by name
/// goes; else who the roster has on duty for the case's duty grid, else whose post reaches it, else the one whose duty
/// grid lies nearest. Who had a part in handling or command is passed over.
/// </summary>
internal static class Collectors
{
    public static async Task<CollectorChoice?> ForAsync(
        DizhuDb db, CaseCommand command, CaseState state, CityBooks city, DateTime at, CancellationToken cancellationToken)
    {
        if (command is not ISendsCollector sends)
        {
            return null;
        }

        var people = await HoldersAsync(db, [Post.Collector], Calendar.CityClock.DayOf(at), cancellationToken);
        if (sends.CollectorId is { } id)
        {
            return Choice(people.Find(p => p.Post.PersonId == id));
        }

        var free = people.Where(p => IsFree(p.Post.PersonId, state)).ToList();
        return Choice(OnDuty(free, state, city, at) ?? OnGrid(free, state.Case.DutyGridCode) ?? Nearest(free, state, city, at));
    }

    /// <summary>The person a task is assigned to, where they hold a post that handles; else null.</summary>
    public static async Task<CollectorChoice?> AssigneeAsync(DizhuDb db, CaseCommand command, DateTime at, CancellationToken cancellationToken)
    {
        if (command is not AssignCommand { PersonId: { } id })
        {
            return null;
        }

        var people = await HoldersAsync(db, [Post.FieldHandler, Post.UnitClerk, Post.SecondLevelDispatcher], Calendar.CityClock.DayOf(at), cancellationToken);
        return Choice(people.Find(p => p.Post.PersonId == id));
    }

    private static async Task<List<Holder>> HoldersAsync(DizhuDb db, Post[] posts, DateOnly day, CancellationToken cancellationToken) => await (
        from assignment in db.Set<PostAssignment>().AsNoTracking()
        join person in db.Set<Person>().AsNoTracking() on assignment.PersonId equals person.Id
        where posts.Contains(assignment.Post) && person.Active
            && assignment.From <= day && (assignment.Until == null || assignment.Until >= day)
        orderby person.Label
        select new Holder(assignment, person.Label)).ToListAsync(cancellationToken);

    private static Holder? OnDuty(List<Holder> free, CaseState state, CityBooks city, DateTime at) =>
        state.Case.DutyGridCode is { } grid
            ? city.Settings.OnDuty(grid, at).Select(id => free.Find(p => p.Post.PersonId == id)).FirstOrDefault(p => p is not null)
            : null;

    private static Holder? OnGrid(List<Holder> free, string? grid) => grid is null ? null : free.Find(p => p.Post.ScopeKeys.Contains(grid));

    /// <summary>Whoever is on duty in the duty grid whose middle lies nearest to the case.</summary>
    private static Holder? Nearest(List<Holder> free, CaseState state, CityBooks city, DateTime at) =>
        city.Places.DutyGridsByDistance(new(state.Case.Lon, state.Case.Lat))
            .Select(grid => city.Settings.OnDuty(grid, at).Select(id => free.Find(p => p.Post.PersonId == id)).FirstOrDefault(p => p is not null) ?? OnGrid(free, grid))
            .FirstOrDefault(p => p is not null);

    private static CollectorChoice? Choice(Holder? holder) =>
        holder is null ? null : new CollectorChoice(holder.Post.PersonId, holder.Label, holder.Post.UnitId);

    private static bool IsFree(Guid person, CaseState state) =>
        state.Case.SelfHandledBy != person && !state.Case.Actors.Any(a => a.Who == person && a.Power is Power.Handling or Power.Command);

    private sealed record Holder(PostAssignment Post, string Label);
}
