using System.Collections.Frozen;
using System.Collections.Immutable;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Maintenance;

/// <summary>
/// An immutable snapshot of all settings with all their versions. Every answer names the instant it is asked for, so
/// that a version made for a later day takes effect on every node at its instant, and a case keeps the settings it was decided with.
/// </summary>
public sealed class SettingsBook
{
    private static readonly ImmutableArray<(string Kind, SettingRow Row)> ShippedRows = [.. ReadShipped()];

    private readonly FrozenDictionary<(string Kind, string Key), SettingRow[]> _versions;
    private readonly ILookup<string, SettingRow[]> _byKind;
    private readonly ILookup<string, (Shift Shift, SettingRow[] Versions, SettingRow Row)> _shifts;

    /// <param name="stored">What administrators have entered; it goes before what is shipped.</param>
    /// <param name="lastChange">The number of the last change of the log; 0 when there is none.</param>
    public SettingsBook(IEnumerable<SettingVersion> stored, long lastChange)
    {
        _versions = ShippedRows.Concat(stored.Select(s => (s.Kind, Row: SettingRow.Of(s))))
            .GroupBy(r => (r.Kind, r.Row.Key))
            .ToFrozenDictionary(g => g.Key, g => g.Select(r => r.Row).OrderByDescending(r => r.From).ThenByDescending(r => r.Version).ToArray());
        _byKind = _versions.OrderBy(v => v.Key.Key, StringComparer.Ordinal).ToLookup(v => v.Key.Kind, v => v.Value, StringComparer.Ordinal);
        _shifts = _byKind[SettingKinds.Shifts].SelectMany(vs => vs.Where(v => !v.Ends).Select(v => (Shift: Shift.Of(v), Versions: vs, Row: v)))
            .ToLookup(s => s.Shift.DutyGrid, StringComparer.Ordinal);
        LastChange = lastChange;
        Version = ContentVersion.Of(_versions.OrderBy(v => v.Key.Kind, StringComparer.Ordinal).ThenBy(v => v.Key.Key, StringComparer.Ordinal)
            .SelectMany(v => v.Value.Select(r => $"{v.Key.Kind}|{r.Key}|{r.Version}|{r.From:O}|{r.Ends}|{SettingRow.Write(r.Cells)}")));
    }

    /// <summary>What a new installation starts with.</summary>
    public static SettingsBook Shipped { get; } = new([], 0);

    /// <summary>The number of the last change this snapshot holds.</summary>
    public long LastChange { get; }

    /// <summary>Taken from the content: equal content, equal version.</summary>
    public string Version { get; }

    /// <summary>Reads the snapshot from the database; the number first, so that a change made meanwhile is seen at the next look.</summary>
    public static async Task<SettingsBook> LoadAsync(DizhuDb db, CancellationToken cancellationToken = default)
    {
        var last = await LastChangeAsync(db, cancellationToken);
        return new SettingsBook(await db.Set<SettingVersion>().AsNoTracking().ToListAsync(cancellationToken), last);
    }

    /// <summary>The number of the last change in the database; 0 when there is none.</summary>
    public static async Task<long> LastChangeAsync(DizhuDb db, CancellationToken cancellationToken) =>
        await db.Set<SettingChange>().MaxAsync(c => (long?)c.No, cancellationToken) ?? 0;

    /// <summary>The version of a row in force at an instant, or null when it has none or has ended.</summary>
    public SettingRow? Find(string kind, string key, DateTime at) =>
        _versions.TryGetValue((kind, key), out var versions) ? InForce(versions, at) : null;

    /// <summary>All rows of a kind in force at an instant, by key.</summary>
    public IEnumerable<SettingRow> At(string kind, DateTime at) => _byKind[kind].Select(v => InForce(v, at)).OfType<SettingRow>();

    /// <summary>The keys of all rows of a kind, also of those that have ended or are yet to come.</summary>
    public IEnumerable<string> Keys(string kind) => _byKind[kind].Select(v => v[0].Key);

    /// <summary>The last instant, not after the one given, at which rows of a kind began or ended to hold: between two such instants they are the same.</summary>
    public DateTime SameSince(string kind, DateTime at) =>
        _byKind[kind].SelectMany(v => v).Where(v => v.From <= at).Select(v => v.From).DefaultIfEmpty(DateTime.UnixEpoch).Max();

    /// <summary>All versions of a row, the latest first.</summary>
    public IReadOnlyList<SettingRow> VersionsOf(string kind, string key) => _versions.GetValueOrDefault((kind, key)) ?? [];

    /// <summary>Who consents to a request; that of the ordinary size where the city has none for this one; null when there is none at all.</summary>
    public ApprovalChain? ApprovalChain(RequestKind kind, RequestSize size, DateTime at) =>
        (Find(SettingKinds.ApprovalChains, Maintenance.ApprovalChain.KeyOf(kind, size), at)
            ?? Find(SettingKinds.ApprovalChains, Maintenance.ApprovalChain.KeyOf(kind, RequestSize.Ordinary), at)) is { } row
                ? Maintenance.ApprovalChain.Of(row)
                : null;

    /// <summary>The figures of case work at an instant. A row that was ended falls back to what is shipped.</summary>
    public CaseSettings CaseSettings(DateTime at) => new(name => Figure(SettingKinds.CaseSettings, name, at));

    /// <summary>The rules of evaluation at an instant (DCM-037): what happened in June is evaluated by those of June.</summary>
    public EvaluationRules EvaluationRules(DateTime at) => new(
        Figure(SettingKinds.EvaluationRules, "leave-out-appealed", at)["value"] != "0",
        Figure(SettingKinds.EvaluationRules, "count-self-handled", at)["value"] != "0",
        SameSince(SettingKinds.EvaluationRules, at));

