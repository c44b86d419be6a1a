using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using static Dizhu.Tests.Kit.TestCity;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Rules 2, 3 and 5 of the clocks. Office hours are 8–12 and 14–18; 2026-11-23 is a Monday.</summary>
public class CaseClockTests
{
    private const long Minute = 60_000_000;

    [Fact]
    public void The_clock_of_acceptance_stands_while_a_collector_verifies()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 09:00"), ReportSource.Hotline);
        walk.Do(People.Acceptor, new SendVerifyCommand(), At("2026-11-23 09:05"), People.Sent(People.Collector));
        Assert.Equal((ClockState.Paused, 5 * Minute), StateOf(walk, ClockKind.Acceptance));
        Assert.Equal(At("2026-11-23 09:35"), walk.Case.StageDueAt);

        walk.Do(People.Collector, new AnswerVerifyCommand { Confirmed = true }, At("2026-11-23 10:20"));
        var clock = walk.State.LastTurn(ClockKind.Acceptance)!;
        Assert.Equal((ClockState.Running, 5 * Minute, 75 * Minute, 1), (clock.State, clock.UsedMicros, clock.PausedMicros, clock.Round));
        Assert.Equal(At("2026-11-23 10:30"), clock.DueAt);
        Assert.False(walk.State.LastTurn(ClockKind.Verification)!.OnTime);

