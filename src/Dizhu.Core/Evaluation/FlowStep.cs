using System.Collections.Immutable;
using Dizhu.Core.Cases;

namespace Dizhu.Core.Evaluation;

/// <summary>The seven steps in which a case goes round, as the office names them; open cases stand in one of them.</summary>
public enum FlowStep
{
    Acceptance,
    Verification,
    Filing,
    Dispatch,
    Handling,
    Check,
    Closing,
}

/// <summary>What the steps are called and which stages each holds.</summary>
public static class FlowSteps
{
    private static readonly ImmutableArray<Stage> Open = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())];

    public static string Name(this FlowStep step) => step switch
    {
        FlowStep.Acceptance => "受理",
        FlowStep.Verification => "核实",
        FlowStep.Filing => "立案",
        FlowStep.Dispatch => "派遣",
        FlowStep.Handling => "处置",
        FlowStep.Check => "核查",
        FlowStep.Closing => "结案",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step."),
    };

    /// <summary>The step an open case stands in. What a unit has fed back waits for its check, as citizens are told it.</summary>
    public static FlowStep Step(this Stage stage) => stage switch
    {
        Stage.AwaitingAcceptance or Stage.ReviewingSelfHandled => FlowStep.Acceptance,
        Stage.VerifyingAcceptance or Stage.VerifyingFiling => FlowStep.Verification,
        Stage.AwaitingFiling => FlowStep.Filing,
        Stage.AwaitingDispatch => FlowStep.Dispatch,
        Stage.AwaitingSignature or Stage.Handling or Stage.AwaitingFeedback => FlowStep.Handling,
        Stage.AwaitingPassOn or Stage.AwaitingCheckSending or Stage.AwaitingCheck => FlowStep.Check,
        Stage.AwaitingClosing => FlowStep.Closing,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "A finished case stands in no step."),
    };

    /// <summary>The stages of a step, in their order.</summary>
    public static IReadOnlyList<Stage> Stages(this FlowStep step) => [.. Open.Where(s => s.Step() == step)];
}
