using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Second-level command, units below units, people and helpers.</summary>
public class LevelsTests
{
    private static readonly DateTime Monday = TestCity.At("2026-11-23 09:00");

    [Fact]
    [Requirement("DCM-018")]
    public void A_task_passed_down_to_a_sub_unit_comes_back_up_with_every_hop_and_its_time()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.Housing);
        walk.Do(People.HousingClerk, new SignForCommand(), Monday.AddMinutes(10));
        walk.Do(People.HousingClerk, new HandDownCommand { UnitId = TestCity.LightingOffice }, Monday.AddMinutes(20));
        Assert.Equal((TestCity.Housing, TestCity.LightingOffice), (walk.Case.UnitId, walk.Case.HolderUnitId));
        Assert.Equal("case.not-your-unit", walk.Refused(People.HousingClerk, new SignForCommand(), Monday.AddMinutes(21)).Code);

        walk.Do(People.Lighting, new SignForCommand(), Monday.AddMinutes(30));
        walk.Do(People.Lighting, new HandleCommand { Result = "已更换灯泡" }, Monday.AddMinutes(60));
        Assert.Equal("case.handed-down", walk.Refused(People.Lighting, new FeedBackCommand(), Monday.AddMinutes(61)).Code);
        walk.Do(People.Lighting, new FeedUpCommand(), Monday.AddMinutes(70));
        walk.Do(People.HousingClerk, new FeedBackCommand(), Monday.AddMinutes(80));

        var hops = walk.State.Tasks.Where(t => t.Kind == TaskKind.Handle).ToList();
        Assert.Equal([TestCity.Housing, TestCity.LightingOffice], hops.Select(t => t.UnitId));
        Assert.Equal([Monday, Monday.AddMinutes(20)], hops.Select(t => t.OpenedAt));
        Assert.Equal([Monday.AddMinutes(80), Monday.AddMinutes(70)], hops.Select(t => t.EndedAt!.Value));
        Assert.Equal("已更换灯泡", hops[0].Result);
        Assert.Equal(
            ["Dispatch", "HandDown", "FeedUp", "FeedBack"],
            walk.Entries.Where(e => e.Entry.Act is "Dispatch" or "HandDown" or "FeedUp" or "FeedBack").Select(e => e.Entry.Act));

        // One limit for all levels: it ran from the city's dispatch and stopped at the last feedback.
        Assert.Single(walk.State.Clocks.Where(c => c.Kind == ClockKind.Handling).Select(c => c.Round).Distinct());
        Assert.Equal(TimeSpan.FromMinutes(80).Ticks / TimeSpan.TicksPerMicrosecond, walk.Fact.HandlingUsedMicros);
    }

    [Fact]
    public void A_unit_below_returns_upwards_and_the_one_above_sends_down_again()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.Housing);
        walk.Do(People.HousingClerk, new SignForCommand(), Monday);
        Assert.Equal("case.not-below", walk.Refused(People.HousingClerk, new HandDownCommand { UnitId = TestCity.Hubin }, Monday).Code);
        Assert.Equal("case.not-below", walk.Refused(People.HousingClerk, new HandDownCommand { UnitId = TestCity.Housing }, Monday).Code);
        Assert.Equal("case.not-handed-down", walk.Refused(People.HousingClerk, new ReturnUpCommand { Opinion = "不归我" }, Monday).Code);
        walk.Do(People.HousingClerk, new HandDownCommand { UnitId = TestCity.LightingOffice }, Monday);
        Assert.Equal("case.handed-down", walk.Refused(People.Lighting, new ReturnCommand { Opinion = "不归我" }, Monday).Code);
        walk.Do(People.Lighting, new ReturnUpCommand { Opinion = "缺人手" }, Monday);
        Assert.Equal((Stage.Handling, TestCity.Housing), (walk.Case.Stage, walk.Case.HolderUnitId));

        walk.Do(People.HousingClerk, new HandDownCommand { UnitId = TestCity.LightingOffice }, Monday);
        walk.Do(People.Lighting, new SignForCommand(), Monday);
        walk.Do(People.Lighting, new HandleCommand { Result = "已修" }, Monday);
        walk.Do(People.Lighting, new FeedUpCommand(), Monday);
        walk.Do(People.HousingClerk, new SendDownCommand { Opinion = "还有一盏不亮" }, Monday);
        Assert.Equal((Stage.Handling, TestCity.LightingOffice), (walk.Case.Stage, walk.Case.HolderUnitId));
    }

    [Fact]
    [Requirement("DCM-004")]
    public void A_case_in_hubin_is_supervised_by_the_city_alone_and_commanded_by_the_city_and_the_district()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.Hubin);
        var levels = CommandLevels.Of(walk.Case.ManagementAreaCode, TestCity.Books.Organisations);
        Assert.Equal("市本级", levels.Supervision);
        Assert.Equal(["市本级", "湖滨区"], levels.Command);

        walk.Do(People.Platform, new SignForCommand(), Monday);
        walk.Do(People.Platform, new DispatchOnCommand { UnitId = "SYN-U001" }, Monday);
        var command = walk.Entries.Where(e => Powers.Of(Enum.Parse<Post>(e.Entry.Post)) == Power.Command).Select(e => e.Entry.UnitId).Distinct();
        Assert.Equal(["ORG-U081-C", TestCity.Hubin], command);
        var supervision = walk.Entries.Where(e => Powers.Of(Enum.Parse<Post>(e.Entry.Post)) == Power.Supervision).Select(e => e.Entry.UnitId).Distinct();
        Assert.Equal(["ORG-U081-S"], supervision);
        Assert.Equal("case.wrong-post", walk.Refused(People.Platform, new CloseCommand(), Monday).Code);
    }

    [Theory]
    [Requirement("DCM-030")]
    [InlineData("ORG-U095", "灵宝市", "灵宝市")]
    [InlineData("ORG-U100", "市本级", "市本级,开发区")]
    [InlineData(null, "市本级", "市本级")]
    public void The_levels_of_command_follow_the_mode_of_the_area(string? area, string supervision, string command)
    {
        var levels = CommandLevels.Of(area, TestCity.Books.Organisations);
        Assert.Equal((supervision, command), (levels.Supervision, string.Join(',', levels.Command)));
    }

    [Fact]
    public void There_is_no_second_dispatch_where_command_has_one_level()
    {
        var lingbao = People.Of(40, "二级平台 灵宝市", Post.SecondLevelDispatcher, "ORG-U095");
        var walk = CaseWalk.Reported(Monday, change: c => c with { ManagementAreaCode = "ORG-U095" }).Dispatched(Monday, "ORG-U095");
        walk.Do(lingbao, new SignForCommand(), Monday);
        Assert.Equal("case.one-command-level", walk.Refused(lingbao, new DispatchOnCommand { UnitId = "SYN-U001" }, Monday).Code);
    }

    [Fact]
    [Requirement("DCM-011")]
    public void One_case_is_dispatched_in_sequence_to_units_of_three_types_on_one_platform()
    {
        var walk = CaseWalk.Reported(Monday).Filed(Monday);
        (string Unit, UnitGroup Group)[] sequence = [(TestCity.Housing, UnitGroup.Municipal), (TestCity.Hubin, UnitGroup.County), (TestCity.WaterCompany, UnitGroup.Enterprise)];
        foreach (var (unit, group) in sequence)
        {
            Assert.Equal(group, TestCity.Books.Organisations.Find(unit)!.Group);
            walk.Do(People.Dispatcher, new DispatchCommand { UnitId = unit, Opinion = "按职责" }, Monday);
            walk.Do(People.Of(50, "经办员", Post.UnitClerk, unit), new ReturnCommand { Opinion = "不属本单位" }, Monday);
        }

        Assert.Equal(sequence.Select(s => s.Unit), walk.State.Tasks.Select(t => t.UnitId!));
    }

    [Fact]
    public void An_assigned_task_is_handled_by_the_assignee_and_not_returned_before_it_is_withdrawn()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement);
        walk.Do(People.Bureau, new SignForCommand(), Monday);
        Assert.Equal("case.not-of-unit", walk.Refused(People.Bureau, new AssignCommand { PersonId = People.HousingClerk.Id }, Monday).Code);
        walk.Do(People.Bureau, new AssignCommand { PersonId = People.FieldHandler.Id }, Monday);
        var other = People.Of(60, "处置人员 02", Post.FieldHandler, TestCity.CityManagement);
        Assert.Equal("case.assigned-to-another", walk.Refused(other, new HandleCommand { Result = "已清理" }, Monday).Code);
        Assert.Equal("case.assigned", walk.Refused(People.Bureau, new ReturnCommand { Opinion = "不属本单位" }, Monday).Code);
        walk.Do(People.Bureau, new WithdrawAssignmentCommand(), Monday);
        walk.Do(People.Bureau, new ReturnCommand { Opinion = "不属本单位" }, Monday);
        Assert.Equal(Stage.AwaitingDispatch, walk.Case.Stage);
    }

    [Fact]
    public void The_main_unit_feeds_back_only_when_every_helper_is_done_or_excused()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement);
        walk.Do(People.Bureau, new SignForCommand(), Monday);
        walk.Do(People.Dispatcher, new AddCoHandlerCommand { UnitId = TestCity.Housing }, Monday);
        walk.Do(People.Dispatcher, new AddCoHandlerCommand { UnitId = TestCity.WaterCompany }, Monday);
        Assert.Equal("case.helps-already", walk.Refused(People.Dispatcher, new AddCoHandlerCommand { UnitId = TestCity.Housing }, Monday).Code);
        walk.Do(People.Bureau, new HandleCommand { Result = "已清理" }, Monday);
        Assert.Equal("case.helper-open", walk.Refused(People.Bureau, new FeedBackCommand(), Monday).Code);
        Assert.Equal("case.not-your-help", walk.Refused(People.Platform, new FinishCoCommand { Result = "已停电" }, Monday).Code);
        walk.Do(People.HousingClerk, new FinishCoCommand { Result = "已停电" }, Monday);
        walk.Do(People.Overseer, new ExcuseCoCommand { UnitId = TestCity.WaterCompany, Opinion = "不需要了" }, Monday);
        walk.Do(People.Bureau, new FeedBackCommand(), Monday);
        Assert.Equal(Stage.AwaitingPassOn, walk.Case.Stage);

        // Nobody of a helping unit checks the result.
        walk.Do(People.Overseer, new PassOnCommand(), Monday);
        var helper = People.Of(61, "采集员 协办", Post.Collector, TestCity.Housing);
        Assert.Equal("case.handler-may-not-check", walk.Refused(People.Leader, new SendCheckCommand(), Monday, People.Sent(helper)).Code);
    }
}
