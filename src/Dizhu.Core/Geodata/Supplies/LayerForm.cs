using System.Text.RegularExpressions;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Geodata;

/// <summary>A layer as it is registered; every field may be missing and is then named.</summary>
public sealed partial record LayerForm
{
    private const int LongestText = 1000;
    private const int LongestName = 200;
    private static readonly Clause FiveSets = Sources.Order26.Clause("三(二)2", "建设方法可以在现有资料的基础上,结合普查与测绘");

    public string? Id { get; init; }

    /// <summary>One of the five sets by its Chinese or English name; anything else is kept under 其它专题数据.</summary>
    public string? Kind { get; init; }

    public string? Title { get; init; }

    /// <summary>A unit by its id, or the supplier in words.</summary>
    public string? Provider { get; init; }

    public LayerOrigin? Origin { get; init; }

    public DateOnly? DatedOn { get; init; }

    /// <summary>The denominator: 1000 for 1:1000.</summary>
    public int? Scale { get; init; }

    public string? Datum { get; init; }

    public LayerShape? Shape { get; init; }

    public string? Metadata { get; init; }

    public DateOnly? SupplyAskedOn { get; init; }

    public bool IsSynthetic { get; init; }

    /// <summary>The layer, or everything that is missing or wrong.</summary>
    /// <param name="unitName">The name of a unit by its id; null when there is none.</param>
    public Outcome<BaseLayer> ToLayer(Func<string, string?> unitName)
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
        {
            return faults;
        }

        var (set, said) = SetOf(Kind!.Trim());
        var provider = Provider!.Trim();
        var unit = unitName(provider);
        return new BaseLayer
        {
            Id = Id!.Trim(),
            Set = set,
            KindSaid = said,
            Title = Title!.Trim(),
            ProviderId = unit is null ? null : provider,
            Provider = unit ?? provider,
            Origin = Origin!.Value,
            DatedOn = DatedOn!.Value,
            Scale = Scale,
            Datum = Datum!.Trim(),
            Shape = Shape!.Value,
            Metadata = Metadata?.Trim() ?? "",
            SupplyAskedOn = SupplyAskedOn,
            IsSynthetic = IsSynthetic,
        };
    }

    /// <summary>What does not fit the order's plan; shown beside the layer, never a refusal.</summary>
    public static IReadOnlyList<string> Remarks(BaseLayer layer)
    {
        List<string> remarks = [];
        if (SupplyPlan.All.FirstOrDefault(p => p.Set == layer.Set && p.Scale is not null) is { Scale: { } planned } plan && layer.Scale != planned)
        {
            remarks.Add($"方案要求 1:{planned}，这里是{(layer.Scale is { } scale ? $" 1:{scale}" : "未写明比例尺")}（职责条目 {plan.DutyId}）");
        }

        if (layer.IsUpdateDue)
        {
            remarks.Add($"待更新：{layer.SupplyAskedOn:yyyy-MM-dd} 已要求提供新数据，现有数据截至 {layer.DatedOn:yyyy-MM-dd}");
        }

        return remarks;
    }

    /// <summary>The set a kind belongs to, and the kind itself where it is none of the five.</summary>
    public static (BaseSet Set, string? Said) SetOf(string kind)
    {
        if (Enum.TryParse<BaseSet>(kind, ignoreCase: true, out var named) && Enum.IsDefined(named) && !char.IsAsciiDigit(kind[0]))
        {
            return (named, null);
        }

        return kind.Replace("数据", "", StringComparison.Ordinal) switch
        {
            "基础地形" => (BaseSet.Terrain, null),
            "栅格影像" => (BaseSet.Imagery, null),
            "单元网格" => (BaseSet.Grids, null),
            "部件" => (BaseSet.Components, null),
            "其它专题" or "其他专题" => (BaseSet.Thematic, null),
            _ => (BaseSet.Thematic, kind),
        };
    }

    /// <summary>The name of a set as the order prints it.</summary>
    public static string NameOf(BaseSet set) => set switch
    {
        BaseSet.Terrain => "基础地形数据",
        BaseSet.Imagery => "栅格影像数据",
        BaseSet.Grids => "单元网格数据",
        BaseSet.Components => "部件数据",
        _ => "其它专题数据",
    };

    private IEnumerable<Refusal> Faults()
    {
        if (Id is null || !IdForm().IsMatch(Id.Trim()))
        {
            yield return Wrong("id", "图层编码须由小写字母、数字和连字符组成，字母开头，最多 40 个字符。请改正。");
        }

        foreach (var (field, name, value) in new[] { ("kind", "数据种类", Kind), ("title", "图层名称", Title), ("provider", "提供单位", Provider), ("datum", "坐标系", Datum) })
        {
            if (string.IsNullOrWhiteSpace(value) || value.Trim().Length > (field == "datum" ? 40 : LongestName))
            {
                yield return Wrong(field, $"{name}没有填写或太长。请填写。");
            }
        }

        if (Origin is null || !Enum.IsDefined(Origin.Value))
        {
            yield return Wrong("origin", "没有写明数据来源：已有资料（existing）或普查与测绘（survey）。请选择。") with { Code = "layer.origin-missing", Clause = FiveSets };
        }

        if (DatedOn is null)
        {
            yield return Wrong("datedOn", "没有写明数据日期。请填写数据反映的是哪一天。") with { Code = "layer.date-missing", Clause = FiveSets };
        }

        if (Shape is null || !Enum.IsDefined(Shape.Value))
        {
            yield return Wrong("shape", "没有写明图形类型：点、线、面或无。请选择。");
        }

        if (Scale is <= 0 || Metadata?.Length > LongestText)
        {
            yield return Wrong("scale", $"比例尺须写成大于零的分母，说明最多 {LongestText} 个字。请改正。");
        }
    }

    private static Refusal Wrong(string field, string message) => new("layer.invalid", message, RefusalKind.Invalid, Field: field);

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdForm();
}
