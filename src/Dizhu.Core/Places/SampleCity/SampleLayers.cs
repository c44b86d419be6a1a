namespace Dizhu.Core.Places;

/// <summary>The records of the sample city's layers: they say that everything is made up.</summary>
internal static class SampleLayers
{
    private const string Metadata = "合成数据，按 data/sample-city 的配方生成，不代表实际。";

    public static IReadOnlyList<BaseLayer> Of(BaseData data) =>
    [
        Layer(BaseLayers.Grids, BaseSet.Grids, "单元网格", LayerShape.Polygon, data),
        Layer(BaseLayers.Components, BaseSet.Components, "部件", LayerShape.Point, data),
        Layer(BaseLayers.Places, BaseSet.Thematic, "地点（地理编码）", LayerShape.Point, data),
        Layer(BaseLayers.ManagementAreas, BaseSet.Thematic, "管理区域", LayerShape.Polygon, data),
    ];

    private static BaseLayer Layer(string id, BaseSet set, string title, LayerShape shape, BaseData data) => new()
    {
        Id = id,
        Set = set,
        Title = title,
        Provider = data.Version!.Label,
        Origin = LayerOrigin.Existing,
        DatedOn = data.Grids[0].From,
        Datum = "CGCS2000",
        Shape = shape,
        Metadata = Metadata,
        IsSynthetic = true,
        LiveVersion = 1,
    };
}
