using System.Globalization;
using CsvHelper;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>What an import of components is checked against.</summary>
/// <param name="Book">Grids and divisions in force.</param>
/// <param name="ClassKeys">Classes of the catalogue.</param>
/// <param name="UnitIds">Units that may be department, owner or maintainer.</param>
/// <param name="OwnerlessClasses">Classes that mean "owner not known" (不明井盖 …), where an empty owner is right.</param>
/// <param name="Edition">The form of the ids.</param>
public sealed record ComponentImportRules(
    PlaceBook Book,
    IReadOnlySet<string> ClassKeys,
    IReadOnlySet<string> UnitIds,
    IReadOnlySet<string> OwnerlessClasses,
    ComponentEdition Edition = ComponentEdition.Edition2013);

/// <summary>One row that was not stored.</summary>
/// <param name="Line">Its line in the file; the header is line 1.</param>
/// <param name="Id">The id as written.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RefusedRow(int Line, string Id, Refusal Reason);

/// <summary>What became of a file.</summary>
/// <param name="Stored">Rows stored.</param>
/// <param name="Refused">Rows left out, in the order of the file.</param>
/// <param name="BaseVersion">The version of the base data afterwards.</param>
public sealed record ImportReport(int Stored, IReadOnlyList<RefusedRow> Refused, long BaseVersion);

/// <summary>
/// Imports components from a CSV file with a header (三政办〔2017〕26号 三(二), subsystem 8). Rows that cannot be stored are
/// listed with line and reason; all others are stored in one transaction, and the version of the base data rises.
/// </summary>
public static class ComponentImport
{
    private static readonly (string Name, string[] Headers, bool Must)[] Columns =
    [
        ("id", ["管理部件标识码", "GLBJBSM", "ObjID"], true),
        ("name", ["管理部件名称", "GLBJMC", "ObjName"], true),
        ("competent", ["主管部门", "主管部门代码", "ZGBMDM", "DeptCode1"], true),
        ("owner", ["权属单位", "权属单位代码", "QSDWDM", "DeptCode2"], true),
        ("maintainer", ["养护单位", "养护单位代码", "YHDWDM", "DeptCode3"], false),
        ("lon", ["经度", "Lon"], true),
        ("lat", ["纬度", "Lat"], true),
        ("grid", ["所在单元网格标识码", "SZDYWGBSM", "BGID"], true),
        ("state", ["管理部件状态", "GLBJZT", "ObjState"], true),
        ("from", ["初始日期", "CSRQ", "ORDate"], true),
        ("changed", ["变更日期", "BGRQ", "CHDate"], false),
        ("source", ["数据来源", "SJLY", "DataSource"], false),
    ];

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d"];

    /// <summary>Imports a file. A file without the needed columns, or without base data to check it against, is refused whole.</summary>
    public static async Task<Outcome<ImportReport>> RunAsync(DizhuDb db, TextReader csv, ComponentImportRules rules, CancellationToken cancellation)
    {
        var version = await db.Set<BaseDataVersion>().SingleOrDefaultAsync(cancellation);
        if (version is null)
        {
            return new Refusal("component-import.no-base", "系统中还没有单元网格等基础数据，部件无处可落；请先导入区划与单元网格。", RefusalKind.Rule);
        }

        var checkedRows = Check(csv, rules);
        if (!checkedRows.Moved)
        {
            return Outcome<ImportReport>.Refused(checkedRows.Refusals);
        }

        var (good, refused) = checkedRows.Value;
        var taken = await TakenAsync(db, [.. good.Select(g => g.Component.Id)], cancellation);
        var twice = good.Where(g => taken.Contains(g.Component.Id))
            .Select(g => new RefusedRow(g.Line, g.Component.Id, Reason("component.duplicate", $"部件标识码 {g.Component.Id} 已在库中；如需变更请用变更导入，或改用新的顺序号。", "id")));
        var all = refused.Concat(twice).OrderBy(r => r.Line).ToList();
        var stored = good.Where(g => !taken.Contains(g.Component.Id)).Select(g => g.Component).ToList();
        if (stored.Count > 0)
        {
            // Version and rows are saved together: SaveChanges is one transaction, and the version is matched in it.
            version.Number++;
            db.AddRange(stored);
            await db.SaveChangesAsync(cancellation);
        }

        return new ImportReport(stored.Count, all, version.Number);
    }

