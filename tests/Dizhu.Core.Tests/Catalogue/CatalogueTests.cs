using Dizhu.Core.Catalogue;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Catalogue;

public class CatalogueTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly CatalogueBook Sample = CatalogueSeed.Read(sampleCity: true).ToBook();
    private static readonly CatalogueBook Fresh = CatalogueSeed.Read(sampleCity: false).ToBook();

    [Fact]
    [Requirement("DCM-057")]
    public void Components_and_events_are_the_two_top_groups_and_a_class_is_never_both()
    {
        Assert.Equal([MatterKind.Component, MatterKind.Event], Sample.MajorsOf("2013").Select(m => m.Kind).Distinct());
        Assert.Empty(ClassDirectory.Check(Sample.Classes));

        var wrong = ClassDirectory.Check([Class("2013-C0101", MatterKind.Component, "0101"), Class("2013-C0101", MatterKind.Event, "0101")]);

        Assert.Equal(["catalogue.class-in-both"], wrong.Select(w => w.Code));
        Assert.Throws<InvalidOperationException>(() => new CatalogueBook(
            [Class("2013-C0101", MatterKind.Component, "0101"), Class("2013-C0101", MatterKind.Event, "0101")], [], []));
    }

    [Fact]
    public void A_class_given_twice_or_with_the_key_of_another_is_named()
    {
        Assert.Equal(["catalogue.class-twice"], ClassDirectory.Check(
            [Class("2013-C0101", MatterKind.Component, "0101"), Class("2013-C0101", MatterKind.Component, "0101")]).Select(w => w.Code));
        Assert.Equal(["catalogue.class-key"], ClassDirectory.Check([Class("2013-C0101", MatterKind.Event, "0101")]).Select(w => w.Code));
    }

    [Theory]
    [InlineData("2013-C0101", "上水井盖", MatterKind.Component)]
    [InlineData("2013-E0110", "暴露垃圾", MatterKind.Event)]
    [InlineData("2026-C01001", "供水井盖", MatterKind.Component)]
    [InlineData("2013x-E0498", "农贸市场管理", MatterKind.Event)]
    public void A_class_is_found_by_its_key(string key, string name, MatterKind kind) =>
        Assert.Equal((name, kind, true), (Sample.FindClass(key)!.Name, Sample.FindClass(key)!.Kind, Sample.FindClass(key)!.IsSelectable));

    [Theory]
    [InlineData("2013-C0116")]
    [InlineData("2013-C0501")]
    [InlineData("2013-E0407")]
    [InlineData("2013-E0601")]
    [InlineData("2013-E0603")]
    public void A_number_without_a_name_is_kept_but_cannot_be_chosen(string key)
    {
        Assert.False(Sample.FindClass(key)!.IsSelectable);
        Assert.Empty(Sample.StandardsOf(key, Day));
        Assert.Equal(SourceMark.U, Sample.FindClass(key)!.Mark);
    }

    [Fact]
    public void An_unknown_class_or_standard_is_nothing()
    {
        Assert.Null(Sample.FindClass("2013-C9999"));
        Assert.Null(Sample.FindStandard("2013-C9999-1"));
        Assert.Empty(Sample.StandardsOf("2013-C9999", Day));
    }

    [Fact]
    public void The_2013_directory_has_121_component_and_79_event_numbers()
    {
        Assert.Equal(121, Sample.Classes.Count(c => c is { Edition: "2013", Kind: MatterKind.Component }));
        Assert.Equal(79, Sample.Classes.Count(c => c is { Edition: "2013", Kind: MatterKind.Event }));
    }

    [Fact]
    public void Standard_rows_stand_in_the_order_of_the_table_with_source_and_mark()
    {
        var rows = Sample.StandardsOf("2013-C0101", Day);

        Assert.Equal(["2013-C0101-1", "2013-C0101-2", "2013-C0101-3", "2013-C0101-4"], rows.Select(r => r.Id));
        Assert.Equal(new TimeLimit(2, LimitUnit.UrgentHour), Sample.LimitFor(rows[0], 1).Value);
        Assert.All(rows, r => Assert.Contains("运城", r.Source, StringComparison.Ordinal));
        Assert.Equal(519, Sample.Standards.Count(s => s.HasLimit));
    }

    [Fact]
    public void Every_condition_of_the_sample_city_can_be_read_in_Chinese() =>
        Assert.Empty(Sample.Standards.Where(s => s.FilingConditionZh is null || s.ClosingConditionZh is null).Select(s => s.FilingCondition));

    [Fact]
    [Requirement("DCM-036")]
    public void A_class_without_a_limit_can_be_filed_and_is_listed_as_having_none()
    {
        Assert.DoesNotContain(Fresh.Standards, s => s.HasLimit);
        Assert.All(Fresh.Classes.Where(c => c.IsSelectable), c => Assert.NotEmpty(Fresh.StandardsOf(c.Key, Day)));

        var standard = Fresh.StandardsOf("2013-C0101", Day)[0];
        var limit = Fresh.LimitFor(standard, 1);

        Assert.False(limit.IsSet);
        Assert.StartsWith("未设时限", limit.Words, StringComparison.Ordinal);
        Assert.Equal("量化的处置制度", limit.Clause.Words);
        Assert.Contains(standard, Fresh.WithoutLimit(Day));
        Assert.DoesNotContain(Sample.FindStandard("2013-C0101-1"), Sample.WithoutLimit(Day));
    }

    [Theory]
    [InlineData(1, 4, 1, "一级管理区域")]
    [InlineData(2, 6, 2, "二级管理区域")]
    [InlineData(3, 4, 1, "三级管理区域未设，按一级管理区域")]
    [InlineData(null, 4, 1, "区域等级未知，按一级管理区域")]
    public void The_limit_is_that_of_the_area_level_and_an_empty_level_says_what_was_used(int? level, int amount, int used, string said)
    {
        var limit = Sample.LimitFor(Row(4, 6, null), level);

        Assert.Equal((new TimeLimit(amount, LimitUnit.WorkHour), used), (limit.Value, limit.UsedLevel));
        Assert.Contains(said, limit.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_only_for_another_level_is_not_borrowed() => Assert.False(Sample.LimitFor(Row(null, 6, null), 3).IsSet);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void There_are_three_area_levels(int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.LimitFor(Row(4, 6, null), level));

    [Fact]
    public void A_row_holds_from_its_first_to_its_last_day()
    {
        var row = Row(4, null, null);
        row.Until = new DateOnly(2017, 12, 31);

        Assert.Equal([false, true, true, false], new[] { row.From.AddDays(-1), row.From, row.Until.Value, row.Until.Value.AddDays(1) }.Select(row.IsInForce));
    }

    [Fact]
    public void Stage_limits_load_only_with_the_sample_city_and_name_their_source()
    {
        Assert.Equal(new TimeLimit(15, LimitUnit.Minute), Sample.StageLimitOf("Acceptance", 2)?.Limit);
        Assert.Equal((new TimeLimit(60, LimitUnit.Minute), SourceMark.C), (Sample.StageLimitOf("Signing", null)!.Limit, Sample.StageLimitOf("Signing", null)!.Mark));
        Assert.Null(Sample.StageLimitOf("Filing", 1));
        Assert.Null(Fresh.StageLimitOf("Acceptance", 1));
    }

    private static CaseStandard Row(decimal? one, decimal? two, decimal? three) => new()
    {
        Id = "2013-E0110-9",
        ClassKey = "2013-E0110",
        FilingCondition = "x",
        ClosingCondition = "y",
        Level1 = one,
        Level2 = two,
        Level3 = three,
        Unit = LimitUnit.WorkHour,
        Source = "测试",
        Mark = SourceMark.Ours,
        From = new DateOnly(2017, 6, 1),
    };

    private static MatterClass Class(string key, MatterKind kind, string code) => new()
    {
        Key = key,
        Edition = "2013",
        Kind = kind,
        Code = code,
        MajorName = "公用设施",
        Name = "上水井盖",
        EnglishName = "x",
        Mark = SourceMark.S,
        Confirmation = "x",
        Source = "x",
    };
}
