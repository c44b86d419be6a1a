using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using static Dizhu.Tests.Kit.TestCity;

namespace Dizhu.Core.Tests.Cases;

/// <summary>The acceptance examples of case work that need no database.</summary>
public class CaseDecisionTests
{
    private static readonly DateTime Morning = At("2026-11-23 09:00");

    [Fact]
    [Requirement("DCM-040")]
    public void The_chain_of_the_order_passes_and_its_states_are_named_as_printed()
    {
        var walk = CaseWalk.Reported(Morning).Dispatched(Morning).FedBack(People.Platform, Morning).CheckSent(Morning);
        walk.Do(People.Collector, new PassCheckCommand(), Morning);
        walk.Do(People.Leader, new CloseCommand(), Morning);

        var states = walk.Entries.Select(e => e.Body.To.PublicStatus()).ToList();
        Assert.Equal(["待受理", "待派遣", "待接受", "处置中", "待核查", "已结案"], states.Where((s, i) => i == 0 || s != states[i - 1]));
    }

    [Fact]
    [Requirement("DCM-040")]
    public void From_reported_to_handling_there_is_no_way()
    {
        var refusal = CaseWalk.Reported(Morning).Refused(People.Platform, new SignForCommand(), Morning);

        Assert.Equal("case.act-not-open", refusal.Code);
        Assert.Contains("待受理", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(CaseFlow.OpenIn(Stage.AwaitingAcceptance), m => m.To == Stage.Handling);
    }

    [Fact]
    [Requirement("DCM-040")]
    public void A_failed_check_leads_back_to_handling_and_counts_as_rework()
    {
        var walk = CaseWalk.Reported(Morning).Dispatched(Morning).FedBack(People.Platform, Morning).CheckSent(Morning);
        walk.Do(People.Collector, new ReworkCommand { Result = "墙根还有残留" }, Morning);
        Assert.Equal((Stage.Handling, 1, Hubin), (walk.Case.Stage, walk.Case.ReworkCount, walk.Case.UnitId));

        walk.FedBack(People.Platform, Morning).CheckSent(Morning);
        walk.Do(People.Collector, new PassCheckCommand(), Morning);
        walk.Do(People.Leader, new ReworkCommand { Opinion = "照片看不出已清理" }, Morning);
        Assert.Equal((Stage.Handling, 2), (walk.Case.Stage, walk.Fact.ReworkCount));
    }

    [Fact]
    [Requirement("DCM-032")]
    public void Supervision_files_and_inspects_but_does_not_dispatch()
    {
        var walk = CaseWalk.Reported(Morning).Filed(Morning);
        foreach (var who in new[] { People.Collector, People.Acceptor, People.Leader })
        {
            var refusal = walk.Refused(who, new DispatchCommand { UnitId = Hubin }, Morning);
            Assert.Equal(("case.wrong-post", RefusalKind.Forbidden), (refusal.Code, refusal.Kind));
            Assert.Equal("三政办〔2017〕26号 三(二)1", refusal.Clause?.ToString());
        }

        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, Morning);
        walk.FedBack(People.Platform, Morning).CheckSent(Morning);
        walk.Do(People.Collector, new PassCheckCommand(), Morning);
        Assert.Equal(Stage.AwaitingClosing, walk.Case.Stage);
    }

