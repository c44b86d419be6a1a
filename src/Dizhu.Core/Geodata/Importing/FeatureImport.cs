using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Takes in a layer without a table of its own: terrain, facilities of a unit, any thematic data. Rows that cannot be taken are listed; a row
/// never changes but for its last day, so that the layer is readable as of any day.
/// </summary>
internal sealed class FeatureImport(ImportRun run, FieldMap map, BaseLayer layer)
{
    /// <summary>What is understood; every other column is kept as it is.</summary>
    public static readonly ImportField[] Fields =
    [
        new("id", false, "编号", "id", "OBJECTID", "fid"),
        new("name", false, "名称", "name"),
        new("lon", false, "经度", "Lon"),
        new("lat", false, "纬度", "Lat"),
    ];

    private const int Batch = 5_000;
    private const int LongestKey = 64;
    private const int LongestName = 200;
    private const int LongestCells = 8_000;

    private readonly RefusedRows _refused = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Dictionary<string, LayerFeature> _live = [];

    public async Task<ImportReport> RunAsync(IFeatureSource source, CancellationToken cancellationToken)
    {
        _live = await run.Db.Set<LayerFeature>().Where(f => f.LayerId == layer.Id && f.Until == null).ToDictionaryAsync(f => f.Key, StringComparer.Ordinal, cancellationToken);
        var (added, changed, unchanged, done) = (0, 0, 0, 0);
        var waiting = new List<LayerFeature>(Batch);
        foreach (var feature in source.Read(cancellationToken))
        {
            if (Take(feature, source.Columns) is { } row)
            {
                var before = _live.GetValueOrDefault(row.Key);
                if (before is not null && IsSame(before, row))
                {
                    unchanged++;
                }
                else
                {
                    (added, changed) = before is null ? (added + 1, changed) : (added, changed + 1);
                    before?.Until = run.Request.From.AddDays(-1);
                    waiting.Add(row);
                }
            }

            if (waiting.Count == Batch)
            {
                await FlushAsync(waiting, cancellationToken);
            }

            if (++done % Batch == 0)
            {
                run.Report("检查并写入要素", done);
            }
        }

        await FlushAsync(waiting, cancellationToken);
        var ended = run.Request.Mode == ImportMode.Replace ? _live.Values.Where(f => !_seen.Contains(f.Key)).ToList() : [];
        ended.ForEach(f => f.Until = run.Request.From.AddDays(-1));
        run.Db.ChangeTracker.DetectChanges();
        return new ImportReport
        {
            Added = added,
            Changed = changed,
            Unchanged = unchanged,
            Ended = ended.Count,
            RefusedCount = _refused.Count,
            Refused = _refused.Listed,
        };
    }

    private async Task FlushAsync(List<LayerFeature> waiting, CancellationToken cancellationToken)
    {
        if (!run.Request.DryRun && waiting.Count > 0)
        {
            await run.Bulk.WriteAsync(run.Db, waiting, cancellationToken);
        }

        waiting.Clear();
    }

    private LayerFeature? Take(SourceFeature feature, IReadOnlyList<string> columns)
    {
        var said = map.Cell(feature, "id");
        var key = said.Length > 0 ? said : feature.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var made = Made(feature, columns, key);
        if (made.Moved && _seen.Add(key))
        {
            return made.Value;
        }

        _refused.Add(feature.Line, key, made.Moved ? Wrong("feature.duplicate", $"编号 {key} 在文件中不止一次；请核对编号。", "id") : made.Refusal);
        return null;
    }

    private Outcome<LayerFeature> Made(SourceFeature feature, IReadOnlyList<string> columns, string key)
    {
        if (feature.Broken is { } broken)
        {
            return broken;
        }

        if (key.Length > LongestKey || map.Cell(feature, "name").Length > LongestName)
        {
            return Wrong("feature.too-long", $"编号最多 {LongestKey} 个字，名称最多 {LongestName} 个字；请缩短。", "id");
        }

        if (run.Request.Mode == ImportMode.Add && _live.ContainsKey(key))
        {
            return Wrong("feature.duplicate", $"编号 {key} 已在库中；如需变更请用“新增和变更”的方式导入。", "id");
        }

        var shape = ShapeOf(feature);
        if (!shape.Moved)
        {
            return shape.Refusal;
        }

        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count && i < feature.Cells.Length; i++)
        {
            cells[columns[i]] = feature.Cells[i].Trim();
        }

        var text = System.Text.Json.JsonSerializer.Serialize(cells, RelaxedJson.Options);
        return text.Length > LongestCells
            ? Wrong("feature.too-long", $"属性合计超过 {LongestCells} 个字；请删去用不到的列。", "id")
            : new LayerFeature
            {
                LayerId = layer.Id,
                Key = key,
                Version = layer.LiveVersion + 1,
                From = run.Request.From,
                Name = map.Cell(feature, "name"),
                Cells = text,
                Shape = SourceShapes.Write(shape.Value),
            };
    }

    private Outcome<Geometry> ShapeOf(SourceFeature feature)
    {
        if (feature.Shape is null && map.Has("lon"))
        {
            var point = run.Shapes.Position(feature, map);
            return point.Moved ? new Point(point.Value.Lon, point.Value.Lat) : point.Refusal;
        }

        var shape = run.Shapes.Move(feature.Shape);
        if (!shape.Moved)
        {
            return shape;
        }

        var fits = (layer.Shape, shape.Value) switch
        {
            (LayerShape.Point, Point or MultiPoint) => true,
            (LayerShape.Line, LineString or MultiLineString) => true,
            (LayerShape.Polygon, Polygon or MultiPolygon) => true,
            _ => false,
        };
        return !fits
            ? Wrong("feature.shape", $"图形是 {shape.Value.GeometryType}，与图层登记的类型不符；请核对文件或图层登记。", "shape")
            : new IsValidOp(shape.Value).IsValid ? shape : Wrong("feature.ring", "图形不成立（边界自相交或不闭合）；请改正图形。", "shape");
    }

    private static bool IsSame(LayerFeature a, LayerFeature b) => a.Name == b.Name && a.Cells == b.Cells && a.Shape.AsSpan().SequenceEqual(b.Shape);

    private static Refusal Wrong(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
