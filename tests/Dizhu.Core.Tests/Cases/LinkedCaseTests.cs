using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Merging, splitting, reopening, correcting, handing over, and what reporters say afterwards.</summary>
public class LinkedCaseTests
{
    private static readonly DateTime Monday = TestCity.At("2026-11-23 09:00");

    [Fact]
    public void Merging_writes_into_both_chains_and_the_loser_points_to_the_case_that_stays()
    {
        var (stays, goes) = (CaseWalk.Reported(Monday), CaseWalk.Reported(Monday.AddMinutes(5), ReportSource.Hotline, change: c => c with { ReplyOwed = true }, number: 2));
        goes.Do(People.Acceptor, new MergeCommand { IntoCaseId = stays.Case.Id }, Monday.AddMinutes(9), other: stays);
        Assert.Equal((Stage.Merged, stays.Case.Id), (goes.Case.Stage, goes.Case.MergedIntoId));
        Assert.Equal((Stage.AwaitingAcceptance, 1, true), (stays.Case.Stage, stays.Case.TakenInCount, stays.Case.ReplyOwed));
        Assert.Equal(("Merge", "TakeIn"), (goes.Entries[^1].Entry.Act, stays.Entries[^1].Entry.Act));
        Assert.Equal(1, stays.Case.Version);
        Assert.NotNull(goes.Fact.MergedAt);
        Assert.All(goes.State.Clocks.GroupBy(c => c.Kind), g => Assert.Equal(ClockState.Stopped, g.Last().State));
    }

    [Fact]
    public void A_case_is_not_merged_into_itself_nor_into_one_that_has_ended()
    {
        var (walk, ended) = (CaseWalk.Reported(Monday), CaseWalk.Reported(Monday, number: 2));
        ended.Do(People.Acceptor, new DeclineCommand { Opinion = "不属范围" }, Monday);
        Assert.Equal("case.same-case", walk.Refused(People.Acceptor, new MergeCommand { IntoCaseId = walk.Case.Id }, Monday, other: walk).Code);
        Assert.Equal("case.other-ended", walk.Refused(People.Acceptor, new MergeCommand { IntoCaseId = ended.Case.Id }, Monday, other: ended).Code);
        Assert.Equal("case.no-other", walk.Refused(People.Acceptor, new MergeCommand { IntoCaseId = Guid.NewGuid() }, Monday).Code);
    }

    [Fact]
    public void Splitting_starts_a_chain_that_cites_its_origin()
    {
        var walk = CaseWalk.Reported(Monday);
        var body = walk.Do(People.Acceptor, new SplitCommand { Result = "旁边还有一处破损" }, Monday);
        Assert.True(body.Other is { Act: CaseAct.Derive, IsBorn: true });
        Assert.Equal((walk.Case.Id, Stage.AwaitingAcceptance, walk.Case.GridCode), (body.Other.Body.Case.OriginCaseId, body.Other.Body.Case.Stage, body.Other.Body.Case.GridCode));
        Assert.Equal(Stage.AwaitingAcceptance, walk.Case.Stage);
        Assert.Equal("input.unknown-class", walk.Refused(People.Acceptor, new SplitCommand { Result = "另一处", ClassKey = "nothing" }, Monday).Code);
    }