    /// <summary>Reads and checks every row without touching the database.</summary>
    public static Outcome<(IReadOnlyList<(int Line, ManagedComponent Component)> Good, IReadOnlyList<RefusedRow> Refused)> Check(
        TextReader csv, ComponentImportRules rules)
    {
        using var reader = CsvReader.Create(csv, new CsvReaderOptions { TrackLineNumbers = true, TrimWhitespace = true }, leaveOpen: true);
        try
        {
            return CheckRows(reader, rules);
        }
        catch (CsvFormatException problem)
        {
            return new Refusal("component-import.format", $"文件第 {problem.LineNumber} 行附近不是有效的 CSV（{problem.Message}）；请另存为 UTF-8 编码的 CSV 后重新上传。", RefusalKind.Invalid);
        }
    }

    private static Outcome<(IReadOnlyList<(int Line, ManagedComponent Component)> Good, IReadOnlyList<RefusedRow> Refused)> CheckRows(
        CsvReader reader, ComponentImportRules rules)
    {
        reader.ReadHeader();
        if (reader.Headers.Count == 0)
        {
            return new Refusal("component-import.empty", "文件是空的；请上传带表头的 CSV 文件。", RefusalKind.Invalid);
        }

        var header = reader.Headers.Select((name, i) => (Name: name.Trim('\uFEFF', ' '), i)).ToList();
        var places = Columns.ToDictionary(c => c.Name, c => header.Where(h => c.Headers.Contains(h.Name, StringComparer.OrdinalIgnoreCase)).Select(h => (int?)h.i).FirstOrDefault());
        var missing = Columns.Where(c => c.Must && places[c.Name] is null).Select(c => c.Headers[0]).ToList();
        if (missing.Count > 0)
        {
            return new Refusal("component-import.columns", $"文件缺少必需的列：{string.Join("、", missing)}；请补齐表头后重新上传。", RefusalKind.Invalid);
        }

        List<(int Line, ManagedComponent Component)> good = [];
        List<RefusedRow> refused = [];
        var lines = new Dictionary<string, int>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            string Cell(string column) => places[column] is { } i && i < reader.FieldCount ? reader.GetString(i) : "";
            var outcome = ReadRow(Cell, rules);
            if (outcome.Moved && !lines.TryAdd(outcome.Value.Id, line))
            {
                outcome = Reason("component.duplicate", $"部件标识码 {outcome.Value.Id} 与第 {lines[outcome.Value.Id]} 行重复；请核对顺序号。", "id");
            }

            if (outcome.Moved)
            {
                good.Add((line, outcome.Value));
            }
            else
            {
                refused.Add(new(line, Cell("id"), outcome.Refusal));
            }
        }

