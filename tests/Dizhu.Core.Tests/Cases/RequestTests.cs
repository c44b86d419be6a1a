using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Extension, deferral, return, cancel, forced close and appeal: asked, consented to step by step, void when the case moves on.</summary>
public class RequestTests
{
    private static readonly DateTime Monday = TestCity.At("2026-11-23 09:00");

    [Fact]
    public void An_extension_changes_the_limit_when_granted_and_not_when_asked()
    {
        var walk = Signed();
        var due = walk.Case.HandlingDueAt;
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" }, Monday.AddHours(1));
        Assert.Equal(due, walk.Case.HandlingDueAt);
        Assert.Equal(1, walk.Case.OpenRequests);

        var granted = walk.Do(People.Dispatcher, new GrantExtensionCommand(), Monday.AddHours(1));
        Assert.Equal(TestCity.At("2026-11-23 17:00"), walk.Case.HandlingDueAt);
        Assert.Equal((1, 0), (walk.Case.ExtensionCount, walk.Case.OpenRequests));
        Assert.Equal(6m, walk.State.LastTurn(ClockKind.Handling)!.LimitAmount);
        Assert.Contains(granted.Because, r => r.Sentence.Contains("延长 2", StringComparison.Ordinal));
        Assert.Equal(4m, walk.State.Clocks.First(c => c.Kind == ClockKind.Handling).LimitAmount);
    }

