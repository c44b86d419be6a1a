using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>One state of an object and the days it held.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null for the present state.</param>
/// <param name="Row">The whole row as JSON.</param>
/// <param name="ReplacedBy">Who replaced it, and why; null for the present state.</param>
public sealed record ObjectState(DateOnly From, DateOnly? Until, string Row, string? ReplacedBy);

/// <summary>Reads base data as of a day: the past stays readable after every change.</summary>
public sealed class BaseHistory(IReads reads)
{
    /// <summary>All states of a grid or a component, newest first; none for one that never was.</summary>
    public async Task<IReadOnlyList<ObjectState>> OfAsync(string layerId, string key, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var past = await db.Set<PastState>().AsNoTracking().Where(s => s.LayerId == layerId && s.Key == key).OrderByDescending(s => s.Number).ToListAsync(cancellationToken);
        List<ObjectState> states = [.. past.Select(s => new ObjectState(s.From, s.Until, s.Row, $"{s.By}：{s.Reason}"))];
        if (layerId == BaseLayers.Grids && await db.Set<BasicGrid>().AsNoTracking().FirstOrDefaultAsync(g => g.Code == key, cancellationToken) is { } grid)
        {
            states.Insert(0, new ObjectState(grid.From, grid.Until, BasePublication.Write(grid), null));
        }
        else if (layerId == BaseLayers.Components && await db.Set<ManagedComponent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == key, cancellationToken) is { } component)
        {
            states.Insert(0, new ObjectState(component.ChangeDate ?? component.InitialDate, null, BasePublication.Write(component), null));
        }

        return states;
    }

    /// <summary>The division of the city as it was on a day, by code.</summary>
    public async Task<IReadOnlyList<BasicGrid>> GridsAtAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var rows = await db.Set<BasicGrid>().AsNoTracking().Where(g => g.From <= day && (g.Until == null || g.Until >= day)).ToListAsync(cancellationToken);
        var past = await db.Set<PastState>().AsNoTracking().Where(s => s.LayerId == BaseLayers.Grids && s.From <= day && s.Until >= day).ToListAsync(cancellationToken);
        return [.. rows.Concat(past.Select(BasePublication.Read<BasicGrid>)).OrderBy(g => g.Code, StringComparer.Ordinal)];
    }

    /// <summary>A component as it was on a day; null when there was none of this id.</summary>
    public async Task<ManagedComponent?> ComponentAtAsync(string id, DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        if (await db.Set<ManagedComponent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } present || present.InitialDate > day)
        {
            return null;
        }

        return (present.ChangeDate ?? present.InitialDate) <= day
            ? present
            : await db.Set<PastState>().AsNoTracking().Where(s => s.LayerId == BaseLayers.Components && s.Key == id && s.From <= day && s.Until >= day)
                .OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken) is { } state
                ? BasePublication.Read<ManagedComponent>(state)
                : null;
    }

    /// <summary>The features of a generic layer as they were on a day, by key.</summary>
    public async Task<IReadOnlyList<LayerFeature>> FeaturesAtAsync(string layerId, DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<LayerFeature>().AsNoTracking().Where(f => f.LayerId == layerId && f.From <= day && (f.Until == null || f.Until >= day)).OrderBy(f => f.Key).ToListAsync(cancellationToken);
    }
}