    [Fact]
    public void The_reporter_opens_a_closed_case_again_once_and_its_figures_stay()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement).FedBack(People.Bureau, Monday).ClosedWell(Monday);
        var before = walk.Fact;
        var body = walk.Do(People.Citizen, new ReopenCommand { Opinion = "没有清干净" }, Monday.AddDays(1));
        Assert.Equal(walk.Case.Id, body.Other!.Body.Case.OriginCaseId);
        Assert.Equal(before, walk.Fact);
        Assert.Equal("case.reopened", walk.Refused(People.Citizen, new ReopenCommand { Opinion = "又" }, Monday.AddDays(1)).Code);

        var late = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement).FedBack(People.Bureau, Monday).ClosedWell(Monday);
        Assert.Equal("case.reopen-late", late.Refused(People.Citizen, new ReopenCommand { Opinion = "没有清干净" }, Monday.AddDays(400)).Code);
    }

    [Fact]
    public void A_corrected_class_gives_a_new_limit_at_the_next_dispatch_and_the_old_turns_stay()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement);
        walk.Do(People.Bureau, new ReturnCommand { Opinion = "类别不对" }, Monday.AddMinutes(30));
        Assert.Equal("input.missing", walk.Refused(People.Leader, new CorrectCommand { ClassKey = "2013-E0301", Opinion = "看错" }, Monday.AddMinutes(40)).Code);
        Assert.Equal("case.standard-of-other-class", walk.Refused(People.Leader, new CorrectCommand { ClassKey = "2013-E0301", StandardId = TestCity.FourHours, Opinion = "看错" }, Monday.AddMinutes(40)).Code);
        walk.Do(People.Leader, new CorrectCommand { ClassKey = "2013-E0301", StandardId = "2013-E0301-1", Opinion = "看错" }, Monday.AddMinutes(40));
        var old = walk.State.Clocks.Where(c => c.Kind == ClockKind.Handling).ToList();
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = TestCity.CityManagement, Opinion = "按职责" }, Monday.AddMinutes(50));
        var now = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((2, "2013-E0301-1"), (now.Round, now.StandardId));
        Assert.Equal(old, walk.State.Clocks.Where(c => c.Kind == ClockKind.Handling).Take(old.Count));
    }

    [Fact]
    public void A_corrected_place_is_located_anew()
    {
        var walk = CaseWalk.Reported(Monday);
        walk.Do(People.Acceptor, new CorrectCommand { Lon = 111.5, Lat = 34.9, Datum = "CGCS2000", Opinion = "位置错" }, Monday);
        Assert.Null(walk.Case.GridCode);
        Assert.Equal("input.missing", walk.Refused(People.Acceptor, new CorrectCommand { Lon = 111.5, Opinion = "位置错" }, Monday).Code);
        Assert.Equal("input.missing", walk.Refused(People.Acceptor, new CorrectCommand { Opinion = "位置错" }, Monday).Code);
    }

    [Fact]
    public void A_check_is_handed_over_to_another_collector_and_the_time_runs_on()
    {
        var walk = CaseWalk.Reported(Monday).Dispatched(Monday, TestCity.CityManagement).FedBack(People.Bureau, Monday).CheckSent(Monday);
        var due = walk.Case.StageDueAt;
        Assert.Equal("case.not-your-task", walk.Refused(People.SecondCollector, new HandOverCommand(), Monday, People.Sent(People.SecondCollector)).Code);
        Assert.Equal("case.no-other-collector", walk.Refused(People.Collector, new HandOverCommand(), Monday, People.Sent(People.Collector)).Code);
        walk.Do(People.Collector, new HandOverCommand(), Monday.AddMinutes(5), People.Sent(People.SecondCollector));
        Assert.Equal((People.SecondCollector.Id, due), (walk.State.OpenTask!.PersonId, walk.Case.StageDueAt));
        Assert.Equal("case.not-your-task", walk.Refused(People.Collector, new PassCheckCommand(), Monday.AddMinutes(6)).Code);
        walk.Do(People.SecondCollector, new PassCheckCommand(), Monday.AddMinutes(6));
    }

    [Fact]
    public void Who_mended_it_on_the_spot_does_not_check_it()
    {
        var walk = CaseWalk.Reported(Monday, change: c => c with { SelfHandledBy = People.Collector.Id }).Dispatched(Monday, TestCity.CityManagement).FedBack(People.Bureau, Monday);
        walk.Do(People.Overseer, new PassOnCommand(), Monday);
        Assert.Equal("case.handler-may-not-check", walk.Refused(People.Leader, new SendCheckCommand(), Monday, People.Sent(People.Collector)).Code);
    }

    [Fact]
    public void A_self_handled_report_is_confirmed_rejected_or_taken_up()
    {
        static CaseWalk Handled() => CaseWalk.Reported(Monday, change: c => c with { Stage = Stage.ReviewingSelfHandled, SelfHandledBy = People.Collector.Id });
        var fine = Handled();
        fine.Do(People.Acceptor, new ConfirmSelfHandledCommand(), Monday);
        Assert.True(fine is { Case.Stage: Stage.SelfHandledClosed, Fact: { SelfHandled: true, ClosedAt: not null, AcceptedAt: null } });
        var bad = Handled();
        bad.Do(People.Acceptor, new RejectSelfHandledCommand { Opinion = "照片不符" }, Monday);
        Assert.Equal(Stage.SelfHandledInvalid, bad.Case.Stage);
        var real = Handled();
        real.Do(People.Acceptor, new TakeUpCommand { Opinion = "没有处理好" }, Monday);
        Assert.Equal(Stage.AwaitingFiling, real.Case.Stage);
        Assert.Equal(ClockState.Running, real.State.LastTurn(ClockKind.Filing)!.State);
    }

    [Fact]
    public void Satisfaction_is_given_once_from_one_to_five_and_a_reply_is_owed_once()
    {
        var walk = CaseWalk.Reported(Monday, change: c => c with { ReplyOwed = true }).Dispatched(Monday, TestCity.CityManagement).FedBack(People.Bureau, Monday).ClosedWell(Monday);
        Assert.Equal("case.bad-score", walk.Refused(People.Citizen, new RateCommand { Score = 6 }, Monday).Code);
        Assert.Equal("case.bad-score", walk.Refused(People.Citizen, new RateCommand(), Monday).Code);
        walk.Do(People.Citizen, new RateCommand { Score = 4 }, Monday);
        Assert.Equal(4, walk.Fact.Satisfaction);
        Assert.Equal("case.rated", walk.Refused(People.Citizen, new RateCommand { Score = 1 }, Monday).Code);
        walk.Do(People.Acceptor, new ReplyCommand { Result = "已电话告知" }, Monday);
        Assert.False(walk.Case.ReplyOwed);
        Assert.Equal("case.no-reply-owed", walk.Refused(People.Acceptor, new ReplyCommand { Result = "再告知" }, Monday).Code);
    }

    [Fact]
    public void A_note_and_a_typical_mark_refuse_nobodys_work()
    {
        var walk = CaseWalk.Reported(Monday);
        walk.Do(People.Head, new NoteCommand { Opinion = "请关注" }, Monday);
        walk.Do(People.Acceptor, new MarkTypicalCommand(), Monday);
        Assert.Equal("case.marked-already", walk.Refused(People.Acceptor, new MarkTypicalCommand(), Monday).Code);
        Assert.Equal((1, true), (walk.Case.Version, walk.Case.Typical));
        walk.Do(People.Acceptor, new AcceptCommand(), Monday);
    }
}
