using Dizhu.Core.Organisations;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// The layers of the base data: grids, duty grids, management areas, components, places. Made from the snapshots anew when those are swapped;
/// all who may see the map see all of them.
/// </summary>
public sealed class ServedBaseLayers(Func<(PlaceBook Places, OrganisationBook Organisations)> city) : ILayerSource
{
    private Made? _made;

    public IEnumerable<IServedLayer> Layers
    {
        get
        {
            var (places, organisations) = city();
            var made = Volatile.Read(ref _made);
            if (made is null || !ReferenceEquals(made.Places, places) || !ReferenceEquals(made.Organisations, organisations))
            {
                made = new(places, organisations, Make(places, organisations));
                Volatile.Write(ref _made, made);
            }

            return made.Layers;
        }
    }

    private static IReadOnlyList<IServedLayer> Make(PlaceBook places, OrganisationBook organisations)
    {
        // Names of units come from the organisations; their version belongs to that of the answer.
        var version = FormattableString.Invariant($"{places.Version}.{organisations.Version}.{places.Base?.CityName}");
        return
        [
            GridLayer.Basic(places, version), GridLayer.Duty(places, version), GridLayer.Areas(places, version), ComponentLayer.Of(places, organisations, version), PlaceLayer.Of(places, version),
        ];
    }

    private sealed record Made(PlaceBook Places, OrganisationBook Organisations, IReadOnlyList<IServedLayer> Layers);
}

/// <summary>单元网格, 责任网格 and 管理区域.</summary>
internal static class GridLayer
{
    public static MemoryLayer<(BasicGrid Grid, FeatureGeometry Geometry)> Basic(PlaceBook places, string version) => new(
        new LayerDescription
        {
            Id = "grids",
            Title = "单元网格",
            Description = "城市管理的最小单元，按编码从小到大。",
            Geometry = GeometryKind.Polygon,
            Fields = [],
            TimeField = "from",
            MinZoom = 11,
            MaxZoom = 17,
        },
        version,
        places.Grids.Select(g => (g, FeatureGeometry.Of(Wkb.Read(g.Ring)))),
        row => row.Grid.Code,
        row => row.Geometry,
        [
            new(new("code", FieldType.Text, "网格编码", IsInTile: true) { IsName = true }, r => r.Grid.Code),
            new(new("community", FieldType.Text, "社区代码", IsInTile: true), r => r.Grid.CommunityCode),
            new(new("communityName", FieldType.Text, "社区", IsInTile: true) { IsName = true }, r => places.NameOf(r.Grid.CommunityCode)),
            new(new("dutyGrid", FieldType.Text, "责任网格", IsInTile: true), r => r.Grid.DutyGridCode),
            new(new("area", FieldType.Text, "管理区域代码", IsInTile: true), r => r.Grid.ManagementAreaCode),
            new(new("level", FieldType.Whole, "区域级别", IsInTile: true), r => (long?)r.Grid.AreaLevel),
            new(new("squareMetres", FieldType.Number, "面积（平方米）", IsFilter: false), r => Math.Round(r.Grid.AreaM2, 1)),
            new(new("from", FieldType.Day, "初始日期"), r => r.Grid.From),
        ]);

    public static MemoryLayer<(DutyGrid Duty, FeatureGeometry Geometry)> Duty(PlaceBook places, string version)
    {
        var grids = places.Grids.Where(g => g.DutyGridCode is not null).ToLookup(g => g.DutyGridCode!, StringComparer.Ordinal);
        return new(
            new LayerDescription
            {
                Id = "duty-grids",
                Title = "责任网格",
                Description = "由若干单元网格组成，各由一名监督员负责。",
                Geometry = GeometryKind.Polygon,
                Fields = [],
                MinZoom = 9,
                MaxZoom = 16,
            },
            version,
            places.DutyGrids.Select(d => (d, Joining.Of(grids[d.Code].Select(g => FeatureGeometry.Of(Wkb.Read(g.Ring)))))).Where(d => d.Item2 is not null).Select(d => (d.d, d.Item2!.Value)),
            row => row.Duty.Code,
            row => row.Geometry,
            [
                new(new("code", FieldType.Text, "责任网格编码", IsInTile: true), r => r.Duty.Code),
                new(new("name", FieldType.Text, "名称", IsInTile: true) { IsName = true }, r => r.Duty.Name),
                new(new("grids", FieldType.Whole, "单元网格数"), r => (long)grids[r.Duty.Code].Count()),
            ]);
    }