        return (good, refused);
    }

    private static Outcome<ManagedComponent> ReadRow(Func<string, string> cell, ComponentImportRules rules)
    {
        var id = ComponentId.Parse(cell("id"), rules.Edition, rules.Book.IsDivision, rules.ClassKeys.Contains);
        if (!id.Moved)
        {
            return id.Refusal;
        }

        if (Units(cell, id.Value.ClassKey, rules) is { } wrongUnit)
        {
            return wrongUnit;
        }

        var place = ReadPlace(cell, id.Value, rules.Book);
        if (!place.Moved)
        {
            return place.Refusal;
        }

        if (StateOf(cell("state")) is not { } state)
        {
            return Reason("component.state", $"管理部件状态“{cell("state")}”不是完好、破损、丢失、废弃、移除之一；请改正。", "state");
        }

        if (DateOf(cell("from")) is not { } from)
        {
            return Reason("component.date", $"初始日期“{cell("from")}”不是日期；请按 2017-05-15 的形式填写。", "from");
        }

        var changed = DateOf(cell("changed"));
        if (changed is null && cell("changed").Length > 0)
        {
            return Reason("component.date", $"变更日期“{cell("changed")}”不是日期；请按 2017-05-15 的形式填写或留空。", "changed");
        }

        return new ManagedComponent
        {
            Id = id.Value.Value,
            ClassKey = id.Value.ClassKey,
            Name = cell("name"),
            CompetentDepartmentId = cell("competent"),
            OwnerId = NullIfEmpty(cell("owner")),
            MaintainerId = NullIfEmpty(cell("maintainer")),
            Lon = place.Value.Lon,
            Lat = place.Value.Lat,
            GridCode = cell("grid"),
            State = state,
            InitialDate = from,
            ChangeDate = changed,
            DataSource = NullIfEmpty(cell("source")) ?? "其他",
            MortonKey = MortonGrid.KeyOf(place.Value),
        };
    }

    private static Refusal? Units(Func<string, string> cell, string classKey, ComponentImportRules rules)
    {
        if (cell("name").Length == 0)
        {
            return Reason("component.name-missing", "管理部件名称缺失；请填写部件类别名称。", "name");
        }

        if (cell("owner").Length == 0 && !rules.OwnerlessClasses.Contains(classKey))
        {
            return Reason("component.owner-missing", "权属单位缺失（owner missing）；请补填权属单位后重新导入这一行。", "owner");
        }

        foreach (var (column, name, must) in new[] { ("competent", "主管部门", true), ("owner", "权属单位", false), ("maintainer", "养护单位", false) })
        {
            var unit = cell(column);
            if (unit.Length == 0 && must)
            {
                return Reason("component.competent-missing", $"{name}缺失；请补填后重新导入这一行。", column);
            }

            if (unit.Length > 0 && !rules.UnitIds.Contains(unit))
            {
                return Reason("component.unit-unknown", $"{name}“{unit}”不在单位表中；请改用单位表中的编号或先登记该单位。", column);
            }
        }

        return null;
    }

    private static Outcome<Cgcs2000> ReadPlace(Func<string, string> cell, ComponentId id, PlaceBook book)
    {
        if (!Number(cell("lon"), out var lon) || !Number(cell("lat"), out var lat))
        {
            return Reason("component.position", $"经纬度“{cell("lon")}，{cell("lat")}”不是数字；请填写十进制度。", "lon");
        }

        var point = Cgcs2000.TryAt(lon, lat);
        var grid = cell("grid");
        if (!point.Moved)
        {
            return point;
        }

        if (book.FindGrid(grid) is null)
        {
            var code = BasicGridCode.Parse(grid, CodeFormat.National, book.IsDivision);
            return code.Moved ? Reason("component.grid-unknown", $"单元网格 {grid} 不存在或已停用；请核对所在单元网格标识码。", "grid") : code.Refusal;
        }

        if (!grid.StartsWith(id.DivisionPart, StringComparison.Ordinal))
        {
            return Reason("component.grid-division", $"部件标识码的行政区划 {id.DivisionPart} 与所在单元网格 {grid} 的前 6 位不一致；请核对两者。", "grid");
        }

        var found = book.Locate(point.Value);
        if (!found.IsKnown)
        {
            return Reason("component.outside", $"坐标（{lon}，{lat}）不在任何单元网格内；请核对坐标及坐标系（应为 CGCS2000）。", "lon");
        }

        return string.Equals(found.GridCode, grid, StringComparison.Ordinal)
            ? point
            : Reason("component.grid-mismatch", $"坐标落在单元网格 {found.GridCode}，与填写的 {grid} 不符；请核对坐标或网格。", "grid");
    }

    private static async Task<HashSet<string>> TakenAsync(DizhuDb db, string[] ids, CancellationToken cancellation)
    {
        HashSet<string> taken = [];

        // In slices: databases limit how many values one query may carry.
        foreach (var slice in ids.Chunk(500))
        {
            taken.UnionWith(await db.Set<ManagedComponent>().Where(c => slice.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellation));
        }

        return taken;
    }

    private static ComponentState? StateOf(string text) => text switch
    {
        "完好" => ComponentState.Intact,
        "破损" => ComponentState.Damaged,
        "丢失" => ComponentState.Lost,
        "废弃" => ComponentState.Abandoned,
        "移除" => ComponentState.Removed,
        _ => null,
    };

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static Refusal Reason(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
