namespace Dizhu.Core.Places;

/// <summary>单元网格: the smallest cell of management. Retired cells keep their row and their code (GB/T 30428.1-2013).</summary>
public sealed class BasicGrid
{
    /// <summary>15 digits by default.</summary>
    public required string Code { get; init; }

    public required string CommunityCode { get; set; }

    /// <summary>The duty grid whose collector answers for it; null while none does.</summary>
    public string? DutyGridCode { get; set; }

    /// <summary>The management area it lies in; null while none is set.</summary>
    public string? ManagementAreaCode { get; set; }

    /// <summary>一级 to 三级管理区域 (1–3); null when nobody has set it, which is shown and never guessed here.</summary>
    public int? AreaLevel { get; set; }

    /// <summary>Square metres.</summary>
    public required double AreaM2 { get; set; }

    /// <summary>The polygon, CGCS2000 degrees, as well-known binary.</summary>
    public required byte[] Ring { get; set; }

    /// <summary>初始日期: the day the division took effect, of the present shape and attributes.</summary>
    public required DateOnly From { get; set; }

    /// <summary>终止日期: the last day; null while it is in force.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>责任网格: the basic grids one collector answers for.</summary>
public sealed class DutyGrid
{
    public required string Code { get; init; }

    public required string Name { get; init; }
}

/// <summary>社区（村), 12 digits.</summary>
public sealed class Community
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Where code and name come from.</summary>
    public required string Source { get; init; }
}

/// <summary>街道（乡镇), 9 digits.</summary>
public sealed class Street
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Where code and name come from.</summary>
    public required string Source { get; init; }
}

/// <summary>县（市、区), 6 digits.</summary>
public sealed class District
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Where code and name come from.</summary>
    public required string Source { get; init; }
}

/// <summary>管理区域(管辖范围): the dated area of one second-level platform, a layer of its own beside the divisions.</summary>
public sealed class ManagementArea
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The second-level platform it belongs to.</summary>
    public required string UnitId { get; init; }

    /// <summary>The polygon, CGCS2000 degrees, as well-known binary.</summary>
    public required byte[] Ring { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is in force.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Made up for the sample city.</summary>
    public required bool IsSynthetic { get; init; }
}

/// <summary>管理部件状态.</summary>
public enum ComponentState
{
    /// <summary>完好.</summary>
    Intact,

    /// <summary>破损.</summary>
    Damaged,

    /// <summary>丢失.</summary>
    Lost,

    /// <summary>废弃.</summary>
    Abandoned,

    /// <summary>移除 (2026 edition only).</summary>
    Removed,
}

/// <summary>定位精度 of a component: within half a metre, one metre or ten metres.</summary>
public enum PositionAccuracy
{
    /// <summary>±0.5 m.</summary>
    A,

    /// <summary>±1.0 m.</summary>
    B,

    /// <summary>±10.0 m.</summary>
    C,
}

/// <summary>
/// 管理部件. Competent department, owner and maintainer are three separate units (三政办〔2017〕26号 四).
/// </summary>
public sealed class ManagedComponent
{
    /// <summary>管理部件标识码: 16 digits (17 in the 2026 edition).</summary>
    public required string Id { get; init; }

    /// <summary>Its class as the catalogue names it, for example <c>2013-C0101</c>.</summary>
    public required string ClassKey { get; set; }

    public required string Name { get; set; }

    /// <summary>主管部门 (unit id).</summary>
    public required string CompetentDepartmentId { get; set; }

    /// <summary>权属单位 (unit id); null where it is not known.</summary>
    public string? OwnerId { get; set; }

    /// <summary>养护单位 (unit id); null where it is not known.</summary>
    public string? MaintainerId { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lon { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lat { get; set; }

    /// <summary>所在单元网格标识码.</summary>
    public required string GridCode { get; set; }

    public required ComponentState State { get; set; }

    public required DateOnly InitialDate { get; set; }

    /// <summary>Null at the first census.</summary>
    public DateOnly? ChangeDate { get; set; }

    /// <summary>实测, 地形图, 基础地理数据 or 其他.</summary>
    public required string DataSource { get; set; }

    /// <summary>Position as one number for searches by box; null when unknown.</summary>
    public long? MortonKey { get; set; }

    /// <summary>How exactly the position is known; null where the census did not say.</summary>
    public PositionAccuracy? Accuracy { get; set; }

    /// <summary>照片; null where there is none.</summary>
    public Guid? PhotoId { get; set; }

    /// <summary>备注; empty when there is none.</summary>
    public string Note { get; set; } = "";

    /// <summary>The line or polygon of a component that is more than a point, CGCS2000 degrees, well-known binary.</summary>
    public byte[]? Shape { get; set; }
}

/// <summary>The state of the base data as one number that every import raises; one row.</summary>
public sealed class BaseDataVersion
{
    public const int TheRow = 1;

    public int Id { get; init; } = TheRow;

    /// <summary>Raised by one with every change of base data.</summary>
    public required long Number { get; set; }

    /// <summary>What the data are, as shown on pages.</summary>
    public required string Label { get; set; }

    /// <summary>The data are made up; pages and interfaces say so.</summary>
    public required bool IsSynthetic { get; set; }

    public required string CityName { get; set; }

    /// <summary>The first digits all divisions of the city share.</summary>
    public required string DivisionPrefix { get; set; }

    /// <summary>The middle of the city, CGCS2000 degrees: origin of the metric plane.</summary>
    public required double CentreLon { get; set; }

    /// <summary>See <see cref="CentreLon"/>.</summary>
    public required double CentreLat { get; set; }

    public required double West { get; set; }

    public required double South { get; set; }

    public required double East { get; set; }

    public required double North { get; set; }
}
