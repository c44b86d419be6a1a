using System.Collections.Concurrent;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Cases.Serving;
using Dizhu.Kernel.Calendars;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Evaluation;

/// <summary>
/// Reads what the wall shows in a handful of queries. One reading serves every wall of the same reach until something is done in the city
/// or a few seconds have passed: what becomes late does so without an act.
/// </summary>
public sealed class WallReads(IReads reads, DailyReports reports, CityBooksHolder city, CityClock clock)
{
    /// <summary>As many cases of a light stand on the map by themselves; the counts hold all.</summary>
    public const int MostMarks = 200;

    private const int MostReaches = 64;
    private static readonly TimeSpan Keeps = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The city now, or as it was a few seconds ago when nothing has been done since.</summary>
    public async Task<WallSnapshot> OfAsync(Principal who, CancellationToken cancellationToken)
    {
        var (now, books) = (clock.Now, city.Current);
        var version = await VersionAsync(books, now, cancellationToken);
        var reach = CaseScope.Keys(who, books.Organisations) is { } keys ? string.Join('\n', keys.Order(StringComparer.Ordinal)) : "*";
        if (_kept.Count > MostReaches)
        {
            _kept.Clear();
        }

        // Whoever comes first reads for all of them; they may leave without taking the reading with them.
        var kept = _kept.AddOrUpdate(
            reach,
            _ => new(version, now, new(() => ReadAsync(who, books, now, CancellationToken.None))),
            (_, old) => old.Holds(version, now) ? old : new(version, now, new(() => ReadAsync(who, books, now, CancellationToken.None))));
        return await kept.Reading.Value.WaitAsync(cancellationToken);
    }

    /// <summary>The same, read anew.</summary>
    public Task<WallSnapshot> ReadAsync(Principal who, CancellationToken cancellationToken) => ReadAsync(who, city.Current, clock.Now, cancellationToken);

    /// <summary>How many open cases of which stage, unit and street; exposed so that its plan can be looked at.</summary>
    public static IQueryable<OpenGroup> Groups(DizhuDb db, Principal who, CityBooks books, DateTime now) =>
        CaseScope.Open(who, db, books.Organisations).GroupBy(c => new { c.StreetCode, c.Stage, c.UnitId }).Select(g => new OpenGroup
        {
            Stage = g.Key.Stage,
            UnitId = g.Key.UnitId,
            StreetCode = g.Key.StreetCode,
            Open = g.Count(),
            Late = g.Count(c => c.ListAt < now),
            Soon = g.Count(c => c.ListAt >= now && c.WarnAt <= now && c.DeferredUntil == null),
            Held = g.Count(c => c.ListAt >= now && c.DeferredUntil != null),
        });

    /// <summary>The cases of a light that stand by themselves, the nearest due first.</summary>
    public static IQueryable<Case> Marked(DizhuDb db, Principal who, CityBooks books, OpenLight light, DateTime now) =>
        CaseSearch.OfLight(CaseScope.Open(who, db, books.Organisations), light, now)
            .OrderBy(c => c.ListAt).ThenBy(c => c.Id).Take(MostMarks);

    private async Task<string> VersionAsync(CityBooks books, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return $"{await CasePoints.VersionAsync(db, cancellationToken)} {books.Organisations.Version} {books.Settings.Version} {books.Calendar.Version} {CityClock.DayOf(now):O}";
    }

    private async Task<WallSnapshot> ReadAsync(Principal who, CityBooks books, DateTime now, CancellationToken cancellationToken)
    {
        // Counting takes as long as all the rest; the embedded database reads on the thread that asks, so it gets one of its own.
        var counting = Task.Run(() => CountAsync(who, books, now, cancellationToken), cancellationToken);
        await using var db = reads.Open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        var late = await LateAsync(db, who, books, now, cancellationToken);
        WallCase[] others =
        [
            .. (await RowsAsync(db, who, books, OpenLight.Soon, now, cancellationToken)).Select(r => r.ToCase(OpenLight.Soon)),
            .. (await RowsAsync(db, who, books, OpenLight.Held, now, cancellationToken)).Select(r => r.ToCase(OpenLight.Held)),
        ];
        var hours = (await reports.HoursAsync(who, CityClock.DayOf(now), cancellationToken)).Take(CityClock.ToLocal(now).Hour + 1).ToList();
        var groups = await counting;
        return new WallSnapshot(
            now,
            OpenCounts.Sum(groups.Select(g => g.Counts)),
            [.. Enum.GetValues<FlowStep>().Select(step => new OpenOf<FlowStep>(step, OpenCounts.Sum(groups.Where(g => g.Stage.Step() == step).Select(g => g.Counts))))],
            [.. Sums(groups.Where(g => g.UnitId is not null), g => g.UnitId!).OrderByDescending(u => u.Counts.Open).ThenBy(u => u.Key, StringComparer.Ordinal)],
            [.. Sums(groups, g => g.StreetCode).OrderByDescending(s => s.Counts.Late).ThenByDescending(s => s.Counts.Open).ThenBy(s => s.Key, StringComparer.Ordinal)],
            hours,
            late,
            others);
    }