    [Fact]
    public void A_second_extension_goes_further_up_and_each_step_is_another_person()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 1, Opinion = "等配件" }, Monday);
        walk.Do(People.Dispatcher, new GrantExtensionCommand(), Monday);
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 1, Opinion = "还要等" }, Monday);
        var asked = walk.State.Requests[^1];
        Assert.Equal(RequestSize.Second, asked.Size);
        Assert.Equal(2, asked.Chain.Count);

        Assert.Equal("case.not-last-step", walk.Refused(People.Dispatcher, new GrantExtensionCommand(), Monday).Code);
        Assert.Equal("case.not-your-step", walk.Refused(Of(asked.Chain[1]), new GrantExtensionCommand(), Monday).Code);
        walk.Do(People.Dispatcher, new ConsentCommand(), Monday);
        Assert.Equal(asked.Chain[1], walk.State.Requests[^1].WaitsFor);
        Assert.Equal("case.not-your-step", walk.Refused(People.Dispatcher, new ConsentCommand { RequestId = asked.Id }, Monday).Code);
        walk.Do(Of(asked.Chain[1]), new GrantExtensionCommand(), Monday);
        Assert.Equal(2, walk.Case.ExtensionCount);
        Assert.Equal("case.too-many-extensions", walk.Refused(People.Bureau, new AskExtensionCommand { Amount = 1, Opinion = "再等" }, Monday).Code);
    }

    [Theory]
    [InlineData(null, "case.bad-amount")]
    [InlineData(0.0, "case.bad-amount")]
    [InlineData(-1.0, "case.bad-amount")]
    [InlineData(1.234, "case.bad-amount")]
    [InlineData(1_000_000.0, "")]
    public void An_extension_of_no_sense_is_refused(double? amount, string code) =>
        Assert.StartsWith(code, Signed().Refused(People.Bureau, new AskExtensionCommand { Amount = (decimal?)amount, Opinion = "等" }, Monday).Code, StringComparison.Ordinal);

    [Fact]
    public void Once_overdue_an_extension_is_neither_asked_nor_granted()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" }, Monday.AddHours(1));
        var late = TestCity.At("2026-11-23 16:00");
        Assert.Equal("case.overdue", walk.Refused(People.Dispatcher, new GrantExtensionCommand(), late).Code);
        walk.Do(People.Dispatcher, new RefuseAskedCommand { Opinion = "已超期" }, late);
        Assert.Equal("case.overdue", walk.Refused(People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" }, late).Code);
        Assert.Equal("case.overdue", walk.Refused(People.Bureau, new AskDeferralCommand { ResumeOn = new DateOnly(2026, 12, 1), Opinion = "等" }, late).Code);
    }

    [Fact]
    public void A_request_is_void_once_the_case_moves_on_and_consent_comes_too_late()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" }, Monday.AddHours(1));
        walk.Do(People.Bureau, new HandleCommand { Result = "已清理" }, Monday.AddHours(2));
        Assert.Equal(RequestState.Void, walk.State.Requests[0].State);
        Assert.Equal("case.nothing-asked", walk.Refused(People.Dispatcher, new RefuseAskedCommand { Opinion = "迟" }, Monday.AddHours(2)).Code);
        Assert.Equal("case.act-not-open", walk.Refused(People.Dispatcher, new GrantExtensionCommand(), Monday.AddHours(2)).Code);
    }

    [Fact]
    public void While_deferred_all_clocks_stand_and_nothing_moves_until_resumed()
    {
        var walk = Signed();
        var day = new DateOnly(2026, 11, 30);
        walk.Do(People.Bureau, new AskDeferralCommand { ResumeOn = day, Opinion = "冬季不能施工" }, Monday.AddHours(1));
        Assert.Equal(ClockState.Running, walk.State.LastTurn(ClockKind.Handling)!.State);
        Grant(walk, new GrantDeferralCommand(), Monday.AddHours(1));

        Assert.Equal(day, walk.Case.DeferredUntil);
        Assert.DoesNotContain(walk.State.Clocks.GroupBy(c => c.Kind), g => g.Last().State == ClockState.Running);
        Assert.Null(walk.Case.HandlingDueAt);
        Assert.Null(walk.Case.WarnAt);
        Assert.Equal("case.deferred", walk.Refused(People.Bureau, new HandleCommand { Result = "已清理" }, Monday.AddHours(2)).Code);
        Assert.Equal("case.deferred", walk.Refused(People.Bureau, new AskExtensionCommand { Amount = 1, Opinion = "等" }, Monday.AddHours(2)).Code);
        Assert.Equal("case.deferred", walk.Refused(People.Clock, new ResumeCommand(), Monday.AddHours(2)).Code);

        walk.Do(People.Clock, new ResumeCommand(), TestCity.At("2026-11-30 08:00"));
        Assert.Null(walk.Case.DeferredUntil);

        // One of four hours was used; three are left from the opening of the office on the 30th.
        Assert.Equal(TestCity.At("2026-11-30 11:00"), walk.Case.HandlingDueAt);
        walk.FedBack(People.Bureau, TestCity.At("2026-11-30 10:59"));
        Assert.True(walk.Fact.HandlingOnTime);
        Assert.Equal(1, walk.Fact.DeferralCount);
    }

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2036-11-23")]
    public void A_deferral_to_today_or_too_far_is_refused(string day) =>
        Assert.Equal("case.bad-resume-day", Signed().Refused(People.Bureau, new AskDeferralCommand { ResumeOn = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Opinion = "等" }, Monday).Code);

    [Fact]
    public void A_return_because_nothing_is_to_be_done_needs_consent_and_one_sent_wrongly_does_not()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskReturnCommand { Size = RequestSize.NoNeed, Opinion = "现场已无问题" }, Monday);
        Assert.Equal(Stage.Handling, walk.Case.Stage);
        Grant(walk, new GrantReturnCommand(), Monday);
        Assert.Equal(Stage.AwaitingDispatch, walk.Case.Stage);
        Assert.Equal(ClockState.Paused, walk.State.LastTurn(ClockKind.Handling)!.State);

        var wrong = Signed();
        wrong.Do(People.Bureau, new ReturnCommand { Opinion = "不属本单位" }, Monday);
        Assert.Equal(Stage.AwaitingDispatch, wrong.Case.Stage);
    }

    [Fact]
    public void Cancelling_may_be_asked_for_and_is_the_shift_leaders_to_grant()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskCancelCommand { Opinion = "重复" }, Monday);
        Assert.Equal("case.asked-already", walk.Refused(People.Dispatcher, new AskCancelCommand { Opinion = "重复" }, Monday).Code);
        Assert.Equal("case.wrong-post", walk.Refused(People.Dispatcher, new CancelCommand { Opinion = "重复" }, Monday).Code);
        walk.Do(People.Leader, new CancelCommand { Opinion = "同意" }, Monday);
        Assert.Equal(Stage.Cancelled, walk.Case.Stage);
        Assert.Equal(RequestState.Granted, walk.State.Requests[0].State);

        walk.Do(People.Leader, new RestoreCommand { Opinion = "查错了" }, Monday);
        Assert.Equal(Stage.AwaitingDispatch, walk.Case.Stage);
        Assert.Null(walk.Fact.CancelledAt);
    }

    [Fact]
    public void A_forced_close_is_asked_first_and_stands_as_an_open_loop()
    {
        var walk = Signed();
        Assert.Equal("case.nothing-asked", walk.Refused(People.Leader, new ForceCloseCommand { Opinion = "办不了" }, Monday).Code);
        walk.Do(People.Dispatcher, new AskForceCloseCommand { Opinion = "需立法解决" }, Monday);
        Grant(walk, new ForceCloseCommand { Opinion = "同意" }, Monday);
        Assert.Equal(Stage.Closed, walk.Case.Stage);
        Assert.True(walk.Fact is { ForcedClose: true, ClosedAt: not null, CheckedAt: null });
    }

    [Fact]
    public void A_unit_appeals_once_after_closing_and_two_reviews_leave_the_case_out_of_statistics()
    {
        var walk = Signed().FedBack(People.Bureau, TestCity.At("2026-11-24 17:00")).ClosedWell(TestCity.At("2026-11-25 09:00"));
        Assert.False(walk.Fact.HandlingOnTime);
        Assert.Equal("case.not-your-unit", walk.Refused(People.HousingClerk, new AppealCommand { Opinion = "暴雨" }, Monday.AddDays(3)).Code);
        walk.Do(People.Bureau, new AppealCommand { Opinion = "暴雨停工" }, Monday.AddDays(3));
        Grant(walk, new GrantAppealCommand(), Monday.AddDays(3));

        Assert.Equal(Stage.Closed, walk.Case.Stage);
        Assert.True(walk.Fact.Excluded);
        Assert.False(walk.Fact.HandlingOnTime);
        Assert.Equal("case.appealed", walk.Refused(People.Bureau, new AppealCommand { Opinion = "再次" }, Monday.AddDays(3)).Code);
    }

    [Fact]
    public void An_appeal_after_its_days_is_refused()
    {
        var walk = Signed().FedBack(People.Bureau, Monday).ClosedWell(Monday);
        Assert.Equal("case.appeal-late", walk.Refused(People.Bureau, new AppealCommand { Opinion = "暴雨" }, Monday.AddDays(TestCity.Books.Settings.CaseSettings(Monday).AppealDays).AddSeconds(1)).Code);
    }

    [Fact]
    public void Who_asks_may_take_it_back_and_others_may_not()
    {
        var walk = Signed();
        walk.Do(People.Bureau, new AskExtensionCommand { Amount = 1, Opinion = "等" }, Monday);
        var asked = walk.State.Requests[0].Id;
        Assert.Equal("case.not-your-request", walk.Refused(People.HousingClerk, new WithdrawAskedCommand { RequestId = asked }, Monday).Code);
        walk.Do(People.SecondBureau, new WithdrawAskedCommand { RequestId = asked }, Monday);
        Assert.Equal(RequestState.Withdrawn, walk.State.Requests[0].State);
    }

    [Fact]
    public void An_urging_asks_for_a_reply_and_moves_nothing()
    {
        var walk = Signed();
        var before = walk.Case;
        walk.Do(People.Head, new UrgeCommand { Level = RequestSize.Urgent, Opinion = "群众反映强烈" }, Monday.AddHours(1));
        Assert.Equal((before.Version, before.Stage, before.HandlingDueAt), (walk.Case.Version, walk.Case.Stage, walk.Case.HandlingDueAt));
        Assert.Equal((1, RequestSize.Urgent), (walk.Fact.UrgeCount, walk.State.Requests[0].Size));
        Assert.Equal("case.not-your-unit", walk.Refused(People.HousingClerk, new AnswerUrgeCommand { Result = "今天完成" }, Monday.AddHours(1)).Code);
        walk.Do(People.Bureau, new HandleCommand { Result = "已清理" }, Monday.AddHours(2));
        walk.Do(People.Bureau, new AnswerUrgeCommand { Result = "已清理" }, Monday.AddHours(2));
        Assert.Equal((RequestState.Answered, "已清理"), (walk.State.Requests[0].State, walk.State.Requests[0].Answer));
        Assert.Equal("case.not-urged", walk.Refused(People.Bureau, new AnswerUrgeCommand { Result = "又" }, Monday.AddHours(2)).Code);
    }

    [Fact]
    public void The_warning_comes_at_the_set_share_of_the_limit()
    {
        var walk = Signed();
        Assert.Equal(0.8m, TestCity.Books.Settings.CaseSettings(Monday).WarnShare);

        // 80 % of 4 working hours from 09:00: three hours to noon, twelve minutes after 14:00.
        Assert.Equal(TestCity.At("2026-11-23 14:12"), walk.Case.WarnAt);
    }

    private static CaseWalk Signed()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement);
        walk.Do(People.Bureau, new SignForCommand(), Monday);
        return walk;
    }

    private static Core.Access.Principal Of(Post post) => People.All.First(p => p.Post == post);

    /// <summary>Goes along the whole chain of the one open request.</summary>
    internal static void Grant(CaseWalk walk, CaseCommand last, DateTime at)
    {
        var asked = walk.State.Requests.Single(r => r.State == RequestState.Open);
        foreach (var post in asked.Chain.SkipLast(1))
        {
            walk.Do(Of(post), new ConsentCommand { RequestId = asked.Id }, at);
        }

        walk.Do(Of(asked.Chain[^1]), last, at);
    }
}
