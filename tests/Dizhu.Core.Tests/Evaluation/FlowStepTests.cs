using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;

namespace Dizhu.Core.Tests.Evaluation;

/// <summary>The seven steps hold every open stage once.</summary>
public class FlowStepTests
{
    [Fact]
    public void Every_open_stage_stands_in_one_step_and_no_finished_one_in_any()
    {
        var open = Enum.GetValues<Stage>().Where(s => !s.IsFinal()).ToList();
        Assert.Equal(open.Order(), Enum.GetValues<FlowStep>().SelectMany(s => s.Stages()).Order());
        Assert.All(Enum.GetValues<FlowStep>(), s => Assert.NotEmpty(s.Stages()));
        Assert.All(Enum.GetValues<Stage>().Where(s => s.IsFinal()), s => Assert.Throws<ArgumentOutOfRangeException>(() => s.Step()));
    }

    [Fact]
    public void They_are_called_as_the_office_calls_them() =>
        Assert.Equal("受理 核实 立案 派遣 处置 核查 结案", string.Join(' ', Enum.GetValues<FlowStep>().Select(s => s.Name())));
}
