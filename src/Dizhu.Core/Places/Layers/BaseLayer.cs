namespace Dizhu.Core.Places;

/// <summary>五类基础数据 (三政办〔2017〕26号 三(二)2). A sixth kind belongs to <see cref="Thematic"/>.</summary>
public enum BaseSet
{
    /// <summary>基础地形数据.</summary>
    Terrain,

    /// <summary>栅格影像数据.</summary>
    Imagery,

    /// <summary>单元网格数据.</summary>
    Grids,

    /// <summary>部件数据.</summary>
    Components,

    /// <summary>其它专题数据.</summary>
    Thematic,
}

/// <summary>How a set of base data came about: built from existing material combined with survey (三(二)2).</summary>
public enum LayerOrigin
{
    /// <summary>已有资料.</summary>
    Existing,

    /// <summary>普查与测绘.</summary>
    Survey,
}

/// <summary>What the features of a layer are drawn as.</summary>
public enum LayerShape
{
    Point,
    Line,
    Polygon,

    /// <summary>Nothing is kept of it but this record: a raster, or data that lie elsewhere.</summary>
    None,
}

/// <summary>图层: one layer of base data, who supplied it, how good it is and how new.</summary>
public sealed class BaseLayer
{
    /// <summary>As addresses name it: small letters, digits and hyphens, for example <c>terrain-water</c>.</summary>
    public required string Id { get; init; }

    public required BaseSet Set { get; set; }

    /// <summary>The kind as its supplier names it, kept where it is none of the five.</summary>
    public string? KindSaid { get; set; }

    public required string Title { get; set; }

    /// <summary>The unit that supplies it; null when it is none of the city's units.</summary>
    public string? ProviderId { get; set; }

    /// <summary>The supplier in words.</summary>
    public required string Provider { get; set; }

    public required LayerOrigin Origin { get; set; }

    /// <summary>The day the content shows.</summary>
    public required DateOnly DatedOn { get; set; }

    /// <summary>The denominator: 1000 for 1:1000; null where it has none.</summary>
    public int? Scale { get; set; }

    /// <summary>The datum the supply came in; what is kept is always CGCS2000.</summary>
    public required string Datum { get; set; }

    public required LayerShape Shape { get; set; }

    /// <summary>Source, licence and limits of use, in words.</summary>
    public required string Metadata { get; set; }

    /// <summary>The day a newer supply was last asked for; null when none was.</summary>
    public DateOnly? SupplyAskedOn { get; set; }

    /// <summary>Made up; pages and interfaces say so.</summary>
    public required bool IsSynthetic { get; set; }

    /// <summary>The version that is live; 0 while nothing was imported.</summary>
    public int LiveVersion { get; set; }

    /// <summary>更新待办: a newer supply was asked for than the layer shows (三政办〔2017〕26号 四(一)).</summary>
    public bool IsUpdateDue => DatedOn < SupplyAskedOn;

    /// <summary>True for the layers that have tables of their own: grids, components, places, management areas.</summary>
    public bool HasOwnTable => BaseLayers.OwnTables.Contains(Id);
}

/// <summary>The layers every city has, because the core stands on them.</summary>
public static class BaseLayers
{
    public const string Grids = "grids";
    public const string Components = "components";
    public const string Places = "places";
    public const string ManagementAreas = "management-areas";

    /// <summary>Layers kept in tables of their own rather than as generic features.</summary>
    public static readonly IReadOnlySet<string> OwnTables = new HashSet<string>(StringComparer.Ordinal) { Grids, Components, Places, ManagementAreas };
}

/// <summary>One supply of a layer that was published: who, when, from what file, how much of it.</summary>
public sealed class LayerVersion
{
    public required string LayerId { get; init; }

    /// <summary>1, 2, … within the layer.</summary>
    public required int Number { get; init; }

    /// <summary>The first day it holds.</summary>
    public required DateOnly From { get; init; }

    public required DateTime PublishedAt { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Who, as the log names them.</summary>
    public required string By { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file; null where there was none.</summary>
    public byte[]? FileHash { get; init; }

    /// <summary>Rows added, changed, ended and refused.</summary>
    public required int Added { get; init; }

    /// <summary>See <see cref="Added"/>.</summary>
    public required int Changed { get; init; }

    /// <summary>See <see cref="Added"/>.</summary>
    public required int Ended { get; init; }

    /// <summary>See <see cref="Added"/>.</summary>
    public required int Refused { get; init; }

    /// <summary>The version of all base data it made.</summary>
    public required long BaseVersion { get; init; }
}

/// <summary>A feature of a layer without a table of its own. A row never changes but for its last day: a change is a new row.</summary>
public sealed class LayerFeature
{
    public required string LayerId { get; init; }

    /// <summary>The feature's id in the layer.</summary>
    public required string Key { get; init; }

    /// <summary>The version that brought this row.</summary>
    public required int Version { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day it held; null while it is live.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Shown on maps and in search; empty when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>All other cells as JSON, names in ordinal order.</summary>
    public required string Cells { get; init; }

    /// <summary>CGCS2000 degrees, well-known binary.</summary>
    public required byte[] Shape { get; init; }
}

/// <summary>
/// A state an object of a table of its own had before it changed: a grid, a component, a place, an area. Together with
/// the present row it says what the object was on any day.
/// </summary>
public sealed class PastState
{
    public required string LayerId { get; init; }

    /// <summary>The object's code or id.</summary>
    public required string Key { get; init; }

    /// <summary>1, 2, … for each object, oldest first.</summary>
    public required int Number { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day this state held; before <see cref="From"/> where it was corrected on the day it came.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The whole row as JSON.</summary>
    public required string Row { get; init; }

    public required DateTime ReplacedAt { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Who changed it, as the log names them.</summary>
    public required string By { get; init; }

    public required string Reason { get; init; }

    /// <summary>The version of the base data the change made.</summary>
    public required long BaseVersion { get; init; }
}
