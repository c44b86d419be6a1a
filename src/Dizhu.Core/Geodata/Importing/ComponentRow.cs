using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>What components are checked against.</summary>
/// <param name="Book">Grids and divisions in force.</param>
/// <param name="ClassKeys">Classes of the catalogue that are components.</param>
/// <param name="UnitIds">Units that may be department, owner or maintainer: by id and by each of their names.</param>
/// <param name="OwnerlessClasses">Classes that mean "owner not known" (不明井盖 …), where an empty owner is right.</param>
public sealed record ComponentImportRules(
    PlaceBook Book, IReadOnlySet<string> ClassKeys, IReadOnlyDictionary<string, string> UnitIds, IReadOnlySet<string> OwnerlessClasses);

/// <summary>Reads and checks one row of a supply of components (GB/T 30428.2-2013, GB/T 47678.5-2026 table 2).</summary>
internal sealed class ComponentRow(ComponentImportRules rules, ImportMapping mapping, FieldMap map, SourceShapes shapes)
{
    /// <summary>The fields and the headers they are known by: Chinese, the short names of the 2026 edition, the names of older tables.</summary>
    public static readonly ImportField[] Fields =
    [
        new("id", true, "管理部件标识码", "GLBJBSM", "ObjID"),
        new("name", true, "管理部件名称", "GLBJMC", "ObjName"),
        new("competent", true, "主管部门", "主管部门代码", "ZGBMDM", "DeptCode1"),
        new("owner", true, "权属单位", "权属单位代码", "QSDWDM", "DeptCode2"),
        new("maintainer", false, "养护单位", "养护单位代码", "YHDWDM", "DeptCode3"),
        new("lon", false, "经度", "Lon"),
        new("lat", false, "纬度", "Lat"),
        new("grid", true, "所在单元网格标识码", "SZDYWGBSM", "BGID"),
        new("state", true, "管理部件状态", "GLBJZT", "ObjState"),
        new("from", true, "初始日期", "CSRQ", "ORDate"),
        new("changed", false, "变更日期", "BGRQ", "CHDate"),
        new("source", false, "数据来源", "SJLY", "DataSource"),
        new("accuracy", false, "定位精度", "Accuracy"),
        new("photo", false, "照片编号"),
        new("note", false, "备注", "BZ", "Note"),
    ];

    private const int LongestName = 200;
    private const int LongestNote = 1000;
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy/MM/dd", "yyyy-MM-ddTHH:mm:ss"];

    /// <summary>The component, or the first thing that is wrong with the row.</summary>
    public Outcome<ManagedComponent> Read(SourceFeature feature)
    {
        if (feature.Broken is { } broken)
        {
            return broken;
        }

        string Cell(string field) => map.Cell(feature, field);
        var id = IdOf(Cell("id"));
        if (!id.Moved)
        {
            return id.Refusal;
        }

        var classKey = mapping.Classes.GetValueOrDefault(id.Value.ClassKey, id.Value.ClassKey);
        if (Units(Cell, classKey) is { } wrongUnit)
        {
            return wrongUnit;
        }

        var place = ReadPlace(feature, id.Value);
        if (!place.Moved)
        {
            return place.Refusal;
        }

        return Details(Cell) is { } wrong ? wrong : Built(feature, id.Value, classKey, place.Value);
    }

    /// <summary>A field of a component as a supply would write it.</summary>
    public static string? Cell(ManagedComponent c, string field) => field switch
    {
        "id" => c.Id,
        "name" => c.Name,
        "competent" => c.CompetentDepartmentId,
        "owner" => c.OwnerId,
        "maintainer" => c.MaintainerId,
        "lon" => c.Lon.ToString("R", CultureInfo.InvariantCulture),
        "lat" => c.Lat.ToString("R", CultureInfo.InvariantCulture),
        "grid" => c.GridCode,
        "state" => ComponentStates.NameOf(c.State),
        "from" => c.InitialDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "changed" => c.ChangeDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "source" => c.DataSource,
        "accuracy" => c.Accuracy?.ToString(),
        "photo" => c.PhotoId?.ToString(),
        _ => c.Note,
    };

    private ManagedComponent Built(SourceFeature feature, ComponentId id, string classKey, Cgcs2000 place)
    {
        string Cell(string field) => map.Cell(feature, field);
        return new ManagedComponent
        {
            Id = id.Value,
            ClassKey = classKey,
            Name = Cell("name"),
            CompetentDepartmentId = UnitOf(Cell("competent"))!,
            OwnerId = UnitOf(Cell("owner")),
            MaintainerId = UnitOf(Cell("maintainer")),
            Lon = place.Lon,
            Lat = place.Lat,
            GridCode = Cell("grid"),
            State = ComponentStates.Read(Cell("state"))!.Value,
            InitialDate = DateOf(Cell("from"))!.Value,
            ChangeDate = DateOf(Cell("changed")),
            DataSource = NullIfEmpty(Cell("source")) ?? "其他",
            Accuracy = AccuracyOf(Cell("accuracy")),
            PhotoId = Guid.TryParse(Cell("photo"), out var photo) ? photo : null,
            Note = Cell("note"),
            MortonKey = MortonGrid.KeyOf(place),
            Shape = feature.Shape is null or NetTopologySuite.Geometries.Point ? null : SourceShapes.Write(shapes.Move(feature.Shape).Value),
        };
    }

