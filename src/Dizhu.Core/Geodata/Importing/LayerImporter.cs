using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>What supplies are checked against.</summary>
internal sealed record ImportBooks(PlaceBook Places, CatalogueBook Catalogue, OrganisationBook Organisations)
{
    /// <summary>Units by id and by each name they have had.</summary>
    public IReadOnlyDictionary<string, string> UnitsByName()
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unit in Organisations.All)
        {
            units[unit.Id] = unit.Id;
            foreach (var name in Organisations.NamesOf(unit.Id).Select(n => n.Name).Concat((unit.Aliases ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            {
                units.TryAdd(name, unit.Id);
            }
        }

        return units;
    }
}

/// <summary>How the supplies of one layer are taken in.</summary>
internal sealed record LayerImporter(
    IReadOnlyList<ImportField> Fields,
    bool HasGrid,
    Func<ImportRun, ImportBooks, IFeatureSource, FieldMap, CancellationToken, Task<ImportReport>> RunAsync,
    Func<ImportRequest, bool, BaseLayer> FirstLayer)
{
    /// <summary>The importer of a layer, or why there is none.</summary>
    public static Outcome<LayerImporter> For(string layerId, BaseLayer? layer) => layerId switch
    {
        BaseLayers.Grids => new LayerImporter(
            GridImport.Fields, HasGrid: false,
            (run, books, source, map, ct) => new GridImport(run, books, map).RunAsync(source, ct),
            (request, synthetic) => Layer(request, BaseSet.Grids, "单元网格", LayerShape.Polygon, synthetic)),
        BaseLayers.Components => new LayerImporter(
            ComponentRow.Fields, HasGrid: true,
            (run, books, source, map, ct) => new ComponentImport(
                run,
                new ComponentRow(
                    new(
                        books.Places,
                        books.Catalogue.Classes.Where(c => c is { Kind: MatterKind.Component, IsSelectable: true }).Select(c => c.Key).ToHashSet(StringComparer.Ordinal),
                        books.UnitsByName(), OwnerlessClasses.Keys),
                    run.Request.Mapping, map, run.Shapes),
                map).RunAsync(source, ct),
            (request, synthetic) => Layer(request, BaseSet.Components, "部件", LayerShape.Point, synthetic)),
        BaseLayers.ManagementAreas => new LayerImporter(
            AreaImport.Fields, HasGrid: false,
            (run, books, source, map, ct) => new AreaImport(run, books, map).RunAsync(source, ct),
            (request, synthetic) => Layer(request, BaseSet.Thematic, "管理区域", LayerShape.Polygon, synthetic)),
        _ when layer is { Shape: not LayerShape.None } and { HasOwnTable: false } => new LayerImporter(
            FeatureImport.Fields, HasGrid: false,
            (run, _, source, map, ct) => new FeatureImport(run, map, layer).RunAsync(source, ct),
            (_, _) => layer),
        _ => new Refusal(
            "import.layer", $"没有可以导入的图层“{layerId}”。请先登记图层（种类、提供单位、日期、来源），或从 grids、components、management-areas 中选择。", RefusalKind.NotFound, Field: "layer"),
    };

    private static BaseLayer Layer(ImportRequest request, BaseSet set, string title, LayerShape shape, bool synthetic) => new()
    {
        Id = request.LayerId,
        Set = set,
        Title = title,
        Provider = "未登记",
        Origin = LayerOrigin.Survey,
        DatedOn = request.From,
        Datum = request.Datum ?? "CGCS2000",
        Shape = shape,
        Metadata = "",
        IsSynthetic = synthetic,
    };
}
