using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Places.Serving;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases.Serving;

/// <summary>
/// 案件: number, stage, class, light and unit of each at its place; nothing the reporter said and nobody's data. Open cases, unless
/// finished ones are asked for.
/// </summary>
internal sealed class CaseLayer(IReads reads, CityBooksHolder city, CityClock clock) : CaseLayerBase(reads, city, clock), IServedLayer
{
    private const string Open = "open";
    private const string Finished = "finished";
    private const string All = "all";

    public LayerDescription Description { get; } = new()
    {
        Id = "cases",
        Title = "案件",
        Description = "本岗位可见的案件。默认只含在办案件；state=finished 为已办结的，state=all 为全部。",
        Geometry = GeometryKind.Point,
        TimeField = "reportedAt",
        MinZoom = 9,
        MaxZoom = 18,
        IsScoped = true,
        Fields =
        [
            new("id", FieldType.Text, "案件标识", IsInTile: true, IsFilter: false),
            new("number", FieldType.Text, "案件编号", IsInTile: true),
            new("stage", FieldType.Text, "阶段", IsInTile: true) { Values = [.. Enum.GetNames<Stage>()] },
            new("light", FieldType.Text, "时限灯：go 按期、soon 将超、late 超期、hold 挂账、done 已办结、none 未设时限", IsInTile: true, IsFilter: false),
            new("stageName", FieldType.Text, "阶段名称", IsFilter: false),
            new("state", FieldType.Text, "在办 open 或已办结 finished") { Values = [Open, Finished, All] },
            new("classKey", FieldType.Text, "类别编号"),
            new("className", FieldType.Text, "类别名称", IsFilter: false),
            new("unitId", FieldType.Text, "承办单位编号"),
            new("unit", FieldType.Text, "承办单位", IsFilter: false),
            new("grid", FieldType.Text, "单元网格"),
            new("area", FieldType.Text, "管理区域代码"),
            new("reportedAt", FieldType.Instant, "上报时刻", IsFilter: false),
            new("dueAt", FieldType.Instant, "当前阶段到期时刻", IsFilter: false),
        ],
    };

    public async Task<LayerPage> ReadAsync(Principal reader, LayerQuery query, CancellationToken cancellationToken)
    {
        await using var db = Reads.Open();
        var all = Wanted(db, reader, query);
        var matched = await all.LongCountAsync(cancellationToken);
        if (query.Before is { } before)
        {
            var end = Guid.TryParse(before, out var last) ? last : Guid.Empty;
            var back = await RowsAsync(all.Where(c => c.Id < end).OrderByDescending(c => c.Id), query.Limit + 1, cancellationToken);
            var shown = back.Take(query.Limit).Reverse().ToList();
            return new(Features(shown), matched, HasMore: shown.Count > 0, HasLess: back.Count > query.Limit);
        }

        if (query.After is { } after)
        {
            var start = Guid.TryParse(after, out var first) ? first : Guid.AllBitsSet;
            all = all.Where(c => c.Id > start);
        }

        var rows = await RowsAsync(all.OrderBy(c => c.Id), query.Limit + 1, cancellationToken);
        return new(Features([.. rows.Take(query.Limit)]), matched, HasMore: rows.Count > query.Limit, HasLess: query.After is not null && rows.Count > 0);
    }

