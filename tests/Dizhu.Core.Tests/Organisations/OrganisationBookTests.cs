using Dizhu.Core.Organisations;
using Dizhu.Core.Policies;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Organisations;

public class OrganisationBookTests
{
    private static readonly OrganisationBook City = OrganisationSeed.Read(sampleCity: false).ToBook();
    private static readonly OrganisationBook Sample = OrganisationSeed.Read(sampleCity: true).ToBook();

    [Theory]
    [InlineData(2017, 5, 21, "市旅游局")] // last day of the old name
    [InlineData(2017, 5, 22, "市旅游发展委员会")] // first of the new one
    [Requirement("DCM-022", "DCM-104")]
    public void A_renamed_unit_keeps_its_id_and_prints_the_name_of_the_day(int year, int month, int day, string name) =>
        Assert.Equal(name, City.NameOf("ORG-U051", new DateOnly(year, month, day)));

    [Fact]
    public void The_new_name_cites_the_notice_that_gave_it() =>
        Assert.Equal(["三政办〔2017〕26号 四", "三政〔2017〕17号 正文"], City.NamesOf("ORG-U051").Select(n => n.Clause));

    [Fact]
    [Requirement("DCM-068")]
    public void The_order_involves_27_municipal_units_10_county_governments_and_11_enterprises()
    {
        var groups = City.All.CountBy(u => u.Group).ToDictionary();

        Assert.Equal((27, 10, 11), (groups[UnitGroup.Municipal], groups[UnitGroup.County], groups[UnitGroup.Enterprise]));
    }

    [Fact]
    [Requirement("DCM-086")]
    public void Units_are_marked_as_printed()
    {
        string[] Named(Involvement mark, UnitGroup group) =>
            [.. City.All.Where(u => u.Involvement == mark && u.Group == group).Select(u => City.NameOf(u.Id, new DateOnly(2017, 5, 15))).Order()];

        Assert.Equal(new[] { "市信访局", "市城乡规划局", "市商务局", "市工商局" }.Order(), Named(Involvement.Event, UnitGroup.Municipal));
        Assert.Equal(new[] { "市体育局", "市事管局" }.Order(), Named(Involvement.Component, UnitGroup.Municipal));
        Assert.Equal(11, Named(Involvement.Both, UnitGroup.Municipal).Length);
        Assert.Equal(11, Named(Involvement.Component, UnitGroup.Enterprise).Length);
    }

    [Fact]
    [Requirement("DCM-029")]
    public void The_centre_stands_one_level_above_the_units_it_evaluates_and_never_below_one()
    {
        var centre = City.Find("ORG-U081")!;
        var evaluated = City.All.Where(u => u.Group is UnitGroup.Municipal or UnitGroup.County or UnitGroup.Enterprise).ToList();

        Assert.Equal(48, evaluated.Count);
        Assert.All(evaluated, u => Assert.Equal(centre.Tier + 1, u.Tier));
        Assert.All(evaluated, u =>
        {
            var refusal = City.CheckParent("ORG-U081", u.Id);
            Assert.Equal("organisations.centre-below-evaluated", refusal?.Code);
            Assert.Contains("高位监督", refusal!.Clause!.Words, StringComparison.Ordinal);
        });
        Assert.Null(City.CheckParent("ORG-U081", "ORG-U080"));
    }

    [Theory]
    [InlineData("ORG-U042", "ORG-U122", "organisations.loop")]
    [InlineData("ORG-U042", "ORG-U042", "organisations.loop")]
    [InlineData("ORG-U042", "ORG-U999", "organisations.unknown-unit")]
    [InlineData("ORG-U999", "ORG-U042", "organisations.unknown-unit")]
    public void A_unit_is_not_put_under_itself_or_under_nothing(string unit, string parent, string code) =>
        Assert.Equal(code, City.CheckParent(unit, parent)?.Code);

