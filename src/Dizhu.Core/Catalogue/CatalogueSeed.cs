using System.Globalization;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Catalogue;

/// <summary>The classes, standard rows and stage limits a new installation starts with, read from <c>data/</c>.</summary>
public sealed record CatalogueSeed(
    IReadOnlyList<MatterClass> Classes, IReadOnlyList<CaseStandard> Standards, IReadOnlyList<StageLimit> StageLimits)
{
    // The order is the first text that asks for the classes; nothing is filed before it.
    private static readonly DateOnly OrderDay = Kernel.Rules.Sources.Order26.InForceFrom;

    /// <summary>Reads the seed.</summary>
    /// <param name="sampleCity">
    /// Also the limits of the neighbouring city, marked as such; a real installation starts without any limit (A-DCM-08).
    /// </param>
    public static CatalogueSeed Read(bool sampleCity)
    {
        List<MatterClass> classes =
        [
            .. CityTable.Rows("data/catalogue/component-classes.csv").Select(r => ClassOf(r, MatterKind.Component)),
            .. CityTable.Rows("data/catalogue/event-classes.csv").Select(r => ClassOf(r, MatterKind.Event)),
        ];
        List<CaseStandard> standards = [];
        List<StageLimit> stages = [];
        if (sampleCity)
        {
            var chinese = CityTable.Rows("data/catalogue/conditions-zh.csv").ToDictionary(r => r["english"], r => r["chinese"], StringComparer.Ordinal);
            standards.AddRange(CityTable.Rows("data/catalogue/time-limits.csv").Select(r => StandardOf(r, chinese)));
            stages.AddRange(CityTable.Rows("data/sample-city/stage-limits.csv").Select(StageOf));
        }

        // A case is filed under a standard row. A class without one gets an empty one: shown as such, without limit.
        var covered = standards.Select(s => s.ClassKey).ToHashSet(StringComparer.Ordinal);
        standards.AddRange(classes.Where(c => c.IsSelectable && !covered.Contains(c.Key)).Select(c => NothingEntered(c.Key)));
        return new CatalogueSeed(classes, standards, stages);
    }

    /// <summary>Adds all rows to a database that has none yet; the caller saves.</summary>
    public void AddTo(DizhuDb db)
    {
        db.AddRange(Classes);
        db.AddRange(Standards);
        db.AddRange(StageLimits);
    }

    /// <summary>The snapshot of these rows, without a database.</summary>
    public CatalogueBook ToBook() => new(Classes, Standards, StageLimits);

    private static MatterClass ClassOf(CityRow row, MatterKind kind) => new()
    {
        Key = row["key"],
        Edition = row["edition"],
        Kind = kind,
        Code = row["code"],
        MajorName = row["major"],
        Name = row.Text("name"),
        EnglishName = row["english"],
        Geometry = row.Text("geometry"),
        Code2026 = row.Text("code_2026"),
        Code2007 = row.Text("code_2007"),
        Mark = Enum.Parse<SourceMark>(row["mark"]),
        Confirmation = row["confirmation"],
        Source = row["source"],
        Note = row.Text("note"),
    };

    private static CaseStandard StandardOf(CityRow row, Dictionary<string, string> chinese) => new()
    {
        Id = row["id"],
        ClassKey = row["class_key"],
        FilingCondition = row["filing_condition"],
        FilingConditionZh = chinese.GetValueOrDefault(row["filing_condition"]),
        ClosingCondition = row["closing_condition"],
        ClosingConditionZh = chinese.GetValueOrDefault(row["closing_condition"]),
        Level1 = row.Number("level1"),
        Level2 = row.Number("level2"),
        Level3 = row.Number("level3"),
        Unit = row.Text("unit") is { } unit ? Enum.Parse<LimitUnit>(unit) : null,
        Source = row["source"],
        Mark = Enum.Parse<SourceMark>(row["mark"]),
        Note = row.Text("note"),
        From = row.Day("from")!.Value,
    };

    private static CaseStandard NothingEntered(string classKey) => new()
    {
        Id = $"{classKey}-0",
        ClassKey = classKey,
        FilingCondition = "not entered",
        FilingConditionZh = "未录入立案条件（由值班长按现场情况判断，请管理员补录）",
        ClosingCondition = "not entered",
        ClosingConditionZh = "未录入结案条件（由值班长按核查结果判断，请管理员补录）",
        Source = "标准条文未取得（A-DCM-08）",
        Mark = SourceMark.Ours,
        From = OrderDay,
    };

    private static StageLimit StageOf(CityRow row) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{row["clock"]}-{row.Whole("area_level") ?? 0}"),
        Clock = row["clock"],
        AreaLevel = row.Whole("area_level"),
        Amount = row.Number("amount")!.Value,
        Unit = Enum.Parse<LimitUnit>(row["unit"]),
        Source = row["source"],
        Mark = Enum.Parse<SourceMark>(row["mark"]),
    };
}
