using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// One way by which a case is reached: its area and grids, a unit it was given to, a person who reported it or held a task of
/// it. Derived from case and tasks; stored so that the list of a reader with a narrow reach, or of one grid or unit, is found by
/// key and not by looking through everybody's cases.
/// </summary>
public sealed record CaseReach
{
    private const int CasesAtOnce = 2_000;

    /// <summary>Where open cases stand: before all finished ones. Their order among themselves is that of <see cref="Case.ListAt"/>.</summary>
    public static readonly DateTime Open = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public Guid CaseId { get; init; }

    /// <summary>What is reached by, with a letter for its kind in front: <c>a:</c> area, <c>g:</c> duty grid, <c>b:</c> basic grid, <c>u:</c> unit, <c>p:</c> person.</summary>
    public string Key { get; init; } = "";

    /// <summary><see cref="Open"/>, or for a finished case its <see cref="Case.ListAt"/>: it changes when a case ends, not at every act.</summary>
    public DateTime At { get; init; }

    public static string OfArea(string code) => "a:" + code;

    public static string OfDutyGrid(string code) => "g:" + code;

    public static string OfBasicGrid(string code) => "b:" + code;

    public static string OfUnit(string id) => "u:" + id;

    public static string OfPerson(Guid id) => $"p:{id:N}";

    /// <summary>The keys of a case, each once, in no particular order.</summary>
    public static IReadOnlySet<string> KeysOf(Case @case, IEnumerable<CaseTask> tasks)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (@case.ManagementAreaCode is { } area)
        {
            keys.Add(OfArea(area));
        }

        if (@case.DutyGridCode is { } grid)
        {
            keys.Add(OfDutyGrid(grid));
        }

        if (@case.GridCode is { } basic)
        {
            keys.Add(OfBasicGrid(basic));
        }

        // The first to act reported it, with the second where one stood in for the other. Who commands or handles sees it through their unit.
        keys.UnionWith(@case.Actors.Take(2).Where(a => a.Power is Power.None or Power.Supervision).Select(a => OfPerson(a.Who)));
        foreach (var task in tasks)
        {
            if (task.UnitId is { } unit)
            {
                keys.Add(OfUnit(unit));
            }

            if (task.PersonId is { } person)
            {
                keys.Add(OfPerson(person));
            }
        }

        return keys;
    }

    /// <summary>Where a case stands in the lists of those who reach it.</summary>
    public static DateTime AtOf(Case @case) => @case.Stage.IsFinal() ? @case.ListAt : Open;

    /// <summary>The rows of a case.</summary>
    public static IEnumerable<CaseReach> Of(Case @case, IEnumerable<CaseTask> tasks) =>
        KeysOf(@case, tasks).Select(k => new CaseReach { CaseId = @case.Id, Key = k, At = AtOf(@case) });

    /// <summary>Fills the table for the cases that were there before it; does nothing where it has rows.</summary>
    public static async Task FillAsync(DizhuDb db, IBulkWriter bulk, CancellationToken cancellationToken)
    {
        if (await db.Set<CaseReach>().AnyAsync(cancellationToken))
        {
            return;
        }

        for (var last = Guid.Empty; ;)
        {
            var cases = await db.Set<Case>().AsNoTracking().Where(c => c.Id > last).OrderBy(c => c.Id).Take(CasesAtOnce).ToListAsync(cancellationToken);
            if (cases.Count == 0)
            {
                return;
            }

            var (first, end) = (cases[0].Id, cases[^1].Id);
            var tasks = (await db.Set<CaseTask>().AsNoTracking().Where(t => t.CaseId >= first && t.CaseId <= end).ToListAsync(cancellationToken)).ToLookup(t => t.CaseId);
            await bulk.WriteAsync(db, [.. cases.SelectMany(c => Of(c, tasks[c.Id]))], cancellationToken);
            last = end;
        }
    }
}