    [Fact]
    [Requirement("DCM-031")]
    public void Departments_have_departments_below_and_companies_receive_tasks()
    {
        Assert.True(City.DepthOf("ORG-U042") >= 2);
        Assert.True(Sample.DepthOf("ORG-U042") >= 3);
        Assert.True(City.IsInSubtree("ORG-U122", "ORG-U042"));
        Assert.Contains(City.DutiesOf("ORG-U110"), d => d.Phase == DutyPhase.Operation);
    }

    [Fact]
    public void A_subtree_holds_the_unit_and_what_is_below_it_and_nothing_else()
    {
        Assert.True(Sample.IsInSubtree("SYN-U012", "ORG-U042"));
        Assert.True(Sample.IsInSubtree("ORG-U042", "ORG-U042"));
        Assert.False(Sample.IsInSubtree("ORG-U042", "SYN-U012"));
        Assert.False(Sample.IsInSubtree("SYN-U012", "ORG-U040"));
        Assert.False(Sample.IsInSubtree("nothing", "ORG-U042"));
    }

    [Fact]
    public void Made_up_units_come_only_with_the_sample_city_and_say_so()
    {
        Assert.DoesNotContain(City.All, u => u.IsSynthetic);
        Assert.All(Sample.All.Where(u => u.IsSynthetic), u => Assert.Contains("示例", Sample.NameOf(u.Id, new DateOnly(2026, 1, 1)), StringComparison.Ordinal));
        Assert.All(new[] { "ORG-U099", "ORG-U100", "ORG-U101", "ORG-U102", "ORG-U103" }, p => Assert.NotEmpty(Sample.Below(p)));
    }

    [Fact]
    public void Five_areas_are_second_level_platforms_and_six_have_their_own()
    {
        Assert.Equal((6, 5), (City.Platforms.Count(p => p.Type == PlatformType.Own), City.Platforms.Count(p => p.Type == PlatformType.SecondLevel)));
        Assert.NotNull(City.SecondLevelPlatform("ORG-U099"));
        Assert.Null(City.SecondLevelPlatform("ORG-U095"));
    }

    [Fact]
    public void All_106_items_of_duty_belong_to_a_unit_and_17_units_operate_besides_the_enterprises()
    {
        Assert.Equal(106, City.Duties.Count);
        Assert.All(City.Duties, d => Assert.NotNull(City.Find(d.UnitId)));
        Assert.Equal(17, City.Duties.Where(d => d.Phase == DutyPhase.Operation).Select(d => d.UnitId).Distinct()
            .Count(id => City.Find(id)!.Group == UnitGroup.Municipal));
    }

    [Fact]
    public void Every_duty_is_quoted_as_printed_in_its_clause() =>
        Assert.All(City.Duties, d => Assert.True(KeptText.Contains(d.Quoted().Document.Code, d.Quoted().Number, d.Words), $"{d.Id} {d.Words}"));

    [Fact]
    public void The_version_follows_the_content()
    {
        Assert.Equal(City.Version, OrganisationSeed.Read(sampleCity: false).ToBook().Version);
        Assert.NotEqual(City.Version, Sample.Version);
    }

    [Fact]
    public void A_loop_of_units_and_an_unknown_parent_are_refused()
    {
        static Unit Unit(string id, string? parent) => new() { Id = id, Kind = "x", ParentId = parent, Group = UnitGroup.SubUnit, Tier = 4, IsSynthetic = true, Source = "x" };
        static UnitName Name(string id) => new() { UnitId = id, No = 1, Name = id, Clause = "x" };

        Assert.Throws<InvalidOperationException>(() => new OrganisationBook([Unit("A", "B"), Unit("B", "A")], [Name("A"), Name("B")], [], []));
        Assert.Throws<InvalidOperationException>(() => new OrganisationBook([Unit("A", "Z")], [Name("A")], [], []));
        Assert.Throws<InvalidOperationException>(() => new OrganisationBook([Unit("A", null)], [], [], []));
    }
}