    [Fact]
    [Requirement("DCM-033")]
    public void Command_dispatches_and_coordinates_but_neither_files_nor_evaluates()
    {
        var walk = CaseWalk.Reported(Morning);
        walk.Do(People.Acceptor, new AcceptCommand(), Morning);
        foreach (var who in new[] { People.Dispatcher, People.Overseer, People.Platform })
        {
            Assert.Equal("case.wrong-post", walk.Refused(who, new FileCommand { StandardId = FourHours }, Morning).Code);
        }

        walk.Do(People.Leader, new FileCommand { StandardId = FourHours }, Morning);
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, Morning);
        walk.FedBack(People.Platform, Morning).CheckSent(Morning);
        Assert.Equal("case.wrong-post", walk.Refused(People.Overseer, new PassCheckCommand(), Morning).Code);
        Assert.Equal("case.wrong-post", walk.Refused(People.Dispatcher, new ReworkCommand { Result = "不行" }, Morning).Code);
    }

    [Fact]
    [Requirement("DCM-035")]
    public void Who_handles_a_case_does_not_inspect_it()
    {
        var walk = CaseWalk.Reported(Morning).Dispatched(Morning, CityManagement).FedBack(People.Bureau, Morning);
        walk.Do(People.Overseer, new PassOnCommand(), Morning);

        // A collector on the pay-roll of the handling unit, and one who handled it in another post before.
        foreach (var insider in new[] { People.Of(90, "采集员 90", Post.Collector, CityManagement), People.Of(7, "采集员 07", Post.Collector, "ORG-U081-S") })
        {
            var refusal = walk.Refused(People.Leader, new SendCheckCommand(), Morning, People.Sent(insider));
            Assert.Equal("case.handler-may-not-check", refusal.Code);
            Assert.Equal("三政办〔2017〕26号 三(二)1", refusal.Clause?.ToString());
        }

        walk.Do(People.Leader, new SendCheckCommand(), Morning, People.Sent(People.Collector));
        Assert.Equal("case.wrong-post", walk.Refused(People.Bureau, new PassCheckCommand(), Morning).Code);
        Assert.Equal("case.not-your-task", walk.Refused(People.Of(91, "采集员 91", Post.Collector, CityManagement), new PassCheckCommand(), Morning).Code);
    }

    [Theory]
    [InlineData(Post.Dispatcher, "ORG-U081-C")]
    [InlineData(Post.UnitClerk, "ORG-U035")]
    [Requirement("DCM-035")]
    public void Nobody_uses_supervision_and_another_power_on_one_case(Post later, string unit)
    {
        var walk = CaseWalk.Reported(Morning);
        walk.Do(People.Acceptor, new AcceptCommand(), Morning);
        walk.Do(People.Leader, new FileCommand { StandardId = FourHours }, Morning);
        if (later == Post.UnitClerk)
        {
            walk.Do(People.Dispatcher, new DispatchCommand { UnitId = unit, Opinion = "按职责" }, Morning);
        }

        var changedPost = People.Leader with { Post = later, UnitId = unit };
        CaseCommand act = later == Post.Dispatcher ? new DispatchCommand { UnitId = Hubin } : new SignForCommand();
        var refusal = walk.Refused(changedPost, act, Morning);
        Assert.Equal("case.powers-apart", refusal.Code);
        Assert.NotNull(refusal.Clause);
    }

    [Fact]
    [Requirement("DCM-036")]
    public void A_class_without_limit_is_filed_and_shown_as_without_limit()
    {
        var standard = Books.Catalogue.WithoutLimit(new DateOnly(2026, 11, 23))[0];
        var walk = CaseWalk.Reported(Morning, change: c => c with { ClassKey = standard.ClassKey });
        walk.Do(People.Acceptor, new AcceptCommand(), Morning);
        var filed = walk.Do(People.Leader, new FileCommand { StandardId = standard.Id }, Morning);
        Assert.Contains(filed.Because, r => r.Sentence.Contains("未设时限", StringComparison.Ordinal) && r.Ref == standard.Id);

        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin, Opinion = "按属地" }, Morning);
        Assert.Null(walk.Case.HandlingDueAt);
        Assert.Equal((null, null), (walk.State.LastTurn(ClockKind.Handling)!.DueAt, walk.State.LastTurn(ClockKind.Handling)!.LimitAmount));
        walk.FedBack(People.Platform, At("2026-11-30 09:00"));
        Assert.Null(walk.Fact.HandlingOnTime);
    }

    [Fact]
    [Requirement("DCM-055")]
    public void A_case_filed_before_the_manual_changed_keeps_the_unit_of_the_old_manual()
    {
        var seed = DispatchSeed.Read();
        var old = seed.Manual.Single(r => r.ClassKey == Litter);
        var changed = old.ReplaceFrom(new DateOnly(2018, 1, 1), ["UD-059"], "城市修订");
        var city = Books with { Dispatch = new DispatchBook([.. seed.Manual, changed], seed.Overlaps, seed.Rules, seed.Roles) };

        string UnitOf(string filed)
        {
            var walk = CaseWalk.Reported(At(filed), city: city, change: c => c with { ManagementAreaCode = null }).Filed(At(filed));
            return Dispatching.Suggest(walk.State, city, At("2018-01-03 09:00"))!.Suggested!.UnitId;
        }

        Assert.Equal(CityManagement, UnitOf("2017-12-31 23:59"));
        Assert.Equal(Housing, UnitOf("2018-01-01 00:00"));
    }

    [Fact]
    [Requirement("DCM-062")]
    public void Four_working_hours_from_Monday_four_o_clock_are_due_on_Tuesday_at_ten()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 15:50")).Filed(At("2026-11-23 15:55"));
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, At("2026-11-23 16:00"));

        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((FourHours, 4m, Kernel.Calendars.LimitUnit.WorkHour), (clock.StandardId, clock.LimitAmount, clock.LimitUnit));
        Assert.Equal(At("2026-11-24 10:00"), clock.DueAt);
        Assert.Equal(At("2026-11-24 10:00"), walk.Case.HandlingDueAt);
        Assert.Equal(Books.Calendar.Version, clock.CalendarVersion);
        Assert.NotEmpty(clock.CalendarVersion);
    }

    [Theory]
    [InlineData("2013-E0110-1", "ORG-U048", "属部件")]
    [InlineData("2013-C0101-2", "ORG-U036", "属事件")]
    [Requirement("DCM-087")]
    public void A_matter_that_does_not_fit_the_mark_of_a_unit_is_sent_there_only_with_a_reason(string standard, string unit, string mark)
    {
        var walk = CaseWalk.Reported(Morning, change: c => c with { ClassKey = standard[..10] }).Filed(Morning, standard);

        var refusal = walk.Refused(People.Dispatcher, new DispatchCommand { UnitId = unit }, Morning);
        Assert.Equal(("case.mark-does-not-fit", "opinion"), (refusal.Code, refusal.Field));
        Assert.Contains(mark, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Clause);

        var done = walk.Do(People.Dispatcher, new DispatchCommand { UnitId = unit, Opinion = "场馆周边由其管理" }, Morning);
        Assert.Equal("场馆周边由其管理", done.Opinion);
    }

    [Fact]
    public void Another_unit_than_the_suggested_one_needs_a_reason()
    {
        var walk = CaseWalk.Reported(Morning).Filed(Morning);
        var refusal = walk.Refused(People.Dispatcher, new DispatchCommand { UnitId = Housing }, Morning);
        Assert.Equal("case.other-than-suggested", refusal.Code);
        Assert.Contains("湖滨区", refusal.Message, StringComparison.Ordinal);
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Housing, Opinion = "小区内部" }, Morning);
    }

    [Fact]
    [Requirement("DCM-107")]
    public void A_task_is_not_handled_before_it_is_accepted_nor_fed_back_without_a_result()
    {
        var walk = CaseWalk.Reported(Morning).Dispatched(Morning);
        Assert.Equal("case.act-not-open", walk.Refused(People.Platform, new HandleCommand { Result = "已清运" }, Morning).Code);

        walk.Do(People.Platform, new SignForCommand(), Morning);
        Assert.Equal("case.act-not-open", walk.Refused(People.Platform, new FeedBackCommand(), Morning).Code);
        foreach (var nothing in new[] { null, "", "  \n" })
        {
            var refusal = walk.Refused(People.Platform, new HandleCommand { Result = nothing }, Morning);
            Assert.Equal(("input.missing", "result", "三政办〔2017〕26号 四(二)"), (refusal.Code, refusal.Field, refusal.Clause?.ToString()));
        }

        walk.FedBack(People.Platform, Morning);
        var task = Assert.Single(walk.State.Tasks);
        Assert.Equal((TaskState.Done, Morning, Morning, Morning, "已处理"), (task.State, task.SignedAt, task.HandledAt, task.EndedAt, task.Result));
    }

    [Fact]
    public void Only_the_unit_that_has_the_task_and_those_below_it_work_on_it()
    {
        var walk = CaseWalk.Reported(Morning).Dispatched(Morning, CityManagement);
        foreach (var other in new[] { People.Platform, People.HousingClerk, People.Bureau with { UnitId = null } })
        {
            Assert.Equal("case.not-your-unit", walk.Refused(other, new SignForCommand(), Morning).Code);
        }

        walk.Do(People.Bureau, new SignForCommand(), Morning);
        walk.Do(People.FieldHandler, new HandleCommand { Result = "已清运" }, Morning);
    }

    [Fact]
    public void A_public_report_is_filed_only_after_it_was_found_true()
    {
        var walk = CaseWalk.Reported(Morning, ReportSource.Hotline);
        walk.Do(People.Acceptor, new AcceptCommand(), Morning);
        Assert.Equal("case.not-verified", walk.Refused(People.Leader, new FileCommand { StandardId = FourHours }, Morning).Code);

        walk.Do(People.Acceptor, new SendVerifyCommand(), Morning, People.Sent(People.Collector));
        Assert.Equal("input.missing", walk.Refused(People.Collector, new AnswerVerifyCommand(), Morning).Code);
        walk.Do(People.Collector, new AnswerVerifyCommand { Confirmed = false }, Morning);
        Assert.Equal("case.not-verified", walk.Refused(People.Leader, new FileCommand { StandardId = FourHours }, Morning).Code);

        walk.Do(People.Leader, new RefuseFilingCommand { Opinion = "现场不属实" }, Morning);
        Assert.Equal(Stage.FilingRefused, walk.Case.Stage);
    }

    [Fact]
    public void An_act_on_a_version_that_has_passed_is_refused_and_says_both_versions()
    {
        var walk = CaseWalk.Reported(Morning);
        var asking = new Asking(walk.State, new AcceptCommand { Version = 7 }, new ActContext(People.Acceptor, Morning, "test"), Books, new ActInputs());

        var refusal = CaseDecision.Decide(asking).Refusal;
        Assert.Equal(("case.stale-version", RefusalKind.Conflict), (refusal.Code, refusal.Kind));
        Assert.Contains("第 7 版", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Acts_that_need_words_are_refused_without_them_and_with_too_many()
    {
        var walk = CaseWalk.Reported(Morning);
        foreach (var (opinion, code) in new[] { (null, "input.missing"), (" ", "input.missing"), (new string('长', 2001), "input.too-long") })
        {
            Assert.Equal((code, "opinion"), Fault(walk.Refused(People.Acceptor, new DeclineCommand { Opinion = opinion }, Morning)));
        }

        Assert.Equal(("case.no-collector", null), Fault(walk.Refused(People.Acceptor, new SendVerifyCommand(), Morning)));
        walk.Do(People.Acceptor, new AcceptCommand(), Morning);
        Assert.Equal(("input.missing", "standardId"), Fault(walk.Refused(People.Leader, new FileCommand(), Morning)));
        Assert.Equal(("case.unknown-standard", "standardId"), Fault(walk.Refused(People.Leader, new FileCommand { StandardId = "2013-E9999-1" }, Morning)));
        walk.Do(People.Leader, new FileCommand { StandardId = FourHours }, Morning);
        Assert.Equal(("input.missing", "unitId"), Fault(walk.Refused(People.Dispatcher, new DispatchCommand(), Morning)));
        Assert.Equal(("case.unknown-unit", "unitId"), Fault(walk.Refused(People.Dispatcher, new DispatchCommand { UnitId = "ORG-U999" }, Morning)));
        Assert.Equal(("input.missing", "opinion"), Fault(walk.Refused(People.Leader, new CancelCommand(), Morning)));
    }

    private static (string Code, string? Field) Fault(Refusal refusal) => (refusal.Code, refusal.Field);
}