        walk.Do(People.Acceptor, new AcceptCommand(), At("2026-11-23 10:30"));
        Assert.True(walk.State.LastTurn(ClockKind.Acceptance)!.OnTime);
    }

    [Fact]
    public void The_clock_of_filing_stands_too_and_each_verification_is_a_round_of_its_own()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 09:00"), ReportSource.Hotline);
        walk.Do(People.Acceptor, new AcceptCommand(), At("2026-11-23 09:01"));
        walk.Do(People.Leader, new SendVerifyCommand(), At("2026-11-23 09:04"), People.Sent(People.Collector));
        Assert.Equal((ClockState.Paused, 3 * Minute), StateOf(walk, ClockKind.Filing));
        walk.Do(People.Collector, new AnswerVerifyCommand { Confirmed = false }, At("2026-11-23 09:14"));
        walk.Do(People.Acceptor, new SendVerifyCommand(), At("2026-11-23 09:16"), People.Sent(People.Collector));
        walk.Do(People.Collector, new AnswerVerifyCommand { Confirmed = true }, At("2026-11-23 09:26"));

        var filing = walk.State.LastTurn(ClockKind.Filing)!;
        Assert.Equal((ClockState.Running, 5 * Minute, 20 * Minute), (filing.State, filing.UsedMicros, filing.PausedMicros));
        Assert.Equal(2, walk.State.LastTurn(ClockKind.Verification)!.Round);
        Assert.Equal(2, walk.State.Tasks.Count);
    }

    [Fact]
    public void A_return_pauses_handling_and_starts_dispatch_and_the_same_unit_goes_on_with_what_is_left()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00"));
        walk.Do(People.Platform, new SignForCommand(), At("2026-11-23 09:10"));
        walk.Do(People.Platform, new ReturnCommand { Opinion = "位置不清" }, At("2026-11-23 10:00"));
        Assert.Equal((ClockState.Paused, 60 * Minute), StateOf(walk, ClockKind.Handling));
        Assert.Equal((ClockState.Running, 0), StateOf(walk, ClockKind.Dispatch));
        Assert.Equal((null, At("2026-11-23 10:15"), 1), (walk.Case.HandlingDueAt, walk.Case.StageDueAt, walk.Case.ReturnCount));

        // Three of the four hours are left at 11:00: one before noon, two from 14:00.
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, At("2026-11-23 11:00"));
        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((1, ClockState.Running, 60 * Minute, 60 * Minute), (clock.Round, clock.State, clock.UsedMicros, clock.PausedMicros));
        Assert.Equal(At("2026-11-23 16:00"), clock.DueAt);
    }

    [Fact]
    public void Another_unit_after_a_return_starts_a_new_round_with_the_whole_limit()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00"));
        walk.Do(People.Platform, new ReturnCommand { Opinion = "不属本区" }, At("2026-11-23 10:00"));
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = CityManagement }, At("2026-11-23 11:00"));

        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((2, CityManagement, 0, At("2026-11-23 11:00")), (clock.Round, clock.UnitId, clock.UsedMicros, clock.StartedAt));
        Assert.Equal(At("2026-11-23 17:00"), clock.DueAt);
        Assert.Null(walk.Fact.HandlingOnTime);
    }

    [Fact]
    public void Filed_anew_under_another_standard_the_same_unit_starts_a_new_round()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00"));
        walk.Do(People.Platform, new ReturnCommand { Opinion = "类别不对" }, At("2026-11-23 09:30"));
        walk.Do(People.Dispatcher, new ReturnCommand { Opinion = "请重新立案" }, At("2026-11-23 09:40"));
        var number = walk.Case.Number;
        walk.Do(People.Leader, new FileCommand { StandardId = "2013-E0301-1" }, At("2026-11-23 09:50"));
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, At("2026-11-23 10:00"));

        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((2, "2013-E0301-1", number), (clock.Round, clock.StandardId, walk.Case.Number));
        Assert.Equal(At("2026-11-23 12:00"), clock.DueAt);
    }

    [Theory]
    [InlineData("2026-11-23 14:00", true)]
    [InlineData("2026-11-23 15:00", true)]
    [InlineData("2026-11-23 15:01", false)]
    public void Lateness_is_judged_at_feedback_whenever_the_case_is_closed(string fedBack, bool onTime)
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00")).FedBack(People.Platform, At(fedBack)).CheckSent(At("2026-11-27 09:00"));
        walk.Do(People.Collector, new PassCheckCommand(), At("2026-11-30 09:00"));
        walk.Do(People.Leader, new CloseCommand(), At("2026-12-07 09:00"));

        Assert.Equal(onTime, walk.Fact.HandlingOnTime);
        Assert.Equal(At("2026-11-23 15:00"), walk.Fact.HandlingDueAt);
        Assert.Equal(onTime, walk.State.LastTurn(ClockKind.Handling)!.OnTime);
    }

    [Fact]
    public void Rework_goes_on_with_what_was_left()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00")).FedBack(People.Platform, At("2026-11-23 11:00")).CheckSent(At("2026-11-23 15:00"));
        walk.Do(People.Collector, new ReworkCommand { Result = "没有清净" }, At("2026-11-23 16:30"));

        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((1, ClockState.Running, 120 * Minute, null), (clock.Round, clock.State, clock.UsedMicros, clock.OnTime));
        Assert.Equal(At("2026-11-24 08:30"), clock.DueAt);
        walk.FedBack(People.Platform, At("2026-11-24 08:31"));
        Assert.False(walk.Fact.HandlingOnTime);
    }

    [Fact]
    public void Sent_back_by_command_the_unit_goes_on_with_what_was_left()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00")).FedBack(People.Platform, At("2026-11-23 11:00"));
        walk.Do(People.Overseer, new SendBackCommand { Opinion = "缺处置后照片" }, At("2026-11-23 14:00"));

        Assert.Equal(At("2026-11-23 16:00"), walk.Case.HandlingDueAt);
        Assert.Equal(TaskState.Signed, walk.State.OpenTask!.State);
    }

    [Theory]
    [InlineData("2026-11-27 16:00", "2026-11-30 10:00")]
    [InlineData("2026-09-30 16:00", "2026-10-08 10:00")]
    public void Working_hours_stand_over_a_weekend_and_over_the_national_holiday(string dispatched, string due) =>
        Assert.Equal(At(due), CaseWalk.Reported(At(dispatched)).Dispatched(At(dispatched)).Case.HandlingDueAt);

    [Fact]
    public void A_pause_over_a_weekend_takes_nothing_of_the_limit()
    {
        var walk = CaseWalk.Reported(At("2026-11-27 16:00")).Dispatched(At("2026-11-27 16:00"));
        walk.Do(People.Platform, new ReturnCommand { Opinion = "位置不清" }, At("2026-11-27 17:00"));
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, At("2026-11-30 09:00"));

        var clock = walk.State.LastTurn(ClockKind.Handling)!;
        Assert.Equal((60 * Minute, 64 * 60 * Minute), (clock.UsedMicros, clock.PausedMicros));
        Assert.Equal(At("2026-11-30 12:00"), clock.DueAt);
    }

    [Fact]
    public void A_clock_that_was_stopped_without_feedback_says_nothing_about_being_in_time()
    {
        var cancelled = CaseWalk.Reported(At("2026-11-23 08:50")).Dispatched(At("2026-11-23 09:00"));
        cancelled.Do(People.Leader, new CancelCommand { Opinion = "重复" }, At("2026-11-23 09:30"));

        Assert.Equal((null, null), (cancelled.Fact.HandlingOnTime, cancelled.Fact.HandlingDueAt));
    }

    [Fact]
    public void Turns_once_written_never_change()
    {
        var walk = CaseWalk.Reported(At("2026-11-23 08:50"));
        var written = new List<CaseClock>(walk.State.Clocks);
        void Same()
        {
            Assert.Equal(written, walk.State.Clocks.Take(written.Count));
            written = [.. walk.State.Clocks];
        }

        walk.Dispatched(At("2026-11-23 09:00"));
        Same();
        walk.Do(People.Platform, new ReturnCommand { Opinion = "位置不清" }, At("2026-11-23 09:30"));
        Same();
        walk.Do(People.Dispatcher, new DispatchCommand { UnitId = Hubin }, At("2026-11-23 09:40"));
        walk.FedBack(People.Platform, At("2026-11-23 10:00")).CheckSent(At("2026-11-23 11:00"));
        Same();
        walk.Do(People.Collector, new ReworkCommand { Result = "没有清净" }, At("2026-11-23 11:30"));
        Same();

        Assert.Equal(Enumerable.Range(1, written.Count), written.Select(c => c.No));
        Assert.Equal(written, walk.Entries.SelectMany(e => e.Body.Clocks));
        Assert.All(written, c => Assert.Equal(Books.Calendar.Version, c.CalendarVersion));
    }

    private static (ClockState State, long Used) StateOf(CaseWalk walk, ClockKind kind) =>
        walk.State.LastTurn(kind) is { } turn ? (turn.State, turn.UsedMicros) : throw new InvalidOperationException($"{kind} never ran.");
}
