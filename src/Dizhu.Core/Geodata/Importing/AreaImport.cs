using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;

namespace Dizhu.Core.Geodata;

/// <summary>Takes in management areas. They share no ground, so one fault keeps the whole supply out; the old areas end the day before.</summary>
internal sealed class AreaImport(ImportRun run, ImportBooks books, FieldMap map)
{
    public static readonly ImportField[] Fields =
    [
        new("code", true, "管理区域编码", "区域编码", "code"),
        new("name", true, "名称", "管理区域名称", "name"),
        new("unit", true, "二级平台", "单位", "unit"),
    ];

    private const double Noise = 0.0001;
    private const int LongestCode = 40;
    private static readonly WKBReader Reader = new();

    public async Task<ImportReport> RunAsync(IFeatureSource source, CancellationToken cancellationToken)
    {
        var refused = new RefusedRows();
        var units = books.UnitsByName();
        var rows = new List<AreaRow>();
        foreach (var feature in source.Read(cancellationToken))
        {
            var row = Row(feature, units);
            if (!row.Moved || rows.Exists(r => r.Code == row.Value.Code))
            {
                refused.Add(feature.Line, map.Cell(feature, "code"), row.Moved ? Wrong("area.duplicate", $"管理区域 {row.Value.Code} 在文件中不止一次。请核对编码。") : row.Refusal);
                continue;
            }

            rows.Add(row.Value);
        }

        var live = await run.Db.Set<ManagementArea>().Where(a => a.Until == null).ToDictionaryAsync(a => a.Code, StringComparer.Ordinal, cancellationToken);
        var staying = run.Request.Mode == ImportMode.Replace ? [] : live.Values.Where(a => !rows.Exists(r => r.Code == a.Code)).Select(a => new AreaRow(0, a.Code, a.Name, a.UnitId, Reader.Read(a.Ring)));
        List<GridFault> faults = [.. Overlaps([.. rows, .. staying]), .. refused.Listed.Select(r => new GridFault(r.Line, [r.Id], r.Reason, IsWarning: false, null))];
        var report = new ImportReport { RefusedCount = refused.Count, Refused = refused.Listed, Faults = faults };
        return faults.Count > 0 ? report : Write(report, rows, live);
    }

    private ImportReport Write(ImportReport report, List<AreaRow> rows, Dictionary<string, ManagementArea> live)
    {
        var (added, changed) = (0, 0);
        foreach (var row in rows)
        {
            var ring = SourceShapes.Write(row.Shape);
            var present = live.GetValueOrDefault(row.Code);
            if (present is not null && present.Name == row.Name && present.UnitId == row.UnitId && present.Ring.AsSpan().SequenceEqual(ring))
            {
                continue;
            }

            (added, changed) = present is null ? (added + 1, changed) : (added, changed + 1);
            present?.Until = run.Request.From.AddDays(-1);
            run.Db.Add(new ManagementArea { Code = row.Code, Name = row.Name, UnitId = row.UnitId, Ring = ring, From = run.Request.From, IsSynthetic = books.Places.IsSynthetic });
        }

        var ended = run.Request.Mode == ImportMode.Replace ? live.Values.Where(a => !rows.Exists(r => r.Code == a.Code)).ToList() : [];
        ended.ForEach(a => a.Until = run.Request.From.AddDays(-1));
        run.Db.ChangeTracker.DetectChanges();
        return report with { Added = added, Changed = changed, Ended = ended.Count, Unchanged = rows.Count - added - changed };
    }

    private Outcome<AreaRow> Row(SourceFeature feature, IReadOnlyDictionary<string, string> units)
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

        var (code, name, unit) = (map.Cell(feature, "code"), map.Cell(feature, "name"), map.Cell(feature, "unit"));
        if (code.Length is 0 or > LongestCode || name.Length is 0 or > 200)
        {
            return Wrong("area.code", $"管理区域的编码（最多 {LongestCode} 个字）和名称都要填写。请补齐。");
        }

        if (!units.TryGetValue(run.Request.Mapping.Units.GetValueOrDefault(unit, unit), out var unitId))
        {
            return Wrong("area.unit", $"单位“{unit}”不在单位表中。请改用单位表中的编号或名称。");
        }

        return shape.Value is Polygon or MultiPolygon && new IsValidOp(shape.Value).IsValid
            ? new AreaRow(feature.Line, code, name, unitId, shape.Value)
            : Wrong("area.shape", $"管理区域 {name} 的边界不是闭合、不自相交的面。请改正边界。");
    }

    private static IEnumerable<GridFault> Overlaps(IReadOnlyList<AreaRow> rows)
    {
        var view = MetricView.Around(rows.Select(r => r.Shape));
        var metres = rows.Select(r => view.ToMetres(r.Shape)).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = i + 1; j < rows.Count; j++)
            {
                var common = metres[i].Intersection(metres[j]);
                if (common.Area > Noise)
                {
                    yield return new GridFault(
                        rows[i].Line, [rows[i].Code, rows[j].Code],
                        Wrong("area.overlap", string.Create(CultureInfo.InvariantCulture, $"管理区域 {rows[i].Name} 与 {rows[j].Name} 重叠 {common.Area:0.####} 平方米。请改正其中一个的边界。")),
                        IsWarning: false, view.ToDegrees(common), common.Area);
                }
            }
        }
    }

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "code");

    private sealed record AreaRow(int Line, string Code, string Name, string UnitId, Geometry Shape);
}
