using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;

namespace Dizhu.Core.Maintenance;

/// <summary>One turn of a collector for a duty grid.</summary>
/// <param name="Key">The row of the roster it comes from.</param>
/// <param name="Starts">UTC.</param>
/// <param name="Ends">UTC; the first moment no longer on duty.</param>
/// <param name="IsOfOneDay">Entered for this very day and not for every week.</param>
public sealed record ShiftTurn(Guid CollectorId, string Key, DateTime Starts, DateTime Ends, bool IsOfOneDay)
{
    /// <summary>True when it is worked at an instant.</summary>
    public bool Covers(DateTime at) => Starts <= at && at < Ends;
}

/// <summary>How a duty grid is staffed.</summary>
public enum DutyState
{
    /// <summary>No collector answers for it, now or later.</summary>
    Nobody,

    /// <summary>Somebody answers for it, and nobody is on duty now.</summary>
    Unstaffed,

    /// <summary>Somebody is on duty now.</summary>
    Staffed,
}

/// <summary>A duty grid with who works in it.</summary>
/// <param name="Collectors">Those whose post reaches it, by label; they go where the roster names nobody.</param>
/// <param name="Today">The turns of the legal day, the earliest first.</param>
/// <param name="Next">The next turn that has not begun; null when there is none within <see cref="DutyRoster.DaysAhead"/> days.</param>
public sealed record DutyStand(DutyGrid Grid, DutyState State, IReadOnlyList<PostHolder> Collectors, IReadOnlyList<ShiftTurn> Today, ShiftTurn? Next);

/// <summary>责任网格值班: who is on duty where, gaps first.</summary>
public static class DutyRoster
{
    /// <summary>How far ahead the next turn is looked for.</summary>
    public const int DaysAhead = 31;

    /// <summary>All duty grids: first those without anybody, then those without anybody now, by code.</summary>
    /// <param name="collectors">Those who hold the post on the day.</param>
    public static IReadOnlyList<DutyStand> Of(PlaceBook places, SettingsBook settings, IReadOnlyList<PostHolder> collectors, DateTime now)
    {
        var active = collectors.Select(c => c.Id).ToHashSet();
        return [.. places.DutyGrids.Select(g => Of(g, settings, collectors, active, now)).OrderBy(s => s.State).ThenBy(s => s.Grid.Code, StringComparer.Ordinal)];
    }

    private static DutyStand Of(DutyGrid grid, SettingsBook settings, IReadOnlyList<PostHolder> collectors, HashSet<Guid> active, DateTime now)
    {
        var (start, end) = CityClock.BoundsOf(CityClock.DayOf(now));

        // Who has left the post works no turn, even where the roster still names them.
        var turns = settings.Turns(grid.Code, start, now.AddDays(DaysAhead), now).Where(t => active.Contains(t.CollectorId)).ToList();
        List<PostHolder> reaching = [.. collectors.Where(c => c.Post.ScopeKeys.Contains(grid.Code))];
        var state = turns.Any(t => t.Covers(now)) ? DutyState.Staffed : turns.Any(t => t.Ends > now) || reaching.Count > 0 ? DutyState.Unstaffed : DutyState.Nobody;
        return new DutyStand(grid, state, reaching, [.. turns.Where(t => t.Starts < end)], turns.Find(t => t.Starts > now));
    }
}