    public static MemoryLayer<(ManagementArea Area, FeatureGeometry Geometry)> Areas(PlaceBook places, string version) => new(
        new LayerDescription
        {
            Id = "management-areas",
            Title = "管理区域",
            Description = "二级平台各自负责的区域，只含现行的。",
            Geometry = GeometryKind.Polygon,
            Fields = [],
            TimeField = "from",
            MinZoom = 5,
            MaxZoom = 15,
        },
        version,
        places.ManagementAreas.Where(a => a.Until is null).Select(a => (a, FeatureGeometry.Of(Wkb.Read(a.Ring)))),
        row => row.Area.Code,
        row => row.Geometry,
        [
            new(new("code", FieldType.Text, "区域代码", IsInTile: true), r => r.Area.Code),
            new(new("name", FieldType.Text, "名称", IsInTile: true) { IsName = true }, r => r.Area.Name),
            new(new("unit", FieldType.Text, "二级平台单位编号"), r => r.Area.UnitId),
            new(new("from", FieldType.Day, "初始日期"), r => r.Area.From),
        ]);
}

/// <summary>管理部件.</summary>
internal static class ComponentLayer
{
    public static MemoryLayer<ManagedComponent> Of(PlaceBook places, OrganisationBook organisations, string version)
    {
        string? Name(string? unit) => unit is null ? null : organisations.NamesOf(unit) is [.., var last] ? last.Name : unit;
        return new(
            new LayerDescription
            {
                Id = "components",
                Title = "管理部件",
                Description = "井盖、路灯、行道树等市政公用设施，每个部件一个点。",
                Geometry = GeometryKind.Point,
                Fields = [],
                TimeField = "initialDate",
                MinZoom = 14,
                MaxZoom = 18,
            },
            version,
            places.Components,
            c => c.Id,
            c => FeatureGeometry.Of(new Cgcs2000(c.Lon, c.Lat)),
            [
                new(new("id", FieldType.Text, "标识码", IsInTile: true), c => c.Id),
                new(new("classKey", FieldType.Text, "类别编号", IsInTile: true), c => c.ClassKey),
                new(new("className", FieldType.Text, "类别名称", IsInTile: true), c => c.Name),
                new(new("state", FieldType.Text, "状态", IsInTile: true) { Values = States }, c => States[(int)c.State]),
                new(new("owner", FieldType.Text, "权属单位", IsInTile: true), c => Name(c.OwnerId) ?? ""),
                new(new("ownerId", FieldType.Text, "权属单位编号"), c => c.OwnerId),
                new(new("maintainer", FieldType.Text, "养护单位"), c => Name(c.MaintainerId)),
                new(new("competentDepartment", FieldType.Text, "主管部门"), c => Name(c.CompetentDepartmentId)),
                new(new("grid", FieldType.Text, "所在单元网格"), c => c.GridCode),
                new(new("initialDate", FieldType.Day, "初始日期"), c => c.InitialDate),
                new(new("changeDate", FieldType.Day, "变更日期"), c => c.ChangeDate),
                new(new("dataSource", FieldType.Text, "数据来源"), c => c.DataSource),
            ]);
    }

    /// <summary>By number, so that reading a tile makes no texts.</summary>
    private static readonly string[] States = [.. Enum.GetValues<ComponentState>().Select(s => s.ToString())];
}

/// <summary>基本地点.</summary>
internal static class PlaceLayer
{
    public static MemoryLayer<Place> Of(PlaceBook places, string version) => new(
        new LayerDescription
        {
            Id = "places",
            Title = "基本地点",
            Description = "区域、地片、街巷、门牌和兴趣点的标准名称和位置。",
            Geometry = GeometryKind.Point,
            Fields = [],
            MinZoom = 13,
            MaxZoom = 17,
        },
        version,
        places.Places,
        p => p.Id,
        p => FeatureGeometry.Of(new Cgcs2000(p.Lon, p.Lat)),
        [
            new(new("id", FieldType.Text, "编号", IsInTile: true), p => p.Id),
            new(new("name", FieldType.Text, "标准名称", IsInTile: true), p => p.Name),
            new(new("type", FieldType.Text, "类型", IsInTile: true) { Values = [.. places.Places.Select(p => p.TypeCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] }, p => p.TypeCode),
            new(new("address", FieldType.Text, "地址"), p => p.Address),
            new(new("grid", FieldType.Text, "所在单元网格"), p => p.GridCode),
        ]);
}