    public async Task<ServedFeature?> FindAsync(Principal reader, string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var wanted))
        {
            return null;
        }

        await using var db = Reads.Open();
        return Features(await RowsAsync(CasePoints.Of(db, reader, City.Organisations, null).Where(c => c.Id == wanted), 1, cancellationToken)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<ServedFeature>> TileAsync(Principal reader, LayerQuery query, int zoom, CancellationToken cancellationToken)
    {
        await using var db = Reads.Open();
        return Features(await RowsAsync(Wanted(db, reader, query).OrderBy(c => c.Id), int.MaxValue, cancellationToken));
    }

    private IQueryable<Case> Wanted(DizhuDb db, Principal reader, LayerQuery query)
    {
        var rows = CasePoints.Of(db, reader, City.Organisations, query.Box);
        var state = Open;
        foreach (var (field, value) in query.Equal)
        {
            var text = (string)value;
            switch (Description.Fields[field].Name)
            {
                case "state":
                    state = text;
                    break;
                case "stage":
                    // A stage says itself whether the case is open.
                    var stage = Enum.Parse<Stage>(text);
                    (rows, state) = (rows.Where(c => c.Stage == stage), All);
                    break;
                case "number":
                    rows = rows.Where(c => c.Number == text);
                    break;
                case "classKey":
                    rows = rows.Where(c => c.ClassKey == text);
                    break;
                case "unitId":
                    rows = rows.Where(c => c.UnitId == text);
                    break;
                case "grid":
                    rows = rows.Where(c => c.GridCode == text);
                    break;
                case "area":
                    rows = rows.Where(c => c.ManagementAreaCode == text);
                    break;
                default:
                    throw new ArgumentException($"Cases are not asked for by {Description.Fields[field].Name}.", nameof(query));
            }
        }

        rows = state switch
        {
            Open => rows.Where(c => c.ListAt < ListOrder.Finished),
            Finished => rows.Where(c => c.ListAt >= ListOrder.Finished),
            _ => rows,
        };
        return CaseTime.Within(rows, query.Time);
    }

    private sealed record Row(
        Guid Id, string? Number, Stage Stage, string? ClassKey, string? UnitId, string? Grid, string? Area, double Lon, double Lat,
        DateTime ReportedAt, DateTime? StageDueAt, DateTime? HandlingDueAt, DateTime? WarnAt, DateOnly? DeferredUntil);

    private static Task<List<Row>> RowsAsync(IQueryable<Case> cases, int most, CancellationToken cancellationToken) =>
        cases.Take(most).Select(c => new Row(
            c.Id, c.Number, c.Stage, c.ClassKey, c.UnitId, c.GridCode, c.ManagementAreaCode, c.Lon, c.Lat, c.ReportedAt, c.StageDueAt, c.HandlingDueAt, c.WarnAt, c.DeferredUntil))
            .ToListAsync(cancellationToken);

    private List<ServedFeature> Features(IReadOnlyList<Row> rows)
    {
        var (now, books) = (Minute, City);
        string? Unit(string? id) => id is null ? null : books.Organisations.NameOf(id, CityClock.DayOf(now));
        return
        [
            .. rows.Select(r => new ServedFeature(r.Id.ToString(), FeatureGeometry.Of(new Kernel.Geography.Cgcs2000(r.Lon, r.Lat)),
            [
                r.Id.ToString(), r.Number, r.Stage.ToString(), LightOf(r, now), r.Stage.Name(), r.Stage.IsFinal() ? Finished : Open, r.ClassKey,
                r.ClassKey is { } key ? books.Catalogue.FindClass(key)?.Name : null, r.UnitId, Unit(r.UnitId), r.Grid, r.Area, r.ReportedAt, r.StageDueAt ?? r.HandlingDueAt,
            ])),
        ];
    }

    /// <summary>From the due moments kept with the case: the list counts the clock's own minutes, which here would cost a query more.</summary>
    private static string LightOf(Row row, DateTime now) => row switch
    {
        _ when row.Stage.IsFinal() => "done",
        { DeferredUntil: not null } => "hold",
        _ when (row.StageDueAt ?? row.HandlingDueAt) is not { } due => "none",
        _ when (row.StageDueAt ?? row.HandlingDueAt) < now => "late",
        _ when row.WarnAt <= now => "soon",
        _ => "go",
    };
}

/// <summary>Cases reported in a span of time.</summary>
internal static class CaseTime
{
    public static IQueryable<Case> Within(IQueryable<Case> rows, TimeAsked? time)
    {
        if (time?.From is { } from)
        {
            rows = rows.Where(c => c.ReportedAt >= from);
        }

        return time?.Until is { } until ? rows.Where(c => c.ReportedAt <= until) : rows;
    }
}