    private SettingRow Figure(string kind, string name, DateTime at) => Find(kind, name, at) ?? VersionsOf(kind, name) switch
    {
        [.., var shipped] => shipped,
        _ => throw new KeyNotFoundException($"There is no setting {name}."),
    };

    /// <summary>How the numbers of a series (case, report) are written at an instant.</summary>
    public NumberPattern NumberPattern(string series, DateTime at) =>
        Maintenance.NumberPattern.TryParse((Find(SettingKinds.NumberPatterns, series, at) ?? VersionsOf(SettingKinds.NumberPatterns, series)[^1])["pattern"])!;

    /// <summary>The control area that forbids reporting a class on a grid at an instant, or null.</summary>
    public ControlArea? ControlAreaHit(string classKey, string gridCode, DateTime at) =>
        At(SettingKinds.ControlAreas, at).Select(ControlArea.Of).FirstOrDefault(a => a.Forbids(classKey, gridCode, at));

    /// <summary>
    /// Who is on duty for a duty grid at an instant: those of that very day before those of the week. Empty when nobody
    /// is; then the collectors whose post reaches the grid are the fallback.
    /// </summary>
    public IReadOnlyList<Guid> OnDuty(string dutyGrid, DateTime at) =>
    [
        .. _shifts[dutyGrid].Where(s => ReferenceEquals(InForce(s.Versions, at), s.Row) && s.Shift.Covers(at))
            .OrderBy(s => s.Shift.Day is null).ThenBy(s => s.Row.Key, StringComparer.Ordinal).Select(s => s.Shift.CollectorId).Distinct(),
    ];

    /// <summary>
    /// The turns for a duty grid that touch the span up to <paramref name="until"/>, the earliest first. One to come counts by the roster in force when it
    /// begins, one that runs by that of now, as <see cref="OnDuty"/> does, one that is over by that of its end.
    /// </summary>
    public IReadOnlyList<ShiftTurn> Turns(string dutyGrid, DateTime from, DateTime until, DateTime now)
    {
        List<ShiftTurn> turns = [];
        for (var day = CityClock.DayOf(from).AddDays(-1); day <= CityClock.DayOf(until); day = day.AddDays(1))
        {
            turns.AddRange(_shifts[dutyGrid].Select(s => s.Shift.On(day) is var (starts, ends) && ends > from && starts < until && ReferenceEquals(InForce(s.Versions, starts > now ? starts : ends > now ? now : ends.AddTicks(-1)), s.Row)
                ? new ShiftTurn(s.Shift.CollectorId, s.Row.Key, starts, ends, s.Shift.Day is not null) : null).OfType<ShiftTurn>());
        }

        return [.. turns.OrderBy(t => t.Starts).ThenBy(t => !t.IsOfOneDay).ThenBy(t => t.Key, StringComparer.Ordinal)];
    }

    /// <summary>The rows of the roster for a duty grid that hold at an instant, by key.</summary>
    public IReadOnlyList<(Shift Shift, SettingRow Row)> ShiftsOf(string dutyGrid, DateTime at) =>
        [.. _shifts[dutyGrid].Where(s => ReferenceEquals(InForce(s.Versions, at), s.Row)).OrderBy(s => s.Row.Key, StringComparer.Ordinal).Select(s => (s.Shift, s.Row))];

    /// <summary>The dedicated person (专人) who receives, dispatches and feeds back for a unit; null when it has no active receiving platform.</summary>
    public Guid? ContactOf(string unitId, DateTime at) =>
        Find(SettingKinds.ReceivingUnits, unitId, at) is { } row && row["active"] == "是" ? Guid.Parse(row["contact"]) : null;

    /// <summary>The phrases offered to a post for an act, by id.</summary>
    public IReadOnlyList<string> PhrasesFor(Post post, string act, DateTime at) =>
    [
        .. At(SettingKinds.Phrases, at)
            .Where(r => (r["post"].Length == 0 || r["post"] == post.ToString()) && (r["act"].Length == 0 || r["act"] == act))
            .Select(r => r["text"]),
    ];

    /// <summary>The limit the city has set for a stage at an area level, else for all levels; null when it has set none.</summary>
    public (TimeLimit Limit, string Source)? StageLimit(string clock, int? areaLevel, DateTime at) =>
        (Find(SettingKinds.StageLimits, $"{clock}/{areaLevel ?? 0}", at) ?? Find(SettingKinds.StageLimits, $"{clock}/0", at)) is { } row
            ? (TimeLimit.Parse(row["limit"]).Value, row["source"])
            : null;

    private static SettingRow? InForce(SettingRow[] latestFirst, DateTime at) =>
        Array.Find(latestFirst, v => v.From <= at) is { Ends: false } row ? row : null;

    private static IEnumerable<(string Kind, SettingRow Row)> ReadShipped()
    {
        foreach (var name in (string[])[SettingKinds.ApprovalChains, SettingKinds.CaseSettings, SettingKinds.EvaluationRules, SettingKinds.NumberPatterns])
        {
            var kind = SettingKinds.Find(name)!;
            foreach (var row in CityTable.Rows($"data/settings/{name}.csv"))
            {
                var cells = kind.Columns.ToImmutableSortedDictionary(c => c.Name, c => row[c.Name], StringComparer.Ordinal);
                yield return (name, new SettingRow(kind.KeyOf(cells), 0, DateTime.UnixEpoch, false, cells));
            }
        }
    }
}
