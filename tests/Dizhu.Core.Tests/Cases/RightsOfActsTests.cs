using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Every act, by every post, in every stage: what <see cref="CaseDecision.MayNot"/> says is what the table of moves says.</summary>
public class RightsOfActsTests
{
    private static readonly DateTime At = TestClock.Monday().Now;

    /// <summary>Every command there is, found by scanning.</summary>
    private static readonly IReadOnlyList<CaseCommand> Commands =
    [
        .. typeof(CaseCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseCommand)) && !t.IsAbstract)
            .Select(t => (CaseCommand)Activator.CreateInstance(t)!).OrderBy(c => c.Act),
    ];

    [Fact]
    public void Every_act_by_every_post_in_every_stage_is_open_or_refused_as_the_table_says()
    {
        var walk = CaseWalk.Reported(At);
        var open = 0;
        foreach (var command in Commands)
        {
            var moves = CaseFlow.Moves.Where(m => m.Act == command.Act).ToList();
            if (moves.Count == 0)
            {
                continue;
            }

            foreach (var stage in Enum.GetValues<Stage>())
            {
                var move = CaseFlow.Find(stage, command.Act);
                foreach (var post in Enum.GetValues<Post>())
                {
                    var expected = !moves.Exists(m => m.Posts.Contains(post)) ? "case.wrong-post"
                        : move is null ? "case.act-not-open"
                        : !move.Posts.Contains(post) ? "case.wrong-post"
                        : null;
                    Assert.True(expected == Ask(walk, stage, command, post)?.Code, $"{post} {command.Act} {stage}: {Ask(walk, stage, command, post)?.Code}, not {expected}");
                    open += expected is null ? 1 : 0;
                }
            }
        }

        // 并入 is done by the act of the other case and has no command of its own.
        Assert.Equal(CaseFlow.Moves.Where(m => m.From is not null && m.Act != CaseAct.TakeIn).Sum(m => m.Posts.Length), open);
    }

    [Fact]
    public void Whoever_acted_under_one_power_does_not_come_to_the_other_by_a_lent_post_nor_does_the_holder()
    {
        var (holder, taker) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var leader = Someone(taker, Post.ShiftLeader) with { For = new Represented(holder, "值班长 02") };
        foreach (var earlier in new[] { holder, taker })
        {
            var walk = CaseWalk.Reported(At).Dispatched(At);
            walk.Do(Someone(earlier, Post.UnitClerk) with { UnitId = TestCity.Hubin }, new SignForCommand(), At);
            Assert.Equal("case.powers-apart", walk.Refused(leader, new CancelCommand { Opinion = "重复" }, At).Code);
        }

        // What is done counts for both from then on.
        var free = CaseWalk.Reported(At);
        free.Do(People.Acceptor, new AcceptCommand(), At);
        free.Do(leader, new FileCommand { StandardId = TestCity.FourHours }, At);
        foreach (var person in new[] { holder, taker })
        {
            Assert.Equal("case.powers-apart", free.Refused(Someone(person, Post.Dispatcher), new DispatchCommand { UnitId = TestCity.Hubin, Opinion = "按职责" }, At).Code);
        }
    }

    [Fact]
    public void A_delegate_answers_the_task_of_the_collector_they_act_for()
    {
        var walk = CaseWalk.Reported(At);
        walk.Do(People.Acceptor, new SendVerifyCommand(), At, People.Sent(People.Collector));
        var other = Someone(Guid.CreateVersion7(), Post.Collector);
        Assert.Equal("case.not-your-task", walk.Refused(other, new AnswerVerifyCommand { Confirmed = true }, At).Code);
        walk.Do(other with { For = new Represented(People.Collector.Id, People.Collector.Label) }, new AnswerVerifyCommand { Confirmed = true }, At);
    }

    private static Dizhu.Kernel.Outcomes.Refusal? Ask(CaseWalk walk, Stage stage, CaseCommand command, Post post)
    {
        var @case = walk.Case with { Stage = stage, Actors = [] };
        return CaseDecision.MayNot(new Asking(
            new CaseState(@case, [], walk.State.Clocks),
            command with { Version = @case.Version },
            new ActContext(Someone(Guid.CreateVersion7(), post), At, "test"),
            walk.City,
            new ActInputs { NewTaskId = Guid.CreateVersion7() }));
    }

    private static Principal Someone(Guid id, Post post) => new(id, post.Name(), post, null, Scope.Everything);
}
