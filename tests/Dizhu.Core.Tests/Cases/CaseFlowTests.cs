using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Cases;

/// <summary>The table of moves as a whole.</summary>
public class CaseFlowTests
{
    [Fact]
    public void Every_stage_is_reached_from_a_report()
    {
        var reached = new HashSet<Stage>();
        var open = new Queue<Stage>(CaseFlow.Moves.Where(m => m.From is null).Select(m => m.To));
        while (open.TryDequeue(out var stage))
        {
            if (reached.Add(stage))
            {
                CaseFlow.OpenIn(stage).ToList().ForEach(m => open.Enqueue(m.To));
            }
        }

        Assert.Equal(Enum.GetValues<Stage>(), reached.Order());
    }

    [Fact]
    public void Every_stage_that_is_not_final_has_a_way_to_an_end_and_only_the_recycle_list_leads_on_from_a_final_one()
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            Assert.Equal(stage.IsFinal(), CaseFlow.MainLine(stage).All(m => m.Act == CaseAct.Restore));
            Assert.True(stage.IsFinal() || ReachesAnEnd(stage), stage.ToString());
        }
    }

    [Fact]
    public void Every_move_has_posts_and_a_clause_with_words_and_stands_once()
    {
        Assert.All(CaseFlow.Moves, m => Assert.NotEmpty(m.Posts));
        Assert.All(CaseFlow.Moves, m => Assert.False(string.IsNullOrWhiteSpace(m.Because.Words)));
        Assert.Equal(CaseFlow.Moves.Length, CaseFlow.Moves.Select(m => (m.From, m.Act)).Distinct().Count());
        Assert.All(Enum.GetValues<CaseAct>(), act => Assert.Contains(CaseFlow.Moves, m => m.Act == act));
        Assert.All(CaseFlow.Moves.SelectMany(m => m.Guards), g => Assert.False(string.IsNullOrWhiteSpace(g.Needs)));
    }

    [Fact]
    public void Every_stage_and_act_has_a_name_and_a_public_status()
    {
        string[] chain = ["待受理", "待派遣", "待接受", "处置中", "待核查", "已结案", "不予受理", "不予立案", "已作废", "已并案"];
        Assert.All(Enum.GetValues<Stage>(), s => Assert.Contains(s.PublicStatus(), chain));
        Assert.Equal(Enum.GetValues<Stage>().Length, Enum.GetValues<Stage>().Select(s => s.Name()).Distinct().Count());
        Assert.Equal(Enum.GetValues<CaseAct>().Length, Enum.GetValues<CaseAct>().Select(a => a.Name()).Distinct().Count());
    }

    [Fact]
    public void The_drawing_of_the_flow_is_fresh() => Generated.Check("case-flow.md", CaseFlowDiagram.Markdown());

    private static bool ReachesAnEnd(Stage from)
    {
        var seen = new HashSet<Stage> { from };
        var open = new Stack<Stage>([from]);
        while (open.TryPop(out var stage))
        {
            foreach (var next in CaseFlow.OpenIn(stage).Select(m => m.To).Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return seen.Any(s => s.IsFinal());
    }
}
