using CsCheck;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Whatever is asked by whomever in whatever order, a case stays sound.</summary>
public class RandomWalkTests
{
    private const string Seed = "0000KXQ3Ln5a";

    private static readonly string[] Units = [TestCity.Hubin, TestCity.CityManagement, TestCity.Housing, "ORG-U999"];
    private static readonly string[] Standards = [TestCity.FourHours, "2013-E0301-1", "2013-C0101-3", "nothing"];

    private sealed record Step(int Who, int Act, int Pick, int Minutes);

    private static readonly Gen<List<Step>> Walks = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 99], Gen.Int[0, 3], Gen.Int[0, 3000])
        .Select((who, act, pick, minutes) => new Step(who, act, pick, minutes)).List[1, 60];

    [Fact]
    public void Random_walks_keep_the_invariants()
    {
        var ends = new HashSet<Stage>();
        var longest = 0;
        Gen.Select(Gen.Bool, Walks).Sample(
            (fromPublic, steps) =>
            {
                var at = TestCity.At("2026-09-28 09:00");
                var walk = CaseWalk.Reported(at, fromPublic ? ReportSource.Hotline : ReportSource.Collector);
                foreach (var step in steps)
                {
                    at = at.AddMinutes(step.Minutes);
                    var (who, command) = Choose(walk, step);
                    var before = walk.State;
                    if (walk.Try(who, command, at, People.Sent(People.Collector)).Moved)
                    {
                        Sound(walk, before, command.Act, at);
                    }
                    else
                    {
                        Assert.Same(before, walk.State);
                    }
                }

                lock (ends)
                {
                    ends.Add(walk.Case.Stage);
                    longest = Math.Max(longest, walk.Entries.Count);
                }
            },
            seed: Seed, iter: 3000, threads: 1);

        // The walks go far enough to mean something.
        Assert.True(longest > 20, $"The longest walk had {longest} acts.");
        Assert.Superset(new HashSet<Stage> { Stage.Closed, Stage.Cancelled, Stage.Declined, Stage.Handling, Stage.AwaitingCheck }, ends);
    }

    // Three in four steps try an act that is open, by somebody who may; the others anything by anybody. Acts that end a case
    // early are rare, so that walks grow long.
    private static (Core.Access.Principal Who, CaseCommand Command) Choose(CaseWalk walk, Step step)
    {
        var open = CaseFlow.OpenIn(walk.Case.Stage).Where(m => !m.To.IsFinal() || m.Act == CaseAct.Close || step.Minutes % 10 == 0).ToList();
        var anything = step.Minutes % 4 == 0;
        var act = anything || open.Count == 0 ? (CaseAct)(1 + (step.Act % 18)) : open[step.Act % open.Count].Act;
        var posts = CaseFlow.Find(walk.Case.Stage, act)?.Posts;
        var holder = walk.State.OpenTask?.UnitId;
        var able = anything ? [] : People.All.Where(p => posts?.Contains(p.Post) == true && (holder is null || p.Power != Core.Organisations.Power.Handling || p.UnitId == holder)).ToList();
        var who = able.Count == 0 ? People.All[step.Who] : able[step.Who % able.Count];
        return (who, CommandOf(act, step.Pick));
    }

    private static CaseCommand CommandOf(CaseAct act, int pick)
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
            _ => new CancelCommand { Opinion = words },
        };
    }

    private static void Sound(CaseWalk walk, CaseState before, CaseAct act, DateTime at)
    {
        var state = walk.State;
        var move = CaseFlow.Find(before.Case.Stage, act);
        Assert.NotNull(move);
        Assert.Equal(move.To, state.Case.Stage);
        Assert.Equal(walk.Entries.Count, state.Case.Version);
        Assert.Equal(before.Clocks, state.Clocks.Take(before.Clocks.Count));
        TasksFit(state);
        ClocksFit(state, at);
        Assert.Equal(walk.Entries.Aggregate((CaseFact?)null, (fact, e) => CaseFacts.After(fact, e.Entry, e.Body)), walk.Fact);
    }

    private static void TasksFit(CaseState state)
    {
        var open = state.Tasks.Where(t => t.IsOpen()).ToList();
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
        Assert.Equal(state.Case.UnitId, state.Tasks.LastOrDefault(t => t.Kind == TaskKind.Handle)?.UnitId);
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
        Assert.Equal(state.Case.Stage is Stage.AwaitingSignature or Stage.Handling or Stage.AwaitingFeedback, running.Contains(ClockKind.Handling));
        Assert.Equal(at, state.Case.LastActAt);
    }
}
