using CsCheck;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Whatever is asked by whomever in whatever order, a case stays sound.</summary>
public class RandomWalkTests
{
    private const string Seed = "0000KXQ3Ln5a";
    private const int Rounds = 3000;

    private static readonly string[] Units = [TestCity.Hubin, TestCity.CityManagement, TestCity.Housing, "ORG-U999"];
    private static readonly string[] Standards = [TestCity.FourHours, "2013-E0301-1", "2013-C0101-3", "nothing"];

    private sealed record Step(int Who, int Act, int Pick, int Minutes);

    // Two cases side by side, so that acts on two have somewhere to go.
    private static readonly Gen<List<Step>> Walks = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 99], Gen.Int[0, 3], Gen.Int[0, 3000])
        .Select((who, act, pick, minutes) => new Step(who, act, pick, minutes)).List[1, 80];

    [Fact]
    public void Random_walks_keep_the_invariants()
    {
        var ends = new HashSet<Stage>();
        var done = new HashSet<CaseAct>();
        var longest = 0;

        // All walks are one sample: the seed fixes the first sample of a run and no other.
        Gen.Select(Gen.Bool, Walks).Array[Rounds].Sample(
            walks =>
            {
                foreach (var (fromPublic, steps) in walks)
                {
                    var walk = Walked(fromPublic, steps, done);
                    ends.Add(walk.Case.Stage);
                    longest = Math.Max(longest, walk.Entries.Count);
                }
            },
            seed: Seed, iter: 1, threads: 1);

        // The walks go far enough to mean something.
        Assert.True(longest > 20, $"The longest walk had {longest} acts.");
        CaseAct[] notHere = [CaseAct.Report, CaseAct.ReportSelfHandled, CaseAct.ConfirmSelfHandled, CaseAct.RejectSelfHandled, CaseAct.TakeUp, CaseAct.TakeIn, CaseAct.Derive];
        Assert.Empty(Enum.GetValues<CaseAct>().Except(done).Except(notHere));
        Assert.Superset(new HashSet<Stage> { Stage.Closed, Stage.Cancelled, Stage.Declined, Stage.Handling, Stage.AwaitingCheck }, ends);
    }

    /// <summary>One case and another beside it through so many attempts, sound after each.</summary>
    private static CaseWalk Walked(bool fromPublic, List<Step> steps, HashSet<CaseAct> done)
    {
        var at = TestCity.At("2026-09-28 09:00");
        var walk = CaseWalk.Reported(at, fromPublic ? ReportSource.Hotline : ReportSource.Collector, change: c => c with { ReplyOwed = fromPublic });
        var other = CaseWalk.Reported(at, number: 2);
        foreach (var step in steps)
        {
            at = at.AddMinutes(step.Minutes % 9 == 0 ? step.Minutes : step.Minutes % 7);
            var (who, command) = Choose(walk, step);
            var before = walk.State;
            if (walk.Try(who, command, at, People.Sent(step.Pick == 2 ? People.SecondCollector : People.Collector), other).Moved)
            {
                Sound(walk, before, command.Act, at);
                done.Add(command.Act);
            }
            else
            {
                Assert.Same(before, walk.State);
            }
        }

        return walk;
    }

    // Three in four steps try an act that is open, by somebody who may; the others anything by anybody. Acts that end a case
    // early are rare, so that walks grow long.
    private static (Core.Access.Principal Who, CaseCommand Command) Choose(CaseWalk walk, Step step)
    {
        var open = CaseFlow.OpenIn(walk.Case.Stage)
            .Where(m => m.Act is CaseAct.Close || !m.To.IsFinal() || m.Beside || step.Minutes % 20 == 0)
            .Where(m => !m.Beside || walk.Case.Stage.IsFinal() || step.Minutes % 2 == 0).ToList();
        var anything = step.Minutes % 7 == 0;
        var every = Enum.GetValues<CaseAct>().Where(a => a is not (CaseAct.Report or CaseAct.ReportSelfHandled or CaseAct.TakeIn or CaseAct.Derive)).ToList();
        var act = anything || open.Count == 0 ? every[step.Act % every.Count] : open[step.Act % open.Count].Act;
        act = !anything && walk.Case.DeferredUntil is not null ? CaseAct.Resume
            : !anything && walk.State.OpenTask?.AssigneeId is not null && step.Minutes % 2 == 0 ? CaseAct.WithdrawAssignment
            : act;
        var posts = CaseFlow.Find(walk.Case.Stage, act)?.Posts;
        var holder = walk.State.OpenTask?.UnitId;
        var able = anything ? [] : People.All.Where(p => posts?.Contains(p.Post) == true && (holder is null || p.Power != Core.Organisations.Power.Handling || p.UnitId == holder)).ToList();
        if (!anything && walk.State.Requests.FirstOrDefault(r => r.WaitsFor is not null) is { } asked && step.Minutes % 5 != 0
            && CaseFlow.OpenIn(walk.Case.Stage).Where(m => m.Act is CaseAct.Consent or CaseAct.GrantReturn or CaseAct.GrantExtension or CaseAct.GrantDeferral or CaseAct.GrantAppeal or CaseAct.ForceClose or CaseAct.WithdrawAsked).ToList() is { Count: > 0 } deciding)
        {
            act = deciding[step.Act % deciding.Count].Act;
            able = [.. People.All.Where(p => p.Post == asked.WaitsFor)];
        }
        else if (!anything && step.Minutes % 4 == 0 && walk.State.Tasks.FirstOrDefault(t => t.Kind == TaskKind.CoHandle && t.IsOpen()) is { } help)
        {
            act = step.Minutes % 8 == 0 ? CaseAct.ExcuseCo : CaseAct.FinishCo;
            able = act == CaseAct.ExcuseCo ? [People.Overseer] : [.. People.All.Where(p => p.UnitId == help.UnitId)];
        }

        var who = able.Count == 0 ? People.All[step.Who] : able[step.Who % able.Count];
        return (who, CommandOf(act, step.Pick, walk));
    }

    private static CaseCommand CommandOf(CaseAct act, int pick, CaseWalk walk)
    {
        var words = pick == 3 ? null : "因为如此";
        return act switch
        {
            CaseAct.Accept => new AcceptCommand(),
            CaseAct.Decline => new DeclineCommand { Opinion = words },
            CaseAct.SendVerify => new SendVerifyCommand(),
            CaseAct.AnswerVerify => new AnswerVerifyCommand { Confirmed = pick == 3 ? null : pick > 0 },
            CaseAct.File => new FileCommand { StandardId = Standards[pick] },
            CaseAct.RefuseFiling => new RefuseFilingCommand { Opinion = words },
            CaseAct.Dispatch => new DispatchCommand { UnitId = Units[pick], Opinion = words },
            CaseAct.SignFor => new SignForCommand(),
            CaseAct.Handle => new HandleCommand { Result = words },
            CaseAct.FeedBack => new FeedBackCommand(),
            CaseAct.PassOn => new PassOnCommand(),
            CaseAct.SendBack => new SendBackCommand { Opinion = words },
            CaseAct.SendCheck => new SendCheckCommand(),
            CaseAct.PassCheck => new PassCheckCommand(),
            CaseAct.Rework => new ReworkCommand { Result = words },
            CaseAct.Return => new ReturnCommand { Opinion = words },
            CaseAct.Close => new CloseCommand(),
            CaseAct.Cancel => new CancelCommand { Opinion = words },
            _ => BesideCommandOf(act, pick, words, walk),
        };
    }

    private static CaseCommand BesideCommandOf(CaseAct act, int pick, string? words, CaseWalk walk) => act switch
    {
        CaseAct.ConfirmSelfHandled => new ConfirmSelfHandledCommand(),
        CaseAct.RejectSelfHandled => new RejectSelfHandledCommand { Opinion = words },
        CaseAct.TakeUp => new TakeUpCommand { Opinion = words },
        CaseAct.HandOver => new HandOverCommand(),
        CaseAct.Correct => new CorrectCommand { ClassKey = TestCity.Litter, StandardId = Standards[0], Opinion = words },
        CaseAct.Merge => new MergeCommand { IntoCaseId = Guid.Empty },
        CaseAct.Split => new SplitCommand { Result = words },
        CaseAct.Reopen => new ReopenCommand { Opinion = words },
        CaseAct.Restore => new RestoreCommand { Opinion = words },
        CaseAct.Assign => new AssignCommand { PersonId = (pick > 1 ? People.FieldHandler : People.HousingClerk).Id },
        CaseAct.WithdrawAssignment => new WithdrawAssignmentCommand(),
        CaseAct.DispatchOn => new DispatchOnCommand { UnitId = "SYN-U001" },
        CaseAct.HandDown => new HandDownCommand { UnitId = TestCity.LightingOffice },
        CaseAct.FeedUp => new FeedUpCommand(),
        CaseAct.ReturnUp => new ReturnUpCommand { Opinion = words },
        CaseAct.SendDown => new SendDownCommand { Opinion = words },
        CaseAct.AddCoHandler => new AddCoHandlerCommand { UnitId = Units[pick] },
        CaseAct.FinishCo => new FinishCoCommand { Result = words },
        CaseAct.ExcuseCo => new ExcuseCoCommand { UnitId = walk.State.Tasks.LastOrDefault(t => t.Kind == TaskKind.CoHandle)?.UnitId, Opinion = words },
        CaseAct.Urge => new UrgeCommand { Opinion = words },
        CaseAct.AnswerUrge => new AnswerUrgeCommand { Result = words },
        CaseAct.Reply => new ReplyCommand { Result = words },
        CaseAct.Rate => new RateCommand { Score = pick + 2 },
        CaseAct.Note => new NoteCommand { Opinion = words },
        CaseAct.MarkTypical => new MarkTypicalCommand { Typical = !walk.Case.Typical },
        _ => RequestCommandOf(act, pick, words, walk),
    };

    private static CaseCommand RequestCommandOf(CaseAct act, int pick, string? words, CaseWalk walk) => act switch
    {
        CaseAct.AskReturn => new AskReturnCommand { Opinion = words },
        CaseAct.GrantReturn => new GrantReturnCommand(),
        CaseAct.AskExtension => new AskExtensionCommand { Amount = pick + 1, Opinion = words },
        CaseAct.GrantExtension => new GrantExtensionCommand(),
        CaseAct.AskDeferral => new AskDeferralCommand { ResumeOn = Core.Calendar.CityClock.DayOf(walk.Case.LastActAt).AddDays(10 + pick), Opinion = words },
        CaseAct.GrantDeferral => new GrantDeferralCommand(),
        CaseAct.Resume => new ResumeCommand(),
        CaseAct.AskCancel => new AskCancelCommand { Opinion = words },
        CaseAct.AskForceClose => new AskForceCloseCommand { Opinion = words },
        CaseAct.ForceClose => new ForceCloseCommand { Opinion = words },
        CaseAct.Appeal => new AppealCommand { Opinion = words },
        CaseAct.GrantAppeal => new GrantAppealCommand(),
        CaseAct.Consent => new ConsentCommand(),
        CaseAct.RefuseAsked => new RefuseAskedCommand { Opinion = words },
        _ => new WithdrawAskedCommand(),
    };

    private static void Sound(CaseWalk walk, CaseState before, CaseAct act, DateTime at)
    {
        var state = walk.State;
        var move = CaseFlow.Find(before.Case.Stage, act);
        Assert.NotNull(move);
        Assert.Equal(move.To, state.Case.Stage);
        Assert.Equal(before.Case.Version + (move.Beside ? 0 : 1), state.Case.Version);
        Assert.Equal(state.Requests.Count(r => r.State == RequestState.Open), state.Case.OpenRequests);
        Assert.All(state.Requests, r => Assert.Equal(r is { State: RequestState.Open, Kind: not Core.Maintenance.RequestKind.Urging }, r.WaitsFor is not null));
        NobodyHeldBothPowers(state);
        Assert.Equal(before.Clocks, state.Clocks.Take(before.Clocks.Count));
        TasksFit(state);
        ClocksFit(state, at);
        Assert.Equal(walk.Entries.Aggregate((CaseFact?)null, (fact, e) => CaseFacts.After(fact, e.Entry, e.Body)), walk.Fact);
    }

    private static void NobodyHeldBothPowers(CaseState state) => Assert.All(
        state.Case.Actors.GroupBy(x => x.Who),
        person => Assert.DoesNotContain(person, one => person.Any(two => Core.Organisations.Powers.Exclude(one.Power, two.Power))));

    private static void TasksFit(CaseState state)
    {
        var open = state.Tasks.Where(t => t.IsOpen() && t.Kind != TaskKind.CoHandle).ToList();
        Assert.True(open.Count <= 1);
        var wanted = state.Case.Stage switch
        {
            Stage.VerifyingAcceptance or Stage.VerifyingFiling => (TaskKind.Verify, TaskState.Open),
            Stage.AwaitingSignature => (TaskKind.Handle, TaskState.Open),
            Stage.Handling => (TaskKind.Handle, TaskState.Signed),
            Stage.AwaitingFeedback => (TaskKind.Handle, TaskState.Handled),
            Stage.AwaitingCheck => (TaskKind.Check, TaskState.Open),
            _ => ((TaskKind, TaskState)?)null,
        };
        Assert.Equal(wanted, open.Count == 0 ? null : (open[0].Kind, open[0].State));
        Assert.Equal(state.Case.UnitId, state.Tasks.LastOrDefault(t => t is { Kind: TaskKind.Handle, ParentId: null })?.UnitId);
        Assert.Equal(state.Case.HolderUnitId, open is [{ Kind: TaskKind.Handle } held] ? held.UnitId : null);

        // Whoever handed down waits for exactly the one below, up to the top.
        var waiting = state.Tasks.Where(t => t.State == TaskState.HandedDown).Select(t => t.Id).ToHashSet();
        var above = new HashSet<Guid>();
        for (var task = open.FirstOrDefault(); task?.ParentId is { } parent; task = state.Tasks.First(t => t.Id == parent))
        {
            above.Add(parent);
        }

        Assert.Equal(above, waiting);
        Assert.True(state.Case.Stage is Stage.AwaitingSignature or Stage.Handling or Stage.AwaitingFeedback || !state.Tasks.Any(t => t.Kind == TaskKind.CoHandle && t.IsOpen()));
    }

    private static void ClocksFit(CaseState state, DateTime at)
    {
        Assert.All(state.Clocks, c => Assert.True(c is { UsedMicros: >= 0, PausedMicros: >= 0 } && c.StartedAt <= c.At));
        foreach (var turn in state.Clocks.Where(c => c.LimitUnit is null or LimitUnit.Minute or LimitUnit.UrgentHour or LimitUnit.NaturalDay))
        {
            Assert.Equal((turn.At - turn.StartedAt).Ticks / TimeSpan.TicksPerMicrosecond, turn.UsedMicros + turn.PausedMicros);
        }

        var running = Enum.GetValues<ClockKind>().Where(k => state.LastTurn(k) is { State: ClockState.Running }).ToHashSet();
        var stageClocks = running.Where(k => k != ClockKind.Handling).ToList();
        var wanted = state.Case.Stage.IsFinal() || state.Case.Stage is Stage.Handling or Stage.AwaitingFeedback ? [] : new[] { state.Case.Stage.OwnClock() };
        Assert.Equal(wanted, stageClocks);
        Assert.Equal(state.Case.Stage is Stage.AwaitingSignature or Stage.Handling or Stage.AwaitingFeedback && state.Case.DeferredUntil is null, running.Contains(ClockKind.Handling));
        Assert.Equal(state.Case.WarnAt is not null, state.Clocks.GroupBy(c => c.Kind).Any(g => g.Last() is { State: ClockState.Running, DueAt: not null }));
        Assert.Equal(at, state.Case.LastActAt);
    }
}
