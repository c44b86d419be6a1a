using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.IO;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Takes in basic grids. They tile the city, so one fault keeps the whole supply out; what is published replaces the old division from one
/// day on, and the old one stays readable by date. Retired codes are never used again (GB/T 30428.1-2013).
/// </summary>
internal sealed class GridImport(ImportRun run, ImportBooks books, FieldMap map)
{
    /// <summary>The fields and their headers: Chinese, and the short names tables use.</summary>
    public static readonly ImportField[] Fields =
    [
        new("code", true, "单元网格标识码", "BGCode", "BGID", "code"),
        new("dutyGrid", false, "责任网格", "责任网格编码", "DutyGrid"),
        new("area", false, "管理区域", "ManagementArea"),
        new("level", false, "管理等级代码", "区域级别", "MgmtLevel"),
        new("areaM2", false, "面积", "Area", "Shape_Area"),
    ];

    private const int Slice = 500;
    private static readonly WKBReader Reader = new();

    private readonly RefusedRows _refused = new();

    public async Task<ImportReport> RunAsync(IFeatureSource source, CancellationToken cancellationToken)
    {
        var divisions = await DivisionsAsync(cancellationToken);
        var rows = Rows(source, cancellationToken);
        run.Report("检查网格", rows.Count);
        var live = await run.Db.Set<BasicGrid>().Where(g => g.Until == null).ToDictionaryAsync(g => g.Code, StringComparer.Ordinal, cancellationToken);
        var retired = (await run.Db.Set<BasicGrid>().Where(g => g.Until != null).Select(g => g.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var named = rows.Select(r => r.Cell.Code).ToHashSet(StringComparer.Ordinal);
        var staying = run.Request.Mode == ImportMode.Replace ? [] : live.Values.Where(g => !named.Contains(g.Code) && !run.Request.Ends.Contains(g.Code)).Select(g => new GridCell(0, g.Code, Reader.Read(g.Ring)));
        var boundary = await Boundaries.MunicipalAsync(run.Db, cancellationToken);
        var faults = GridChecks.Run([.. rows.Select(r => r.Cell), .. staying], new GridRules(divisions.Contains, retired.Contains, boundary), cancellationToken).ToList();
        faults.AddRange(rows.Where(r => run.Request.Mode == ImportMode.Add && live.ContainsKey(r.Cell.Code)).Select(r => Fault(r, Wrong("grid.duplicate", $"单元网格 {r.Cell.Code} 已在库中。如需变更请用“新增和变更”的方式导入。"))));
        faults.AddRange(rows.Where(r => live.TryGetValue(r.Cell.Code, out var g) && !IsSame(g, r)).Select(r => (Row: r, Wrong: BasePublication.CheckFrom(run.Request.From, live[r.Cell.Code].From, $"单元网格 {r.Cell.Code}")))
            .Where(x => x.Wrong is not null).Select(x => Fault(x.Row, x.Wrong!)));
        faults.AddRange(run.Request.Ends.Where(code => !live.ContainsKey(code)).Select(code => new GridFault(0, [code], Wrong("grid.unknown", $"单元网格 {code} 不存在或已停用，不能停用。请核对代码。"), IsWarning: false, null)));
        var report = new ImportReport { RefusedCount = _refused.Count, Refused = _refused.Listed, Faults = faults };
        return _refused.Count > 0 || faults.Any(f => !f.IsWarning)
            ? report with { Faults = [.. faults, .. _refused.Listed.Select(r => new GridFault(r.Line, [r.Id], r.Reason, IsWarning: false, null))] }
            : await WriteAsync(report, rows, live, named, cancellationToken);
    }

    private async Task<ImportReport> WriteAsync(
        ImportReport report, List<GridRow> rows, Dictionary<string, BasicGrid> live, HashSet<string> named, CancellationToken cancellationToken)
    {
        var fresh = rows.Where(r => !live.ContainsKey(r.Cell.Code)).ToList();
        var changed = rows.Where(r => live.TryGetValue(r.Cell.Code, out var g) && !IsSame(g, r)).ToList();
        var ended = live.Values.Where(g => !named.Contains(g.Code) && (run.Request.Mode == ImportMode.Replace || run.Request.Ends.Contains(g.Code))).ToList();
        var done = report with { Added = fresh.Count, Changed = changed.Count, Ended = ended.Count, Unchanged = rows.Count - fresh.Count - changed.Count };
        if (run.Request.DryRun || done.Added + done.Changed + done.Ended == 0)
        {
            return done;
        }

        var view = MetricView.Around(rows.Select(r => r.Cell.Shape).DefaultIfEmpty(Polygon.Empty));
        await run.Bulk.WriteAsync(run.Db, fresh.ConvertAll(r => Grid(r, view)), cancellationToken);
        foreach (var slice in changed.Chunk(Slice))
        {
            await run.CountPastAsync(BaseLayers.Grids, [.. slice.Select(r => r.Cell.Code)], cancellationToken);
        }

        foreach (var row in changed)
        {
            var grid = live[row.Cell.Code];
            run.Keep(BaseLayers.Grids, grid.Code, grid, grid.From, run.Request.From.AddDays(-1), run.Request.Reason);
            var next = Grid(row, view);
            (grid.Ring, grid.AreaM2, grid.From) = (next.Ring, next.AreaM2, run.Request.From);
            grid.DutyGridCode = map.Has("dutyGrid") ? row.DutyGrid : grid.DutyGridCode;
            grid.ManagementAreaCode = map.Has("area") ? row.Area : grid.ManagementAreaCode;
            grid.AreaLevel = map.Has("level") ? row.Level : grid.AreaLevel;
        }

        ended.ForEach(g => g.Until = run.Request.From.AddDays(-1));
        await MoveComponentsAsync([.. changed.Select(r => r.Cell.Code), .. ended.Select(g => g.Code)], [.. fresh, .. changed], cancellationToken);
        await DutyGridsAsync(rows, cancellationToken);
        Describe(rows);
        run.Db.ChangeTracker.DetectChanges();
        return done;
    }

    /// <summary>Components of grids that ended or have other borders get the code of the grid they lie in now; one that lies in none keeps the old code.</summary>
    private async Task MoveComponentsAsync(List<string> left, List<GridRow> drawn, CancellationToken cancellationToken)
    {
        var tree = new STRtree<(string Code, IPreparedGeometry Shape)>();
        drawn.ForEach(r => tree.Insert(r.Cell.Shape.EnvelopeInternal, (r.Cell.Code, PreparedGeometryFactory.Prepare(r.Cell.Shape))));
        foreach (var codes in left.Chunk(Slice))
        {
            // Only what moves is loaded whole: a new division of a city meets every component it has.
            var inside = await run.Db.Set<ManagedComponent>().AsNoTracking().Where(c => codes.Contains(c.GridCode)).Select(c => new { c.Id, c.Lon, c.Lat, c.GridCode }).ToListAsync(cancellationToken);
            var moved = inside.Select(c => (c.Id, Code: GridAt(new Point(c.Lon, c.Lat)), c.GridCode)).Where(c => c.Code is not null && c.Code != c.GridCode).ToDictionary(c => c.Id, c => c.Code!, StringComparer.Ordinal);
            foreach (var ids in moved.Keys.Chunk(Slice))
            {
                await MoveAsync(ids, moved, cancellationToken);
            }
        }

        string? GridAt(Point at) => tree.Query(at.EnvelopeInternal).FirstOrDefault(g => g.Shape.Intersects(at)).Code;
    }

    private async Task MoveAsync(string[] ids, Dictionary<string, string> moved, CancellationToken cancellationToken)
    {
        await run.CountPastAsync(BaseLayers.Components, ids, cancellationToken);
        foreach (var component in await run.Db.Set<ManagedComponent>().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken))
        {
            var since = component.ChangeDate ?? component.InitialDate;
            var day = run.Request.From > since ? run.Request.From : since;
            run.Keep(BaseLayers.Components, component.Id, component, since, day.AddDays(-1), run.Request.Reason);
            (component.GridCode, component.ChangeDate) = (moved[component.Id], day);
        }

        run.Db.ChangeTracker.DetectChanges();
        await run.Db.SaveChangesAsync(cancellationToken);
        run.Forget<ManagedComponent>();
    }

    private List<GridRow> Rows(IFeatureSource source, CancellationToken cancellationToken)
    {
        var areas = books.Places.ManagementAreas.Where(a => a.Until is null).Select(a => a.Code).ToHashSet(StringComparer.Ordinal);
        List<GridRow> rows = [];
        foreach (var feature in source.Read(cancellationToken))
        {
            var row = Row(feature, areas);
            if (row.Moved)
            {
                rows.Add(row.Value);
            }
            else
            {
                _refused.Add(feature.Line, map.Cell(feature, "code"), row.Refusal);
            }
        }

        return rows;
    }

    private Outcome<GridRow> Row(SourceFeature feature, HashSet<string> areas)
    {
        if (feature.Broken is { } broken)
        {
            return broken;
        }

        var shape = run.Shapes.Move(feature.Shape);
        if (!shape.Moved)
        {
            return shape.Refusal;
        }

        var (level, area) = (map.Cell(feature, "level"), map.Cell(feature, "area"));
        if (level is not ("" or "1" or "2" or "3"))
        {
            return Wrong("grid.level", $"管理等级“{level}”不是 1、2、3 之一。请改正或留空。");
        }

        if (area.Length > 0 && !areas.Contains(area))
        {
            return Wrong("grid.area", $"没有管理区域“{area}”。请先导入管理区域，或改正代码。");
        }

        double? said = double.TryParse(map.Cell(feature, "areaM2"), NumberStyles.Float, CultureInfo.InvariantCulture, out var m2) && m2 > 0 ? m2 : null;
        return new GridRow(
            new GridCell(feature.Line, map.Cell(feature, "code"), shape.Value, said), Null(map.Cell(feature, "dutyGrid")), Null(area), level.Length == 0 ? null : level[0] - '0');
    }

    /// <summary>The division tables; a city without any takes the public ones along.</summary>
    private async Task<HashSet<string>> DivisionsAsync(CancellationToken cancellationToken)
    {
        if (!await run.Db.Set<District>().AnyAsync(cancellationToken))
        {
            run.Db.AddRange(Divisions.Districts());
            run.Db.AddRange(Divisions.Streets());
            run.Db.AddRange(Divisions.Communities());
            return [.. Divisions.Districts().Select(d => d.Code), .. Divisions.Streets().Select(s => s.Code), .. Divisions.Communities().Select(c => c.Code)];
        }

        return
        [
            .. await run.Db.Set<District>().Select(d => d.Code).ToListAsync(cancellationToken),
            .. await run.Db.Set<Street>().Select(s => s.Code).ToListAsync(cancellationToken),
            .. await run.Db.Set<Community>().Select(c => c.Code).ToListAsync(cancellationToken),
        ];
    }

    /// <summary>Duty grids named for the first time are kept under their code until somebody names them.</summary>
    private async Task DutyGridsAsync(List<GridRow> rows, CancellationToken cancellationToken)
    {
        var known = await run.Db.Set<DutyGrid>().Select(d => d.Code).ToListAsync(cancellationToken);
        run.Db.AddRange(rows.Select(r => r.DutyGrid).OfType<string>().Distinct(StringComparer.Ordinal).Except(known, StringComparer.Ordinal).Select(code => new DutyGrid { Code = code, Name = code }));
    }

    private void Describe(List<GridRow> rows)
    {
        var version = run.Db.Set<BaseDataVersion>().Local.Single();
        if (version.DivisionPrefix.Length == 0)
        {
            FirstVersion.Describe(version, [.. rows.Select(r => r.Cell)], Divisions.CityName);
        }
    }

    private BasicGrid Grid(GridRow row, MetricView view) => new()
    {
        Code = row.Cell.Code,
        CommunityCode = DivisionCode.CommunityOf(row.Cell.Code),
        DutyGridCode = row.DutyGrid,
        ManagementAreaCode = row.Area,
        AreaLevel = row.Level,
        AreaM2 = Math.Round(view.ToMetres(row.Cell.Shape).Area, 2),
        Ring = SourceShapes.Write(row.Cell.Shape),
        From = run.Request.From,
    };

    /// <summary>What the file does not say of a grid stays as it is.</summary>
    private bool IsSame(BasicGrid grid, GridRow row) =>
        Reader.Read(grid.Ring).EqualsExact(row.Cell.Shape)
        && (!map.Has("dutyGrid") || grid.DutyGridCode == row.DutyGrid)
        && (!map.Has("area") || grid.ManagementAreaCode == row.Area)
        && (!map.Has("level") || grid.AreaLevel == row.Level);

    private static GridFault Fault(GridRow row, Refusal reason) => new(row.Cell.Line, [row.Cell.Code], reason, IsWarning: false, row.Cell.Shape.Centroid);

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "gridCode");

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private sealed record GridRow(GridCell Cell, string? DutyGrid, string? Area, int? Level);
}