    /// <summary>Either edition's form, told by the length; a class code of the supplier's own is mapped before it is looked up.</summary>
    private Outcome<ComponentId> IdOf(string text)
    {
        var edition = text.Length == ComponentId.LengthOf(ComponentEdition.Edition2026) ? ComponentEdition.Edition2026 : ComponentEdition.Edition2013;
        return ComponentId.Parse(text, edition, rules.Book.IsDivision, key => rules.ClassKeys.Contains(mapping.Classes.GetValueOrDefault(key, key)));
    }

    private Refusal? Details(Func<string, string> cell)
    {
        if (ComponentStates.Read(cell("state")) is null)
        {
            return Reason("component.state", $"管理部件状态“{cell("state")}”不是完好、破损、丢失、废弃、移除之一；请改正。", "state");
        }

        if (DateOf(cell("from")) is null)
        {
            return Reason("component.date", $"初始日期“{cell("from")}”不是日期；请按 2017-05-15 的形式填写。", "from");
        }

        if (DateOf(cell("changed")) is null && cell("changed").Length > 0)
        {
            return Reason("component.date", $"变更日期“{cell("changed")}”不是日期；请按 2017-05-15 的形式填写或留空。", "changed");
        }

        if (AccuracyOf(cell("accuracy")) is null && cell("accuracy").Length > 0)
        {
            return Reason("component.accuracy", $"定位精度“{cell("accuracy")}”不是 A、B、C 之一；请改正或留空。", "accuracy");
        }

        if (cell("photo").Length > 0 && !Guid.TryParse(cell("photo"), out _))
        {
            return Reason("component.photo", $"照片编号“{cell("photo")}”不是上传照片时的编号（UUID）；请改正或留空。", "photo");
        }

        return cell("name").Length > LongestName || cell("source").Length > LongestName || cell("note").Length > LongestNote
            ? Reason("component.too-long", $"名称、数据来源最多 {LongestName} 个字，备注最多 {LongestNote} 个字；请缩短。", "note")
            : null;
    }

    private Refusal? Units(Func<string, string> cell, string classKey)
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

            if (unit.Length > 0 && UnitOf(unit) is null)
            {
                return Reason("component.unit-unknown", $"{name}“{unit}”不在单位表中；请改用单位表中的编号或先登记该单位。", column);
            }
        }

        return null;
    }

    private string? UnitOf(string said) => rules.UnitIds.GetValueOrDefault(mapping.Units.GetValueOrDefault(said, said));

    private Outcome<Cgcs2000> ReadPlace(SourceFeature feature, ComponentId id)
    {
        var grid = map.Cell(feature, "grid");
        var point = shapes.Position(feature, map);
        if (!point.Moved)
        {
            return point;
        }

        if (rules.Book.FindGrid(grid) is null)
        {
            var code = BasicGridCode.Parse(grid, CodeFormat.National, rules.Book.IsDivision);
            return code.Moved ? Reason("component.grid-unknown", $"单元网格 {grid} 不存在或已停用；请核对所在单元网格标识码。", "grid") : code.Refusal;
        }

        if (!grid.StartsWith(id.DivisionPart, StringComparison.Ordinal))
        {
            return Reason("component.grid-division", $"部件标识码的行政区划 {id.DivisionPart} 与所在单元网格 {grid} 的前 6 位不一致；请核对两者。", "grid");
        }

        var found = rules.Book.Locate(point.Value);
        if (!found.IsKnown)
        {
            return Reason("component.outside", string.Create(CultureInfo.InvariantCulture, $"坐标（{point.Value.Lon}，{point.Value.Lat}）不在任何单元网格内；请核对坐标及坐标系（应为 CGCS2000）。"), "lon");
        }

        return string.Equals(found.GridCode, grid, StringComparison.Ordinal)
            ? point
            : Reason("component.grid-mismatch", $"坐标落在单元网格 {found.GridCode}，与填写的 {grid} 不符；请核对坐标或网格。", "grid");
    }

    private static PositionAccuracy? AccuracyOf(string text) => text.ToUpperInvariant() switch
    {
        "A" => PositionAccuracy.A,
        "B" => PositionAccuracy.B,
        "C" => PositionAccuracy.C,
        _ => null,
    };

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static Refusal Reason(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
