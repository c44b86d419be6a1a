using Dizhu.Core.Access;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Cases;

/// <summary>
/// Finds the people an act needs: the collector to send and the person a task is assigned to. A collector asked for by name
/// goes; else who the roster has on duty for the case's duty grid, else whose post reaches it, else the one whose duty
/// grid lies nearest. Who had a part in handling or command is passed over.
/// </summary>
public static class Collectors
{
    /// <summary>The posts to which a task of a unit may be assigned.</summary>
    public static readonly Post[] Handlers = [Post.FieldHandler, Post.UnitClerk, Post.SecondLevelDispatcher];

    internal static async Task<CollectorChoice?> ForAsync(
        DizhuDb db, CaseCommand command, CaseState state, CityBooks city, DateTime at, CancellationToken cancellationToken)
    {
        if (command is not ISendsCollector sends)
        {
            return null;
        }

        var people = await PostHolder.OnAsync(db, Calendar.CityClock.DayOf(at), [Post.Collector], cancellationToken);
        if (sends.CollectorId is { } id)
        {
            return Choice(people.Find(p => p.Id == id));
        }

        return Choice(Pick(people, state, city, at));
    }

    /// <summary>Who would be sent now if nobody is asked for by name; null when nobody can be.</summary>
    /// <param name="people">Who holds the post of a collector today.</param>
    public static PostHolder? Pick(IReadOnlyList<PostHolder> people, CaseState state, CityBooks city, DateTime at)
    {
        var free = people.Where(p => IsFree(p.Id, state)).ToList();
        return OnDuty(free, state, city, at) ?? OnGrid(free, state.Case.DutyGridCode) ?? Nearest(free, state, city, at);
    }

    /// <summary>The person a task is assigned to, where they hold a post that handles; else null.</summary>
    internal static async Task<CollectorChoice?> AssigneeAsync(DizhuDb db, CaseCommand command, DateTime at, CancellationToken cancellationToken)
    {
        if (command is not AssignCommand { PersonId: { } id })
        {
            return null;
        }

        var people = await PostHolder.OnAsync(db, Calendar.CityClock.DayOf(at), Handlers, cancellationToken);
        return Choice(people.Find(p => p.Id == id));
    }

    private static PostHolder? OnDuty(List<PostHolder> free, CaseState state, CityBooks city, DateTime at) =>
        state.Case.DutyGridCode is { } grid
            ? city.Settings.OnDuty(grid, at).Select(id => free.Find(p => p.Id == id)).FirstOrDefault(p => p is not null)
            : null;

    private static PostHolder? OnGrid(List<PostHolder> free, string? grid) => grid is null ? null : free.Find(p => p.Post.ScopeKeys.Contains(grid));

    /// <summary>Whoever is on duty in the duty grid whose middle lies nearest to the case.</summary>
    private static PostHolder? Nearest(List<PostHolder> free, CaseState state, CityBooks city, DateTime at) =>
        city.Places.DutyGridsByDistance(new(state.Case.Lon, state.Case.Lat))
            .Select(grid => city.Settings.OnDuty(grid, at).Select(id => free.Find(p => p.Id == id)).FirstOrDefault(p => p is not null) ?? OnGrid(free, grid))
            .FirstOrDefault(p => p is not null);

    private static CollectorChoice? Choice(PostHolder? holder) =>
        holder is null ? null : new CollectorChoice(holder.Id, holder.Label, holder.Post.UnitId);

    private static bool IsFree(Guid person, CaseState state) =>
        state.Case.SelfHandledBy != person && !state.Case.Actors.Any(a => a.Who == person && a.Power is Power.Handling or Power.Command);
}