    private async Task<IReadOnlyList<OpenGroup>> CountAsync(Principal who, CityBooks books, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await Groups(db, who, books, now).ToListAsync(cancellationToken);
    }

    private static IEnumerable<OpenOf<T>> Sums<T>(IEnumerable<OpenGroup> groups, Func<OpenGroup, T> key) =>
        groups.GroupBy(key).Select(g => new OpenOf<T>(g.Key, OpenCounts.Sum(g.Select(x => x.Counts))));

    /// <summary>The late ones with how late they are in the time their limit counts, the worst first: a case due on Friday evening is not a weekend late on Monday.</summary>
    private static async Task<IReadOnlyList<WallCase>> LateAsync(DizhuDb db, Principal who, CityBooks books, DateTime now, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(db, who, books, OpenLight.Late, now, cancellationToken);
        Guid[] ids = [.. rows.Select(r => r.Id)];
        var turns = await db.Set<CaseClock>().AsNoTracking().Where(k => EF.Parameter(ids).Contains(k.CaseId)).OrderBy(k => k.No).ToListAsync(cancellationToken);
        var clocks = turns.ToLookup(k => k.CaseId);
        return [.. rows.Select(r => r.ToCase(OpenLight.Late) with { Over = OverOf(r, clocks[r.Id], books.Calendar, now) }).OrderByDescending(c => c.Over).ThenBy(c => c.Id)];
    }

    /// <summary>By the clock the case is late by: that of the post whose turn it is, and where that has no limit the one of handling.</summary>
    private static TimeSpan OverOf(Row row, IEnumerable<CaseClock> clocks, WorkCalendar calendar, DateTime now)
    {
        var limited = clocks.Where(k => k.LimitAmount is not null).ToList();
        var turn = limited.LastOrDefault(k => k.Kind == row.Stage.OwnClock()) ?? limited.LastOrDefault(k => k.Kind == ClockKind.Handling);
        var over = turn is null ? now - row.ListAt : turn.UsedAt(calendar, now) - calendar.LengthOf(ClockWork.LimitOf(turn)!.Value);
        return over > TimeSpan.Zero ? over : TimeSpan.Zero;
    }

    private static Task<List<Row>> RowsAsync(DizhuDb db, Principal who, CityBooks books, OpenLight light, DateTime now, CancellationToken cancellationToken) =>
        Marked(db, who, books, light, now).Select(c => new Row(c.Id, c.Stage, c.ClassKey, c.CommunityCode, c.StreetCode, c.UnitId, c.Lon, c.Lat, c.ListAt)).ToListAsync(cancellationToken);

    private sealed record Row(Guid Id, Stage Stage, string? ClassKey, string? CommunityCode, string? StreetCode, string? UnitId, double Lon, double Lat, DateTime ListAt)
    {
        public WallCase ToCase(OpenLight light) => new(Id, light, Stage, ClassKey, CommunityCode, StreetCode, UnitId, Lon, Lat);
    }

    /// <summary>A reading, and how long it holds. One that failed is not kept.</summary>
    private sealed record Kept(string Version, DateTime At, Lazy<Task<WallSnapshot>> Reading)
    {
        public bool Holds(string version, DateTime now) => Version == version && now >= At && now < At + Keeps && !(Reading.IsValueCreated && Reading.Value.IsFaulted);
    }
}

/// <summary>Open cases of one stage, unit and street, counted.</summary>
public sealed class OpenGroup
{
    public Stage Stage { get; init; }

    public string? UnitId { get; init; }

    public string? StreetCode { get; init; }

    public int Open { get; init; }

    public int Soon { get; init; }

    public int Late { get; init; }

    public int Held { get; init; }

    public OpenCounts Counts => new(Open, Soon, Late, Held);
}
